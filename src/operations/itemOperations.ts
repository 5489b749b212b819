import { recoveryApiVersion } from '../azure/siteRecovery/recoveryAccess.ts';
import type { RecoveryItem } from '../model/recoveryItem.ts';
import { vaultPathOf } from './vaultPathOf.ts';
import type { Operation } from './operation.ts';
import type { PostStep } from './step.ts';

/**
 * Names of the scenarios by which the jobs of these requests are known. Documented: TestFailover. The others were never read: these are the
 * likely ones, and a job under another name leaves the question to a person.
 */
const scenarios = {
  testFailover: ['TestFailover'],
  testFailoverCleanup: ['TestFailoverCleanup', 'CleanupTestFailover', 'StopTestFailover'],
  remove: ['DisableDr', 'DisableProtection', 'RemoveProtection'],
} as const;

function post(
  item: RecoveryItem,
  action: keyof typeof scenarios,
  more: Pick<PostStep, 'name' | 'title' | 'needs'>,
  properties: object,
): PostStep {
  return {
    kind: 'post',
    ...more,
    call: { method: 'POST', path: `${item.azureId}/${action}`, apiVersion: recoveryApiVersion, body: { properties } },
    search: { scenarios: scenarios[action], itemId: item.azureId },
  };
}

function operation(kind: Operation['kind'], item: RecoveryItem, step: PostStep, inputs: Readonly<Record<string, string>> = {}): Operation {
  return {
    kind,
    subject: item.machineId.toLowerCase(),
    machine: item.friendlyName,
    vaultId: vaultPathOf(item.azureId),
    inputs,
    steps: [step],
    confirmed: item,
  };
}

export interface TestFailoverChoices {
  /** ARM id of the network that the test machine is put into. */
  readonly networkId: string;
  /** ARM id of a recovery point; undefined: the latest. */
  readonly recoveryPointId: string | undefined;
}

/** A rehearsal: makes a test machine in the target region. Neither the source machine nor its replication is touched. */
export function testFailover(item: RecoveryItem, { networkId, recoveryPointId }: TestFailoverChoices): Operation {
  const title = `Test failover of ${item.friendlyName} to ${item.targetLocation}`;
  const step = post(
    item,
    'testFailover',
    { name: 'test-failover', title, needs: 'TestFailover' },
    {
      failoverDirection: 'PrimaryToRecovery',
      networkType: 'VmNetworkAsInput',
      networkId,
      providerSpecificDetails: { instanceType: 'A2A', ...(recoveryPointId !== undefined && { recoveryPointId }) },
    },
  );
  return operation('test-failover', item, step, { networkId, recoveryPointId: recoveryPointId ?? 'latest' });
}

/** Removes what a test failover made. `notes` go into Azure's own record. */
export function cleanUpTest(item: RecoveryItem, notes: string): Operation {
  const title = `Clean up the test failover of ${item.friendlyName}`;
  const step = post(item, 'testFailoverCleanup', { name: 'cleanup-test', title, needs: 'TestFailoverCleanup' }, { comments: notes });
  return operation('cleanup-test', item, step, { notes });
}

/** Stops replicating a machine: its replica disks and recovery points go, the machine stays as it is. */
export function disableReplication(item: RecoveryItem): Operation {
  const title = `Disable the replication of ${item.friendlyName}`;
  const step = post(item, 'remove', { name: 'disable', title, needs: 'DisableProtection' }, {});
  return operation('disable', item, { ...step, removesItem: true });
}
