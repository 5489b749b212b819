import type { World } from '../../world.ts';
import { listAt, textAt } from '../field.ts';
import { patchItem } from '../items/itemDetails.ts';
import { healthOf } from '../items/healthOf.ts';
import { repairReplication } from '../jobs/itemScenarios.ts';
import { acceptItemOperation, ITEM_ROUTE } from './itemOperation.ts';

/** Mends the replication of an item that offers it. [GAP] Never recorded; afterwards the errors about replication are gone. */
export function registerRepairReplication(world: World): void {
  world.router.add('POST', `${ITEM_ROUTE}/repairReplication`, (call) =>
    acceptItemOperation(world, call, (item) => ({
      scenario: repairReplication,
      needs: 'RepairReplication',
      complete: () => {
        const errors = listAt(world.store.get(item.id), 'properties', 'healthErrors');
        patchItem(world, item.id, healthOf(errors.filter((error) => textAt(error, 'errorCategory') !== 'Replication')));
      },
    })),
  );
}
