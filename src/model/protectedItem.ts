import type { ArmId } from './armId.ts';
import type { Dated, Known } from './resource.ts';

/** A disk that a protected item replicates. */
export interface ReplicatedDisk {
  readonly id: ArmId;
  readonly name: string;
  /** `Protected`, `InitialReplicationPending`, … */
  readonly state: Known<string>;
  readonly replicaDiskId: ArmId | undefined;
  readonly cacheAccountId: ArmId | undefined;
}

/** A health error of Site Recovery, in its own words. */
export interface HealthError {
  readonly code: string;
  readonly level: string;
  /** `Replication`, `TestFailover`, `Configuration`, …; empty where Azure does not say. */
  readonly category: string;
  readonly message: string;
}

/**
 * A machine replicated by Site Recovery, Azure to Azure (`instanceType` A2A). Names of states are Azure's, unchanged.
 * Sources: OpenAPI 2023-06-01 `ReplicationProtectedItemProperties`, `A2AReplicationDetails`.
 */
export interface ProtectedItem extends Dated {
  readonly id: ArmId;
  /** As Azure spelt it, usually with `/Subscriptions/`. */
  readonly azureId: string;
  readonly name: string;
  readonly friendlyName: string;
  readonly vaultId: ArmId;
  /** The source machine (`fabricObjectId`). */
  readonly sourceId: Known<ArmId>;
  readonly policyId: Known<ArmId>;
  readonly containerId: ArmId;
  readonly protectionState: Known<string>;
  readonly protectionStateDescription: Known<string>;
  readonly activeLocation: Known<string>;
  readonly replicationHealth: Known<string>;
  readonly failoverHealth: Known<string>;
  readonly testFailoverState: Known<string>;
  readonly allowedOperations: Known<readonly string[]>;
  readonly healthErrors: Known<readonly HealthError[]>;
  readonly currentScenario: Known<{ readonly name: string; readonly jobId: string; readonly startTime: Date | null }>;
  /** null: no test failover has succeeded yet (a whole item has no such property until one has). */
  readonly lastSuccessfulTestFailover: Known<Date | null>;
  readonly lastSuccessfulFailover: Known<Date | null>;
  readonly sourceLocation: Known<string>;
  /** Where the machine was when its replication was enabled: after a failover and re-protection, the target. */
  readonly initialLocation: Known<string>;
  readonly targetLocation: Known<string>;
  /** Its sides were switched by a re-protection, once at least. Never known of one whose sides were not. */
  readonly wasReprotected: Known<true>;
  readonly sourceZone: Known<string | null>;
  readonly targetZone: Known<string | null>;
  /** null: no figure yet. */
  readonly rpoSeconds: Known<number | null>;
  readonly rpoCalculatedAt: Known<Date | null>;
  readonly disks: Known<readonly ReplicatedDisk[]>;
  /** Ids of disks that Azure reports as not replicated; `unprotectedDisks: null` on the wire is none. */
  readonly unprotectedDiskIds: Known<readonly ArmId[]>;
  readonly targetSize: Known<string | null>;
  /** In every recorded body, from the first minute on: never none. */
  readonly targetResourceGroupId: Known<ArmId>;
  readonly targetNetworkId: Known<ArmId | null>;
  readonly testNetworkId: Known<ArmId | null>;
  /** The machine made by a failover; null before one. */
  readonly recoveryMachineId: Known<ArmId | null>;
  readonly testMachineId: Known<ArmId | null>;
  readonly agentVersion: Known<string | null>;
  /** null where Azure gives its "never" sentinel (year 9999). */
  readonly agentExpiry: Known<Date | null>;
  /** null where a whole item has no such property: recorded bodies of A2A items leave it out. */
  readonly agentCertificateExpiry: Known<Date | null>;
  readonly agentUpdateRequired: Known<boolean>;
  /** Of the agent; false where a whole item has no such property. */
  readonly certificateUpdateRequired: Known<boolean>;
  readonly lastHeartbeat: Known<Date | null>;
}
