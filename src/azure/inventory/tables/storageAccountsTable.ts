import { apiVersions } from '../../apiVersions.ts';
import type { StorageAccount } from '../../../model/storage.ts';
import { resourceColumns, type InventoryTable } from '../inventoryTable.ts';
import { dateOf, flagOf, locationOf, orNone, recordOf, wordOf, type Row } from '../../values.ts';
import { resourceOf } from './resourceOf.ts';

export const storageAccountsTable: InventoryTable<StorageAccount> = {
  name: 'storageAccounts',
  from: 'resources',
  type: 'microsoft.storage/storageaccounts',
  columns: {
    ...resourceColumns,
    sku: 'sku.name',
    kind: 'kind',
    primaryLocation: 'properties.primaryLocation',
    secondaryLocation: 'properties.secondaryLocation',
    lastGeoFailoverTime: 'properties.lastGeoFailoverTime',
    allowSharedKeyAccess: 'properties.allowSharedKeyAccess',
    publicNetworkAccess: 'properties.publicNetworkAccess',
    networkAcls: 'properties.networkAcls',
  },
  list: { per: 'subscription', path: '/providers/Microsoft.Storage/storageAccounts', apiVersion: apiVersions.storage },
  parse: parseStorageAccount,
};

/** `secondaryLocation` and `lastGeoFailoverTime` are left out by Azure where there is none: read so when `primaryLocation` is there. */
export function parseStorageAccount(row: Row): StorageAccount | undefined {
  const resource = resourceOf(row);
  if (!resource) return undefined;
  const { id, azureId, name, location, tags } = resource;
  const primaryLocation = locationOf(row['primaryLocation']);
  const known = primaryLocation !== undefined;
  const firewall = recordOf(row['networkAcls']);
  return {
    id,
    azureId,
    name,
    location,
    tags,
    sku: wordOf(row['sku']),
    kind: wordOf(row['kind']),
    primaryLocation,
    secondaryLocation: orNone(locationOf(row['secondaryLocation']), row['secondaryLocation'], known),
    lastGeoFailoverTime: orNone(dateOf(row['lastGeoFailoverTime']), row['lastGeoFailoverTime'], known),
    allowSharedKeyAccess: flagOf(row['allowSharedKeyAccess']) ?? (known && row['allowSharedKeyAccess'] == null ? true : undefined),
    publicNetworkAccess: wordOf(row['publicNetworkAccess'] ?? (known ? 'Enabled' : undefined)),
    networkDefaultAction: wordOf(firewall?.['defaultAction']),
    networkBypass: wordOf(firewall?.['bypass']),
  };
}
