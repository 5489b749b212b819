import type { EstateBuilder } from './estateBuilder.ts';

/** Every item without a successful test failover carries this one (recorded). */
export function neverDrilled(machineName: string, entityId: string, time: string): Record<string, unknown> {
  return {
    innerHealthErrors: [],
    errorSource: 'ReplicationUnitFailoverValidatorError',
    errorType: '8010',
    errorLevel: 'Warning',
    errorCategory: 'TestFailover',
    errorCode: '161011',
    summaryMessage: '',
    errorMessage: `No successful test failover has been done on the virtual machine '${machineName}'.`,
    possibleCauses: 'No successful test failover has been done on the virtual machine after it was replicated.',
    recommendedAction: 'Do a test failover on the virtual machine.',
    creationTimeUtc: time,
    recoveryProviderErrorMessage: null,
    entityId,
    errorId: '6:8010',
    customerResolvability: 'NotAllowed',
  };
}

/**
 * The validator of Site Recovery has found something that the failover needs gone. [GAP]: no such error was recorded; the shape is that of
 * 161011 and of the same source, the category is one of OpenAPI 2023-06-01 `HealthError`, the code is made up.
 */
export function missingSubnet(machineName: string, entityId: string, time: string): Record<string, unknown> {
  return {
    ...neverDrilled(machineName, entityId, time),
    errorLevel: 'Error',
    errorCategory: 'Configuration',
    errorCode: '161099',
    errorMessage: `The subnet that the virtual machine '${machineName}' is to be failed over into was not found.`,
    possibleCauses: 'The subnet was deleted or renamed after it was chosen in the network settings of the replicated item.',
    recommendedAction: 'Choose another subnet in the network settings of the replicated item.',
    errorId: '6:8099',
    customerResolvability: 'Allowed',
  };
}

/**
 * What an item in trouble says. [GAP]: replication health other than Normal was never recorded; the shape is that of 161011,
 * code and text of the critical one are documented ("Troubleshoot replication in Azure VM disaster recovery", 153007);
 * category, source and the warning (153006, its app-consistent counterpart) follow it.
 */
export function replicationTrouble(
  b: EstateBuilder,
  level: 'Warning' | 'Critical',
  entityId: string,
  hours: number,
): Record<string, unknown> {
  const critical = level === 'Critical';
  return {
    innerHealthErrors: [],
    errorSource: 'SourceMonitoring',
    errorType: '',
    errorLevel: critical ? 'Error' : 'Warning',
    errorCategory: 'Replication',
    errorCode: critical ? '153007' : '153006',
    summaryMessage: '',
    errorMessage: critical
      ? 'No crash consistent recovery point available for the VM in the last 60 minutes.'
      : 'No app-consistent recovery point available for the VM in the last 720 minutes.',
    possibleCauses: critical
      ? 'The data change rate of the virtual machine is higher than the supported limits, or it cannot reach the cache storage account.'
      : 'The volume shadow copy service or a pre-script of the virtual machine failed.',
    recommendedAction: critical
      ? 'Look at the data change rate of the disks and at the outbound connectivity of the virtual machine.'
      : 'Look at the VSS writers of the virtual machine.',
    creationTimeUtc: b.hoursAgo(hours),
    recoveryProviderErrorMessage: null,
    entityId,
    errorId: critical ? '1:153007' : '1:153006',
    customerResolvability: 'Allowed',
  };
}
