import { partsOf, type ArmId } from '../../model/armId.ts';
import type { Quota, SizeOffer } from '../../model/capacity.ts';
import { apiVersions } from '../apiVersions.ts';
import { parseQuota, parseSize } from '../inventory/details/capacity.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/** The quotas of a subscription in a region (`placeId`), in one call. Throws a `UserError`. */
export async function readQuotas(azure: RecoveryAccess, place: ArmId): Promise<readonly Quota[]> {
  const rows = await azure.list(`${place}/usages`, apiVersions.compute);
  return rows.map(parseQuota).filter((quota) => quota !== undefined);
}

/** What the region offers to the subscription, by the name of the size in lower case; one call. Throws a `UserError`. */
export async function readSizes(azure: RecoveryAccess, place: ArmId): Promise<ReadonlyMap<string, SizeOffer>> {
  const { subscription, name: region } = partsOf(place);
  const path = `/subscriptions/${subscription}/providers/Microsoft.Compute/skus`;
  const rows = await azure.list(path, apiVersions.computeSkus, { $filter: `location eq '${region}'` });
  const sizes = rows.map((row) => parseSize(row, region)).filter((size) => size !== undefined);
  return new Map(sizes.map((size) => [size.name.toLowerCase(), size]));
}
