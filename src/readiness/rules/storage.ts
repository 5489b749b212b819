import { isGeoSku } from '../../model/geoSku.ts';
import type { StorageAccount } from '../../model/storage.ts';
import { realDate } from '../dates.ts';
import type { Evidence } from '../finding.ts';
import { hasGap } from '../inventoryIndex.ts';
import { oncePer } from '../oncePer.ts';
import type { InventoryIndex } from '../inventoryIndex.ts';
import type { AccountRule, Verdict } from '../rule.ts';
import { sameRegion } from '../sameRegion.ts';
import { isPremiumSku, isZoneSku } from '../skus.ts';
import { fail, missing, notApplicable, pass, unknown } from '../verdicts.ts';
import { sources } from './sources.ts';

/** Storage accounts, by what they survive: a region, a zone. Two questions, two rules. */
export const storageRules: readonly AccountRule[] = [
  {
    id: 'DR-STO-001',
    on: 'account',
    title: 'Storage account is not geo-redundant',
    severity: 'high',
    depth: 'inventory',
    decides: ['sku.name'],
    sources: [sources.redundancyChange, sources.storageFailover],
    corresponds: {
      policy: ['bf045164-79ba-4215-8f95-f8048dc1780b'],
      psrule: ['Azure.Storage.UseReplication'],
      checkov: ['CKV_AZURE_206'],
      advisor: ['b18744b9-2718-4617-9cdd-f6fad6cbc0cf'],
    },
    explanation:
      'All copies of the account are in one region. Premium accounts have no geo-redundant SKU, so for them the finding is low. Cache storage accounts of Site Recovery and accounts of Cloud Shell are left out.',
    consequence: 'The data cannot be reached until the region is back, and is lost if the region is.',
    fix: 'Change the redundancy to GRS, RA-GRS, GZRS or RA-GZRS. For a premium account set up object replication or a copy to an account in another region.',
    check: ({ account, isCache, index }): Verdict => {
      const { sku } = account;
      if (isCache || isCloudShell(account)) return notApplicable;
      if (sku === undefined) return missing('sku.name of the account');
      if (isGeoSku(sku)) return pass;
      if (mayBeCache(account, index)) return maybeCache;
      return fail([{ property: 'sku.name', value: sku }], isPremiumSku(sku) ? 'low' : 'high');
    },
  },
  {
    id: 'DR-STO-002',
    on: 'account',
    title: 'Storage account is not zone-redundant',
    severity: 'medium',
    depth: 'inventory',
    decides: ['sku.name', 'primaryLocation', 'locations: availabilityZoneMappings'],
    sources: [sources.redundancyChange, sources.regionList],
    corresponds: { aprl: ['e6c7e1cc-2f47-264d-aa50-1da421314472'], advisor: ['4c10f447-fc3d-48b5-931d-23cea8486023'] },
    explanation:
      'The copies of the account in its primary region are in one datacenter, though the region has availability zones. For a cache storage account of Site Recovery the finding is low.',
    consequence: 'In a region outage the account depends on its geo-redundancy alone; the loss of one zone can already take it away.',
    fix: 'Convert the account to ZRS, GZRS or RA-GZRS where the region offers it.',
    check: ({ account, isCache, index }): Verdict => {
      const { sku, primaryLocation, location } = account;
      if (isCloudShell(account)) return notApplicable;
      if (sku === undefined) return missing('sku.name of the account');
      if (isZoneSku(sku)) return pass;
      const where = primaryLocation ?? location;
      if (where === '') return missing('location of the account');
      const region = index.regions.get(where);
      if (region === undefined) return unknown(`Whether ${where} has availability zones could not be read.`);
      if (region.zones.length === 0) return notApplicable;
      return fail([{ property: 'sku.name', value: sku }], isCache ? 'low' : 'medium');
    },
  },
  {
    id: 'DR-STO-005',
    on: 'account',
    title: 'Storage account is no longer geo-redundant',
    severity: 'critical',
    depth: 'inventory',
    decides: ['sku.name', 'location', 'primaryLocation', 'lastGeoFailoverTime'],
    sources: [sources.storageFailover],
    corresponds: {},
    explanation:
      'The account was failed over: an unplanned failover leaves it with locally redundant copies in its new primary region, and geo-redundancy has to be switched on again. Or it had a geo-redundant SKU when it was read here before, and has none now.',
    consequence: 'The account has no second region any more. If the region that it is in now fails, the data is gone.',
    fix: 'Change the redundancy back to GRS or RA-GRS. Archived blobs must be rehydrated first.',
    check: ({ account }): Verdict => {
      const { sku, geoSkuBefore, location, primaryLocation, lastGeoFailoverTime } = account;
      if (sku === undefined) return missing('sku.name of the account');
      if (isGeoSku(sku)) return pass;
      const failedOver = lastGeoFailoverTime === undefined ? null : realDate(lastGeoFailoverTime);
      const moved = location !== '' && primaryLocation !== undefined && !sameRegion(primaryLocation, location);
      if (failedOver !== null || moved || geoSkuBefore !== undefined) {
        const evidence: Evidence[] = [
          { property: 'sku.name', value: sku },
          ...(geoSkuBefore === undefined ? [] : [{ property: 'sku.name, read before', value: geoSkuBefore }]),
          { property: 'location', value: location },
          { property: 'primaryLocation', value: primaryLocation ?? null },
          { property: 'lastGeoFailoverTime', value: failedOver?.toISOString() ?? null },
        ];
        return fail(evidence);
      }
      if (location === '') return missing('location of the account');
      if (primaryLocation === undefined) return missing('primaryLocation of the account');
      return lastGeoFailoverTime === undefined ? missing('lastGeoFailoverTime of the account') : pass;
    },
  },
];

/** Only protected items tell cache accounts; the name that the portal gives them (`…asrcache`) is a hint where some of these were not read. */
export function mayBeCache({ name }: StorageAccount, index: InventoryIndex): boolean {
  return name.toLowerCase().endsWith('asrcache') && (hasGap(index, 'protectedItems') || hasGap(index, 'vaults') || isAnyCacheUntold(index));
}

export const maybeCache = unknown('It is named like a cache storage account, and not all protected items could be read.');

const isAnyCacheUntold = oncePer(({ items }: InventoryIndex): boolean =>
  items.some(({ item }) => item.disks?.every(({ cacheAccountId }) => cacheAccountId !== undefined) !== true),
);

/** The home directory of somebody's Cloud Shell: made by Azure, tagged by it, and no machine depends on it. */
export function isCloudShell({ tags }: StorageAccount): boolean {
  return /^azure-cloud-shell$/i.test(tags['ms-resource-usage'] ?? '');
}
