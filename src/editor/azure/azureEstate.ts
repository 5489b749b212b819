import type { Connection } from '../../azure/wire/connection.ts';
import { keepAll } from '../../azure/inventory/keepUnread.ts';
import { listSubscriptions } from '../../azure/inventory/listSubscriptions.ts';
import { readDetails } from '../../azure/inventory/readDetails.ts';
import { readInventory } from '../../azure/inventory/readInventory.ts';
import { noneReadable } from '../../azure/inventory/readWanted.ts';
import { refreshMachine } from '../../azure/inventory/refreshMachine.ts';
import { refreshSubscription } from '../../azure/inventory/refreshSubscription.ts';
import { subscriptionOf, type ArmId } from '../../model/armId.ts';
import { noDetails, type Details } from '../../model/details.ts';
import type { Gap, Inventory } from '../../model/inventory.ts';
import { mergeDetails } from '../../model/mergeDetails.ts';
import { mergeInventories } from '../../model/mergeInventories.ts';
import type { Subscription } from '../../model/resource.ts';
import { subjectsIn, type Subjects } from '../../model/subjects.ts';
import { UserError } from '../../model/userError.ts';
import type { Asking, Estate, LockedTenant, Surroundings } from '../estate.ts';
import type { Way, Ways } from './findWays.ts';
import { picked, type Pick, type Readable } from './subscriptionPicks.ts';

export interface AzureEstateParts {
  /** The sign-ins that are there now. */
  readonly findWays: (signal: AbortSignal, asking: Asking) => Promise<Ways>;
  /** What a person has picked of an account. */
  readonly chosen: (account: string) => readonly Pick[] | undefined;
  /** Ids that another extension has picked. */
  readonly defaultPicks: () => readonly string[];
}

/** What one sign-in has shown. */
interface Part {
  readonly way: Way;
  readonly inventory: Inventory;
}

/** A sign-in that there is, but whose subscriptions could not be listed. */
interface FailedWay {
  readonly way: Way;
  readonly error: UserError;
}

/** The Azure of a person: all accounts and tenants that they are signed in to, as one inventory. */
export class AzureEstate implements Estate {
  readonly #parts: AzureEstateParts;
  #read: readonly Part[] = [];
  #surroundings: Surroundings | undefined;

  constructor(parts: AzureEstateParts) {
    this.#parts = parts;
  }

  get surroundings(): Surroundings | undefined {
    return this.#surroundings;
  }

