import type { RecoveryPlan } from '../../model/vault.ts';
import type { InventoryTable } from '../inventoryTable.ts';
import type { Row } from '../values.ts';
import { resourceOf } from './resourceOf.ts';

export const recoveryPlansTable: InventoryTable<RecoveryPlan> = {
  name: 'recoveryPlans',
  from: 'recoveryservicesresources',
  type: 'microsoft.recoveryservices/vaults/replicationrecoveryplans',
  columns: { name: 'name' },
  list: { per: 'vault', path: '/replicationRecoveryPlans', apiVersion: '2023-06-01' },
  parse: parseRecoveryPlan,
};

function parseRecoveryPlan(row: Row): RecoveryPlan | undefined {
  const resource = resourceOf(row);
  return resource && { id: resource.id, azureId: resource.azureId, name: resource.name };
}
