import { managedDisk, type Disk } from './disk.ts';
import type { EstateBuilder } from './estateBuilder.ts';
import type { ReplicationPair } from './replicationPair.ts';

/** [GAP]: a replica disk itself was never read; its name and group are recorded, its state is not. */
export function replicaDisk(b: EstateBuilder, { targetGroup, target }: ReplicationPair, disk: Disk): void {
  managedDisk(
    b,
    targetGroup,
    { ...disk, name: `${disk.name}-ASRReplica` },
    {
      location: target.location,
      state: 'ActiveSAS',
      createdDaysAgo: 150,
      tags: { 'ASR-ReplicaDisk': b.guid() },
    },
  );
}
