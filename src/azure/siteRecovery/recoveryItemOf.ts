import { lastOf } from '../../model/armPath.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { dateOf, locationOf, numberOf, recordOf, recordsOf, textOf, textsOf, type Row } from '../values.ts';

/** `currentScenario.jobId` of an item on which nothing runs ends so (recorded). */
const noJob = 'None';

/** A protected item as a GET shows it; undefined for an answer that is none. */
export function recoveryItemOf(body: Row): RecoveryItem | undefined {
  const properties = recordOf(body['properties']);
  const azureId = textOf(body['id']);
  if (!properties || azureId === undefined) return undefined;
  const details = recordOf(properties['providerSpecificDetails']) ?? {};
  const scenario = recordOf(properties['currentScenario']) ?? {};
  const job = lastOf(textOf(scenario['jobId']) ?? '');
  const text = (row: Row, key: string): string => textOf(row[key]) ?? '';
  return {
    azureId,
    friendlyName: text(properties, 'friendlyName') || text(body, 'name'),
    etag: textOf(body['etag']) ?? textOf(body['eTag']),
    protectionState: text(properties, 'protectionState'),
    testFailoverState: text(properties, 'testFailoverState'),
    activeLocation: text(properties, 'activeLocation'),
    allowedOperations: (textsOf(properties['allowedOperations']) ?? []).toSorted(),
    jobId: job === noJob ? '' : job,
    scenario: text(scenario, 'scenarioName'),
    scenarioStartedAt: isoOf(scenario['startTime']),
    entityId: recordsOf(properties['healthErrors'])
      ?.map((error) => textOf(error['entityId']))
      .find((id) => id !== undefined),
    machineId: text(details, 'fabricObjectId'),
    sourceLocation: locationOf(details['primaryFabricLocation']) ?? '',
    targetLocation: locationOf(details['recoveryFabricLocation']) ?? '',
    initialLocation: locationOf(details['initialPrimaryFabricLocation']) ?? '',
    lastTestAt: isoOf(properties['lastSuccessfulTestFailoverTime']),
    lastFailoverAt: isoOf(properties['lastSuccessfulFailoverTime']),
    networkId: text(details, 'selectedRecoveryAzureNetworkId'),
    testNetworkId: text(details, 'selectedTfoAzureNetworkId'),
    target: targetOf(details),
    testMachineId: text(details, 'testFailoverRecoveryFabricObjectId'),
    recoveryPointId: text(properties, 'failoverRecoveryPointId'),
    recoveryMachineId: text(details, 'recoveryFabricObjectId'),
    percentComplete: numberOf(details['monitoringPercentageCompletion']),
  };
}

function targetOf(details: Row): string {
  const name = (value: unknown): string => lastOf(textOf(value) ?? '');
  const interfaces = (recordsOf(details['vmNics']) ?? []).map((nic) => {
    const addresses = (recordsOf(nic['ipConfigs']) ?? []).map(
      (one) => `${name(one['recoverySubnetName'])} ${textOf(one['recoveryStaticIPAddress']) ?? 'dynamic'}`,
    );
    return [name(nic['recoveryVMNetworkId']), ...addresses].join('/');
  });
  return [textOf(details['recoveryAzureVMSize']) ?? '', ...interfaces].join(', ');
}

/** Undefined for what never happened: Azure leaves the date out, or gives a year that stands for never. */
function isoOf(value: unknown): string | undefined {
  return dateOf(value)?.toISOString();
}
