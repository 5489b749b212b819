import { steadyListReply } from '../../paging.ts';
import type { World } from '../../world.ts';
import { resourceNotFound } from '../errors.ts';
import { pathOf } from '../generic.ts';
import { readReply } from './networkOperation.ts';
import { shownNetworkResource, shownTypes } from './shownNetworkResource.ts';

const SUBSCRIPTION = '/subscriptions/{subscription}';
const GROUP = `${SUBSCRIPTION}/resourceGroups/{group}`;

/** GETs and lists of what the service shows more of than it was sent. Reads of other types are generic. */
export function registerNetworkReads(world: World): void {
  const { router, store } = world;
  for (const type of shownTypes) {
    router.add('GET', `${GROUP}/providers/${type}/{name}`, (call) => {
      const { id } = pathOf(call);
      const resource = store.get(id);
      if (!resource) throw resourceNotFound(id);
      return readReply(shownNetworkResource(world, resource, call.apiVersion));
    });
    for (const scope of [SUBSCRIPTION, GROUP]) {
      router.add('GET', `${scope}/providers/${type}`, (call) =>
        steadyListReply(world, call, () => store.list(type, pathOf(call).scope), {
          show: (resource) => shownNetworkResource(world, resource, call.apiVersion),
        }),
      );
    }
  }
}
