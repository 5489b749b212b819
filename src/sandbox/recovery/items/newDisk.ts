import { diskEntries, type DiskEntry } from '../../arm/compute/attachments.ts';
import { keyOf, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { fieldAt, textAt } from '../field.ts';
import { diskBody } from './diskBody.ts';
import type { ProtectedDisk } from './itemDetails.ts';

/** An entry of `vmManagedDisks` in a request. */
export interface DiskInput {
  readonly diskId: string;
  readonly primaryStagingAzureStorageAccountId: string;
  readonly recoveryResourceGroupId: string;
  readonly recoveryReplicaDiskAccountType?: string;
  readonly recoveryTargetDiskAccountType?: string;
  readonly recoveryDiskEncryptionSetId?: string;
  /** Where the secrets of a disk that is encrypted in the guest are in the target region. */
  readonly diskEncryptionInfo?: {
    readonly diskEncryptionKeyInfo?: { readonly secretIdentifier?: string; readonly keyVaultResourceArmId?: string };
    readonly keyEncryptionKeyInfo?: { readonly keyIdentifier?: string; readonly keyVaultResourceArmId?: string };
  };
}

/** The disk that a request names, as its replication begins. */
export function newDisk(world: World, machine: ArmResource | undefined, input: DiskInput): ProtectedDisk {
  const disk = world.store.get(input.diskId);
  const entry = entryOfDisk(machine, input.diskId);
  return diskBody({
    id: input.diskId,
    name: disk?.name ?? input.diskId.split('/').at(-1) ?? '',
    sku: textAt(disk, 'sku', 'name') ?? entry?.managedDisk?.storageAccountType ?? 'Premium_LRS',
    sizeGb: Number(fieldAt(disk, 'properties', 'diskSizeGB') ?? entry?.diskSizeGB ?? 0),
    isOs: isOsDisk(machine, input.diskId),
    targetGroupId: input.recoveryResourceGroupId,
    cacheAccountId: input.primaryStagingAzureStorageAccountId,
    replicaSku: input.recoveryReplicaDiskAccountType,
    targetSku: input.recoveryTargetDiskAccountType,
    encryptionSetId: textAt(disk, 'properties', 'encryption', 'diskEncryptionSetId'),
    targetEncryptionSetId: input.recoveryDiskEncryptionSetId,
    isEncrypted: isEncryptedInGuest(disk),
    secrets: input.diskEncryptionInfo,
  });
}

/** By Azure Disk Encryption. */
export function isEncryptedInGuest(disk: ArmResource | undefined): boolean {
  return fieldAt(disk, 'properties', 'encryptionSettingsCollection', 'enabled') === true;
}

/** Where a machine has a disk; undefined when it is none of its own. */
export function entryOfDisk(machine: ArmResource | undefined, diskId: string): DiskEntry | undefined {
  return machine && diskEntries(machine).find(({ managedDisk }) => keyOf(managedDisk?.id ?? '') === keyOf(diskId));
}

export function isOsDisk(machine: ArmResource | undefined, diskId: string): boolean {
  const osDiskId = textAt(machine, 'properties', 'storageProfile', 'osDisk', 'managedDisk', 'id');
  return osDiskId !== undefined && keyOf(osDiskId) === keyOf(diskId);
}
