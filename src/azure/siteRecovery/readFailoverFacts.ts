import { subscriptionOf, toArmId } from '../../model/armId.ts';
import type { Room } from '../../model/enableOptions.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { RecoveryPoint } from '../../model/recoveryPoint.ts';
import type { RecoveryTarget } from '../../model/recoveryTarget.ts';
import { readRecoveryPoints } from './readRecoveryPoints.ts';
import { readRecoveryTarget } from './readRecoveryTarget.ts';
import { readRoom } from './readRoom.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/** What Azure tells of a failover beforehand. */
export interface FailoverReading {
  readonly item: RecoveryItem;
  readonly target: RecoveryTarget;
  readonly points: readonly RecoveryPoint[];
  readonly room: Room | undefined;
}

/** What a failover of an item would make, from when, and whether there is room for it: four calls, none to the region that is left. Throws a `UserError`. */
export async function readFailoverFacts(azure: RecoveryAccess, item: RecoveryItem): Promise<FailoverReading> {
  const [target, points] = await Promise.all([readRecoveryTarget(azure, item), readRecoveryPoints(azure, item)]);
  const room = await readRoom(azure, subscriptionOf(toArmId(target.groupId)), item.targetLocation, target.size || undefined);
  return { item, target, points, room };
}
