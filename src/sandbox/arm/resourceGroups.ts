import { operationUrl, pollResult } from '../armOperations.ts';
import { listReply } from '../paging.ts';
import { withoutNulls } from '../envelope.ts';
import { filterBy, isOneOf, type Condition } from '../filterBy.ts';
import { groupOfKey, keyOf, regionKey, type ArmResource } from '../resource.ts';
import { retryAfter } from '../retryAfter.ts';
import { ArmError, type Call, type Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { gateway } from './checkArm.ts';
import { badRequest } from './errors.ts';
import { bodyObject, headReply, merge } from './generic.ts';
import { regions } from './regions.ts';

const TYPE = 'Microsoft.Resources/resourceGroups';
/** [GAP] Seconds that removing a group takes; recorded runs only show that it is polled for a while. */
const DELETE_SECONDS = 60;
const DELETE_RETRY_SECONDS = 15;

/** Resource groups, and the flat lists of what lies in a group or a subscription. */
export function registerResourceGroups(world: World): void {
  const { router, store } = world;
  const collection = '/subscriptions/{subscription}/resourceGroups';
  const one = `${collection}/{group}`;

  router.add('GET', collection, (call) =>
    listReply(world, call, filteredByTag(call, store.list(TYPE, `/subscriptions/${call.params['subscription']}`))),
  );
  router.add('GET', one, (call) => ({ status: 200, body: existing(call) }));
  router.add('HEAD', one, (call) => headReply(store.has(idOf(call))));
  router.add('PUT', one, put);
  router.add('PATCH', one, (call) => {
    const before = existing(call);
    const body = bodyObject(call);
    const after = withoutNulls({ ...before, ...('tags' in body && { tags: body['tags'] as Record<string, string> }) });
    store.put(after);
    return { status: 200, body: after };
  });
  router.add('DELETE', one, remove);
  router.add('GET', '/subscriptions/{subscription}/operationresults/{operation}', (call) =>
    pollResult(world, call, call.params['operation'] ?? ''),
  );
  router.add('GET', '/subscriptions/{subscription}/resources', (call) => resources(call, `/subscriptions/${call.params['subscription']}`));
  router.add('GET', `${one}/resources`, (call) => resources(call, idOf(call)));

  function existing(call: Call): ArmResource {
    const group = store.get(idOf(call));
    if (!group)
      throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${call.params['group']}' could not be found.`, {}, gateway);
    return group;
  }

  function put(call: Call): Reply {
    const body = bodyObject(call);
    const before = store.get(idOf(call));
    const location = body['location'];
    if (typeof location !== 'string') throw badRequest('LocationRequired', 'The location property is required for this definition.');
    const normal = regionKey(location);
    if (!regions.has(normal)) {
      throw new ArmError(
        400,
        'LocationNotAvailableForResourceGroup',
        `The provided location '${location}' is not available for resource group. List of available regions is '${[...regions.keys()].join(',')}'.`,
        {},
        gateway,
      );
    }
    if (before && regionKey(before.location ?? normal) !== normal) {
      throw new ArmError(
        409,
        'InvalidResourceGroupLocation',
        `Invalid resource group location '${location}'. The Resource group already exists in location '${before.location}'.`,
      );
    }
    const group: ArmResource = {
      id: before?.id ?? idOf(call),
      name: before?.name ?? call.params['group'] ?? '',
      type: TYPE,
      location: normal,
      ...(typeof body['tags'] === 'object' && body['tags'] !== null && { tags: body['tags'] as Record<string, string> }),
      ...(typeof body['managedBy'] === 'string' && { managedBy: body['managedBy'] }),
      properties: { ...(merge(before?.properties ?? {}, body['properties'] ?? {}) as object), provisioningState: 'Succeeded' },
    };
    store.put(group);
    return { status: before ? 200 : 201, body: group };
  }

  function remove(call: Call): Reply {
    const group = existing(call);
    store.put({ ...group, properties: { ...group.properties, provisioningState: 'Deleting' } });
    const { id } = world.operations.start({ seconds: DELETE_SECONDS, finish: () => void store.delete(group.id) });
    const location = operationUrl(call, `/subscriptions/${call.params['subscription']}/operationresults/${id}`);
    return { status: 202, headers: { location, 'retry-after': retryAfter(world, DELETE_RETRY_SECONDS) } };
  }

  function resources(call: Call, scope: string): Reply {
    return listReply(world, call, filterBy(contents(scope), call.query.get('$filter'), conditions(call)), { show: withoutProperties });
  }

  /** Top-level resources only, as ARM lists them: no children, no extension resources. */
  function contents(scope: string): ArmResource[] {
    return store
      .types()
      .filter((type) => type.split('/').length === 2 && type !== TYPE.toLowerCase())
      .flatMap((type) => store.list(type, scope))
      .filter(({ id }) => keyOf(id).split('/providers/').length === 2);
  }
}

function idOf({ params }: Call): string {
  return `/subscriptions/${params['subscription']}/resourceGroups/${params['group']}`;
}

function withoutProperties(resource: ArmResource): unknown {
  const { id, name, type, kind, location, sku, zones, managedBy, identity, tags } = resource;
  return Object.fromEntries(
    Object.entries({ id, name, type, kind, location, sku, zones, managedBy, identity, tags }).filter(([, value]) => value !== undefined),
  );
}

/** By what resources are asked for. The value of a tag is that of the tag which the filter names. */
function conditions(call: Call): Readonly<Record<string, Condition>> {
  const tagName = /tagName\s+eq\s+'([^']+)'/i.exec(call.query.get('$filter') ?? '')?.[1] ?? '';
  return {
    resourceType: isOneOf(({ type }) => type),
    name: isOneOf(({ name }) => name),
    location: (resource, value, operator) => (regionKey(resource.location ?? '') === regionKey(value)) === (operator !== 'ne'),
    resourceGroup: isOneOf(({ id }) => groupOfKey(keyOf(id))?.split('/').at(-1)),
    tagName: ({ tags = {} }, value) => Object.hasOwn(tags, value),
    tagValue: isOneOf(({ tags }) => tags?.[tagName]),
  };
}

function filteredByTag(call: Call, groups: readonly ArmResource[]): readonly ArmResource[] {
  const filter = /tagName\s+eq\s+'([^']+)'(?:\s+and\s+tagValue\s+eq\s+'([^']*)')?/i.exec(call.query.get('$filter') ?? '');
  if (!filter) return groups;
  const [, name = '', value] = filter;
  return groups.filter(({ tags = {} }) => name in tags && (value === undefined || tags[name] === value));
}
