import type { RecoveryPlan } from '../../model/vault.ts';
import type { GraphTable } from '../graphTable.ts';
import type { Row } from '../values.ts';
import { resourceOf } from './resourceOf.ts';

export const recoveryPlansTable: GraphTable<RecoveryPlan> = {
  name: 'recoveryPlans',
  from: 'recoveryservicesresources',
  type: 'microsoft.recoveryservices/vaults/replicationrecoveryplans',
  columns: { name: 'name' },
  parse: parseRecoveryPlan,
};

function parseRecoveryPlan(row: Row): RecoveryPlan | undefined {
  const resource = resourceOf(row);
  return resource && { id: resource.id, azureId: resource.azureId, name: resource.name };
}
