import type { Subscription } from '../../model/resource.ts';

/** Without a choice, this many subscriptions are read; whoever has more is told, and picks. */
const readWithoutChoice = 200;

/** A subscription that was picked: the name for when it can no longer be read, the tenant for when that is locked. */
export interface Pick extends Subscription {
  readonly tenant: string | undefined;
}

/** What one sign-in shows. */
export interface Readable {
  readonly account: string;
  readonly tenant: string | undefined;
  readonly subscriptions: readonly Subscription[];
}

export interface Picked {
  /** Ids to read, for each of the given sign-ins, in their order; no subscription twice. */
  readonly ofEach: readonly (readonly string[])[];
  /** Picked, but not readable. */
  readonly missing: readonly Pick[];
  readonly notPicked: number;
}

/**
 * Which subscriptions to read with which sign-in. `chosen` gives what a person has picked of an account, undefined before they have;
 * `defaults` are the ids that another extension has picked. Ids are lower-case. Pure.
 */
export function picked(
  readable: readonly Readable[],
  chosen: (account: string) => readonly Pick[] | undefined,
  defaults: readonly string[],
  lockedTenants: ReadonlySet<string>,
): Picked {
  const seen = new Set<string>();
  const taken = new Set<string>();
  const ofEach = readable.map(({ account, subscriptions }) => {
    const wanted = wantedOf(chosen(account), defaults, readable);
    const fresh = subscriptions.filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    const ids = fresh.map(({ id }) => id).filter((id) => wanted === undefined || wanted.has(id));
    const own = wanted === undefined ? ids.slice(0, Math.max(0, readWithoutChoice - taken.size)) : ids;
    for (const id of own) taken.add(id);
    return own;
  });
  const accounts = [...new Set(readable.map(({ account }) => account))];
  const missing = accounts
    .flatMap((account) => chosen(account) ?? [])
    .filter(({ id, tenant }) => !seen.has(id) && !(tenant !== undefined && lockedTenants.has(tenant)));
  return { ofEach, missing, notPicked: seen.size - taken.size };
}

/** Undefined: all. The other extension's choice counts only if any of it can be read here. */
function wantedOf(
  chosen: readonly Pick[] | undefined,
  defaults: readonly string[],
  readable: readonly Readable[],
): ReadonlySet<string> | undefined {
  if (chosen) return new Set(chosen.map(({ id }) => id));
  const wanted = new Set(defaults);
  return readable.some(({ subscriptions }) => subscriptions.some(({ id }) => wanted.has(id))) ? wanted : undefined;
}
