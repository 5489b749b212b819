import { diskBody, PROTECTED_DISK } from '../recovery/items/diskBody.ts';
import type { ProtectedDisk, ProtectedNic } from '../recovery/items/itemDetails.ts';
import { ipConfigurationBody, nicBody } from '../recovery/items/nicBody.ts';
import type { Disk } from './disk.ts';
import type { EstateBuilder } from './estateBuilder.ts';
import type { Machine } from './machine.ts';
import { groupId, idIn } from './place.ts';
import type { ItemFacts } from './protectedItem.ts';
import type { ReplicationPair } from './replicationPair.ts';

/** An entry of `protectedManagedDisks`. */
export function protectedDisk(
  pair: ReplicationPair,
  disk: Disk,
  starting: boolean,
  over: boolean,
  recoveryEncryptionSetId: string | undefined,
): ProtectedDisk {
  const body = diskBody({
    ...disk,
    isOs: disk.role === 'os',
    targetGroupId: groupId(pair.targetGroup),
    cacheAccountId: pair.cacheAccountId,
    targetEncryptionSetId: recoveryEncryptionSetId,
  });
  return {
    ...body,
    ...(starting ? { monitoringJobType: 'InitialReplication', dataPendingAtSourceAgentInMB: 812.5 } : PROTECTED_DISK),
    ...(over && { recoveryTargetDiskId: idIn(pair.targetGroup, 'Microsoft.Compute/disks', disk.name), recoveryReplicaDiskId: '' }),
  };
}

/** An entry of `vmNics`. */
export function vmNic(b: EstateBuilder, pair: ReplicationPair, machine: Machine, recovery: ItemFacts['recovery'] = {}): ProtectedNic {
  const address = { name: 'ipconfig1', isPrimary: true, subnetName: machine.seat.subnet, staticIPAddress: machine.seat.address };
  const configuration = {
    ...ipConfigurationBody({ ...address, ipAddressType: 'Dynamic' }, recovery.subnet ?? pair.targetNetwork.subnets[0] ?? null),
    recoveryStaticIPAddress: recovery.staticAddress ?? '',
    recoveryIPAddressType: recovery.staticAddress === undefined ? 'Dynamic' : 'Static',
    recoveryPublicIPAddressId: recovery.publicAddressId ?? null,
  };
  return nicBody({
    nicId: b.guid(),
    sourceNicId: machine.nicId,
    networkId: machine.seat.network.id,
    targetNetworkId: pair.targetNetwork.id,
    isChosen: true,
    ipConfigs: [configuration],
  });
}
