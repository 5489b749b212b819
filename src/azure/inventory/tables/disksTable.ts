import { apiVersions } from '../../apiVersions.ts';
import type { ManagedDisk } from '../../../model/compute.ts';
import { namelessColumns, type InventoryTable } from '../inventoryTable.ts';
import { numberOf, textOf, wordOf, zonesOf, type Row } from '../../values.ts';
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
  list: { per: 'subscription', path: '/providers/Microsoft.Compute/disks', apiVersion: apiVersions.disks },
  parse: parseDisk,
};

function parseDisk(row: Row): ManagedDisk | undefined {
  const resource = resourceOf(row);
  if (!resource) return undefined;
  const { id, azureId, name, location, tags } = resource;
  const known = textOf(row['sku']) !== undefined;
  return {
    id,
    azureId,
    name,
    location,
    tags,
    sku: wordOf(row['sku']),
    sizeGb: numberOf(row['sizeGb']),
    zones: zonesOf(row['zones'], known),
    state: wordOf(row['state']),
    // Azure leaves it out of disks that are not shared.
    maxShares: numberOf(row['maxShares']) ?? (known && row['maxShares'] == null ? 1 : undefined),
  };
}
