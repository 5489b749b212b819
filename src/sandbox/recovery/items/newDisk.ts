import { diskEntries, type DiskEntry } from '../../arm/compute/attachments.ts';
import { keyOf, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { fieldAt, textAt } from '../field.ts';
import type { ProtectedDisk } from './itemDetails.ts';

/** An entry of `vmManagedDisks` in a request. */
export interface DiskInput {
  readonly diskId: string;
  readonly primaryStagingAzureStorageAccountId: string;
  readonly recoveryResourceGroupId: string;
  readonly recoveryReplicaDiskAccountType?: string;
  readonly recoveryTargetDiskAccountType?: string;
  readonly recoveryDiskEncryptionSetId?: string;
}

const BYTES_PER_GIB = 1024 ** 3;
/** What Site Recovery counts beside the size of a disk [recorded: 127 GiB as 136,367,308,800 bytes]. */
const FOOTER_BYTES = 2 * 1024 ** 2;

/** Where a machine has a disk; undefined when it is none of its own. */
export function entryOfDisk(machine: ArmResource | undefined, diskId: string): DiskEntry | undefined {
  return machine && diskEntries(machine).find(({ managedDisk }) => keyOf(managedDisk?.id ?? '') === keyOf(diskId));
}

/** An entry of `protectedManagedDisks` for a disk whose replication begins [recorded]. */
export function newDisk(world: World, machine: ArmResource | undefined, input: DiskInput): ProtectedDisk {
  const disk = world.store.get(input.diskId);
  const entry = entryOfDisk(machine, input.diskId);
  const name = disk?.name ?? input.diskId.split('/').at(-1) ?? '';
  const sku = textAt(disk, 'sku', 'name') ?? entry?.managedDisk?.storageAccountType ?? 'Premium_LRS';
  const sizeGb = Number(fieldAt(disk, 'properties', 'diskSizeGB') ?? entry?.diskSizeGB ?? 0);
  const isEncrypted = fieldAt(disk, 'properties', 'encryptionSettingsCollection', 'enabled') === true;
  return {
    diskId: input.diskId.toLowerCase(),
    recoveryResourceGroupId: input.recoveryResourceGroupId,
    recoveryTargetDiskId: null,
    recoveryReplicaDiskId: `${input.recoveryResourceGroupId}/providers/Microsoft.Compute/disks/${name}-ASRReplica`,
    // Azure's spelling.
    recoveryOrignalTargetDiskId: null,
    recoveryReplicaDiskAccountType: input.recoveryReplicaDiskAccountType ?? sku,
    recoveryTargetDiskAccountType: input.recoveryTargetDiskAccountType ?? sku,
    recoveryDiskEncryptionSetId: input.recoveryDiskEncryptionSetId ?? null,
    primaryDiskEncryptionSetId: textAt(disk, 'properties', 'encryption', 'diskEncryptionSetId') ?? null,
    diskName: name,
    diskCapacityInBytes: sizeGb * BYTES_PER_GIB + FOOTER_BYTES,
    primaryStagingAzureStorageAccountId: input.primaryStagingAzureStorageAccountId,
    diskType: isOsDisk(machine, input.diskId) ? 'OperatingSystem' : 'Data',
    resyncRequired: false,
    monitoringPercentageCompletion: null,
    monitoringJobType: null,
    dataPendingInStagingStorageAccountInMB: 0,
    dataPendingAtSourceAgentInMB: 0,
    diskState: 'InitialReplicationPending',
    allowedDiskLevelOperation: [],
    isDiskEncrypted: isEncrypted,
    secretIdentifier: null,
    dekKeyVaultArmId: null,
    isDiskKeyEncrypted: false,
    keyIdentifier: null,
    kekKeyVaultArmId: null,
    failoverDiskName: name,
    tfoDiskName: `${name}-ASRtest`,
  };
}

export function isOsDisk(machine: ArmResource | undefined, diskId: string): boolean {
  const osDiskId = textAt(machine, 'properties', 'storageProfile', 'osDisk', 'managedDisk', 'id');
  return osDiskId !== undefined && keyOf(osDiskId) === keyOf(diskId);
}
