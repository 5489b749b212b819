import { isArmId, keyOf, type ArmResource } from '../../resource.ts';
import { shapeFault } from '../../shape.ts';
import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { MAPPING_TYPE } from '../containerPairing.ts';
import { changedEach, fieldAt, textAt } from '../field.ts';
import type { DiskInput } from '../items/newDisk.ts';
import type { TargetChoice } from '../items/newItem.ts';
import { inUse, invalidInput } from '../siteRecoveryError.ts';

const DISK = {
  diskId: 'text',
  primaryStagingAzureStorageAccountId: 'text',
  recoveryResourceGroupId: 'text',
  recoveryReplicaDiskAccountType: 'text',
  recoveryTargetDiskAccountType: 'text',
  recoveryDiskEncryptionSetId: 'text',
  diskEncryptionInfo: {
    diskEncryptionKeyInfo: { secretIdentifier: 'text', keyVaultResourceArmId: 'text' },
    keyEncryptionKeyInfo: { keyIdentifier: 'text', keyVaultResourceArmId: 'text' },
  },
} as const;
const CHOICE = {
  recoveryResourceGroupId: 'text',
  recoveryAvailabilitySetId: 'text',
  recoveryAvailabilityZone: 'text',
  recoveryProximityPlacementGroupId: 'text',
  recoveryBootDiagStorageAccountId: 'text',
  recoveryVirtualMachineScaleSetId: 'text',
  recoveryCapacityReservationGroupId: 'text',
  vmManagedDisks: [DISK],
} as const;

/** What a request says about the target, as `A2AEnableProtectionInput` and `A2ASwitchProtectionInput` share it. Throws the 400 of a body that lacks something. */
export function targetChoice(world: World, call: Call): TargetChoice {
  const input = requireA2A(world, call);
  const fault = shapeFault(input, CHOICE);
  if (fault) throw invalidInput(world, call, `The provider specific details are not valid: ${fault}.`);
  const group = textAt(input, 'recoveryResourceGroupId');
  if (!group || !isArmId(group)) throw invalidInput(world, call, 'The id of the recovery resource group is missing.');
  return { ...(input as TargetChoice), recoveryResourceGroupId: group, vmManagedDisks: diskInputs(world, call, input, group) };
}

/** `providerSpecificDetails` of a request about Azure to Azure, the only kind of replication that the sandbox plays. */
export function requireA2A(world: World, call: Call): unknown {
  const input = fieldAt(call.body, 'properties', 'providerSpecificDetails');
  if (textAt(input, 'instanceType') !== 'A2A')
    throw invalidInput(world, call, "The instance type of the provider specific details must be 'A2A'.");
  return input;
}

/** `vmManagedDisks` of a request; a disk without a target group goes where the machine goes. */
export function diskInputs(world: World, call: Call, input: unknown, group: string): readonly DiskInput[] {
  const fault = shapeFault(input, { vmManagedDisks: [DISK] });
  const disks = (fault === undefined ? fieldAt(input, 'vmManagedDisks') : undefined) as readonly Partial<DiskInput>[] | null | undefined;
  if (!disks || disks.length === 0)
    throw invalidInput(world, call, `The managed disks of the machine are missing${fault ? `: ${fault}` : ''}.`);
  const isWhole = (disk: Partial<DiskInput>): boolean =>
    isArmId(disk.diskId ?? '') && isArmId(disk.primaryStagingAzureStorageAccountId ?? '');
  if (!disks.every(isWhole)) throw invalidInput(world, call, 'The id of a disk, or of its cache storage account, is missing.');
  return changedEach(disks as readonly DiskInput[], (disk) => ({ recoveryResourceGroupId: disk.recoveryResourceGroupId ?? group }));
}

/** Two containers must be paired under the policy before anything replicates from one to the other. [GAP] The answer was never recorded. */
export function requirePairing(world: World, call: Call, source: ArmResource, target: ArmResource, policy: ArmResource): void {
  const is = (mapping: ArmResource, key: string, id: string): boolean => keyOf(textAt(mapping, 'properties', key) ?? '') === keyOf(id);
  const paired = world.store
    .list(MAPPING_TYPE, source.id)
    .some((mapping) => is(mapping, 'targetProtectionContainerId', target.id) && is(mapping, 'policyId', policy.id));
  if (!paired) throw inUse(world, call, source.name, `the container is not paired with '${target.name}' under the policy '${policy.name}'`);
}
