import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { textAt } from '../field.ts';
import { siteRecoveryId } from '../vaultScope.ts';
import { itemBody } from './itemBody.ts';
import { detailsOf } from './itemDetails.ts';
import type { ItemPhase } from './itemStates.ts';
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

/** High churn is chosen by the account that changes go through (concepts-azure-to-azure-high-churn-support, 2026-01). */
function isPremium(world: World, { primaryStagingAzureStorageAccountId: id }: DiskInput): boolean {
  return textAt(world.store.get(id), 'kind') === 'BlockBlobStorage';
}

/** The item of a machine whose replication begins, from what the machine is now. */
export function newItem(world: World, { machineId, machine, choice, details, policy, ...where }: NewItem): ArmResource {
  const zone = (machine?.['zones'] as readonly string[] | undefined)?.[0];
  const osDisk = world.store.get(textAt(machine, 'properties', 'storageProfile', 'osDisk', 'managedDisk', 'id') ?? '');
  const item = itemBody({
    ...where,
    policy: { id: siteRecoveryId(policy.id), name: policy.name },
    machine: {
      id: machineId,
      name: machine?.name ?? machineId.split('/').at(-1) ?? '',
      osType: textAt(machine, 'properties', 'storageProfile', 'osDisk', 'osType') ?? textAt(osDisk, 'properties', 'osType') ?? null,
      size: textAt(machine, 'properties', 'hardwareProfile', 'vmSize') ?? null,
      zone,
      generation: textAt(osDisk, 'properties', 'hyperVGeneration') ?? 'V1',
    },
    disks: choice.vmManagedDisks.map((input) => newDisk(world, machine, input)),
    targetGroupId: choice.recoveryResourceGroupId,
    targetZone: choice.recoveryAvailabilityZone,
    multiVmGroupId: world.newGuid(),
    managementId: world.newGuid(),
    eventCorrelationId: world.newGuid(),
  });
  const chosen = {
    recoveryBootDiagStorageAccountId: choice.recoveryBootDiagStorageAccountId ?? null,
    recoveryAvailabilitySet: choice.recoveryAvailabilitySetId ?? null,
    recoveryProximityPlacementGroupId: choice.recoveryProximityPlacementGroupId ?? null,
    recoveryVirtualMachineScaleSetId: choice.recoveryVirtualMachineScaleSetId ?? null,
    recoveryCapacityReservationGroupId: choice.recoveryCapacityReservationGroupId ?? null,
    // Of the OpenAPI; [GAP] shown where it is not the normal one only, as no recording of an older version has it.
    ...(choice.vmManagedDisks.some((disk) => isPremium(world, disk)) && { churnOptionSelected: 'High' }),
  };
  return { ...item, properties: { ...item.properties, providerSpecificDetails: { ...detailsOf(item), ...chosen, ...details } } };
}
