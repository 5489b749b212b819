import { patchProperties } from '../../recovery/patchProperties.ts';
import type { ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { mergedResource, pathOf, putBody } from '../generic.ts';
import { computeOperation } from './computeOperation.ts';
import { powerStateOf } from './instanceView.ts';
import { MACHINES } from './machineReads.ts';

const ONE = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${MACHINES}/{machine}/extensions/{extension}`;
/** Recorded: 66 seconds until a new one was there, none for a change. [GAP] Removing one. */
const CREATE_SECONDS = 66;
const UPDATE_SECONDS = 1;
const DELETE_SECONDS = 30;

/** Extensions of machines, put on and taken off by operations [recorded at 2022-08-01]. Reads and lists are generic. */
export function registerMachineExtensions(world: World): void {
  const { router, store } = world;
  router
    .add('PUT', ONE, (call) => {
      const { resource, isNew } = putBody(world, call);
      return save(call, resource, isNew);
    })
    .add('PATCH', ONE, (call) => save(call, mergedResource(world, call), false))
    .add('DELETE', ONE, (call) => {
      const extension = store.get(pathOf(call).id);
      if (!extension) return { status: 204 };
      assertRunning(world, call);
      patchProperties(world, extension.id, () => ({ provisioningState: 'Deleting' }));
      const finish = (): void => void store.delete(extension.id);
      return computeOperation(world, call, extension.location ?? '', { seconds: DELETE_SECONDS, finish });
    });

  function save(call: Call, sent: ArmResource, isNew: boolean): Reply {
    assertRunning(world, call);
    // Documented: they are read on the machine alone.
    const { protectedSettings: _secret, ...properties } = sent.properties ?? {};
    const extension = { ...sent, properties: { ...properties, provisioningState: isNew ? 'Creating' : 'Updating' } };
    store.put(extension);
    const finish = (): void => patchProperties(world, extension.id, () => ({ provisioningState: 'Succeeded' }));
    const seconds = isNew ? CREATE_SECONDS : UPDATE_SECONDS;
    return computeOperation(world, call, extension.location ?? '', { seconds, finish }, { status: isNew ? 201 : 200, body: extension });
  }
}

/** Throws Azure's 409 for a change of what is on a machine that does not run. Words are documented ("Common error messages"). */
function assertRunning(world: World, call: Call): void {
  const machine = world.store.get(pathOf(call).scope);
  if (!machine || powerStateOf(machine, world.clock.now()) === 'running') return;
  throw new ArmError(409, 'OperationNotAllowed', 'Cannot modify extensions in the VM when the VM is not running.');
}
