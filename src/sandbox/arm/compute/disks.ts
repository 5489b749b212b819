import { isArmId, type ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { fieldAt, textAt } from '../../recovery/field.ts';
import { badRequest } from '../errors.ts';
import { mergedResource, pathOf, putBody } from '../generic.ts';
import { isStill } from '../isStill.ts';
import { diskOperation } from './computeOperation.ts';
import { assertNoAccess, registerDiskAccess } from './diskAccess.ts';
import { diskBody } from './diskBody.ts';

/** [GAP] Seconds; never recorded. */
const SAVE_SECONDS = 5;
const DELETE_SECONDS = 5;

/** Managed disks and snapshots: every change is a long-running operation, a short one. Reads and lists are generic. */
export function registerDisks(world: World): void {
  const { router, store } = world;
  for (const type of ['disks', 'snapshots']) {
    const one = `/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/${type}/{name}`;
    router.add('PUT', one, (call) => {
      const { resource, before } = putBody(world, call);
      if (!before && resource.properties?.['creationData'] === undefined) {
        // [GAP] The words.
        throw badRequest('InvalidParameter', "Required parameter 'disk.creationData' is missing (null).");
      }
      return save(call, complete(resource, before), resource);
    });
    router.add('PATCH', one, (call) => {
      const merged = mergedResource(world, call);
      return save(call, complete(merged, store.get(merged.id)), merged);
    });
    router.add('DELETE', one, (call) => {
      const disk = store.get(pathOf(call).id);
      if (!disk) return { status: 204 };
      assertDetached(disk);
      assertNoAccess(disk);
      const finish = (): void => {
        if (isStill(world, disk, 'uniqueId')) store.delete(disk.id);
      };
      return diskOperation(world, call, disk.location ?? '', { seconds: DELETE_SECONDS, finish });
    });
    registerDiskAccess(world, one);
  }

  /** The answer has what was sent; what Azure makes of it stands in the operation's status [recorded]. */
  function save(call: Call, disk: ArmResource, sent: ArmResource): Reply {
    const accepted = { ...sent, properties: { ...sent.properties, provisioningState: 'Updating' } };
    store.put(disk);
    const finish = (): unknown => store.get(disk.id);
    return diskOperation(world, call, disk.location ?? '', { seconds: SAVE_SECONDS, finish }, accepted);
  }

  function complete(sent: ArmResource, before: ArmResource | undefined): ArmResource {
    const disk = withSourceResource(sent);
    const sourceId = textAt(disk, 'properties', 'creationData', 'sourceResourceId');
    const source = sourceId === undefined ? undefined : store.get(sourceId);
    // The source of a copy may have gone since.
    if (sourceId !== undefined && !source && !before) throw new ArmError(404, 'NotFound', `The source '${sourceId}' could not be found.`);
    assertNotSmaller(disk, before);
    return diskBody(world, disk, { before, source });
  }
}

/** What is copied may be named as `sourceUri`; Azure shows it as the resource that it is [recorded at 2022-07-02]. */
function withSourceResource(disk: ArmResource): ArmResource {
  const sourceResourceId = textAt(disk, 'properties', 'creationData', 'sourceUri');
  if (sourceResourceId === undefined || !isArmId(sourceResourceId)) return disk;
  const { sourceUri: _uri, ...creationData } = fieldAt(disk, 'properties', 'creationData') as Readonly<Record<string, unknown>>;
  return { ...disk, properties: { ...disk.properties, creationData: { ...creationData, sourceResourceId } } };
}

/** Throws Azure's refusal of a disk that shall become smaller (words: azure-docs #57951. [GAP] The code). */
function assertNotSmaller(disk: ArmResource, before: ArmResource | undefined): void {
  const [old, wanted] = [before, disk].map((one) => fieldAt(one, 'properties', 'diskSizeGB'));
  if (typeof old !== 'number' || typeof wanted !== 'number' || wanted >= old) return;
  throw new ArmError(
    409,
    'OperationNotAllowed',
    `The disk/snapshot resource with id ${disk.id} cannot be resized down. Reducing disk/snapshot size is not supported in Azure to prevent data loss. If you do need to reduce the size of the disk, please create new snapshot/disks with the appropriate size. More information is available at https://aka.ms/AzureDisksFAQ`,
  );
}

/** Throws Azure's 409 for a disk that a machine has. */
export function assertDetached(disk: ArmResource): void {
  if (typeof disk['managedBy'] !== 'string') return;
  throw new ArmError(409, 'OperationNotAllowed', `Disk ${disk.name} is attached to VM ${disk['managedBy']}.`);
}
