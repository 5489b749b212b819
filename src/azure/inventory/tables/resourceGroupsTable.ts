import { apiVersions } from '../../apiVersions.ts';
import type { ResourceGroup } from '../../../model/resource.ts';
import { resourceColumns, type InventoryTable } from '../inventoryTable.ts';
import { armIdOf, type Row } from '../../values.ts';
import { resourceOf } from './resourceOf.ts';

export const resourceGroupsTable: InventoryTable<ResourceGroup> = {
  name: 'resourceGroups',
  from: 'resourcecontainers',
  type: 'microsoft.resources/subscriptions/resourcegroups',
  columns: { ...resourceColumns, managedBy: 'managedBy' },
  list: { per: 'subscription', path: '/resourcegroups', apiVersion: apiVersions.resources },
  parse: parseResourceGroup,
};

export function parseResourceGroup(row: Row): ResourceGroup | undefined {
  const resource = resourceOf(row);
  return resource && { ...resource, managedBy: armIdOf(row['managedBy']) };
}
