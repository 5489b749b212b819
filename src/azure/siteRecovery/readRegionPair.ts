import { locationOf, recordOf, recordsOf } from '../values.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

const apiVersion = '2022-12-01';

/** The region that Azure pairs with a region; undefined for one without a pair. Throws a `UserError`. */
export async function readRegionPair(azure: RecoveryAccess, subscriptionId: string, region: string): Promise<string | undefined> {
  const regions = await azure.list(`/subscriptions/${subscriptionId}/locations`, apiVersion);
  const found = regions.find((row) => locationOf(row['name']) === region);
  return locationOf(recordsOf(recordOf(found?.['metadata'])?.['pairedRegion'])?.[0]?.['name']);
}
