import type { ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { resourceNotFound } from '../errors.ts';
import { mergedResource, pathOf, putBody } from '../generic.ts';
import { isStill } from '../isStill.ts';
import { skuOf } from './attachments.ts';
import { computeOperation } from './computeOperation.ts';

/** [GAP] Seconds; never recorded. */
const SAVE_SECONDS = 5;
const DELETE_SECONDS = 5;
const DEFAULT_SIZE_GB = 128;

/** Managed disks and snapshots: every change is a long-running operation, a short one. Reads and lists are generic. */
export function registerDisks(world: World): void {
  const { router, store } = world;
  for (const type of ['disks', 'snapshots']) {
    const one = `/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/${type}/{name}`;
    router.add('PUT', one, (call) => {
      const { resource, before } = putBody(world, call);
      return save(call, complete(resource, before));
    });
    router.add('PATCH', one, (call) => save(call, mergedResource(world, call)));
    router.add('DELETE', one, (call) => {
      const disk = store.get(pathOf(call).id);
      if (!disk) return { status: 204 };
      assertDetached(disk);
      const finish = (): void => {
        if (isStill(world, disk, 'uniqueId')) store.delete(disk.id);
      };
      return computeOperation(world, call, disk.location ?? '', { seconds: DELETE_SECONDS, finish });
    });
    router.add('POST', `${one}/beginGetAccess`, (call) => access(call, 'ActiveSAS'));
    router.add('POST', `${one}/endGetAccess`, (call) => access(call, 'Unattached'));
  }

  /** Shape: documented. [GAP] The address leads nowhere: no blobs are played. */
  function access(call: Call, diskState: 'ActiveSAS' | 'Unattached'): Reply {
    const id = pathOf(call).scope;
    const disk = store.get(id);
    if (!disk) throw resourceNotFound(id);
    assertDetached(disk);
    const finish = (): unknown => {
      store.put({ ...disk, properties: { ...disk.properties, diskState } });
      return diskState === 'ActiveSAS' ? { accessSAS: `https://sandbox.blob.core.windows.net/${disk.name}/abcd?sr=b&sig=none` } : undefined;
    };
    return computeOperation(world, call, disk.location ?? '', { seconds: SAVE_SECONDS, finish });
  }

  function save(call: Call, disk: ArmResource): Reply {
    const waiting = { ...disk, properties: { ...disk.properties, provisioningState: 'Updating' } };
    store.put(disk);
    return computeOperation(
      world,
      call,
      disk.location ?? '',
      { seconds: SAVE_SECONDS, finish: () => store.get(disk.id) },
      { status: 202, body: waiting },
    );
  }

  function complete(disk: ArmResource, before: ArmResource | undefined): ArmResource {
    const sent = disk.properties ?? {};
    const { sourceResourceId } = (sent['creationData'] ?? {}) as { sourceResourceId?: string };
    const source = sourceResourceId === undefined ? undefined : store.get(sourceResourceId);
    if (sourceResourceId !== undefined && !source)
      throw new ArmError(404, 'NotFound', `The source '${sourceResourceId}' could not be found.`);
    const size = (sent['diskSizeGB'] ?? source?.properties?.['diskSizeGB'] ?? DEFAULT_SIZE_GB) as number;
    const owner = before?.['managedBy'];
    return {
      ...disk,
      ...(typeof owner === 'string' && { managedBy: owner }),
      sku: skuOf((disk['sku'] as { name?: string } | undefined)?.name ?? 'Standard_LRS'),
      properties: {
        encryption: { type: 'EncryptionAtRestWithPlatformKey' },
        networkAccessPolicy: 'AllowAll',
        publicNetworkAccess: 'Enabled',
        ...sent,
        diskSizeGB: size,
        diskSizeBytes: size * 1024 ** 3,
        timeCreated: before?.properties?.['timeCreated'] ?? world.clock.now().toISOString(),
        diskState: before?.properties?.['diskState'] ?? 'Unattached',
        uniqueId: before?.properties?.['uniqueId'] ?? world.newGuid(),
      },
    };
  }
}

/** Throws Azure's 409 for a disk that a machine has. */
export function assertDetached(disk: ArmResource): void {
  if (typeof disk['managedBy'] !== 'string') return;
  throw new ArmError(409, 'OperationNotAllowed', `Disk ${disk.name} is attached to VM ${disk['managedBy']}.`);
}
