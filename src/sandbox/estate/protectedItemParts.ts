import type { Disk } from './disk.ts';
import type { EstateBuilder } from './estateBuilder.ts';
import type { Machine } from './machine.ts';
import { groupId, idIn } from './place.ts';
import type { ItemFacts } from './protectedItem.ts';
import type { ReplicationPair } from './replicationPair.ts';

const bytesPerGiB = 1024 ** 3;

/** An entry of `protectedManagedDisks`. */
export function protectedDisk(
  pair: ReplicationPair,
  disk: Disk,
  starting: boolean,
  over: boolean,
  recoveryEncryptionSetId: string | undefined,
): Record<string, unknown> {
  const diskIn = (name: string): string => idIn(pair.targetGroup, 'Microsoft.Compute/disks', name);
  return {
    diskId: disk.id.toLowerCase(),
    recoveryResourceGroupId: groupId(pair.targetGroup),
    recoveryTargetDiskId: over ? diskIn(disk.name) : null,
    recoveryReplicaDiskId: over ? '' : diskIn(`${disk.name}-ASRReplica`),
    // Azure's spelling.
    recoveryOrignalTargetDiskId: null,
    recoveryReplicaDiskAccountType: disk.sku,
    recoveryTargetDiskAccountType: disk.sku,
    recoveryDiskEncryptionSetId: recoveryEncryptionSetId ?? null,
    primaryDiskEncryptionSetId: disk.encryptionSetId ?? null,
    diskName: disk.name,
    diskCapacityInBytes: disk.sizeGb * bytesPerGiB,
    primaryStagingAzureStorageAccountId: pair.cacheAccountId,
    diskType: disk.role === 'os' ? 'OperatingSystem' : 'Data',
    resyncRequired: false,
    monitoringPercentageCompletion: null,
    monitoringJobType: starting ? 'InitialReplication' : null,
    dataPendingInStagingStorageAccountInMB: 0,
    dataPendingAtSourceAgentInMB: starting ? 812.5 : 1.234375,
    diskState: starting ? 'InitialReplicationPending' : 'Protected',
    allowedDiskLevelOperation: [],
    isDiskEncrypted: false,
    secretIdentifier: null,
    dekKeyVaultArmId: null,
    isDiskKeyEncrypted: false,
    keyIdentifier: null,
    kekKeyVaultArmId: null,
    failoverDiskName: disk.name,
    tfoDiskName: `${disk.name}-ASRtest`,
  };
}

/** An entry of `vmNics`. */
export function vmNic(
  b: EstateBuilder,
  pair: ReplicationPair,
  machine: Machine,
  recovery: ItemFacts['recovery'] = {},
): Record<string, unknown> {
  return {
    nicId: b.guid(),
    replicaNicId: null,
    sourceNicArmId: machine.nicId,
    vMNetworkName: machine.seat.network.id,
    recoveryVMNetworkId: pair.targetNetwork.id,
    ipConfigs: [
      {
        name: 'ipconfig1',
        isPrimary: true,
        subnetName: machine.seat.subnet,
        staticIPAddress: machine.seat.address,
        ipAddressType: 'Dynamic',
        // Azure's spelling.
        isSeletedForFailover: true,
        recoverySubnetName: recovery.subnet ?? pair.targetNetwork.subnets[0],
        recoveryStaticIPAddress: recovery.staticAddress ?? '',
        recoveryIPAddressType: recovery.staticAddress === undefined ? 'Dynamic' : 'Static',
        recoveryPublicIPAddressId: recovery.publicAddressId ?? null,
        recoveryLBBackendAddressPoolIds: null,
        tfoSubnetName: null,
        tfoStaticIPAddress: null,
        tfoPublicIPAddressId: null,
        tfoLBBackendAddressPoolIds: null,
      },
    ],
    selectionType: 'SelectedByUserOverride',
    recoveryNetworkSecurityGroupId: null,
    enableAcceleratedNetworkingOnRecovery: false,
    tfoVMNetworkId: null,
    tfoNetworkSecurityGroupId: null,
    enableAcceleratedNetworkingOnTfo: null,
    recoveryNicName: null,
    recoveryNicResourceGroupName: null,
    reuseExistingNic: false,
    tfoRecoveryNicName: null,
    tfoRecoveryNicResourceGroupName: null,
    tfoReuseExistingNic: false,
    targetNicName: null,
  };
}
