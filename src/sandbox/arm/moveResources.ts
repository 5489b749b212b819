import { operationUrl } from '../armOperations.ts';
import { listAt } from '../recovery/field.ts';
import { patchProperties } from '../recovery/patchProperties.ts';
import { groupOfKey, keyOf, subscriptionOfKey, type ArmResource } from '../resource.ts';
import { retryAfter } from '../retryAfter.ts';
import { ArmError, type Call, type Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { gateway } from './checkArm.ts';
import { diskEntries, nicEntries } from './compute/attachments.ts';
import { badRequest, resourceNotFound } from './errors.ts';
import { bodyObject } from './generic.ts';
import { assertGroupIsFree, MOVING } from './groupState.ts';
import { assertNotLocked } from './locks.ts';

/** [GAP] Seconds; public reports speak of minutes. */
const MOVE_SECONDS = 60;
const VALIDATE_SECONDS = 15;
const RETRY_SECONDS = 15;
const SERVICES = /^microsoft\.(compute|network|storage)\//;

/** POST `…/resourceGroups/{group}/moveResources` and `validateMoveResources`: 202, then 204 (documented); a move changes ids, nothing else. */
export function registerMoveResources(world: World): void {
  const group = '/subscriptions/{subscription}/resourceGroups/{group}';
  world.router.add('POST', `${group}/moveResources`, (call) => start(world, call, MOVE_SECONDS, (moves) => move(world, moves)));
  world.router.add('POST', `${group}/validateMoveResources`, (call) => start(world, call, VALIDATE_SECONDS));
}

/** New ids by the keys of what moves. */
type Moves = ReadonlyMap<string, string>;

/** Without `carryOut` the move is only tried. While one is carried out, both groups are closed to other changes (documented). */
function start(world: World, call: Call, seconds: number, carryOut?: (moves: Moves) => void): Reply {
  const moves = movesOf(world, call);
  const groups = carryOut ? new Set([...moves].flat().map((id) => groupOfKey(keyOf(id)) ?? '')) : [];
  const show = (provisioningState: string): void => {
    for (const id of groups) patchProperties(world, id, () => ({ provisioningState }));
  };
  const finish = (): undefined => {
    show('Succeeded');
    assertMovable(world, moves);
    carryOut?.(moves);
  };
  show(MOVING);
  const { id } = world.operations.start({ seconds, finish, emptyStatus: 204 });
  const location = operationUrl(call, `/subscriptions/${call.params['subscription']}/operationresults/${id}`);
  return { status: 202, headers: { location, 'retry-after': retryAfter(world, RETRY_SECONDS) } };
}

/** What is looked at before the request is accepted. [GAP] Codes for a request that makes no sense were never recorded. */
function movesOf(world: World, call: Call): Moves {
  const body = bodyObject(call);
  const source = `/subscriptions/${call.params['subscription']}/resourceGroups/${call.params['group']}`;
  const target = typeof body['targetResourceGroup'] === 'string' ? body['targetResourceGroup'] : '';
  const group = world.store.get(target);
  const ids = listAt(body, 'resources').filter((id) => typeof id === 'string');
  if (ids.length === 0) throw badRequest('InvalidMoveResourcesRequest', 'The resources to be moved are missing.');
  if (!group || groupOfKey(keyOf(target)) !== keyOf(target)) {
    throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${target.split('/').at(-1)}' could not be found.`, {}, gateway);
  }
  if (keyOf(group.id) === keyOf(source)) {
    throw badRequest('InvalidMoveResourcesRequest', 'The source and the target resource group of a move must not be the same.');
  }
  // Documented: with a read-only lock on either group nothing moves. The source's has been looked at, as for every POST.
  assertNotLocked(world, group.id, call.method);
  assertGroupIsFree(world, group.id, call.method);
  return new Map(
    ids.map((id) => {
      if (groupOfKey(keyOf(id)) !== keyOf(source)) {
        throw badRequest('InvalidMoveResourcesRequest', `The resource '${id}' is not in the resource group '${call.params['group']}'.`);
      }
      const resource = world.store.get(id);
      if (!resource) throw resourceNotFound(id);
      return [keyOf(id), `${group.id}/${resource.id.split('/').slice(5).join('/')}`];
    }),
  );
}

/** The outer code is that of public reports, the compute service's own inside is documented. [GAP] Which words stand around it, and the other reasons. */
function assertMovable(world: World, moves: Moves): void {
  const refuse = (reason: string, details: readonly object[] = []): ArmError =>
    new ArmError(409, 'ResourceMoveProviderValidationFailed', `Resource move validation failed. ${reason}`, { details });
  for (const [key, to] of moves) {
    const resource = world.store.get(key);
    if (!resource) throw resourceNotFound(key);
    if (world.store.has(to)) throw refuse(`The target resource group already contains '${to}'.`);
    if (key.includes('/microsoft.recoveryservices/')) throw refuse(`Vaults with what is in them do not move here: '${resource.id}'.`);
    if (subscriptionOfKey(key) === subscriptionOfKey(keyOf(to))) continue;
    // Documented: to another subscription a machine moves with its disks and its interfaces.
    const parts = [...diskEntries(resource).map(({ managedDisk }) => managedDisk?.id), ...nicEntries(resource).map(({ id }) => id)];
    const missing = parts.filter((id) => id !== undefined && !moves.has(keyOf(id)));
    if (missing.length === 0) continue;
    throw refuse('Please see details.', [
      {
        code: 'MissingMoveDependentResources',
        target: resource.id,
        message:
          'The move resources request does not contain all the dependent resources. Please check error details for missing resource ids.',
        details: missing.map((target) => ({ code: 'MissingMoveDependentResources', target, message: target })),
      },
    ]);
  }
}

function move(world: World, moves: Moves): void {
  const { store } = world;
  const moved = new Set<string>();
  for (const key of moves.keys()) {
    const resource = store.get(key);
    if (!resource) continue;
    const below = store.types().flatMap((type) => store.list(type, key));
    store.delete(key);
    for (const one of [resource, ...below]) {
      const after = renamed(one, moves) as ArmResource;
      store.put(after);
      moved.add(keyOf(after.id));
    }
  }
  // What else of these services refers to what moved. Site Recovery keeps the ids that it knows: replication of what moved is broken (documented).
  for (const resource of store.types().flatMap((type) => (SERVICES.test(type) ? store.list(type) : []))) {
    const after = moved.has(keyOf(resource.id)) ? resource : renamed(resource, moves);
    if (after !== resource) store.put(after as ArmResource);
  }
}

/** Segments of the id of what lies in a group: what comes after them is inside it. */
const ID_SEGMENTS = 9;

/** A value with the ids of what moved and of what lies in it replaced; the value itself where none is. */
function renamed(value: unknown, moves: Moves): unknown {
  if (typeof value === 'string') {
    if (!/^\/subscriptions\//i.test(value)) return value;
    const segments = value.split('/');
    const to = moves.get(keyOf(segments.slice(0, ID_SEGMENTS).join('/')));
    return to === undefined ? value : [to, ...segments.slice(ID_SEGMENTS)].join('/');
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const list = (value as unknown[]).map((entry) => renamed(entry, moves));
    return list.some((entry, at) => entry !== value[at]) ? list : value;
  }
  const entries = Object.entries(value).map(([name, inner]) => [name, inner, renamed(inner, moves)] as const);
  return entries.some(([, before, after]) => before !== after)
    ? Object.fromEntries(entries.map(([name, , after]) => [name, after]))
    : value;
}
