import type { ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { resourceNotFound } from '../errors.ts';
import { pathOf } from '../generic.ts';
import { computeOperation } from './computeOperation.ts';
import { powerStateOf, withPower, type PowerState } from './instanceView.ts';
import { MACHINES } from './machineReads.ts';

interface Action {
  readonly meanwhile: PowerState;
  /** Undefined: as it was before. */
  readonly afterwards: PowerState | undefined;
  /** [GAP] Seconds it takes; never recorded, in the order of what users see. */
  readonly seconds: number;
}

const actions: Readonly<Record<string, Action>> = {
  start: { meanwhile: 'starting', afterwards: 'running', seconds: 25 },
  powerOff: { meanwhile: 'stopping', afterwards: 'stopped', seconds: 15 },
  deallocate: { meanwhile: 'deallocating', afterwards: 'deallocated', seconds: 35 },
  restart: { meanwhile: 'starting', afterwards: 'running', seconds: 20 },
  redeploy: { meanwhile: 'starting', afterwards: 'running', seconds: 120 },
  reapply: { meanwhile: 'running', afterwards: undefined, seconds: 20 },
};

/** POST `…/virtualMachines/{name}/start` and its like: 202, and the power state moves. */
export function registerPowerActions(world: World): void {
  for (const [name, action] of Object.entries(actions)) {
    const pattern = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${MACHINES}/{machine}/${name}`;
    world.router.add('POST', pattern, (call) => act(world, call, action));
  }
}

function act(world: World, call: Call, { meanwhile, afterwards, seconds }: Action): Reply {
  const { store, clock } = world;
  const id = pathOf(call).scope;
  const machine = store.get(id);
  if (!machine) throw resourceNotFound(id);
  const before = powerStateOf(machine, clock.now()) as PowerState;
  const set = (power: PowerState): void => {
    const now: ArmResource | undefined = store.get(id);
    if (now) store.put(withPower(now, power, clock.now()));
  };
  set(afterwards === undefined ? before : meanwhile);
  return computeOperation(world, call, machine.location ?? '', { seconds, finish: () => set(afterwards ?? before) });
}