  async readAll(signal: AbortSignal, asking: Asking, before?: Inventory): Promise<Inventory> {
    const { open, locked, leftOut, readable, failed } = await this.#look(signal, asking);
    const notSeen = new Set([...locked, ...failed.map(({ way }) => way.locked)].map(({ id }) => id));
    for (const { way } of failed) if (way.tenant !== undefined) notSeen.add(way.tenant);
    const { ofEach, missing, notPicked } = picked(readable, this.#parts.chosen, this.#parts.defaultPicks(), notSeen);
    const jobs = open
      .map((way, at) => ({ way, ids: [...(ofEach[at] ?? []), ...(at === firstOf(open, way) ? missing.map(({ id }) => id) : [])] }))
      .filter(({ ids }) => ids.length > 0);
    const read = await Promise.all(
      jobs.map(async ({ way, ids }) => ({
        way,
        inventory: await readInventory(way.connection, { depth: 'inventory', subscriptions: ids, before, signal }),
      })),
    );
    const unanswered = failed.filter(({ error }) => error.reason !== 'signIn');
    const left = await Promise.all(unanswered.flatMap((one) => this.#leftOf(one, open, read[0]?.inventory)));
    this.#read = [...read.map(({ way, inventory }) => ({ way, inventory: withMissing(inventory, missing) })), ...left];
    const failedTenants = unanswered.map(({ way }) => way.locked);
    this.#surroundings = { lockedTenants: locked, failedTenants, tenantsLeftOut: leftOut, notPicked };
    const isNoneReadable = readable.every(({ subscriptions }) => subscriptions.length === 0);
    const all = this.#merged() ?? { ...nothingOf(open[0]!.connection.source), gaps: isNoneReadable ? [noneReadable] : [] };
    return { ...all, gaps: [...all.gaps, ...unanswered.map(({ error }) => unlisted(error))] };
  }

  async readSubscription(inventory: Inventory, id: string, signal: AbortSignal): Promise<Inventory> {
    const read = (part: Part): Promise<Inventory> =>
      refreshSubscription(part.way.connection, part.inventory, id, { depth: 'inventory', signal });
    return this.#renew(id, read, inventory, signal);
  }

  async readMachine(inventory: Inventory, machine: ArmId, signal: AbortSignal): Promise<Inventory> {
    const id = subscriptionOf(machine);
    return this.#renew(id, (part) => refreshMachine(part.way.connection, part.inventory, machine, { signal }), inventory, signal);
  }

  /** Each sign-in is asked about what it shows. */
  async readDetails({ details }: Inventory, subjects: Subjects, signal: AbortSignal): Promise<Details> {
    const read = await Promise.all(
      this.#read.map(({ way, inventory }) =>
        readDetails(way.connection, { ...inventory, details }, subjectsIn(inventory, subjects), { signal }),
      ),
    );
    return read.reduce(mergeDetails, noDetails);
  }

  connectionTo(subscriptionId: string): Connection | undefined {
    return this.#partOf(subscriptionId)?.way.connection;
  }

  /** Every subscription that can be read, with the account and tenant that show it, and whether it is picked. */
  async subscriptions(signal: AbortSignal): Promise<readonly (Pick & { readonly account: string; readonly isPicked: boolean })[]> {
    const { readable } = await this.#look(signal, 'ifNeeded');
    const { ofEach } = picked(readable, this.#parts.chosen, this.#parts.defaultPicks(), new Set());
    const taken = new Set(ofEach.flat());
    const all = readable.flatMap(({ account, tenant, subscriptions }) =>
      subscriptions.map(({ id, name }) => ({ id, name, tenant, account, isPicked: taken.has(id) })),
    );
    // The account that shows it first reads it.
    return [...new Map(all.toReversed().map((each) => [each.id, each] as const)).values()].toReversed();
  }

  async close(): Promise<void> {
    this.#read = [];
  }

  /**
   * What each sign-in shows. One that Azure refuses becomes a locked tenant, and one that fails says so: neither spoils the others. Throws
   * when none is left.
   */
  async #look(
    signal: AbortSignal,
    asking: Asking,
  ): Promise<Ways & { readonly readable: readonly Readable[]; readonly failed: readonly FailedWay[] }> {
    const ways = await this.#parts.findWays(signal, asking);
    const failed: FailedWay[] = [];
    const seen = await Promise.all(
      ways.open.map(async (way) => {
        try {
          return { way, subscriptions: await listSubscriptions(way.connection, signal) };
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          failed.push({ way, error });
          return undefined;
        }
      }),
    ).then((all) => all.filter((each) => each !== undefined));
    if (seen.length === 0 && failed[0]) throw failed[0].error;
    const refused = failed.filter(({ error }) => error.reason === 'signIn');
    return {
      ...ways,
      open: seen.map(({ way }) => way),
      locked: [...ways.locked, ...refused.map(({ way }): LockedTenant => Object.assign({}, way.locked, { isRefused: true as const }))],
      readable: seen.map(({ way: { account, tenant }, subscriptions }) => ({ account, tenant, subscriptions })),
      failed,
    };
  }

  /** What stays, as old, of a sign-in that has failed, unless another one shows the same tenant. `now`: a reading that knows the server's time. */
  #leftOf({ way, error }: FailedWay, open: readonly Way[], now: Inventory | undefined): readonly Promise<Part>[] {
    const old = this.#read.find(({ way: { account, tenant } }) => account === way.account && tenant === way.tenant);
    if (!old || open.some(({ tenant }) => tenant === way.tenant)) return [];
    const { takenAt, clockSkewMs } = now ?? nothingOf(way.connection.source);
    const nothing: Inventory = { ...nothingOf(way.connection.source), takenAt, clockSkewMs, gaps: [] };
    return [keepAll(nothing, old.inventory, error.toText()).then((inventory) => ({ way, inventory }))];
  }

  async #renew(subscription: string, read: (part: Part) => Promise<Inventory>, before: Inventory, signal: AbortSignal): Promise<Inventory> {
    const old = this.#partOf(subscription);
    if (!old) return this.readAll(signal, 'never', before);
    const fresh = { way: old.way, inventory: await read(old) };
    this.#read = this.#read.map((part) => (part === old ? fresh : part));
    return this.#merged() ?? fresh.inventory;
  }

  #partOf(subscription: string): Part | undefined {
    const wanted = subscription.toLowerCase();
    return this.#read.find(({ inventory }) => inventory.subscriptions.some(({ id }) => id.toLowerCase() === wanted));
  }

  #merged(): Inventory | undefined {
    const [first, ...others] = this.#read.map(({ inventory }) => inventory);
    return first && mergeInventories([first, ...others]);
  }
}

/** The subscriptions of one sign-in of several; it has no name here, since the inventory is kept. */
function unlisted(error: UserError): Gap {
  return { table: 'subscriptions', scope: undefined, reason: 'failed', detail: error.toText() };
}

/** Without a subscription there is nothing to read, and no server to tell the time. */
function nothingOf(source: Inventory['source']): Omit<Inventory, 'gaps'> {
  return {
    source,
    depth: 'inventory',
    takenAt: new Date(),
    clockSkewMs: 0,
    subscriptions: [],
    regions: [],
    resourceGroups: [],
    machines: [],
    disks: [],
    networkInterfaces: [],
    storageAccounts: [],
    vaults: [],
    protectedItems: [],
    otherItems: 0,
    replicationPolicies: [],
    containerMappings: [],
    recoveryPlans: [],
    serviceHealthAlerts: [],
    alertProcessingRules: [],
    backupItems: [],
    backupPolicies: [],
    links: [],
  };
}

/** Place of the first way of the same account: what is picked but not readable is asked for there, once. */
function firstOf(open: readonly Way[], way: Way): number {
  return open.findIndex(({ account }) => account === way.account);
}

/** A picked subscription that cannot be read keeps its row, with the reason. */
function withMissing(inventory: Inventory, missing: readonly Pick[]): Inventory {
  const denied = new Set(inventory.gaps.filter(({ table }) => table === 'subscriptions').map(({ scope }) => scope));
  const rows: readonly Subscription[] = missing.filter(({ id }) => denied.has(id)).map(({ id, name }) => ({ id, name }));
  return rows.length === 0 ? inventory : { ...inventory, subscriptions: [...inventory.subscriptions, ...rows] };
}
