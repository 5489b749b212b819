import type { ArmId } from '../model/armId.ts';
import type { VirtualMachine } from '../model/compute.ts';
import type { ProtectedItem } from '../model/protectedItem.ts';
import type { StorageAccount } from '../model/storage.ts';
import type { BackupItem, Vault } from '../model/vault.ts';
import type { UnknownCause } from './assessment.ts';
import type { InventoryIndex } from './inventoryIndex.ts';
import type { ItemPhase } from './itemPhase.ts';

/** A subject to judge: its identity for the finding, and the index for what it refers to. */
interface Judged {
  readonly id: ArmId;
  readonly azureId: string;
  readonly index: InventoryIndex;
}

export interface ItemFacts extends Judged {
  readonly item: ProtectedItem;
  readonly phase: ItemPhase;
}

/** Why a machine may be replicated by an item that was not found. */
export interface HiddenProtection {
  readonly cause: UnknownCause;
  /** One plain sentence; names what cannot be read and the role needed. */
  readonly reason: string;
}

export interface MachineFacts extends Judged {
  /** undefined when only the item is left: failed over, source deleted. */
  readonly vm: VirtualMachine | undefined;
  /** All readable items of the machine, most promising first. */
  readonly items: readonly ItemFacts[];
  /** The item that the rules look at: of several, the one with which the machine stands best. */
  readonly item: ItemFacts | undefined;
  readonly hidden: HiddenProtection | undefined;
  readonly backups: readonly BackupItem[];
  readonly rebuilt: boolean;
}

export interface AccountFacts extends Judged {
  readonly account: StorageAccount;
  /** Site Recovery stages changes here on their way to the target region. */
  readonly isCache: boolean;
}

export interface VaultFacts extends Judged {
  readonly vault: Vault;
  readonly items: readonly ItemFacts[];
  readonly hasBackups: boolean;
}
