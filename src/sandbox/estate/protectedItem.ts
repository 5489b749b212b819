import type { Disk } from './disk.ts';
import type { EstateBuilder } from './estateBuilder.ts';
import { missingSubnet, neverDrilled, replicationTrouble } from './healthErrors.ts';
import type { Machine } from './machine.ts';
import { groupId } from './place.ts';
import { protectedDisk, vmNic } from './protectedItemParts.ts';
import { replicaDisk } from './replicaDisk.ts';
import { replicationLink } from './replicationLink.ts';
import type { ReplicationPair } from './replicationPair.ts';

/** How far a machine has come. `testOpen`: a test failover waits for its clean-up. */
export type Phase = 'initialReplication' | 'firstPointPending' | 'protected' | 'testOpen' | 'failedOver' | 'committed';

export interface ItemFacts {
  readonly phase?: Phase;
  /** When the phase began. */
  readonly sinceHours?: number;
  /** Days since the last successful test failover; undefined: never. */
  readonly drilledDaysAgo?: number;
  readonly rpoSeconds?: number;
  /** The RPO figure stands still since then: replication does not run. */
  readonly figureAgeHours?: number;
  readonly health?: 'Warning' | 'Critical';
  /** Azure's own check says that a failover would fail. */
  readonly failoverTrouble?: boolean;
  /** Attached disks without replication that Azure reports in `unprotectedDisks`. */
  readonly unprotected?: readonly Disk[];
  /** Attached disks without replication that Azure does not speak of. */
  readonly leftOut?: readonly Disk[];
  readonly agentExpiresInDays?: number;
  readonly agentUpdateRequired?: boolean;
  readonly targetZone?: string;
  /** What a failover gives the machine, where somebody has set it. */
  readonly recovery?: {
    readonly subnet?: string;
    readonly staticAddress?: string;
    readonly publicAddressId?: string;
    readonly encryptionSetId?: string;
  };
  /** Id of the machine that the open test failover or the failover made. */
  readonly madeMachineId?: string;
  /** Id of the job of the open test failover. */
  readonly jobId?: string;
}

export interface ProtectedItem {
  readonly id: string;
  readonly name: string;
  readonly machine: Machine;
  readonly pair: ReplicationPair;
  /** What recovery plans and health errors call the machine. */
  readonly entityId: string;
}

/** Azure's way of saying "never" of an agent that does not expire (recorded). */
const never = '9999-12-31T23:59:59.9999999';

const states: Readonly<Record<Phase, { state: string; description: string; operations: readonly string[] }>> = {
  initialReplication: {
    state: 'InitialReplicationInProgress',
    description: 'Initial replication is in progress',
    operations: ['DisableProtection'],
  },
  firstPointPending: {
    state: 'InitialReplicationRecoveryCompletionPending',
    description: 'Waiting for first recovery point',
    operations: ['DisableProtection'],
  },
  protected: { state: 'Protected', description: 'Protected', operations: ['UnplannedFailover', 'DisableProtection', 'TestFailover'] },
  // [GAP] for A2A: as in the documented Hyper-V example.
  testOpen: { state: 'Protected', description: 'Cleanup test failover pending', operations: ['TestFailoverCleanup'] },
  failedOver: {
    state: 'UnplannedFailoverCommitPendingStatesBegin',
    description: 'Failover completed',
    operations: ['CompleteMigration', 'Commit', 'DisableProtection', 'ChangePit', 'SwitchProtection'],
  },
  committed: {
    state: 'UnplannedFailoverCommitted',
    description: 'Failover committed',
    operations: ['CompleteMigration', 'DisableProtection', 'SwitchProtection'],
  },
};

function itemName(machine: Machine): string {
  return `${machine.at.group}-${machine.name}`;
}

