import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { UserError } from '../../model/userError.ts';
import { disableReplication } from './replicationOperations.ts';
import { requireOffered } from './requireOffered.ts';
import { cleanUpTest, testFailover } from './testFailoverOperations.ts';
import type { Isolation } from './networkIsolation.ts';
import type { Operation } from '../operation.ts';
import type { PutStep } from '../step.ts';

/** The choices of what is asked of a protected item; undefined: the default. */
export interface ItemChoices {
  /** ARM id of the network of a test machine; default: the item's own network for tests. */
  readonly networkId?: string | undefined;
  /** Whether that network is cut off from production; default: not known. */
  readonly isolation?: Isolation | undefined;
  /** Makes that network first; default: it is there. */
  readonly makeNetwork?: PutStep | undefined;
  /** ARM id of a recovery point; default: the latest. */
  readonly recoveryPointId?: string | undefined;
  /** For Azure's own record of a clean-up. */
  readonly notes?: string | undefined;
}

/**
 * Plans what needs no more than the protected item, which was read a moment ago; `planItem` plans every command, and reads what else it needs.
 * Throws a `UserError` with reason `usage` when the item does not offer it now, or when a choice is missing that has no default.
 */
export function planFromItem(kind: 'test-failover' | 'cleanup-test' | 'disable', item: RecoveryItem, choices: ItemChoices): Operation {
  requireOffered(kind, item);
  const { networkId, isolation, makeNetwork, recoveryPointId, notes } = choices;
  if (kind === 'cleanup-test') return cleanUpTest(item, notes ?? '');
  if (kind === 'disable') return disableReplication(item);
  const network = networkId ?? item.testNetworkId;
  if (network === '') {
    throw new UserError(
      'usage',
      `${item.friendlyName} has no network for tests.`,
      `Choose an isolated network in ${item.targetLocation} (--network ID), or have one made (--network new).`,
    );
  }
  return testFailover(item, { networkId: network, isolation, makeNetwork, recoveryPointId });
}
