import type { Call } from '../wire.ts';
import type { World } from '../world.ts';
import { assertAllowed } from './callerRights.ts';
import { checkName } from './checkName.ts';
import { checkPlace } from './checkPlace.ts';
import { checkPreconditions } from './checkPreconditions.ts';
import { checkTags } from './checkTags.ts';
import { assertGroupIsFree } from './groupState.ts';
import { assertNotLocked } from './locks.ts';
import { assertNotDenied } from './policies.ts';
import { assertRegistered } from './providers.ts';

/** What can stop a change before the service is asked: rights, a lock, a group at work, a policy, a provider that is not registered, a name, a tag, a place, an etag. */
export function checkChange(world: World, call: Call): void {
  if (call.method === 'GET' || call.method === 'HEAD') return;
  assertAllowed(world, call);
  if (!/^\/subscriptions\/[^/]+\/resourcegroups\//i.test(call.path)) return;
  // A POST may be an action that changes nothing (listKeys): Azure counts it as a write all the same, except on what is only read.
  if (!call.path.toLowerCase().includes('/providers/microsoft.authorization/locks/')) assertNotLocked(world, call.path, call.method);
  assertGroupIsFree(world, call.path, call.method);
  if (call.method !== 'DELETE') assertRegistered(world, call.path);
  checkName(world, call);
  checkTags(call);
  checkPlace(world, call);
  checkPreconditions(world, call);
  assertNotDenied(world, call);
}
