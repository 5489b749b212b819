import type { ReplicationPolicy } from '../../model/vault.ts';
import type { GraphTable } from '../graphTable.ts';
import { numberOf, type Row } from '../values.ts';
import { resourceOf } from './resourceOf.ts';

export const replicationPoliciesTable: GraphTable<ReplicationPolicy> = {
  name: 'replicationPolicies',
  from: 'recoveryservicesresources',
  type: 'microsoft.recoveryservices/vaults/replicationpolicies',
  columns: {
    name: 'name',
    threshold: 'properties.providerSpecificDetails.recoveryPointThresholdInMinutes',
    history: 'properties.providerSpecificDetails.recoveryPointHistory',
    appConsistent: 'properties.providerSpecificDetails.appConsistentFrequencyInMinutes',
  },
  parse: parseReplicationPolicy,
};

function parseReplicationPolicy(row: Row): ReplicationPolicy | undefined {
  const resource = resourceOf(row);
  return (
    resource && {
      id: resource.id,
      azureId: resource.azureId,
      name: resource.name,
      recoveryPointThresholdMinutes: numberOf(row['threshold']),
      recoveryPointHistoryMinutes: numberOf(row['history']),
      appConsistentFrequencyMinutes: numberOf(row['appConsistent']),
    }
  );
}
