import type { ResourceGroup } from '../../model/resource.ts';
import { resourceColumns, type GraphTable } from '../graphTable.ts';
import { armIdOf, type Row } from '../values.ts';
import { resourceOf } from './resourceOf.ts';

export const resourceGroupsTable: GraphTable<ResourceGroup> = {
  name: 'resourceGroups',
  from: 'resourcecontainers',
  type: 'microsoft.resources/subscriptions/resourcegroups',
  columns: { ...resourceColumns, managedBy: 'managedBy' },
  parse: parseResourceGroup,
};

export function parseResourceGroup(row: Row): ResourceGroup | undefined {
  const resource = resourceOf(row);
  return resource && { ...resource, managedBy: armIdOf(row['managedBy']) };
}
