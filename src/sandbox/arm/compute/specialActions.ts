import type { ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { textAt } from '../../recovery/field.ts';
import { resourceNotFound } from '../errors.ts';
import { pathOf } from '../generic.ts';
import { detachOthers } from './attachments.ts';
import { markDisks } from './diskAccess.ts';
import { instanceViewOf, powerStateOf, withPower } from './instanceView.ts';
import { MACHINES } from './machineReads.ts';

const ONE = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${MACHINES}/{machine}`;
/** Documented: within half a minute. */
const EVICTION_SECONDS = 30;
const EXPLICITLY = ' Please power off explicitly in case you shut down the VM from inside the guest operating system.';
const GENERALIZED = 'OSState/generalized';

/** What is asked of a machine once in its life or less: to become the model of an image, to be evicted, to be maintained now. */
export function registerSpecialActions(world: World): void {
  world.router
    .add('POST', `${ONE}/generalize`, (call) => generalize(world, call))
    .add('POST', `${ONE}/simulateEviction`, (call) => evict(world, call))
    .add('POST', `${ONE}/performMaintenance`, (call) => {
      // No machine here has maintenance ahead of it.
      throw notAllowed('performMaintenance', calledMachine(world, call), 'the Subscription of this VM is not eligible');
    });
}

/** Words are documented ("Common error messages"). */
function notAllowed(operation: string, { name }: ArmResource, reason: string, advice = ''): ArmError {
  return new ArmError(409, 'OperationNotAllowed', `Operation '${operation}' is not allowed on VM '${name}' since ${reason}.${advice}`);
}

/** Throws Azure's 409 for what a machine that has been generalized does no more (documented: it cannot be started). */
export function assertNotGeneralized(world: World, machine: ArmResource, operation: string): void {
  const { statuses = [] } = instanceViewOf(machine, world.clock.now());
  if (statuses.some(({ code }) => code === GENERALIZED)) throw notAllowed(operation, machine, 'the VM is generalized');
}

/** The machine whose action is called. Throws ARM's 404. */
export function calledMachine(world: World, call: Call): ArmResource {
  const id = pathOf(call).scope;
  const machine = world.store.get(id);
  if (!machine) throw resourceNotFound(id);
  assertStays(machine, call.path.slice(call.path.lastIndexOf('/') + 1));
  return machine;
}

/** Throws Azure's 409 for a change of a machine that is being deleted. */
export function assertStays(machine: ArmResource, operation: string): void {
  if (textAt(machine, 'properties', 'provisioningState') !== 'Deleting') return;
  const advice = ' You can only retry the Delete operation (or wait for an ongoing one to complete).';
  throw notAllowed(operation, machine, 'the VM is marked for deletion', advice);
}

/** At once, and without a body. */
function generalize(world: World, call: Call): Reply {
  const machine = calledMachine(world, call);
  const now = world.clock.now();
  if (powerStateOf(machine, now) === 'running') throw notAllowed('generalize', machine, 'the VM is running', EXPLICITLY);
  const view = instanceViewOf(machine, now);
  const statuses = (view.statuses ?? []).filter(({ code }) => code !== GENERALIZED);
  const marked = {
    ...view,
    statuses: [...statuses, { code: GENERALIZED, level: 'Info', displayStatus: 'VM generalized', time: now.toISOString() }],
  };
  world.store.put({ ...machine, properties: { ...machine.properties, instanceView: marked } });
  return { status: 200 };
}

/** [GAP] What Azure says of a machine that is no Spot machine was never recorded. */
function evict(world: World, call: Call): Reply {
  const { store, clock } = world;
  const machine = calledMachine(world, call);
  if (textAt(machine, 'properties', 'priority') !== 'Spot') throw notAllowed('simulateEviction', machine, 'the VM is not an Azure Spot VM');
  clock.schedule(clock.now().getTime() + EVICTION_SECONDS * 1000, () => {
    const now: ArmResource | undefined = store.get(machine.id);
    if (!now) return;
    if (textAt(now, 'properties', 'evictionPolicy') === 'Delete') {
      detachOthers(world, now, undefined);
      store.delete(now.id);
      return;
    }
    store.put(withPower(now, 'deallocated', clock.now()));
    markDisks(world, now);
  });
  return { status: 204 };
}
