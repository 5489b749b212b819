import type { ManagedDisk, NetworkInterface, VirtualMachine } from './compute.ts';
import type { DetailKind, Details } from './details.ts';
import type { AlertProcessingRule, ServiceHealthAlert } from './alerts.ts';
import type { ProtectedItem } from './protectedItem.ts';
import type { Region } from './region.ts';
import type { ResourceGroup, Subscription } from './resource.ts';
import type { StorageAccount } from './storage.ts';
import type { BackupItem, BackupPolicy, ContainerMapping, RecoveryPlan, ReplicationLink, ReplicationPolicy, Vault } from './vault.ts';

/** `inventory`: what lists give. `full`: one read per resource on top (usages, geo-replication statistics, plan members, …). */
export type Depth = 'inventory' | 'full';

/** The tables of an inventory, by the names of its properties, and the kinds of details. */
export type TableName =
  | 'subscriptions'
  | 'regions'
  | 'resourceGroups'
  | 'machines'
  | 'machineStatus'
  | 'disks'
  | 'networkInterfaces'
  | 'storageAccounts'
  | 'vaults'
  | 'protectedItems'
  | 'replicationPolicies'
  | 'containerMappings'
  | 'recoveryPlans'
  | 'serviceHealthAlerts'
  | 'alertProcessingRules'
  | 'backupItems'
  | 'backupPolicies'
  | 'links'
  | DetailKind;

/** A table, or a part of it, that could not be read whole. Whoever concludes from absence must look here first. */
export interface Gap {
  readonly table: TableName;
  /** Subscription id, vault id, or id of the one machine that was read again, that the gap is about; undefined: all of the table. */
  readonly scope: string | undefined;
  /** `denied`: no permission; `failed`: an error; `incomplete`: pages did not add up. */
  readonly reason: 'denied' | 'failed' | 'incomplete';
  /** For people and the log: what happened, Azure's code at the end. */
  readonly detail: string;
}

/** Where facts come from. */
export interface Source {
  readonly kind: 'sandbox' | 'azure';
  /** `Sandbox`, `Sandbox at https://127.0.0.1:8443`, `AzureCloud`. */
  readonly label: string;
}

/** An immutable snapshot of facts. Rows keep the order in which they came; nothing may depend on it. */
export interface Inventory {
  readonly source: Source;
  readonly depth: Depth;
  /** The server's `Date` of the inventory's calls: the `now` of every judgement about it. */
  readonly takenAt: Date;
  /** Local clock minus `takenAt`, milliseconds. */
  readonly clockSkewMs: number;
  /** The picked subscriptions: those whose machines, disks and accounts were read. */
  readonly subscriptions: readonly Subscription[];
  readonly regions: readonly Region[];
  /** Of every readable subscription: the group of a vault or of a failover target may be in another one than the machine. */
  readonly resourceGroups: readonly ResourceGroup[];
  readonly machines: readonly VirtualMachine[];
  readonly disks: readonly ManagedDisk[];
  /** Shown, never judged: large estates may be read without them. */
  readonly networkInterfaces: readonly NetworkInterface[];
  readonly storageAccounts: readonly StorageAccount[];
  /** Of every readable subscription, not only of the picked ones. */
  readonly vaults: readonly Vault[];
  /** Of every readable subscription, not only of the picked ones. */
  readonly protectedItems: readonly ProtectedItem[];
  /** Protected items of other kinds than A2A: counted, never judged. */
  readonly otherItems: number;
  readonly replicationPolicies: readonly ReplicationPolicy[];
  readonly containerMappings: readonly ContainerMapping[];
  readonly recoveryPlans: readonly RecoveryPlan[];
  /** Of every readable subscription. */
  readonly serviceHealthAlerts: readonly ServiceHealthAlert[];
  /** Of every readable subscription. */
  readonly alertProcessingRules: readonly AlertProcessingRule[];
  readonly backupItems: readonly BackupItem[];
  readonly backupPolicies: readonly BackupPolicy[];
  readonly links: readonly ReplicationLink[];
  /** Facts of full depth, as far as they were read; undefined: none were asked for. */
  readonly details?: Details | undefined;
  readonly gaps: readonly Gap[];
}
