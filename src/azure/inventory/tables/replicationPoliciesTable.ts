import { apiVersions } from '../../apiVersions.ts';
import type { ReplicationPolicy } from '../../../model/vault.ts';
import type { InventoryTable } from '../inventoryTable.ts';
import { numberOf, type Row } from '../../values.ts';
import { namedOf } from './resourceOf.ts';

export const replicationPoliciesTable: InventoryTable<ReplicationPolicy> = {
  name: 'replicationPolicies',
  from: 'recoveryservicesresources',
  type: 'microsoft.recoveryservices/vaults/replicationpolicies',
  columns: {
    name: 'name',
    threshold: 'properties.providerSpecificDetails.recoveryPointThresholdInMinutes',
    history: 'properties.providerSpecificDetails.recoveryPointHistory',
    appConsistent: 'properties.providerSpecificDetails.appConsistentFrequencyInMinutes',
  },
  list: { per: 'vault', path: '/replicationPolicies', apiVersion: apiVersions.siteRecovery },
  parse: parseReplicationPolicy,
};

function parseReplicationPolicy(row: Row): ReplicationPolicy | undefined {
  const named = namedOf(row);
  return (
    named && {
      ...named,
      recoveryPointThresholdMinutes: numberOf(row['threshold']),
      recoveryPointHistoryMinutes: numberOf(row['history']),
      appConsistentFrequencyMinutes: numberOf(row['appConsistent']),
    }
  );
}
