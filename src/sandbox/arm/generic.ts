import { envelope, withoutDeepNulls, withoutNulls } from '../envelope.ts';
import { steadyListReply } from '../paging.ts';
import { parentOfKey, keyOf, regionKey, typeOfKey, type ArmResource } from '../resource.ts';
import { shapeFault } from '../shape.ts';
import { ArmError, type Call, type Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { bodyShapes } from './bodyShapes.ts';
import { gateway } from './checkArm.ts';
import { badRequest, parentNotFound, patchedNotFound, resourceNotFound } from './errors.ts';
import { regions } from './regions.ts';
import { parseResourcePath, type ResourcePath } from './resourcePath.ts';
import { typeInItsCasing } from './resourceTypes.ts';

/** Any resource type that no part of the sandbox knows better: what is PUT is stored, shown, listed, merged and removed. */
export function registerGeneric(world: World): void {
  const { router, store } = world;

  for (const base of ['/subscriptions/{subscription}', '/providers']) {
    router.add('GET', `${base}/{*rest}`, read);
    router.add('HEAD', `${base}/{*rest}`, async (call) => headReply(await isThere(call)));
    router.add('PUT', `${base}/{*rest}`, (call) => putGeneric(world, call));
    router.add('PATCH', `${base}/{*rest}`, (call) => patchGeneric(world, call));
    router.add('DELETE', `${base}/{*rest}`, (call) => ({ status: store.delete(idOf(call)) ? 200 : 204 }));
    router.add('POST', `${base}/{*rest}`, (call) => {
      assertPlayed(call);
      throw new ArmError(404, 'InvalidResourceType', `The sandbox does not play POST '${call.path}'.`);
    });
  }

  /** As a GET finds it: some resources live in the bodies of others. */
  async function isThere(call: Call): Promise<boolean> {
    idOf(call);
    const found = router.find('GET', call.path);
    try {
      return found !== undefined && (await found.handler({ ...call, method: 'GET', params: found.params })).status === 200;
    } catch (error) {
      if (error instanceof ArmError && error.status === 404) return false;
      throw error;
    }
  }

  function read(call: Call): Reply {
    const path = pathOf(call);
    if (path.name === undefined) return listGeneric(world, call, path);
    const resource = store.get(path.id);
    if (!resource) throw missing(world, path, 'read');
    return { status: 200, body: resource };
  }
}

/** HEAD asks whether something exists [recorded, with the header of a 404]. */
export function headReply(exists: boolean): Reply {
  return exists ? { status: 204 } : { status: 404, headers: gateway };
}

/** Neither template deployments nor VM images nor their catalogue are played: nothing of the kind is ever there. */
const OUT_OF_SCOPE =
  /\/providers\/microsoft\.(resources\/deployments|compute\/(images|galleries|locations\/[^/]+\/publishers|virtualmachines\/[^/]+\/capture))(\/|$)/i;

/** The operations of a deployment, and a group as a template, have paths of their own. */
const TEMPLATES = /^\/subscriptions\/[^/]+(\/resourcegroups\/[^/]+)?\/(deployments\/|exporttemplate$)/i;

function assertPlayed({ path }: Call): void {
  if (OUT_OF_SCOPE.test(path) || TEMPLATES.test(path)) throw new ArmError(404, 'NotFound', `The sandbox does not play '${path}'.`);
}

export function pathOf(call: Call): ResourcePath {
  assertPlayed(call);
  const path = parseResourcePath(call.path);
  if (!path) throw new ArmError(404, 'NotFound', `No resource was found for ${call.method} '${call.path}'.`);
  return path;
}

function idOf(call: Call): string {
  const { id, name } = pathOf(call);
  if (name === undefined) throw new ArmError(405, 'MethodNotAllowed', `'${call.method}' is not allowed on '${call.path}'.`);
  return id;
}

/** A child that is not there: is its parent missing, or only itself? */
function missing(world: World, path: ResourcePath, verb: string): ArmError {
  const parent = path.scope;
  return path.type.split('/').length > 2 && !world.store.has(parent) ? parentNotFound(verb, path.type, parent) : resourceNotFound(path.id);
}

function listGeneric(world: World, call: Call, path: ResourcePath): Reply {
  const child = path.type.split('/').length > 2 && !isOfRegion(path);
  // A child that was seeded without its parent is listed all the same.
  if (child && !world.store.has(path.scope) && world.store.list(path.type, path.scope).length === 0) {
    throw parentNotFound('read', path.type, path.scope);
  }
  return steadyListReply(world, call, () => world.store.list(path.type, path.scope), { moves: world.store.moves(path.type) });
}

/** Whether a list is one of those that services have of each region: nothing of the kind is there. */
function isOfRegion({ scope }: ResourcePath): boolean {
  const region = /\/locations\/([^/]+)$/i.exec(scope)?.[1];
  return region !== undefined && regions.has(regionKey(region));
}

function putGeneric(world: World, call: Call): Reply {
  const { resource, isNew } = putBody(world, call);
  world.store.put(resource);
  return { status: isNew && !MADE_WITH_200.test(resource.type) ? 201 : 200, body: resource };
}

/**
 * What is made with 200 [OpenAPI; recorded of policies of accounts], and clients take nothing else: what lies in an account, but for a scope of
 * encryption, and what Azure Monitor is to send or watch.
 */
const MADE_WITH_200 = /^microsoft\.(?:storage\/storageaccounts\/(?!encryptionscopes$)|insights\/(?:diagnosticsettings|metricalerts)$)/i;

export interface PutBody {
  /** Sent, with id, name and type in place, provisioned. */
  readonly resource: ArmResource;
  readonly before: ArmResource | undefined;
  readonly isNew: boolean;
}

/** What is there at once, and says nothing of its making [recorded of locks, sets, identities, shared queries and what lies in accounts]. */
const STATELESS =
  /^microsoft\.(authorization\/|compute\/availabilitysets$|insights\/diagnosticsettings$|resources\/links$|storage\/storageaccounts\/.|managedidentity\/|resourcegraph\/)/i;

/** Services that show no nulls [recorded], though clients and templates send them. Of others what is sent is echoed. */
const PLAYED = /^microsoft\.(?:compute|network|storage)\//i;

/** What a PUT makes of its body; checks that the body is a resource and that its parent exists. */
export function putBody(world: World, call: Call): PutBody {
  const path = pathOf(call);
  const id = idOf(call);
  const body = PLAYED.test(path.type) ? withoutDeepNulls(bodyObject(call)) : withoutNulls(bodyObject(call));
  const parent = parentOfKey(keyOf(id));
  if (path.type.split('/').length > 2 && !world.store.has(parent)) throw parentNotFound('write', path.type, path.scope);
  const before = world.store.get(id);
  const properties = {
    ...(body['properties'] as Record<string, unknown> | undefined),
    ...(!STATELESS.test(path.type) && { provisioningState: 'Succeeded' }),
  };
  const { location } = body;
  const resource: ArmResource = {
    ...body,
    // Services show regions under their short names, however they were sent.
    ...(typeof location === 'string' && regions.has(regionKey(location)) && { location: regionKey(location) }),
    id: before?.id ?? idInItsCasing(world, path),
    name: before?.name ?? path.name ?? '',
    type: before?.type ?? typeInItsCasing(path.type),
    properties,
  };
  return { resource, before, isNew: before === undefined };
}

/** An id as ARM writes it: what it lies in is called as it is there, and its own type as Azure does, however the caller wrote them. */
function idInItsCasing({ store }: World, { id, type, name = '' }: ResourcePath): string {
  const parent = store.get(parentOfKey(keyOf(id)));
  const isChild = type.split('/').length > 2;
  const ownType = typeInItsCasing(type);
  if (parent) return `${parent.id}/${isChild ? ownType.split('/').at(-1) : `providers/${ownType}`}/${name}`;
  return `${id.slice(0, id.length - type.length - name.length - 1)}${ownType}/${name}`;
}

/** The body of a change: a JSON object in which what the sandbox reads is of the right kind. */
export function bodyObject(call: Call): Record<string, unknown> {
  if (typeof call.body !== 'object' || call.body === null || Array.isArray(call.body)) {
    throw badRequest('InvalidRequestContent', 'The request content was invalid and could not be deserialized: a JSON object was expected.');
  }
  const body = call.body as Record<string, unknown>;
  const fault = shapeFault(body, envelope) ?? shapeFault(body, bodyShapes[typeOfKey(keyOf(call.path))] ?? 'object');
  if (fault) throw badRequest('InvalidRequestContent', `The request content was invalid and could not be deserialized: ${fault}.`);
  return body;
}

function patchGeneric(world: World, call: Call): Reply {
  const merged = mergedResource(world, call);
  world.store.put(merged);
  return { status: 200, body: merged };
}

/** The existing resource with what a PATCH sends. Tags are replaced as a whole, as most services do; all else is merged. */
export function mergedResource(world: World, call: Call): ArmResource {
  const id = idOf(call);
  const before = world.store.get(id);
  if (!before) throw pathOf(call).type.split('/').length > 2 ? missing(world, pathOf(call), 'write') : patchedNotFound(id);
  const body = bodyObject(call);
  const merged = merge(before, body) as ArmResource;
  const { id: beforeId, name, type, location } = before;
  const { tags } = body;
  return {
    ...merged,
    ...(tags !== undefined && tags !== null && { tags: tags as Record<string, string> }),
    // What is, and where, no PATCH changes.
    ...(location !== undefined && { location }),
    id: beforeId,
    name,
    type,
  };
}

/** JSON merge patch: objects deeply, all else replaced, null removes. */
export function merge(before: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const base = typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {};
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}
