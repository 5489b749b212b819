import type { ArmId } from '../model/armId.ts';
import type { ManagedDisk, VirtualMachine } from '../model/compute.ts';
import type { ProtectedItem } from '../model/protectedItem.ts';
import type { Known, ResourceGroup } from '../model/resource.ts';
import type { StorageAccount } from '../model/storage.ts';
import type { BackupItem, RecoveryPlan, ReplicationPolicy, Vault } from '../model/vault.ts';
import type { UnknownCause } from './assessment.ts';
import type { InventoryIndex } from './inventoryIndex.ts';
import type { ItemPhase } from './itemPhase.ts';

/** A subject to judge: its identity for the finding, and the index for what it refers to. */
export interface Judged {
  readonly id: ArmId;
  readonly azureId: string;
  readonly index: InventoryIndex;
}

/** A protected item, with what it refers to. */
export interface ItemFacts extends Judged {
  readonly item: ProtectedItem;
  readonly phase: ItemPhase;
  /** The source machine, where it was read. */
  readonly vm: VirtualMachine | undefined;
  /** The vault that holds the item, and the vault's resource group, where they were read. */
  readonly vault: Vault | undefined;
  readonly vaultGroup: ResourceGroup | undefined;
}

/** Why a machine may be replicated by an item that was not found. */
export interface HiddenProtection {
  readonly cause: UnknownCause;
  /** One plain sentence; names what cannot be read and the role needed. */
  readonly reason: string;
}

/** A machine, with all that is known of its protection. */
export interface MachineFacts extends Judged {
  /** Lower-case; of the machine, or of the source of the item that is left of it. */
  readonly subscriptionId: string;
  /** undefined when only the item is left: failed over, source deleted. */
  readonly vm: VirtualMachine | undefined;
  /** The resource group of `vm`, where it was read. */
  readonly group: ResourceGroup | undefined;
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
  /** Regions of the machines that are replicated through it; undefined among them: that of one is not known. */
  readonly stagesFor: ReadonlySet<Known<string>>;
}

export interface VaultFacts extends Judged {
  readonly vault: Vault;
  readonly items: readonly ItemFacts[];
  /** Those that its backups follow; undefined among them: that of one is not known, null: one follows none. Empty without backups. */
  readonly backupPolicyIds: ReadonlySet<Known<ArmId | null>>;
}

/** A subscription in a region, from which or to which machines are replicated. */
export interface PlaceFacts extends Judged {
  readonly subscription: string;
  readonly region: string;
  /** One of the machines is replicated from or to here. */
  readonly isServing: boolean;
  /** How many machines of each size (lower-case) failovers of all items would make here. */
  readonly demand: ReadonlyMap<string, number>;
  /** Items of which it is not known whether, or with which size, they would be failed over to here. */
  readonly untold: number;
  /** Disks replicated from machines here. */
  readonly disks: number;
  /** Disks replicated from the whole subscription, or to it: the greater number. */
  readonly subscriptionDisks: number;
  /** Items that do not tell their disks, or not whether they come from here. */
  readonly untoldDisks: number;
  /** How many disks of machines here are replicated through each cache storage account. */
  readonly disksByCache: ReadonlyMap<ArmId, number>;
}

export interface PlanFacts extends Judged {
  readonly plan: RecoveryPlan;
}

export interface DiskFacts extends Judged {
  /** Attached to a machine; undefined: stands for disks of a subscription that could not be read, or for those of a machine that does not tell them. */
  readonly disk: ManagedDisk | undefined;
}

export interface PolicyFacts extends Judged {
  readonly policy: ReplicationPolicy;
  /** A protected item follows it; undefined: one of its vault does not tell which it follows. */
  readonly isUsed: Known<boolean>;
}

/** A picked subscription with machines. */
export interface SubscriptionFacts extends Judged {
  /** Where its machines are, and where they would be recovered. */
  readonly regions: ReadonlySet<string>;
}
