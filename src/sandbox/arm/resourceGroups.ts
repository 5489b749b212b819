import { pollResult } from '../armOperations.ts';
import { listReply } from '../paging.ts';
import { withoutNulls } from '../envelope.ts';
import { regionKey, type ArmResource } from '../resource.ts';
import { ArmError, type Call, type Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { gateway } from './checkArm.ts';
import { deleteGroup, topLevelResources } from './deleteGroup.ts';
import { badRequest } from './errors.ts';
import { bodyObject, headReply, merge } from './generic.ts';
import { regions } from './regions.ts';
import { resourceFilter } from './resourceFilter.ts';

const TYPE = 'Microsoft.Resources/resourceGroups';

/** Resource groups, and the flat lists of what lies in a group or a subscription. */
export function registerResourceGroups(world: World): void {
  const { router, store } = world;
  const deletions = new Map<string, string>();
  const collection = '/subscriptions/{subscription}/resourceGroups';
  const one = `${collection}/{group}`;

  router.add('GET', collection, (call) =>
    listReply(world, call, resourceFilter(store.list(TYPE, `/subscriptions/${call.params['subscription']}`), call.query.get('$filter'))),
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
  router.add('DELETE', one, (call) => deleteGroup(world, call, existing(call), deletions));
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

  function resources(call: Call, scope: string): Reply {
    const expanded = (call.query.get('$expand') ?? '')
      .toLowerCase()
      .split(',')
      .map((member) => member.trim());
    return listReply(world, call, resourceFilter(topLevelResources(store, scope), call.query.get('$filter')), {
      show: (resource) => withoutProperties(resource, expanded),
    });
  }
}

function idOf({ params }: Call): string {
  return `/subscriptions/${params['subscription']}/resourceGroups/${params['group']}`;
}

/** A resource as ARM's own lists show it. `expanded` (documented): what they tell of its life where the caller asks for it; the sandbox knows no times of changes. */
function withoutProperties(resource: ArmResource, expanded: readonly string[]): unknown {
  const { id, name, type, kind, location, sku, zones, managedBy, identity, tags, properties } = resource;
  const life = {
    provisioningState: properties?.['provisioningState'],
    createdTime: properties?.['timeCreated'] ?? properties?.['creationTime'],
  };
  const asked = Object.entries(life).filter(([member]) => expanded.includes(member.toLowerCase()));
  return Object.fromEntries(
    [...Object.entries({ id, name, type, kind, location, sku, zones, managedBy, identity, tags }), ...asked].filter(
      ([, value]) => value !== undefined,
    ),
  );
}
