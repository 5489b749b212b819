import { recoveryApiVersion } from '../azure/siteRecovery/recoveryAccess.ts';
import type { ReplicationSource, VaultSetup } from '../model/replicationSource.ts';
import { UserError } from '../model/userError.ts';
import { besideName, cacheAccountName, itemName, vaultGroupName, vaultName } from './replicationNames.ts';
import { groupStep, networkStep, cacheStep, vaultStep } from './targetSteps.ts';
import { pairSteps } from './pairSteps.ts';
import type { Operation } from './operation.ts';
import type { Step } from './step.ts';

/** What a person may choose; undefined: the default. Ids are those of resources that are there. */
export interface EnableChoices {
  readonly targetRegion: string;
  readonly targetGroupId: string | undefined;
  readonly networkId: string | undefined;
  readonly subnetName: string | undefined;
  readonly vaultId: string | undefined;
  readonly cacheAccountId: string | undefined;
  readonly zone: string | undefined;
  /** `Premium_LRS`, `StandardSSD_LRS`, …; undefined: as the source disk. */
  readonly diskType: string | undefined;
  /** ARM ids of disks that are not replicated. */
  readonly leaveOut: readonly string[];
}

/** The vault that enabling will use, for whoever must read it first. */
export function vaultIdFor({ id }: Pick<ReplicationSource, 'id'>, { vaultId, targetRegion }: EnableChoices): string {
  const group = `/subscriptions/${subscriptionOf(id)}/resourceGroups/${vaultGroupName(targetRegion)}`;
  return vaultId ?? `${group}/providers/Microsoft.RecoveryServices/vaults/${vaultName(targetRegion)}`;
}

/**
 * Everything that replicating a machine needs, from resource groups to the protected item, and the wait until Azure shows it as protected.
 * `setup`: what the vault has; undefined when it is yet to be made. Throws a `UserError` for choices that cannot go together.
 */
export function enableReplication(source: ReplicationSource, choices: EnableChoices, setup: VaultSetup | undefined): Operation {
  const { targetRegion } = choices;
  refuse(source, choices, setup);
  const vaultId = vaultIdFor(source, choices);
  const sourceGroup = source.id.split('/').slice(0, 5).join('/');
  const targetGroupId = choices.targetGroupId ?? besideName(sourceGroup);
  const networkId =
    choices.networkId ?? `${targetGroupId}/providers/Microsoft.Network/virtualNetworks/${besideName(lastOf(source.network.id))}`;
  // In the vault's group: the group of the machine is the machine's owner's.
  const cacheId =
    choices.cacheAccountId ??
    `${vaultId.split('/').slice(0, 5).join('/')}/providers/Microsoft.Storage/storageAccounts/${cacheAccountName(vaultId, source.location)}`;
  const pair = pairSteps(vaultId, source.location, targetRegion, setup);
  const itemId = `${pair.sourceContainerId}/replicationProtectedItems/${itemName(source.id, source.name)}`;
  const disks = source.disks.filter(({ id }) => !choices.leaveOut.some((left) => left.toLowerCase() === id.toLowerCase()));
  const disk = {
    primaryStagingAzureStorageAccountId: cacheId,
    recoveryResourceGroupId: targetGroupId,
    ...(choices.diskType !== undefined && {
      recoveryReplicaDiskAccountType: choices.diskType,
      recoveryTargetDiskAccountType: choices.diskType,
    }),
  };
  const steps: readonly (Step | false)[] = [
    choices.targetGroupId === undefined && groupStep('target-group', targetGroupId, targetRegion),
    choices.vaultId === undefined && groupStep('vault-group', vaultId.split('/').slice(0, 5).join('/'), targetRegion),
    choices.vaultId === undefined && vaultStep(vaultId, targetRegion),
    choices.networkId === undefined && networkStep(networkId, targetRegion, source.network),
    choices.cacheAccountId === undefined && cacheStep(cacheId, source.location),
    ...pair.steps,
    {
      kind: 'put',
      name: 'protect',
      title: `Replicate ${source.name} to ${targetRegion}`,
      call: {
        method: 'PUT',
        path: itemId,
        apiVersion: recoveryApiVersion,
        body: {
          properties: {
            policyId: pair.policyId,
            providerSpecificDetails: {
              instanceType: 'A2A',
              fabricObjectId: source.id,
              recoveryContainerId: pair.targetContainerId,
              recoveryResourceGroupId: targetGroupId,
              recoveryAzureNetworkId: networkId,
              recoverySubnetName: choices.subnetName ?? source.network.subnetName,
              ...(choices.zone !== undefined && { recoveryAvailabilityZone: choices.zone }),
              vmManagedDisks: disks.map(({ id }) => Object.assign({ diskId: id }, disk)),
            },
          },
        },
      },
      requires: { 'properties.providerSpecificDetails.fabricObjectId': source.id },
      search: { scenarios: ['EnableDr'], itemId },
    },
    { kind: 'wait', name: 'first-copy', title: `First copy of ${source.name}, until it is protected`, itemId, state: 'Protected' },
  ];
  return {
    kind: 'enable',
    subject: source.id.toLowerCase(),
    machine: source.name,
    vaultId,
    inputs: { targetRegion, targetGroupId, networkId, cacheId, vaultId, leaveOut: choices.leaveOut.join(' ') },
    steps: steps.filter((step) => step !== false),
  };
}

function refuse(
  { id, location, disks }: ReplicationSource,
  { targetRegion, vaultId, leaveOut }: EnableChoices,
  setup: VaultSetup | undefined,
): void {
  if (targetRegion === location) {
    throw new UserError('usage', `The machine is in ${location} itself.`, 'Choose another target region.');
  }
  if (vaultId !== undefined && !setup) {
    throw new UserError('notFound', `The vault ${vaultId} is not there, or may not be read.`, 'Check its id, or leave it out.');
  }
  if (setup?.location === location) {
    throw new UserError('usage', `The vault is in ${location}, and would fail with it.`, 'Choose a vault of another region.');
  }
  const os = disks.find(({ isOs }) => isOs);
  if (leaveOut.some((left) => left.toLowerCase() === os?.id.toLowerCase())) {
    throw new UserError('usage', 'The OS disk cannot be left out.', 'Leave out data disks only.');
  }
  const unknown = leaveOut.find((left) => !disks.some((disk) => disk.id.toLowerCase() === left.toLowerCase()));
  if (unknown !== undefined)
    throw new UserError('usage', `${unknown} is no disk of ${lastOf(id)}.`, 'Give the ARM id of one of its data disks.');
}

function lastOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

function subscriptionOf(id: string): string {
  return id.split('/')[2] ?? '';
}
