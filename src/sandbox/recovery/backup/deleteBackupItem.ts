import { textAt } from '../field.ts';
import { childId } from '../registerReads.ts';
import { requireVault } from '../vaultScope.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { acceptBackupJob } from './acceptBackupJob.ts';
import { itemIsImmutable } from './backupError.ts';
import { backupPoints } from './backupPoints.ts';
import { countProtectedItems } from './backupPolicies.ts';
import { dropItem, immutabilityOf, isSoftDeleted } from './softDelete.ts';

/** Recorded: 12 s without recovery points, 112 s with one. */
const SECONDS = 12;
const SECONDS_OF_POINTS = 100;

/** Stops the backup of an item and deletes its data. */
export function deleteBackupItem(world: World, call: Call, path: string): Reply {
  const vault = requireVault(world, call);
  const item = world.store.get(childId(call, path));
  // Documented: nothing to delete. [GAP] Whether a deleted item that is still kept answers so too.
  if (!item || isSoftDeleted(item)) return { status: 204 };
  if (immutabilityOf(vault) !== 'Disabled') throw itemIsImmutable();
  const points = backupPoints(world, item).length;
  const asked = world.clock.now();
  return acceptBackupJob(world, call, item.id, {
    vaultId: vault.id,
    key: textAt(item, 'properties', 'containerName') ?? item.name,
    machineName: textAt(item, 'properties', 'friendlyName') ?? item.name,
    operation: 'DeleteBackupData',
    propertyBag: { 'Number of Recovery Points': String(points) },
    steps: [
      {
        seconds: points === 0 ? SECONDS : SECONDS + SECONDS_OF_POINTS,
        complete: () => {
          const present = world.store.get(item.id);
          if (present) dropItem(world, present, asked);
          countProtectedItems(world.store, vault.id);
        },
      },
    ],
  });
}
