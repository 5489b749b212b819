import { groupOfKey, keyOf } from '../resource.ts';
import { ArmError, type Call } from '../wire.ts';
import type { World } from '../world.ts';
import { assertAllowed } from './callerRights.ts';
import { assertNotLocked } from './locks.ts';
import { assertNotDenied } from './policies.ts';
import { assertRegistered } from './providers.ts';

/** What can stop a change before the service is asked: rights, a lock, a policy, a provider that is not registered, a region that is down. */
export function checkChange(world: World, call: Call): void {
  if (call.method === 'GET' || call.method === 'HEAD') return;
  assertAllowed(world, call);
  if (!/^\/subscriptions\/[^/]+\/resourcegroups\//i.test(call.path)) return;
  // A POST may be an action that changes nothing (listKeys): Azure counts it as a write all the same, except on what is only read.
  if (!call.path.toLowerCase().includes('/providers/microsoft.authorization/locks/')) assertNotLocked(world, call.path, call.method);
  if (call.method !== 'DELETE') assertRegistered(world, call.path);
  assertNotDenied(world, call);
  checkOutage(world, call);
}

/**
 * Nothing can be changed in a region that is down, nor in a resource group whose region is down (ARM keeps the group's metadata
 * there). [GAP: the answer of a region that is down was never recorded; 503 is what ARM documents for an unavailable service.]
 */
function checkOutage(world: World, call: Call): void {
  if (world.outages.regions().length === 0) return;
  const key = keyOf(call.path);
  const group = groupOfKey(key);
  const places = [locationOf(world, key) ?? sentLocation(call.body), group === undefined ? undefined : world.store.get(group)?.location];
  const down = places.find((region) => world.outages.isDown(region));
  if (down !== undefined) {
    throw new ArmError(503, 'ServiceUnavailable', `The service in the region '${down}' is unavailable. Please try again later.`);
  }
}

/** Where the nearest existing resource on the path lies that has a location. */
function locationOf(world: World, key: string): string | undefined {
  for (let at = key; at.includes('/providers/'); at = at.slice(0, at.lastIndexOf('/'))) {
    const location = world.store.get(at)?.location;
    if (location !== undefined) return location;
  }
  return undefined;
}

/** Of something new: where it is to be made. */
function sentLocation(body: unknown): string | undefined {
  const location = (body as { location?: unknown } | undefined)?.location;
  return typeof location === 'string' ? location : undefined;
}
