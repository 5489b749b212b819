import type { StorageAccount } from '../../model/storage.ts';
import { resourceColumns, type GraphTable } from '../graphTable.ts';
import { dateOf, locationOf, orNone, textOf, type Row } from '../values.ts';
import { resourceOf } from './resourceOf.ts';

export const storageAccountsTable: GraphTable<StorageAccount> = {
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
  },
  parse: parseStorageAccount,
};

/** `secondaryLocation` and `lastGeoFailoverTime` are left out by Azure where there is none: read so when `primaryLocation` is there. */
export function parseStorageAccount(row: Row): StorageAccount | undefined {
  const resource = resourceOf(row);
  const primaryLocation = locationOf(row['primaryLocation']);
  const known = primaryLocation !== undefined;
  return (
    resource && {
      ...resource,
      sku: textOf(row['sku']),
      kind: textOf(row['kind']),
      primaryLocation,
      secondaryLocation: orNone(locationOf(row['secondaryLocation']), row['secondaryLocation'], known),
      lastGeoFailoverTime: orNone(dateOf(row['lastGeoFailoverTime']), row['lastGeoFailoverTime'], known),
    }
  );
}
