import { filterBy, isOneOf } from '../filterBy.ts';
import { listReply } from '../paging.ts';
import { LINKS } from '../recovery/items/linkBody.ts';
import { keyOf } from '../resource.ts';
import { textAt } from '../recovery/field.ts';
import type { World } from '../world.ts';
import { pathOf, putBody } from './generic.ts';
import { extendedKey, SCOPES } from './scopes.ts';

/**
 * Links from one resource to another: each tells its source, and lists are of a scope and below, of the scope alone (`$filter=atScope()`) or of what
 * leads to one target (`targetId eq '…'`) (documented). Else they are generic.
 */
export function registerLinks(world: World): void {
  const { router, store } = world;
  for (const scope of SCOPES) {
    const list = `${scope}/providers/${LINKS}`;
    router.add('PUT', `${list}/{link}`, (call) => {
      const { resource, isNew } = putBody(world, call);
      const sourceId = resource.id.slice(0, extendedKey(resource.id).length);
      const link = { ...resource, properties: { ...resource.properties, sourceId } };
      store.put(link);
      return { status: isNew ? 201 : 200, body: link };
    });
    router.add('GET', list, (call) => {
      const at = pathOf(call).scope;
      const filter = call.query.get('$filter') ?? '';
      const below = store.list(LINKS, at);
      const found = /^atScope\(\)$/i.test(filter)
        ? below.filter(({ id }) => extendedKey(id) === keyOf(at))
        : filterBy(below, filter, { targetId: isOneOf(({ properties }) => textAt(properties, 'targetId')) });
      return listReply(world, call, found);
    });
  }
}
