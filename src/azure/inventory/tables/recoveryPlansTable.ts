import { apiVersions } from '../../apiVersions.ts';
import type { RecoveryPlan } from '../../../model/vault.ts';
import type { InventoryTable } from '../inventoryTable.ts';
import { namedOf } from './resourceOf.ts';

export const recoveryPlansTable: InventoryTable<RecoveryPlan> = {
  name: 'recoveryPlans',
  from: 'recoveryservicesresources',
  type: 'microsoft.recoveryservices/vaults/replicationrecoveryplans',
  columns: { name: 'name' },
  list: { per: 'vault', path: '/replicationRecoveryPlans', apiVersion: apiVersions.siteRecovery },
  parse: namedOf,
};
