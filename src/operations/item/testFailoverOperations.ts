import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { itemOperation, itemStep } from './itemOperation.ts';
import type { Isolation } from './networkIsolation.ts';
import type { Operation } from '../operation.ts';
import type { PutStep } from '../step.ts';

/** What a test failover is made from, all of it decided. */
export interface TestFailoverChoices {
  /** ARM id of the network that the test machine is put into. */
  readonly networkId: string;
  /** What the person was told of it. */
  readonly isolation?: Isolation | undefined;
  /** Makes it first; undefined: it is there. */
  readonly makeNetwork?: PutStep | undefined;
  /** ARM id of a recovery point; undefined: the latest. */
  readonly recoveryPointId: string | undefined;
}

/** A rehearsal: makes a test machine in the target region. Neither the source machine nor its replication is touched. */
export function testFailover(item: RecoveryItem, choices: TestFailoverChoices): Operation {
  const { networkId, isolation = 'unknown', makeNetwork, recoveryPointId } = choices;
  const title = `Test failover of ${item.friendlyName} to ${item.targetLocation}`;
  const properties = {
    failoverDirection: 'PrimaryToRecovery',
    networkType: 'VmNetworkAsInput',
    networkId,
    providerSpecificDetails: { instanceType: 'A2A', ...(recoveryPointId !== undefined && { recoveryPointId }) },
  };
  const step = itemStep(item, 'test-failover', title, { path: `${item.azureId}/testFailover`, body: { properties } });
  const steps = makeNetwork ? [makeNetwork, step] : [step];
  return itemOperation('test-failover', item, steps, { networkId, isolation, recoveryPointId: recoveryPointId ?? 'latest' });
}

/** Removes what a test failover made. `notes` go into Azure's own record. */
export function cleanUpTest(item: RecoveryItem, notes: string): Operation {
  const title = `Clean up the test failover of ${item.friendlyName}`;
  const body = { properties: { comments: notes } };
  const step = itemStep(item, 'cleanup-test', title, { path: `${item.azureId}/testFailoverCleanup`, body });
  return itemOperation('cleanup-test', item, [step], { notes });
}
