import type { ProtectedDisk } from './itemDetails.ts';
import type { DiskInput } from './newDisk.ts';

export interface DiskFacts {
  readonly id: string;
  readonly name: string;
  readonly sku: string;
  readonly sizeGb: number;
  readonly isOs: boolean;
  /** Id of the group into which the disk goes. */
  readonly targetGroupId: string;
  readonly cacheAccountId: string;
  readonly replicaSku?: string | undefined;
  readonly targetSku?: string | undefined;
  readonly encryptionSetId?: string | undefined;
  readonly targetEncryptionSetId?: string | undefined;
  readonly isEncrypted?: boolean;
  readonly secrets?: DiskInput['diskEncryptionInfo'];
}

const BYTES_PER_GIB = 1024 ** 3;
/** What Site Recovery counts beside the size of a disk [recorded: 127 GiB as 136,367,308,800 bytes]. */
const FOOTER_BYTES = 2 * 1024 ** 2;

/** An entry of `protectedManagedDisks` for a disk whose replication begins [recorded]. */
export function diskBody(disk: DiskFacts): ProtectedDisk {
  return {
    diskId: disk.id.toLowerCase(),
    recoveryResourceGroupId: disk.targetGroupId,
    recoveryTargetDiskId: null,
    recoveryReplicaDiskId: `${disk.targetGroupId}/providers/Microsoft.Compute/disks/${disk.name}-ASRReplica`,
    // Azure's spelling.
    recoveryOrignalTargetDiskId: null,
    recoveryReplicaDiskAccountType: disk.replicaSku ?? disk.sku,
    recoveryTargetDiskAccountType: disk.targetSku ?? disk.sku,
    recoveryDiskEncryptionSetId: disk.targetEncryptionSetId ?? null,
    primaryDiskEncryptionSetId: disk.encryptionSetId ?? null,
    diskName: disk.name,
    diskCapacityInBytes: disk.sizeGb * BYTES_PER_GIB + FOOTER_BYTES,
    primaryStagingAzureStorageAccountId: disk.cacheAccountId,
    diskType: disk.isOs ? 'OperatingSystem' : 'Data',
    resyncRequired: false,
    monitoringPercentageCompletion: null,
    monitoringJobType: null,
    dataPendingInStagingStorageAccountInMB: 0,
    dataPendingAtSourceAgentInMB: 0,
    diskState: 'InitialReplicationPending',
    allowedDiskLevelOperation: [],
    isDiskEncrypted: disk.isEncrypted ?? false,
    // [GAP] No encrypted disk was recorded: what was sent is taken to read back.
    secretIdentifier: disk.secrets?.diskEncryptionKeyInfo?.secretIdentifier ?? null,
    dekKeyVaultArmId: disk.secrets?.diskEncryptionKeyInfo?.keyVaultResourceArmId ?? null,
    isDiskKeyEncrypted: disk.secrets?.keyEncryptionKeyInfo !== undefined,
    keyIdentifier: disk.secrets?.keyEncryptionKeyInfo?.keyIdentifier ?? null,
    kekKeyVaultArmId: disk.secrets?.keyEncryptionKeyInfo?.keyVaultResourceArmId ?? null,
    failoverDiskName: disk.name,
    tfoDiskName: `${disk.name}-ASRtest`,
  };
}

/** What an entry of `protectedManagedDisks` says once its first copy is made [recorded]. */
export const PROTECTED_DISK = {
  diskState: 'Protected',
  monitoringJobType: null,
  monitoringPercentageCompletion: null,
  dataPendingAtSourceAgentInMB: 1.234375,
};
