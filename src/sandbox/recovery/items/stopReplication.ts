import { regionKey, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { preciseTime } from '../azureTime.ts';
import { ITEM_TYPE } from '../containerPairing.ts';
import { listAt, textAt } from '../field.ts';
import { healthError } from '../healthError.ts';
import { replicatingView } from '../replicatingView.ts';
import { entityOf } from './entityOf.ts';
import { recordHealthEvent } from './recordHealthEvent.ts';
import { detailsOf, detailText, patchItem } from './itemDetails.ts';
import { healthOf } from './healthOf.ts';

/** Site Recovery calls an item critical after this time without a recovery point (documented with 153007). */
const CRITICAL_AFTER_MS = 60 * 60_000;
const NO_RECOVERY_POINT = '153007';

/**
 * What an outage of a region does to the items that replicate from or to it: figures and heartbeats stand still, an event says so at once, and
 * an hour later the item is critical. When the region is up again they go on, unless something else has become of them. [GAP] Nothing of
 * this was recorded.
 */
export function stopReplication(world: World, region: string): void {
  for (const item of world.store.list(ITEM_TYPE)) {
    const ends = [detailText(item, 'primaryFabricLocation'), detailText(item, 'recoveryFabricLocation')];
    const concerned = ends.some((location) => regionKey(location ?? '') === region);
    if (concerned && world.store.freeze(item.id)) stop(world, item, region);
  }
}

function stop(world: World, item: ArmResource, region: string): void {
  recordHealthEvent(world, item, 'Critical', `No heartbeat: the services in '${region}' are unavailable.`);
  let isOver = false;
  world.clock.schedule(world.clock.now().getTime() + CRITICAL_AFTER_MS, () => {
    const now = stillReplicating(world, item);
    if (isOver || !now) return;
    const facts = { name: textAt(now, 'properties', 'friendlyName') ?? '', entityId: entityOf(now), time: preciseTime(world.clock.now()) };
    patchItem(world, now.id, healthOf([healthError(NO_RECOVERY_POINT, facts), ...errorsOf(now)]));
    recordHealthEvent(world, now, 'Critical', 'Replication health changed to Critical.');
  });
  const { primaryFabricLocation, recoveryFabricLocation } = detailsOf(item);
  const goOn = (): void => {
    const down = [primaryFabricLocation, recoveryFabricLocation].find((location) => world.outages.isDown(location));
    if (down !== undefined) return world.outages.whenUp(down, goOn);
    isOver = true;
    const now = stillReplicating(world, item);
    if (!now) return;
    patchItem(world, now.id, healthOf(errorsOf(now)));
    world.store.put(world.store.get(now.id) ?? now, replicatingView);
    recordHealthEvent(world, now, 'OK', 'Replication goes on.');
  };
  world.outages.whenUp(region, goOn);
}

/** The errors of an item but for the one that an outage brings. */
function errorsOf(item: ArmResource): readonly unknown[] {
  return listAt(item, 'properties', 'healthErrors').filter((error) => textAt(error, 'errorCode') !== NO_RECOVERY_POINT);
}

/** The item, as long as it is the same replication, and not failed over. */
function stillReplicating(world: World, item: ArmResource): ArmResource | undefined {
  const now = world.store.get(item.id);
  const isSame = now && detailsOf(now).managementId === detailsOf(item).managementId;
  return isSame && textAt(now, 'properties', 'activeLocation') === 'Primary' ? now : undefined;
}
