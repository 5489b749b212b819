import type { ManagedDisk } from '../../model/compute.ts';
import { namelessColumns, type InventoryTable } from '../inventoryTable.ts';
import { noEntries, numberOf, textOf, textsOf, wordOf, type Row } from '../values.ts';
import { resourceOf } from './resourceOf.ts';

export const disksTable: InventoryTable<ManagedDisk> = {
  name: 'disks',
  from: 'resources',
  type: 'microsoft.compute/disks',
  columns: {
    ...namelessColumns,
    zones: 'zones',
    sku: 'sku.name',
    sizeGb: 'properties.diskSizeGB',
    state: 'properties.diskState',
    maxShares: 'properties.maxShares',
  },
  list: { per: 'subscription', path: '/providers/Microsoft.Compute/disks', apiVersion: '2024-03-02' },
  parse: parseDisk,
};

function parseDisk(row: Row): ManagedDisk | undefined {
  const resource = resourceOf(row);
  if (!resource) return undefined;
  const { id, azureId, name, location, tags } = resource;
  return {
    id,
    azureId,
    name,
    location,
    tags,
    sku: wordOf(row['sku']),
    sizeGb: numberOf(row['sizeGb']),
    zones: textsOf(row['zones']) ?? noEntries,
    state: wordOf(row['state']),
    // Azure leaves it out of disks that are not shared.
    maxShares: numberOf(row['maxShares']) ?? (textOf(row['sku']) === undefined ? undefined : 1),
  };
}
