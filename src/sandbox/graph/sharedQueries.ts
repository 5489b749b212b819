import { mergedResource, putBody } from '../arm/generic.ts';
import type { ArmResource } from '../resource.ts';
import type { Store } from '../store.ts';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';

const PATH = '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ResourceGraph/queries/{name}';

/** Shared queries as recorded by azure-cli-extensions at 2018-09-01-preview: made with 200, the provider in small letters. Reads and removal are generic. */
export function registerSharedQueries(world: World): void {
  world.router.add('PUT', PATH, (call) => kept(world, call, putBody(world, call).resource));
  world.router.add('PATCH', PATH, (call) => kept(world, call, mergedResource(world, call)));
}

function kept({ store, clock, newGuid }: World, { params }: Call, resource: ArmResource): Reply {
  const shared: ArmResource = {
    ...resource,
    properties: { resultKind: 'UnKnown', ...resource.properties, timeModified: clock.now().toISOString() },
    type: 'microsoft.resourcegraph/queries',
    subscriptionId: params['subscription'],
    resourceGroup: params['group'],
    id: resource.id.replace(/microsoft\.resourcegraph/i, 'microsoft.resourcegraph'),
    etag: `"${newGuid()}"`,
  };
  store.put(shared);
  return { status: 200, body: shared };
}

const SHARED = /\{\{\s*(\/subscriptions\/[^{}]+\/providers\/microsoft\.resourcegraph\/queries\/[^/{}]+?)\s*\}\}/gi;

/** The text of a query with shared queries in place of their ids in `{{…}}` (documented as a preview). What is no shared query stays, and does not parse. */
export const withSharedQueries = (text: string, store: Store): string =>
  text.replace(SHARED, (whole, id: string) => {
    const shared = store.get(id)?.properties?.['query'];
    // A line of its own: a comment at its end would hide what follows.
    return typeof shared === 'string' ? `${shared}\n` : whole;
  });