/** Makes a replicated item, its replica disks and the link under its machine. Shape: the recorded bodies of an item's life. */
export function protectedItem(b: EstateBuilder, pair: ReplicationPair, machine: Machine, facts: ItemFacts = {}): ProtectedItem {
  const phase = facts.phase ?? 'protected';
  const { state, description, operations } = states[phase];
  const name = itemName(machine);
  const id = `${pair.source.containerId}/replicationProtectedItems/${name}`;
  const entityId = b.guid();
  const starting = phase === 'initialReplication' || phase === 'firstPointPending';
  const over = phase === 'failedOver' || phase === 'committed';
  const since = b.hoursAgo(facts.sinceHours ?? 0);
  const figureAge = over ? (facts.sinceHours ?? 0) : (facts.figureAgeHours ?? 0);
  const drilled = facts.drilledDaysAgo;
  const undrilled = !starting && !over && drilled === undefined;
  const healthErrors = [
    ...(facts.health ? [replicationTrouble(b, facts.health, entityId, figureAge)] : []),
    ...(facts.failoverTrouble ? [missingSubnet(machine.name, entityId, b.daysAgo(2))] : []),
    ...(undrilled ? [neverDrilled(machine.name, entityId, b.daysAgo(20))] : []),
  ];
  const unreplicated = new Set([...(facts.unprotected ?? []), ...(facts.leftOut ?? [])].map((disk) => disk.id));
  const disks = machine.disks.filter((disk) => !unreplicated.has(disk.id));
  if (!over) for (const disk of disks) replicaDisk(b, pair, disk);
  b.add({
    id,
    name,
    type: 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems',
    properties: {
      friendlyName: machine.name,
      protectedItemType: '',
      protectableItemId: null,
      recoveryServicesProviderId: pair.source.providerId,
      primaryFabricFriendlyName: pair.source.friendlyName,
      primaryFabricProvider: 'AzureFabric',
      recoveryFabricFriendlyName: pair.target.friendlyName,
      recoveryFabricId: pair.target.id,
      primaryProtectionContainerFriendlyName: pair.source.containerName,
      recoveryProtectionContainerFriendlyName: pair.target.containerName,
      protectionState: state,
      protectionStateDescription: description,
      activeLocation: over ? 'Recovery' : 'Primary',
      testFailoverState: phase === 'testOpen' ? 'WaitingForCompletion' : 'None',
      testFailoverStateDescription: phase === 'testOpen' ? 'Waiting for user input' : 'None',
      switchProviderState: 'None',
      switchProviderStateDescription: null,
      allowedOperations: operations,
      replicationHealth: facts.health ?? 'Normal',
      failoverHealth: facts.failoverTrouble ? 'Critical' : undrilled ? 'Warning' : 'Normal',
      healthErrors,
      policyId: pair.policy.id,
      policyFriendlyName: pair.policy.name,
      // Absent, not null, until they exist (recorded).
      ...(drilled === undefined ? {} : { lastSuccessfulTestFailoverTime: b.daysAgo(drilled) }),
      ...(over ? { lastSuccessfulFailoverTime: since } : {}),
      currentScenario:
        phase === 'testOpen'
          ? { scenarioName: 'TestFailover', jobId: facts.jobId, startTime: since }
          : { scenarioName: 'None', jobId: `${pair.vault.spelt}/replicationJobs/None`, startTime: '1753-01-01T01:01:01Z' },
      failoverRecoveryPointId: over ? `${id}/recoveryPoints/${b.guid()}` : null,
      providerSpecificDetails: {
        instanceType: 'A2A',
        fabricObjectId: machine.id.toLowerCase(),
        initialPrimaryZone: machine.zone ?? '',
        initialPrimaryFabricLocation: pair.source.location,
        initialRecoveryZone: facts.targetZone ?? '',
        initialPrimaryExtendedLocation: null,
        initialRecoveryExtendedLocation: null,
        initialRecoveryFabricLocation: pair.target.location,
        multiVmGroupId: b.guid(),
        multiVmGroupName: '',
        multiVmGroupCreateOption: 'AutoCreated',
        managementId: b.guid(),
        protectedDisks: null,
        unprotectedDisks: facts.unprotected?.map(({ lun }) => ({ diskLunId: lun, diskAutoProtectionStatus: 'Disabled' })) ?? null,
        protectedManagedDisks: disks.map((disk) => protectedDisk(pair, disk, starting, over, facts.recovery?.encryptionSetId)),
        recoveryBootDiagStorageAccountId: null,
        primaryFabricLocation: pair.source.location,
        recoveryFabricLocation: pair.target.location,
        osType: machine.osType,
        recoveryAzureVMSize: machine.size,
        recoveryAzureVMName: machine.name,
        recoveryAzureResourceGroupId: groupId(pair.targetGroup),
        recoveryCloudService: null,
        recoveryAvailabilitySet: null,
        selectedRecoveryAzureNetworkId: starting ? null : pair.targetNetwork.id,
        selectedTfoAzureNetworkId: null,
        vmNics: starting ? [] : [vmNic(b, pair, machine, facts.recovery)],
        vmSyncedConfigDetails: { tags: { ...machine.tags }, inputEndpoints: [] },
        monitoringPercentageCompletion: starting ? 43 : 0,
        monitoringJobType: 'InitialReplication',
        lastHeartbeat: b.hoursAgo(figureAge),
        agentVersion: '9.65.7445.1',
        agentExpiryDate: facts.agentExpiresInDays === undefined ? never : b.daysAgo(-facts.agentExpiresInDays),
        isReplicationAgentUpdateRequired: facts.agentUpdateRequired ?? false,
        agentCertificateExpiryDate: b.daysAgo(-700),
        isReplicationAgentCertificateUpdateRequired: false,
        recoveryFabricObjectId: over ? (facts.madeMachineId ?? null) : null,
        vmProtectionState: starting ? 'UnprotectedStatesBegin' : 'Protected',
        vmProtectionStateDescription: starting ? 'Enabling protection' : 'Protected',
        lifecycleId: starting ? null : b.guid(),
        testFailoverRecoveryFabricObjectId: phase === 'testOpen' ? (facts.madeMachineId ?? null) : null,
        rpoInSeconds: starting ? null : (facts.rpoSeconds ?? b.between(120, 420)),
        lastRpoCalculatedTime: starting ? null : b.hoursAgo(figureAge),
        primaryAvailabilityZone: machine.zone ?? null,
        recoveryAvailabilityZone: facts.targetZone ?? null,
        primaryExtendedLocation: null,
        recoveryExtendedLocation: null,
        vmEncryptionType: 'NotEncrypted',
        tfoAzureVMName: `${machine.name}-test`,
        recoveryAzureGeneration: 'V2',
        recoveryProximityPlacementGroupId: null,
        autoProtectionOfDataDisk: 'Disabled',
        recoveryVirtualMachineScaleSetId: null,
        recoveryCapacityReservationGroupId: null,
      },
      recoveryContainerId: pair.target.containerId,
      eventCorrelationId: b.guid(),
    },
  });
  if (!starting && !over && facts.figureAgeHours === undefined) b.replicating.push(id);
  countItem(pair);
  replicationLink(b, machine.id, name, id);
  return { id, name, machine, pair, entityId };
}

function countItem({ source }: ReplicationPair): void {
  const properties = source.container.properties;
  if (properties) properties['protectedItemCount'] = Number(properties['protectedItemCount']) + 1;
}
