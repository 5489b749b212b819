import { listReply } from '../paging.ts';
import { keyOf, type ArmResource } from '../resource.ts';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { powerStateOf } from './compute/instanceView.ts';
import { MACHINES } from './compute/machineReads.ts';
import { resourceNotFound } from './errors.ts';
import { pathOf } from './generic.ts';

const TYPE = 'Microsoft.ResourceHealth/availabilityStatuses';

interface State {
  readonly availabilityState: 'Available' | 'Unavailable';
  readonly reasonType: string;
  readonly summary: string;
}

/**
 * Resource Health: whether a resource can be used now, and why not. Service Health events are resources like others, made by an outage.
 * [GAP: nothing was recorded; shapes are those of the public specification, Microsoft.ResourceHealth 2022-10-01.]
 */
export function registerResourceHealth(world: World): void {
  const { router, store } = world;
  const resource = '/subscriptions/{subscription}/resourceGroups/{group}/providers/{namespace}/{type}/{name}';
  router.add('GET', `${resource}/providers/${TYPE}/current`, (call) => ({ status: 200, body: statusOf(call) }));
  // What there was before is not kept.
  router.add('GET', `${resource}/providers/${TYPE}`, (call) => ({ status: 200, body: { value: [statusOf(call)] } }));
  for (const scope of ['/subscriptions/{subscription}', '/subscriptions/{subscription}/resourceGroups/{group}']) {
    router.add('GET', `${scope}/providers/${TYPE}`, list);
  }

  function statusOf(call: Call): ArmResource {
    const { scope } = pathOf(call);
    const about = store.get(scope);
    if (!about) throw resourceNotFound(scope);
    return availabilityStatus(world, about);
  }

  /** Of machines: what people look up. */
  function list(call: Call): Reply {
    return listReply(
      world,
      call,
      store.list(MACHINES, pathOf(call).scope).map((machine) => availabilityStatus(world, machine)),
    );
  }
}

/** Whether a resource can be used at this moment, as a resource upon it. */
export function availabilityStatus(world: World, about: ArmResource): ArmResource {
  const now = world.clock.now();
  const { availabilityState, reasonType, summary } = stateOf(world, about);
  return {
    id: `${about.id}/providers/${TYPE}/current`,
    name: 'current',
    type: TYPE,
    location: about.location ?? '',
    properties: {
      availabilityState,
      title: availabilityState,
      summary,
      ...(availabilityState === 'Unavailable' && { reasonType }),
      reasonChronicity: 'Persistent',
      occuredTime: (world.outages.downSince(about.location ?? '') ?? now).toISOString(),
      reportedTime: now.toISOString(),
    },
  };
}

function stateOf(world: World, about: ArmResource): State {
  if (world.outages.isDown(about.location)) {
    return { availabilityState: 'Unavailable', reasonType: 'Unplanned', summary: 'The region of this resource has an outage.' };
  }
  const isMachine = keyOf(about.type) === keyOf(MACHINES);
  if (isMachine && powerStateOf(about, world.clock.now()) !== 'running') {
    return {
      availabilityState: 'Unavailable',
      reasonType: 'Customer Initiated',
      summary: 'This virtual machine is stopped, as an authorized user asked.',
    };
  }
  return { availabilityState: 'Available', reasonType: '', summary: 'There are no known problems with this resource.' };
}
