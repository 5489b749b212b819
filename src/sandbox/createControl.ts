import { setOutage } from './arm/setOutage.ts';
import { ControlError, type Control } from './control.ts';
import { implyParents } from './recovery/implyParents.ts';
import { keyOf, type ArmResource } from './resource.ts';
import type { World } from './world.ts';

/** The control API over whatever world stands now: a reset makes a new one. */
export function createControl(world: () => World, reset: () => void): Control {
  let untouched = markOf(world());

  return {
    now: () => world().clock.now(),
    advance(seconds) {
      world().clock.advance(seconds);
      return world().clock.now();
    },
    setClock(now) {
      const { clock } = world();
      const unchanged = markOf(world()) === untouched;
      if (now < clock.now() && !unchanged) {
        throw new ControlError(409, 'The clock can go back only as long as nothing has been changed since start or reset.');
      }
      clock.set(now);
      return clock.now();
    },
    putResources: (resources) => {
      for (const resource of resources) putResource(world(), resource);
    },
    deleteResource: (id) => world().store.delete(id),
    addFault: (fault) => world().faults.add(fault),
    setOutage: (region, state) => setOutage(world(), region, state),
    requests: () => world().log.all(),
    reset() {
      reset();
      untouched = markOf(world());
    },
  };
}

/** Moves when anything was changed or set going. */
function markOf({ store, clock }: World): string {
  return `${store.revision} ${clock.scheduled}`;
}

function putResource(world: World, resource: ArmResource): void {
  const { store } = world;
  const key = keyOf(resource.id);
  const subscription = /^\/subscriptions\/([^/]+)$/.exec(key)?.[1];
  if (subscription !== undefined) {
    const displayName = resource['displayName'];
    store.subscriptions.set(subscription, { id: subscription, displayName: typeof displayName === 'string' ? displayName : resource.name });
    return;
  }
  implyParents(store, resource, world.clock.now());
  // What stands there now may move by itself; what is put stays as it is.
  store.freeze(resource.id);
  store.put({ ...resource, name: resource.name ?? resource.id.split('/').at(-1), type: resource.type ?? typeOfId(resource.id) });
}

/** In the casing of the id. */
function typeOfId(id: string): string {
  const segments = id.split('/');
  const provider = segments.map((segment) => segment.toLowerCase()).lastIndexOf('providers');
  if (provider < 0) return 'Microsoft.Resources/resourceGroups';
  return [segments[provider + 1], ...segments.slice(provider + 2).filter((_, i) => i % 2 === 0)].join('/');
}
