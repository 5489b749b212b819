import type { World } from '../../world.ts';
import { purgeReplication } from '../jobs/itemScenarios.ts';
import { removeItem } from './disableProtection.ts';
import { acceptItemOperation, ITEM_ROUTE } from './itemOperation.ts';

/**
 * Takes an item away in whatever state it is: DELETE. What an open test failover made stays behind. [GAP] What else it leaves was never
 * read; the recorded test suite purges and protects the same machine again, so nothing that would stand in the way.
 */
export function registerPurgeItem(world: World): void {
  world.router.add('DELETE', ITEM_ROUTE, (call) =>
    acceptItemOperation(world, call, (item) => ({ scenario: purgeReplication, complete: (run) => removeItem(world, item, run) })),
  );
}
