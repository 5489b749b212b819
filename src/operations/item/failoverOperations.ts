import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { itemOperation, itemStep } from './itemOperation.ts';
import type { Operation } from '../operation.ts';

/** What a person chooses of a failover. */
export interface FailoverChoices {
  /** ARM id of a recovery point; undefined: the latest, for which Azure first works off all that has reached the cache account. */
  readonly recoveryPointId: string | undefined;
  /** Azure stops the source machine first, so that nothing more is written there. It goes on when that cannot be done. */
  readonly shutsDownSource: boolean;
}

/**
 * Makes the machine in the other region and starts it there; failing back is the same, once the machine is replicated back. Depends on nothing
 * in the region that is left.
 */
export function failover(item: RecoveryItem, { recoveryPointId, shutsDownSource }: FailoverChoices): Operation {
  const title = `Failover of ${item.friendlyName} to ${item.targetLocation}`;
  const properties = {
    // Both ways: re-protection has switched the sides (recorded).
    failoverDirection: 'PrimaryToRecovery',
    sourceSiteOperations: shutsDownSource ? 'Required' : 'NotRequired',
    providerSpecificDetails: { instanceType: 'A2A', ...(recoveryPointId !== undefined && { recoveryPointId }) },
  };
  const step = itemStep(item, 'failover', title, { path: `${item.azureId}/unplannedFailover`, body: { properties } });
  const inputs = { recoveryPointId: recoveryPointId ?? 'latest', shutDownSource: shutsDownSource ? 'yes' : 'no' };
  return itemOperation('failover', item, [step], inputs);
}

/** Ends the choice of a recovery point: the other points are deleted. */
export function commitFailover(item: RecoveryItem): Operation {
  const title = `Commit the failover of ${item.friendlyName}`;
  // Recorded without a body.
  return itemOperation('commit', item, [itemStep(item, 'commit', title, { path: `${item.azureId}/failoverCommit`, body: undefined })]);
}

/** Makes the failed-over machine anew from another recovery point: what was written to it since the failover is lost. */
export function changeRecoveryPoint(item: RecoveryItem, recoveryPointId: string): Operation {
  const title = `Change the recovery point of ${item.friendlyName}`;
  const body = { properties: { recoveryPointId, providerSpecificDetails: { instanceType: 'A2A' } } };
  const step = itemStep(item, 'change-point', title, { path: `${item.azureId}/applyRecoveryPoint`, body });
  return itemOperation('change-point', item, [step], { recoveryPointId });
}
