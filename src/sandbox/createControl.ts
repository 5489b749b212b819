import { seedSubnet } from './arm/network/seedSubnet.ts';
import { setOutage } from './arm/setOutage.ts';
import { ControlError, type Control } from './control.ts';
import { envelope, withoutNulls } from './envelope.ts';
import { countProtectedItems } from './recovery/backup/backupPolicies.ts';
import { implyParents } from './recovery/implyParents.ts';
import { BACKUP_ITEM_TYPE, vaultIdOf } from './recovery/vaultScope.ts';
import { isArmId, keyOf, typeOfKey, type ArmResource } from './resource.ts';
import { shapeFault } from './shape.ts';
import { unnamedSubscription } from './store.ts';
import type { World } from './world.ts';

/** The control API over whatever world stands now: a reset makes a new one. */
export function createControl(world: () => World, reset: () => void): Control {
  let untouched = markOf(world());

  return {
    now: () => world().clock.now(),
    advance(seconds) {
      assertInRange(world().clock.now().getTime() + seconds * 1000);
      world().clock.advance(seconds);
      return world().clock.now();
    },
    setClock(now) {
      const { clock } = world();
      assertInRange(now.getTime());
      const unchanged = markOf(world()) === untouched;
      if (now < clock.now() && !unchanged) {
        throw new ControlError(409, 'The clock can go back only as long as nothing has been changed since start or reset.');
      }
      clock.set(now);
      return clock.now();
    },
    putResources: (resources) => {
      for (const resource of resources) putResource(world(), resource);
      const items = resources.filter(({ id }) => typeOfKey(keyOf(id)) === BACKUP_ITEM_TYPE.toLowerCase());
      for (const vault of new Set(items.map(({ id }) => keyOf(vaultIdOf(id))))) countProtectedItems(world().store, vault);
    },
    deleteResource: (id) => {
      const { store } = world();
      const subscription = subscriptionOf(id);
      const found = store.delete(id);
      return (subscription !== undefined && store.deleteSubscription(subscription)) || found;
    },
    addFault: (fault) => world().faults.add(fault),
    setOutage: (region, state, answers) => setOutage(world(), region, state, answers),
    requests: () => world().log.all(),
    underWay: () => world().log.underWay,
    reset() {
      reset();
      untouched = markOf(world());
    },
  };
}

/** Beyond these years dates are written in another way, which clients do not read. */
const EARLIEST = Date.parse('1970-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T00:00:00Z');

function assertInRange(time: number): void {
  if (!(time >= EARLIEST && time <= LATEST)) throw new ControlError(400, 'The clock goes from the year 1970 to the year 9999.');
}

/** Moves when anything was changed or set going. */
function markOf({ store, clock }: World): string {
  return `${store.revision} ${clock.scheduled}`;
}

function putResource(world: World, put: ArmResource): void {
  const { store } = world;
  const id = put.id.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '');
  const resource: ArmResource = withoutNulls({ ...put, id });
  const subscription = subscriptionOf(id);
  if (subscription !== undefined) {
    const name = [resource['displayName'], resource.name].find((text) => typeof text === 'string');
    store.putSubscription(subscription, name ?? unnamedSubscription(subscription));
    return;
  }
  const whole = { ...resource, name: resource.name ?? id.split('/').at(-1), type: resource.type ?? typeOfId(id) };
  if (seedSubnet(store, whole)) return;
  implyParents(store, whole, world.clock.now());
  // What stands there now may move by itself; what is put stays as it is.
  store.freeze(id);
  store.put(whole);
  for (const child of childrenOf(resource)) putResource(world, child);
}

/** Children that a body carries in itself, as ARM shows a machine with its extensions: they are resources of their own, too. */
function childrenOf(resource: ArmResource): readonly ArmResource[] {
  const { resources } = resource;
  if (!Array.isArray(resources)) return [];
  return (resources as unknown[]).filter(
    (child): child is ArmResource => shapeFault(child, { ...envelope, id: 'text' }) === undefined && isBelow(child, resource.id),
  );
}

function isBelow(child: unknown, id: string): boolean {
  const childId = (child as Partial<ArmResource> | null)?.id;
  return childId !== undefined && isArmId(childId) && keyOf(childId).startsWith(`${keyOf(id)}/`);
}

/** Undefined when the id is not that of a subscription itself. */
function subscriptionOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)$/.exec(keyOf(id))?.[1];
}

/** In the casing of the id. */
function typeOfId(id: string): string {
  const segments = id.split('/');
  const provider = segments.map((segment) => segment.toLowerCase()).lastIndexOf('providers');
  if (provider < 0) return 'Microsoft.Resources/resourceGroups';
  return [segments[provider + 1], ...segments.slice(provider + 2).filter((_, i) => i % 2 === 0)].join('/');
}
