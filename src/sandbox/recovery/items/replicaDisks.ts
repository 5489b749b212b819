import { skuOf } from '../../arm/compute/diskBody.ts';
import { lockScope } from '../../arm/locks.ts';
import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import type { ProtectedDisk } from './itemDetails.ts';

const DISKS = 'Microsoft.Compute/disks';
const BYTES_PER_GIB = 1024 ** 3;

interface DiskPlace {
  readonly id: string;
  readonly location: string;
  readonly sku: string;
  readonly diskState: string;
  readonly zones?: readonly string[];
  readonly osType?: string | undefined;
  readonly sourceId?: string | undefined;
}

/** The disk in the target region that the agent's data goes to. [GAP] Its name and group are recorded, its own body is not. */
export function putReplicaDisk(world: World, disk: ProtectedDisk, location: string): void {
  const sku = disk['recoveryReplicaDiskAccountType'];
  putDisk(world, disk, {
    id: disk.recoveryReplicaDiskId ?? '',
    location,
    sku: typeof sku === 'string' ? sku : 'Standard_LRS',
    diskState: 'ActiveSAS',
  });
}

/** A disk that Site Recovery makes, of the size of a protected one. */
export function putDisk(world: World, disk: ProtectedDisk, place: DiskPlace): ArmResource {
  const sizeGb = Math.floor((disk.diskCapacityInBytes ?? 0) / BYTES_PER_GIB);
  const made: ArmResource = {
    id: place.id,
    name: place.id.split('/').at(-1) ?? '',
    type: DISKS,
    location: place.location,
    ...(place.zones && { zones: place.zones }),
    tags: {},
    sku: skuOf(place.sku),
    properties: {
      ...(place.osType !== undefined && disk.diskType === 'OperatingSystem' && { osType: place.osType }),
      creationData: place.sourceId === undefined ? { createOption: 'Upload' } : { createOption: 'Copy', sourceResourceId: place.sourceId },
      diskSizeGB: sizeGb,
      diskSizeBytes: sizeGb * BYTES_PER_GIB,
      encryption: encryptionOf(disk),
      networkAccessPolicy: 'AllowAll',
      publicNetworkAccess: 'Enabled',
      timeCreated: world.clock.now().toISOString(),
      provisioningState: 'Succeeded',
      diskState: place.diskState,
      uniqueId: world.newGuid(),
    },
  };
  world.store.put(made);
  return made;
}

/** In the target region a disk has the encryption set that was chosen for it. */
function encryptionOf({ recoveryDiskEncryptionSetId: id }: ProtectedDisk): Readonly<Record<string, unknown>> {
  return typeof id === 'string' && id !== ''
    ? { type: 'EncryptionAtRestWithCustomerKey', diskEncryptionSetId: id }
    : { type: 'EncryptionAtRestWithPlatformKey' };
}

/** Takes replica disks away; those under a lock stay behind. */
export function deleteReplicaDisks(world: World, disks: readonly ProtectedDisk[]): void {
  for (const { recoveryReplicaDiskId: id } of disks) {
    if (id && lockScope(world, id, true) === undefined) world.store.delete(id);
  }
}
