import type { ArmResource } from '../../resource.ts';
import { idleScenario } from './currentJob.ts';
import type { ItemDetails, ProtectedDisk } from './itemDetails.ts';
import { phaseProperties, type ItemPhase } from './itemStates.ts';
import type { Side } from './sideOf.ts';

/** What is known of a machine and of its target when its replication begins. */
export interface ItemFacts {
  readonly name: string;
  readonly phase: ItemPhase;
  readonly policy: { readonly id: string; readonly name: string };
  readonly source: Side;
  readonly target: Side;
  readonly machine: {
    readonly id: string;
    readonly name: string;
    readonly osType: string | null;
    readonly size: string | null;
    readonly zone: string | undefined;
    /** `V1` or `V2`. */
    readonly generation: string;
  };
  readonly disks: readonly ProtectedDisk[];
  readonly targetGroupId: string;
  readonly targetZone?: string | undefined;
  readonly multiVmGroupId: string;
  readonly managementId: string;
  readonly eventCorrelationId: string;
}

const ITEM_TYPE = 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems';
/** What an agent says that does not expire [recorded]. */
const NEVER = '9999-12-31T23:59:59.9999999';
/** [GAP] The agent's version moves every month; this one is of 2025. */
export const AGENT_VERSION = '9.65.7445.1';

/** A replicated item whose first copy has not begun [recorded]. */
export function itemBody(facts: ItemFacts): ArmResource {
  const { name, policy, source, target, machine } = facts;
  const id = `${source.containerId}/replicationProtectedItems/${name}`;
  return {
    id,
    name,
    type: ITEM_TYPE,
    properties: {
      friendlyName: machine.name,
      protectedItemType: '',
      protectableItemId: null,
      recoveryServicesProviderId: source.providerId,
      primaryFabricFriendlyName: source.fabricName,
      primaryFabricProvider: 'AzureFabric',
      recoveryFabricFriendlyName: target.fabricName,
      recoveryFabricId: target.fabricId,
      primaryProtectionContainerFriendlyName: source.containerName,
      recoveryProtectionContainerFriendlyName: target.containerName,
      ...phaseProperties(facts.phase),
      switchProviderState: 'None',
      switchProviderStateDescription: null,
      replicationHealth: 'Normal',
      failoverHealth: 'Normal',
      healthErrors: [],
      policyId: policy.id,
      policyFriendlyName: policy.name,
      currentScenario: idleScenario(id),
      failoverRecoveryPointId: null,
      providerSpecificDetails: itemDetails(facts),
      recoveryContainerId: target.containerId,
      eventCorrelationId: facts.eventCorrelationId,
    },
  };
}

function itemDetails({ machine, source, target, disks, targetZone, ...facts }: ItemFacts): ItemDetails {
  return {
    instanceType: 'A2A',
    fabricObjectId: machine.id.toLowerCase(),
    initialPrimaryZone: machine.zone ?? '',
    initialPrimaryFabricLocation: source.location,
    initialRecoveryZone: targetZone ?? '',
    initialPrimaryExtendedLocation: null,
    initialRecoveryExtendedLocation: null,
    initialRecoveryFabricLocation: target.location,
    multiVmGroupId: facts.multiVmGroupId,
    multiVmGroupName: '',
    multiVmGroupCreateOption: 'AutoCreated',
    managementId: facts.managementId,
    protectedDisks: null,
    unprotectedDisks: null,
    protectedManagedDisks: disks,
    recoveryBootDiagStorageAccountId: null,
    primaryFabricLocation: source.location,
    recoveryFabricLocation: target.location,
    osType: machine.osType,
    recoveryAzureVMSize: machine.size,
    recoveryAzureVMName: machine.name,
    recoveryAzureResourceGroupId: facts.targetGroupId,
    recoveryCloudService: null,
    recoveryAvailabilitySet: null,
    selectedRecoveryAzureNetworkId: null,
    selectedTfoAzureNetworkId: null,
    vmNics: [],
    vmSyncedConfigDetails: { tags: {}, inputEndpoints: [] },
    monitoringPercentageCompletion: null,
    monitoringJobType: null,
    lastHeartbeat: null,
    agentVersion: AGENT_VERSION,
    agentExpiryDate: NEVER,
    isReplicationAgentUpdateRequired: false,
    isReplicationAgentCertificateUpdateRequired: false,
    recoveryFabricObjectId: null,
    vmProtectionState: 'UnprotectedStatesBegin',
    vmProtectionStateDescription: 'Enabling protection',
    lifecycleId: null,
    testFailoverRecoveryFabricObjectId: null,
    rpoInSeconds: null,
    lastRpoCalculatedTime: null,
    primaryAvailabilityZone: machine.zone ?? null,
    recoveryAvailabilityZone: targetZone ?? null,
    primaryExtendedLocation: null,
    recoveryExtendedLocation: null,
    vmEncryptionType: disks.some(({ isDiskEncrypted }) => isDiskEncrypted === true) ? 'OnePassEncrypted' : 'NotEncrypted',
    tfoAzureVMName: `${machine.name}-test`,
    recoveryAzureGeneration: machine.generation,
    recoveryProximityPlacementGroupId: null,
    autoProtectionOfDataDisk: 'Disabled',
    recoveryVirtualMachineScaleSetId: null,
    recoveryCapacityReservationGroupId: null,
  };
}
