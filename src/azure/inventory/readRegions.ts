import { apiVersions } from '../apiVersions.ts';
import type { Region } from '../../model/region.ts';
import type { ArmReader } from '../wire/armReader.ts';
import { locationOf, recordsOf, textOf } from '../values.ts';

/**
 * The regions of Azure with their zones. Every subscription has the same, but for the numbers of the zones: one subscription is asked.
 */
export async function readRegions(arm: ArmReader, subscriptionId: string): Promise<readonly Region[]> {
  const regions: Region[] = [];
  await arm.list(`/subscriptions/${subscriptionId}/locations`, apiVersions.subscriptions, {}, (page) => {
    for (const row of page) {
      const id = locationOf(row['name']);
      const mappings = recordsOf(row['availabilityZoneMappings'] ?? []);
      // Whether it has zones decides rules: a region that does not tell is not read.
      if (id === undefined || mappings === undefined) continue;
      const zones = mappings.flatMap((mapping) => textOf(mapping['logicalZone']) ?? []);
      regions.push({ id, displayName: textOf(row['displayName']) ?? id, zones });
    }
  });
  return regions;
}
