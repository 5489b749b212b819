import { apiVersions } from '../../apiVersions.ts';
import type { ArmId } from '../../../model/armId.ts';
import { partsOf } from '../../../model/armId.ts';
import type { Quota, SizeOffer } from '../../../model/capacity.ts';
import { badAnswer } from '../../wire/badAnswer.ts';
import { locationOf, numberOf, recordOf, recordsOf, textOf, textsOf, type Row } from '../../values.ts';
import type { DetailReader } from './detailReader.ts';

/** Quota and sizes of a subscription in a region, by the id of the place. */
export async function readCapacity(reader: DetailReader, place: ArmId): Promise<void> {
  await Promise.all([
    reader.read('quotas', place, async () => {
      const quotas: Quota[] = [];
      await reader.arm.list(`${place}/usages`, apiVersions.compute, {}, (page) => {
        quotas.push(...page.map(parseQuota).filter((quota) => quota !== undefined));
      });
      return quotas;
    }),
    reader.read('sizes', place, async () => {
      const { subscription, name: region } = partsOf(place);
      const sizes = new Map<string, SizeOffer>();
      let rows = 0;
      const path = `/subscriptions/${subscription}/providers/Microsoft.Compute/skus`;
      await reader.arm.list(path, apiVersions.computeSkus, { $filter: `location eq '${region}'` }, (page) => {
        rows += page.length;
        for (const sku of page) {
          const size = parseSize(sku, region);
          if (size !== undefined) sizes.set(size.name.toLowerCase(), size);
        }
      });
      // A region that says much, and no size of it, does not say that it offers none.
      if (sizes.size === 0 && rows > 0) throw badAnswer();
      return sizes;
    }),
  ]);
}

/** A usage as the wire shows it; undefined where it does not tell name, use and limit. */
export function parseQuota(row: Row): Quota | undefined {
  const name = textOf(recordOf(row['name'])?.['value']);
  const [used, limit] = [numberOf(row['currentValue']), numberOf(row['limit'])];
  return name === undefined || used === undefined || limit === undefined ? undefined : { name, used, limit };
}

/** A SKU as the wire shows it; undefined for what is no size of machines in the region. */
export function parseSize(sku: Row, region: string): SizeOffer | undefined {
  const name = textOf(sku['name']);
  const family = textOf(sku['family']);
  const isHere = (textsOf(sku['locations']) ?? []).some((location) => locationOf(location) === region);
  if (textOf(sku['resourceType'])?.toLowerCase() !== 'virtualmachines' || !isHere || name === undefined || family === undefined)
    return undefined;
  const cores = Number(recordsOf(sku['capabilities'])?.find((one) => textOf(one['name'])?.toLowerCase() === 'vcpus')?.['value']);
  if (!Number.isFinite(cores)) return undefined;
  const restrictions = (recordsOf(sku['restrictions']) ?? []).filter((one) => {
    const where = textsOf(recordOf(one['restrictionInfo'])?.['locations']) ?? textsOf(one['values']) ?? [];
    return where.length === 0 || where.some((location) => locationOf(location) === region);
  });
  const isZonal = (one: Row): boolean => textOf(one['type'])?.toLowerCase() === 'zone';
  const whole = restrictions.find((one) => !isZonal(one));
  return {
    name,
    family,
    cores,
    zones: recordsOf(sku['locationInfo'])?.flatMap((info) => textsOf(info['zones']) ?? []) ?? [],
    restriction: whole && (textOf(whole['reasonCode']) ?? 'restricted'),
    restrictedZones: restrictions.filter(isZonal).flatMap((one) => textsOf(recordOf(one['restrictionInfo'])?.['zones']) ?? []),
  };
}
