import { patchProperties } from '../../recovery/patchProperties.ts';
import { fieldAt, textAt } from '../../recovery/field.ts';
import type { ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { badRequest, resourceNotFound } from '../errors.ts';
import { bodyObject, pathOf } from '../generic.ts';
import { diskEntries } from './attachments.ts';
import { diskOperation } from './computeOperation.ts';
import { powerStateOf } from './instanceView.ts';

/** [GAP] Seconds; recorded as part of one. */
const ACCESS_SECONDS = 5;
/** What is asked for when nobody says how long. [GAP] */
const USUAL_DURATION = 3600;

/** An address under which a disk or a snapshot can be read for a while. It leads nowhere: no blobs are played. Recorded at 2022-07-02. */
export function registerDiskAccess(world: World, one: string): void {
  world.router
    .add('POST', `${one}/beginGetAccess`, (call) => begin(world, call))
    .add('POST', `${one}/endGetAccess`, (call) => {
      const disk = calledDisk(world, call);
      return change(world, call, disk, () => end(world, disk.id));
    });
}

function begin(world: World, call: Call): Reply {
  const { clock } = world;
  const disk = calledDisk(world, call);
  const asked = bodyObject(call);
  if (textAt(asked, 'access') === undefined) throw badRequest('InvalidParameter', "Required parameter 'access' is missing (null).");
  assertNotInUse(world, disk);
  const duration = fieldAt(asked, 'durationInSeconds');
  const seconds = typeof duration === 'number' ? duration : USUAL_DURATION;
  return change(world, call, disk, () => {
    patchProperties(world, disk.id, () => ({ diskState: 'ActiveSAS' }));
    clock.schedule(clock.now().getTime() + seconds * 1000, () => end(world, disk.id));
    return { accessSAS: `https://sandbox.blob.core.windows.net/${disk.name}/abcd?sr=b&sig=none` };
  });
}

function change(world: World, call: Call, disk: ArmResource, finish: () => unknown): Reply {
  return diskOperation(world, call, disk.location ?? '', { seconds: ACCESS_SECONDS, finish });
}

function end(world: World, id: string): void {
  const disk = world.store.get(id);
  if (disk?.properties?.['diskState'] === 'ActiveSAS') patchProperties(world, id, () => ({ diskState: stateOf(world, disk) }));
}

/** Throws Azure's 409 for a disk that a machine works with (words are those of public reports, AzureStorageExplorer #5994). */
function assertNotInUse(world: World, disk: ArmResource): void {
  if (stateOf(world, disk) !== 'Attached') return;
  throw new ArmError(
    409,
    'OperationNotAllowed',
    `Access not permitted because disk ${disk.name} is currently attached to running VM ${String(disk['managedBy'])}.`,
  );
}

/** Documented (`DiskState`): a disk of a machine that is deallocated is reserved. */
function stateOf(world: World, disk: ArmResource): 'Unattached' | 'Attached' | 'Reserved' {
  const owner = disk['managedBy'];
  if (typeof owner !== 'string') return 'Unattached';
  const machine = world.store.get(owner);
  return machine && powerStateOf(machine, world.clock.now()) === 'deallocated' ? 'Reserved' : 'Attached';
}

/** Disks of a machine whose power has changed. */
export function markDisks(world: World, machine: ArmResource): void {
  for (const { managedDisk } of diskEntries(machine)) {
    const disk = managedDisk?.id === undefined ? undefined : world.store.get(managedDisk.id);
    if (!disk || disk.properties?.['diskState'] === 'ActiveSAS') continue;
    const diskState = stateOf(world, disk);
    if (disk.properties?.['diskState'] !== diskState) patchProperties(world, disk.id, () => ({ diskState }));
  }
}

/** Throws Azure's 409 for a disk that can be read from outside (public reports: azure-cli #6927. [GAP] The words). */
export function assertNoAccess(disk: ArmResource): void {
  if (disk.properties?.['diskState'] !== 'ActiveSAS') return;
  throw new ArmError(
    409,
    'OperationNotAllowed',
    `There is an active shared access signature outstanding for disk ${disk.name}. Call EndGetAccess before attaching or deleting the disk.`,
  );
}

function calledDisk(world: World, call: Call): ArmResource {
  const id = pathOf(call).scope;
  const disk = world.store.get(id);
  if (!disk) throw resourceNotFound(id);
  return disk;
}
