import { setImmediate } from 'node:timers/promises';
import { subscriptionOf, vaultOf, type ArmId } from '../../model/armId.ts';
import type { Gap, Inventory } from '../../model/inventory.ts';
import type { Dated } from '../../model/resource.ts';

/**
 * Tables of which old rows are better than none. Alerts are not among them: one old row would let a subscription pass. Neither are policies and
 * plans: rules say by themselves that these are missing.
 */
const keptTables = [
  'resourceGroups',
  'machines',
  'disks',
  'networkInterfaces',
  'storageAccounts',
  'links',
  'vaults',
  'protectedItems',
  'backupItems',
] as const;

/** All that is listed of subscriptions. */
const listedTables = [
  ...keptTables,
  'machineStatus',
  'replicationPolicies',
  'containerMappings',
  'recoveryPlans',
  'serviceHealthAlerts',
  'alertProcessingRules',
  'backupPolicies',
] as const;

/** Rows between which other work is let in: a few milliseconds. */
const slice = 2000;

interface Row extends Dated {
  readonly id: ArmId;
}

/**
 * A reading, and of an earlier one the rows of those subscriptions and vaults whose lists failed in it, with the time at which they were read.
 * The gaps stay: nothing may be concluded from what is not among old rows. What was denied is not kept: a role that was taken away is no
 * outage. Nor are subscriptions that are no longer listed or picked, for nothing of them has failed.
 */
export async function keepUnread(fresh: Inventory, before: Inventory): Promise<Inventory> {
  const kept: Partial<Record<(typeof keptTables)[number], readonly Row[]>> = {};
  for (const table of keptTables) {
    const gaps = fresh.gaps.filter((gap) => gap.table === table);
    if (!gaps.some(hasFailed)) continue;
    const rows = await unreadRows(before[table], fresh[table], gaps, before.takenAt);
    if (rows.length > 0) kept[table] = [...fresh[table], ...rows];
  }
  return { ...fresh, ...(kept as Partial<Inventory>) };
}

/**
 * An earlier reading of which nothing could be read again; `detail` says why. Its own subscriptions, and those that hold its vaults and groups, get
 * a gap in every table. `fresh`: a reading without rows, as of now.
 */
export async function keepAll(fresh: Inventory, before: Inventory, detail: string): Promise<Inventory> {
  const { subscriptions, regions, otherItems } = before;
  const places = [...before.vaults, ...before.resourceGroups].map(({ id }) => subscriptionOf(id));
  const scopes = new Set([...subscriptions.map(({ id }) => id.toLowerCase()), ...places]);
  const gaps = [...scopes].flatMap((scope) => listedTables.map((table): Gap => ({ table, scope, reason: 'failed', detail })));
  return keepUnread({ ...fresh, subscriptions, regions, otherItems, gaps }, before);
}

async function unreadRows(before: readonly Row[], fresh: readonly Row[], gaps: readonly Gap[], readAt: Date): Promise<readonly Row[]> {
  const scopes = (of: readonly Gap[]): ReadonlySet<string | undefined> => new Set(of.map(({ scope }) => scope?.toLowerCase()));
  const failed = scopes(gaps.filter(hasFailed));
  const denied = scopes(gaps.filter(({ reason }) => reason === 'denied'));
  const there = new Set(fresh.map(({ id }) => id));
  const isUnread = ({ id }: Row): boolean => {
    if (there.has(id)) return false;
    const own = [subscriptionOf(id), vaultOf(id)];
    return (failed.has(undefined) || own.some((scope) => scope && failed.has(scope))) && !own.some((scope) => scope && denied.has(scope));
  };
  const unread: Row[] = [];
  for (let from = 0; from < before.length; from += slice) {
    await setImmediate();
    for (const row of before.slice(from, from + slice)) if (isUnread(row)) unread.push(dated(row, readAt));
  }
  return unread;
}

function dated(row: Row, readAt: Date): Row {
  return row.asOf ? row : { ...row, asOf: readAt };
}

function hasFailed({ reason }: Gap): boolean {
  return reason === 'failed';
}
