import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { textAt } from '../field.ts';
import { ITEM_TYPE } from '../containerPairing.ts';
import { siteRecoveryId } from '../vaultScope.ts';
import { idleScenario } from './currentJob.ts';
import { phaseProperties, type ItemPhase } from './itemStates.ts';
import { newDisk, type DiskInput } from './newDisk.ts';
import type { Side } from './sideOf.ts';

/** What a request to replicate a machine, or to replicate it back, may say beside where to. */
export interface TargetChoice {
  readonly recoveryResourceGroupId: string;
  readonly recoveryAvailabilitySetId?: string;
  readonly recoveryAvailabilityZone?: string;
  readonly recoveryProximityPlacementGroupId?: string;
  readonly recoveryBootDiagStorageAccountId?: string;
  readonly recoveryVirtualMachineScaleSetId?: string;
  readonly recoveryCapacityReservationGroupId?: string;
  readonly vmManagedDisks: readonly DiskInput[];
}

export interface NewItem {
  readonly name: string;
  readonly phase: ItemPhase;
  readonly policy: ArmResource;
  readonly source: Side;
  readonly target: Side;
  /** Id of the machine to replicate; the machine itself may not be there. */
  readonly machineId: string;
  readonly machine: ArmResource | undefined;
  readonly choice: TargetChoice;
  /** Details that are not those of a machine that is replicated for the first time. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What an agent says that does not expire [recorded]. */
const NEVER = '9999-12-31T23:59:59.9999999';
/** [GAP] The agent's version moves every month; this one is of 2025. */
export const AGENT_VERSION = '9.65.7445.1';

/** A replicated item whose first copy has not begun [recorded]. */
export function newItem(world: World, facts: NewItem): ArmResource {
  const { name, policy, source, target, machine } = facts;
  const id = `${source.containerId}/replicationProtectedItems/${name}`;
  return {
    id,
    name,
    type: ITEM_TYPE,
    properties: {
      friendlyName: machine?.name ?? facts.machineId.split('/').at(-1),
      protectedItemType: '',
      protectableItemId: null,
      recoveryServicesProviderId: source.providerId,
      primaryFabricFriendlyName: source.fabricName,
      primaryFabricProvider: 'AzureFabric',
      recoveryFabricFriendlyName: target.fabricName,
      recoveryFabricId: target.fabricId,
      primaryProtectionContainerFriendlyName: source.containerName,
      recoveryProtectionContainerFriendlyName: target.containerName,
      switchProviderState: 'None',
      switchProviderStateDescription: null,
      ...phaseProperties(facts.phase),
      replicationHealth: 'Normal',
      failoverHealth: 'Normal',
      healthErrors: [],
      policyId: siteRecoveryId(policy.id),
      policyFriendlyName: policy.name,
      currentScenario: idleScenario(id),
      failoverRecoveryPointId: null,
      providerSpecificDetails: { ...newDetails(world, facts), ...facts.details },
      recoveryContainerId: target.containerId,
      eventCorrelationId: world.newGuid(),
    },
  };
}

function newDetails(world: World, { machineId, machine, source, target, choice }: NewItem): Record<string, unknown> {
  const machineName = machine?.name ?? machineId.split('/').at(-1) ?? '';
  const zone = (machine?.['zones'] as readonly string[] | undefined)?.[0];
  const osDiskId = textAt(machine, 'properties', 'storageProfile', 'osDisk', 'managedDisk', 'id');
  const osDisk = osDiskId === undefined ? undefined : world.store.get(osDiskId);
  const disks = choice.vmManagedDisks.map((input) => newDisk(world, machine, input));
  return {
    instanceType: 'A2A',
    fabricObjectId: machineId.toLowerCase(),
    initialPrimaryZone: zone ?? '',
    initialPrimaryFabricLocation: source.location,
    initialRecoveryZone: choice.recoveryAvailabilityZone ?? '',
    initialPrimaryExtendedLocation: null,
    initialRecoveryExtendedLocation: null,
    initialRecoveryFabricLocation: target.location,
    multiVmGroupId: world.newGuid(),
    multiVmGroupName: '',
    multiVmGroupCreateOption: 'AutoCreated',
    managementId: world.newGuid(),
    protectedDisks: null,
    unprotectedDisks: null,
    protectedManagedDisks: disks,
    recoveryBootDiagStorageAccountId: choice.recoveryBootDiagStorageAccountId ?? null,
    primaryFabricLocation: source.location,
    recoveryFabricLocation: target.location,
    osType: textAt(machine, 'properties', 'storageProfile', 'osDisk', 'osType') ?? textAt(osDisk, 'properties', 'osType') ?? null,
    recoveryAzureVMSize: textAt(machine, 'properties', 'hardwareProfile', 'vmSize') ?? null,
    recoveryAzureVMName: machineName,
    recoveryAzureResourceGroupId: choice.recoveryResourceGroupId,
    recoveryCloudService: null,
    recoveryAvailabilitySet: choice.recoveryAvailabilitySetId ?? null,
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
    primaryAvailabilityZone: zone ?? null,
    recoveryAvailabilityZone: choice.recoveryAvailabilityZone ?? null,
    primaryExtendedLocation: null,
    recoveryExtendedLocation: null,
    vmEncryptionType: disks.some(({ isDiskEncrypted }) => isDiskEncrypted === true) ? 'OnePassEncrypted' : 'NotEncrypted',
    tfoAzureVMName: `${machineName}-test`,
    recoveryAzureGeneration: textAt(osDisk, 'properties', 'hyperVGeneration') ?? 'V1',
    recoveryProximityPlacementGroupId: choice.recoveryProximityPlacementGroupId ?? null,
    autoProtectionOfDataDisk: 'Disabled',
    recoveryVirtualMachineScaleSetId: choice.recoveryVirtualMachineScaleSetId ?? null,
    recoveryCapacityReservationGroupId: choice.recoveryCapacityReservationGroupId ?? null,
  };
}
