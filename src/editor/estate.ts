import type { Connection } from '../azure/wire/connection.ts';
import type { ArmId } from '../model/armId.ts';
import type { Details } from '../model/details.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Subjects } from '../model/subjects.ts';
import type { SandboxOutages } from './sandboxOutages.ts';
import type { SandboxTime } from './sandboxTime.ts';

/** Something whose readiness can be read: the sandbox or Azure. All methods throw a `UserError`, or the signal's reason when cancelled. */
export interface Estate {
  /** Reads everything but full depth. `before`: an earlier reading, of which stays what fails now (`keepUnread`). */
  readAll(signal: AbortSignal, asking: Asking, before?: Inventory): Promise<Inventory>;
  /** The inventory with one subscription read anew. */
  readSubscription(inventory: Inventory, subscriptionId: string, signal: AbortSignal): Promise<Inventory>;
  /** The inventory with one machine read anew. */
  readMachine(inventory: Inventory, machine: ArmId, signal: AbortSignal): Promise<Inventory>;
  /** Full depth of a part of it: what is new beside `inventory.details`. */
  readDetails(inventory: Inventory, subjects: Subjects, signal: AbortSignal): Promise<Details>;
  /** The way to what holds a subscription, as of the last reading, for whoever changes it; undefined: it was not read. */
  connectionTo(subscriptionId: string): Connection | undefined;
  /** Undefined where time runs as everywhere. */
  readonly time?: SandboxTime | undefined;
  /** Undefined where nobody can fail a region: everywhere but in the sandbox. */
  readonly outages?: SandboxOutages | undefined;
  /** What lies beside the inventory, as of the last reading; undefined: nothing. */
  readonly surroundings?: Surroundings | undefined;
  close(): Promise<void>;
}

/** Whether a person may be asked for a sign-in: only when they have asked for something themselves. */
export type Asking = 'never' | 'ifNeeded';

/** What a reading has left out, and why. */
export interface Surroundings {
  readonly lockedTenants: readonly LockedTenant[];
  /** Tenants whose subscriptions could not be listed, though the sign-in is there. */
  readonly failedTenants?: readonly LockedTenant[];
  /** How many readable subscriptions are not picked. */
  readonly notPicked: number;
  /** How many tenants were not looked at: there are too many. */
  readonly tenantsLeftOut?: number;
  /** In the sandbox: regions that somebody has failed. */
  readonly regionsDown?: readonly RegionDown[];
}

/** A region that was failed, at the sandbox's time. */
export interface RegionDown {
  /** `westeurope` */
  readonly region: string;
  readonly since: Date;
}

/** A tenant that an account belongs to, but that wants a sign-in of its own. */
export interface LockedTenant {
  readonly id: string;
  readonly name: string;
  /** Id of the account, as VS Code knows it. */
  readonly accountId: string;
  /** There is a sign-in, but Azure does not take it. */
  readonly isRefused?: true;
}

/** What can be opened. */
export type Choice = { readonly kind: 'sandbox'; readonly options: SandboxChoice } | { readonly kind: 'azure' };

/** What the sandbox is started with. Undefined members: the default estate, which tells a story. */
export interface SandboxChoice {
  readonly vms?: number;
  readonly subscriptions?: number;
  readonly seed?: number;
}

/** What a refresh reads. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'subscription'; readonly id: string }
  | { readonly kind: 'machine'; readonly id: ArmId };
