import type { VaultAlerts } from './alerts.ts';
import type { ArmId } from './armId.ts';
import type { Dated, Known, Named, Resource } from './resource.ts';

/** A Recovery Services vault. */
export interface Vault extends Resource {
  /** `GeoRedundant`, `LocallyRedundant`, `ZoneRedundant`. */
  readonly storageRedundancy: Known<string>;
  readonly crossRegionRestore: Known<boolean>;
  readonly softDelete: Known<string>;
  readonly immutability: Known<string | null>;
  /** null: Azure shows no settings, those of a vault from before Azure Monitor's alerts. */
  readonly alerts: Known<VaultAlerts | null>;
}

/** A machine in Azure Backup. */
export interface BackupItem extends Dated {
  readonly id: ArmId;
  readonly azureId: string;
  readonly vaultId: ArmId;
  /** The protected machine. */
  readonly sourceId: ArmId;
  readonly lastRecoveryPoint: Known<Date | null>;
  /** `Protected`, `IRPending`, `ProtectionStopped`, … */
  readonly protectionState: Known<string>;
  /** null: backups are stopped, and those that are kept follow no policy. */
  readonly policyId?: Known<ArmId | null>;
}

/** A policy of Azure Backup. */
export interface BackupPolicy extends Named {
  /** Of its schedules (daily, weekly, monthly, yearly) the one that keeps recovery points longest; a month counts 30 days. */
  readonly retentionDays: Known<number>;
}

/** A replication policy; 0 minutes means "not set" at Azure. */
export interface ReplicationPolicy extends Named {
  readonly recoveryPointThresholdMinutes: Known<number>;
  readonly recoveryPointHistoryMinutes: Known<number>;
  readonly appConsistentFrequencyMinutes: Known<number>;
}

/** Protection container mapping: pairs two containers, and holds the automatic update of the mobility agent. */
export interface ContainerMapping {
  readonly id: ArmId;
  readonly azureId: string;
  readonly sourceContainerId: ArmId;
  readonly agentAutoUpdate: Known<boolean>;
}

/** A recovery plan as a list shows it: without its groups. */
export type RecoveryPlan = Named;

/** `Microsoft.Resources/links` named `ASR-Protect-*` under a machine: Azure's mark of a replicated machine. */
export interface ReplicationLink extends Dated {
  readonly id: ArmId;
  readonly azureId: string;
  readonly machineId: ArmId;
  /** The protected item (or vault) it points to. */
  readonly targetId: Known<ArmId>;
}
