import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { textAt } from '../field.ts';
import { detailsOf, disksOf } from '../items/itemDetails.ts';
import { removeLinks } from '../items/machineMarks.ts';
import { deleteReplicaDisks } from '../items/replicaDisks.ts';
import { disableReplication } from '../jobs/itemScenarios.ts';
import type { JobRun } from '../jobs/jobPlan.ts';
import { patchProperties } from '../patchProperties.ts';
import { moveInPlans } from '../recoveryPlanView.ts';
import { acceptItemOperation, ITEM_ROUTE } from './itemOperation.ts';

const LINKS_LEFT = '150225';

/** Stops replicating a machine: POST `remove`. With the reason `MigrationComplete` it ends a failover that stays where it is. */
export function registerDisableProtection(world: World): void {
  world.router.add('POST', `${ITEM_ROUTE}/remove`, (call) => {
    const isMigrated = textAt(call.body, 'properties', 'disableProtectionReason')?.toLowerCase() === 'migrationcomplete';
    return acceptItemOperation(world, call, (item) => ({
      scenario: disableReplication,
      needs: isMigrated ? 'CompleteMigration' : 'DisableProtection',
      complete: (run) => removeItem(world, item, run),
    }));
  });
}

/**
 * Takes an item away with its replica disks and its links; recovery points go with it; recovery plans go on with its successor. The agent stays on
 * the machine, and a link that a lock keeps there stays too: the next attempt to enable will meet it (documented). [GAP] What happens to replica
 * disks and agent was not recorded.
 */
export function removeItem(world: World, item: ArmResource, run: JobRun, successor?: ArmResource): void {
  const now = world.store.get(item.id);
  if (!now) return;
  const { fabricObjectId, recoveryFabricObjectId } = detailsOf(now);
  deleteReplicaDisks(world, disksOf(now));
  const machines = [fabricObjectId, recoveryFabricObjectId].filter((id) => id !== undefined && id !== null);
  const free = machines.map((id) => removeLinks(world, id, now.id));
  if (free.includes(false)) run.warn(LINKS_LEFT);
  world.store.delete(now.id);
  moveInPlans(world, now.id, successor?.id);
  // A container may have been put with a count of its own.
  patchProperties(world, now.id.split('/').slice(0, -2).join('/'), ({ protectedItemCount: count }) => ({
    protectedItemCount: typeof count === 'number' ? Math.max(0, count - 1) : 0,
  }));
}
