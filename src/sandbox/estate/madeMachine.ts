import type { EstateBuilder } from './estateBuilder.ts';
import { managedDisk } from './disk.ts';
import { instanceView } from './instanceView.ts';
import type { Machine } from './machine.ts';
import { networkInterface, takeSeat } from './network.ts';
import { idIn } from './place.ts';
import type { ReplicationPair } from './replicationPair.ts';
import { managedProfile } from './storageProfile.ts';

/**
 * The machine, disks and network interface that a failover makes in the target group, named as their sources, or a test failover:
 * `{vm}-test`, `{disk}-ASRtest`, `{nic}-test` (recorded). Attached disks, no image and no OS profile, the source's tags.
 * Answers the machine's id.
 */
export function madeMachine(
  b: EstateBuilder,
  pair: ReplicationPair,
  source: Machine,
  by: 'failover' | 'testFailover',
  sinceHours: number,
): string {
  const test = by === 'testFailover';
  const name = test ? `${source.name}-test` : source.name;
  const location = pair.target.location;
  const id = idIn(pair.targetGroup, 'Microsoft.Compute/virtualMachines', name);
  const nicId = networkInterface(b, pair.targetGroup, `${source.name}-nic${test ? '-test' : ''}`, takeSeat(pair.targetNetwork), id);
  const disks = source.disks.map((disk) =>
    managedDisk(
      b,
      pair.targetGroup,
      { ...disk, name: test ? `${disk.name}-ASRtest` : disk.name },
      { location, osType: source.osType, managedBy: id, createdDaysAgo: sinceHours / 24 },
    ),
  );
  b.add({
    id,
    name,
    type: 'Microsoft.Compute/virtualMachines',
    location,
    tags: { ...source.tags },
    properties: {
      vmId: b.guid(),
      hardwareProfile: { vmSize: source.size },
      storageProfile: managedProfile(disks, source.osType, 'Attach'),
      networkProfile: { networkInterfaces: [{ id: nicId, properties: { primary: true } }] },
      provisioningState: 'Succeeded',
      timeCreated: b.hoursAgo(sinceHours),
      instanceView: instanceView(b, {
        computerName: source.name,
        osType: source.osType,
        power: 'running',
        agent: 'Ready',
        diskNames: disks.map((disk) => disk.name),
        extensions: [],
      }),
    },
  });
  return id;
}
