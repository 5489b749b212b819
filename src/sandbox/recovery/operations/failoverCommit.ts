import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { changedEach } from '../field.ts';
import { idleScenario } from '../items/currentJob.ts';
import { disksOf, patchItem } from '../items/itemDetails.ts';
import { phaseProperties } from '../items/itemStates.ts';
import { deleteReplicaDisks } from '../items/replicaDisks.ts';
import { commitFailover } from '../jobs/itemScenarios.ts';
import { acceptItemOperation, ITEM_ROUTE, type ItemOperation } from './itemOperation.ts';

/** Ends the choice of a recovery point. */
export function registerFailoverCommit(world: World): void {
  world.router.add('POST', `${ITEM_ROUTE}/failoverCommit`, (call) => acceptItemOperation(world, call, (item) => commitOf(world, item)));
}

export function commitOf(world: World, item: ArmResource): ItemOperation {
  return { scenario: commitFailover, needs: 'Commit', complete: () => commit(world, item) };
}

/**
 * The replica disks go [read: a committed item names none]. [GAP] Whether they go at the failover or now was never read; now is when no other point
 * can be chosen any more.
 */
export function commit(world: World, item: ArmResource): void {
  const now = world.store.get(item.id) ?? item;
  deleteReplicaDisks(world, disksOf(now));
  patchItem(
    world,
    item.id,
    { ...phaseProperties('committed'), currentScenario: idleScenario(item.id) },
    { protectedManagedDisks: changedEach(disksOf(now), () => ({ recoveryReplicaDiskId: '' })) },
  );
}
