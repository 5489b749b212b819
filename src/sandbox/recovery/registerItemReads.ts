import type { World } from '../world.ts';
import { collectionReply } from './collectionReply.ts';
import { textAt } from './field.ts';
import { ITEM_PATH, ITEM_ROUTE } from './operations/itemOperation.ts';
import { recoveryPoints } from './recoveryPoints.ts';
import { requireChild } from './registerReads.ts';
import { doesNotExist } from './siteRecoveryError.ts';
import { targetComputeSizes } from './targetComputeSizes.ts';

/** What hangs under a protected item besides itself. */
export function registerItemReads(world: World): void {
  const { router } = world;
  router.add('GET', `${ITEM_ROUTE}/recoveryPoints`, (call) =>
    collectionReply(world, call, recoveryPoints(world, requireChild(world, call, ITEM_PATH)), {
      newestBy: (point) => textAt(point, 'properties', 'recoveryPointTime') ?? '',
      show: (point) => point,
    }),
  );
  router.add('GET', `${ITEM_ROUTE}/recoveryPoints/{point}`, (call) => {
    const name = call.params['point'] ?? '';
    const point = recoveryPoints(world, requireChild(world, call, ITEM_PATH)).find(
      (other) => other.name.toLowerCase() === name.toLowerCase(),
    );
    if (!point) throw doesNotExist(world, call, name);
    return { status: 200, body: point };
  });
  router.add('GET', `${ITEM_ROUTE}/targetComputeSizes`, (call) =>
    collectionReply(world, call, targetComputeSizes(requireChild(world, call, ITEM_PATH)), { show: (size) => size }),
  );
}
