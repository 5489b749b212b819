import type { ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { computeOperation } from './computeOperation.ts';
import { markDisks } from './diskAccess.ts';
import { powerStateOf, withPower, type PowerState } from './instanceView.ts';
import { MACHINES } from './machineReads.ts';
import { assertNotGeneralized, calledMachine } from './specialActions.ts';

interface Action {
  readonly meanwhile: PowerState;
  /** Undefined: as it was before. */
  readonly afterwards: PowerState | undefined;
  /** [GAP] Seconds it takes; never recorded, in the order of what users see. */
  readonly seconds: number;
  /** Nothing that has been generalized does it. */
  readonly starts?: true;
}

const actions: Readonly<Record<string, Action>> = {
  start: { meanwhile: 'starting', afterwards: 'running', seconds: 25, starts: true },
  powerOff: { meanwhile: 'stopping', afterwards: 'stopped', seconds: 15 },
  deallocate: { meanwhile: 'deallocating', afterwards: 'deallocated', seconds: 35 },
  restart: { meanwhile: 'starting', afterwards: 'running', seconds: 20, starts: true },
  redeploy: { meanwhile: 'starting', afterwards: 'running', seconds: 120, starts: true },
  reapply: { meanwhile: 'running', afterwards: undefined, seconds: 20, starts: true },
};

/** POST `…/virtualMachines/{name}/start` and its like: 202, and the power state moves. */
export function registerPowerActions(world: World): void {
  for (const [name, action] of Object.entries(actions)) {
    const pattern = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${MACHINES}/{machine}/${name}`;
    world.router.add('POST', pattern, (call) => act(world, call, name, action));
  }
}

function act(world: World, call: Call, name: string, { meanwhile, afterwards, seconds, starts }: Action): Reply {
  const { store, clock } = world;
  const machine = calledMachine(world, call);
  const { id } = machine;
  if (starts) assertNotGeneralized(world, machine, name);
  const before = powerStateOf(machine, clock.now()) as PowerState;
  const set = (power: PowerState): void => {
    const now: ArmResource | undefined = store.get(id);
    if (!now) return;
    store.put(withPower(now, power, clock.now()));
    markDisks(world, now);
  };
  set(afterwards === undefined ? before : meanwhile);
  return computeOperation(world, call, machine.location ?? '', { seconds, finish: () => set(afterwards ?? before) });
}
