import type { ArmId } from '../model/armId.ts';
import type { Inventory } from '../model/inventory.ts';

/** Something whose readiness can be read: today the sandbox. All methods throw a `UserError`, or the signal's reason when cancelled. */
export interface Estate {
  /** Reads everything. */
  readAll(signal: AbortSignal): Promise<Inventory>;
  /** The inventory with one subscription read anew. */
  readSubscription(inventory: Inventory, subscriptionId: string, signal: AbortSignal): Promise<Inventory>;
  /** The inventory with one machine read anew. */
  readMachine(inventory: Inventory, machine: ArmId, signal: AbortSignal): Promise<Inventory>;
  close(): Promise<void>;
}

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
