import { apiVersions } from '../../azure/apiVersions.ts';
import type { ReplicationSource, SourceDisk } from '../../model/replicationSource.ts';
import type { EnableChoices, TargetKeyVault } from './enableChoices.ts';
import { itemName } from './replicationNames.ts';
import type { PutStep } from '../step.ts';

/** Where a machine is replicated to, all of it decided. */
export interface Target {
  readonly groupId: string;
  readonly networkId: string;
  readonly cacheAccountId: string;
  readonly availabilitySetId: string | undefined;
  readonly policyId: string;
  readonly sourceContainerId: string;
  readonly targetContainerId: string;
}

/** Makes the protected item: `A2AEnableProtectionInput` (OpenAPI 2023-06-01). */
export function protectStep(source: ReplicationSource, disks: readonly SourceDisk[], choices: EnableChoices, target: Target): PutStep {
  const { availability } = choices;
  const path = `${target.sourceContainerId}/replicationProtectedItems/${itemName(source.id, source.name)}`;
  const details = {
    instanceType: 'A2A',
    fabricObjectId: source.id,
    recoveryContainerId: target.targetContainerId,
    recoveryResourceGroupId: target.groupId,
    recoveryAvailabilitySetId: target.availabilitySetId,
    recoveryAvailabilityZone: availability?.kind === 'zone' ? availability.zone : undefined,
    recoveryProximityPlacementGroupId: choices.proximityGroupId,
    recoveryCapacityReservationGroupId: choices.capacityReservationGroupId,
    recoveryAzureNetworkId: target.networkId,
    recoverySubnetName: choices.subnetName ?? source.network.subnetName,
    multiVmGroupName: choices.multiVmGroup,
    vmManagedDisks: disks.map((disk) => diskInput(disk, choices, target)),
  };
  return {
    kind: 'put',
    name: 'protect',
    title: `Replicate ${source.name} to ${choices.targetRegion}`,
    call: {
      method: 'PUT',
      path,
      apiVersion: apiVersions.siteRecovery,
      body: { properties: { policyId: target.policyId, providerSpecificDetails: whole(details) } },
    },
    requires: { 'properties.providerSpecificDetails.fabricObjectId': source.id },
    search: { scenarios: ['EnableDr'], itemId: path },
  };
}

/** A disk whose replication begins: `A2AVmManagedDiskInputDetails`. */
export function diskInput(
  { id, encryptionSetId, guestEncryption }: SourceDisk,
  {
    diskType,
    replicaDiskType,
    diskEncryptionSetId,
    keyVault,
  }: Pick<EnableChoices, 'diskType' | 'replicaDiskType' | 'diskEncryptionSetId' | 'keyVault'>,
  { groupId, cacheAccountId }: Pick<Target, 'groupId' | 'cacheAccountId'>,
): object {
  return whole({
    diskId: id,
    primaryStagingAzureStorageAccountId: cacheAccountId,
    recoveryResourceGroupId: groupId,
    recoveryReplicaDiskAccountType: replicaDiskType ?? diskType,
    recoveryTargetDiskAccountType: diskType,
    recoveryDiskEncryptionSetId: encryptionSetId === undefined ? undefined : diskEncryptionSetId,
    diskEncryptionInfo: guestEncryption === undefined ? undefined : encryptionInfo(id, guestEncryption === 'key', keyVault),
  });
}

/** `DiskEncryptionInfo`. */
function encryptionInfo(diskId: string, withKey: boolean, vault: TargetKeyVault | undefined): object | undefined {
  return (
    vault && {
      diskEncryptionKeyInfo: { secretIdentifier: vault.secrets[diskId.toLowerCase()], keyVaultResourceArmId: vault.vaultId },
      ...(withKey && { keyEncryptionKeyInfo: { keyIdentifier: vault.keyUrl, keyVaultResourceArmId: vault.keyVaultId ?? vault.vaultId } }),
    }
  );
}

/** Without what is not chosen: a plan shows what is sent, and JSON knows no undefined. */
function whole(input: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
