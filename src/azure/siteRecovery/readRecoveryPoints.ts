import { apiVersions } from '../apiVersions.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { RecoveryPoint } from '../../model/recoveryPoint.ts';
import { dateOf, recordOf, textOf } from '../values.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/** The recovery points of an item, newest first (Azure documents no order); one call. Throws a `UserError`. */
export async function readRecoveryPoints(
  azure: RecoveryAccess,
  { azureId: itemId }: Pick<RecoveryItem, 'azureId'>,
): Promise<readonly RecoveryPoint[]> {
  const rows = await azure.list(`${itemId}/recoveryPoints`, apiVersions.siteRecovery);
  const points = rows.flatMap((row): readonly RecoveryPoint[] => {
    const properties = recordOf(row['properties']) ?? {};
    const azureId = textOf(row['id']);
    const time = dateOf(properties['recoveryPointTime']);
    if (azureId === undefined || !time) return [];
    const sync = textOf(recordOf(properties['providerSpecificDetails'])?.['recoveryPointSyncType']);
    return [
      {
        azureId,
        time,
        isAppConsistent: textOf(properties['recoveryPointType'])?.toLowerCase() === 'applicationconsistent',
        isOfGroup: sync?.toLowerCase() === 'multivmsyncrecoverypoint',
      },
    ];
  });
  return points.toSorted((a, b) => b.time.getTime() - a.time.getTime());
}
