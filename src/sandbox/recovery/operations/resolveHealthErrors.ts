import type { World } from '../../world.ts';
import { listAt, textAt } from '../field.ts';
import { patchItem } from '../items/itemDetails.ts';
import { healthOf } from '../items/healthOf.ts';
import { resolveErrors } from '../jobs/itemScenarios.ts';
import { acceptItemOperation, ITEM_ROUTE } from './itemOperation.ts';

/** Dismisses health errors that a customer may dismiss. [GAP] Never recorded; input and `customerResolvability` are the OpenAPI's. */
export function registerResolveHealthErrors(world: World): void {
  world.router.add('POST', `${ITEM_ROUTE}/resolveHealthErrors`, (call) =>
    acceptItemOperation(world, call, (item) => {
      const ids = new Set(listAt(call.body, 'properties', 'healthErrors').map((error) => textAt(error, 'healthErrorId')));
      const stays = (error: unknown): boolean => textAt(error, 'customerResolvability') !== 'Allowed' || !ids.has(textAt(error, 'errorId'));
      return {
        scenario: resolveErrors,
        complete: () => patchItem(world, item.id, healthOf(listAt(world.store.get(item.id), 'properties', 'healthErrors').filter(stays))),
      };
    }),
  );
}
