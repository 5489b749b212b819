import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { preciseTime } from '../azureTime.ts';
import { fieldAt, textAt } from '../field.ts';
import { siteRecoveryId, VAULT_TYPE } from '../vaultScope.ts';

/** Names of events begin with a number that falls as time passes: .NET ticks left until the year 9999. */
const TICKS_AT_1970 = 621_355_968_000_000_000n;
const LAST_TICK = 3_155_378_975_999_999_999n;
const TICKS_PER_MILLISECOND = 10_000n;

export function eventName(kind: string, now: Date, guid: string): string {
  return `${kind};${LAST_TICK - TICKS_AT_1970 - BigInt(now.getTime()) * TICKS_PER_MILLISECOND}_${guid}`;
}

/**
 * Writes the event of a job that has ended. The form is that of the OpenAPI's `JobStatusEventDetails`. [GAP] No such event was recorded: for
 * which jobs Azure writes one, and its code and texts, are made up.
 */
export function recordJobEvent(world: World, vaultId: string, job: ArmResource): void {
  const now = world.clock.now();
  const name = eventName('JobStatusEvent', now, job.name);
  const friendlyName = textAt(job, 'properties', 'friendlyName') ?? '';
  const state = textAt(job, 'properties', 'state') ?? '';
  const failed = state === 'Failed';
  world.store.put({
    id: siteRecoveryId(`${vaultId}/replicationEvents/${name}`),
    name,
    type: `${VAULT_TYPE}/replicationEvents`,
    properties: {
      eventCode: failed ? 'JobFailed' : 'JobEnded',
      description: `${friendlyName}: ${state}`,
      eventType: 'JobStatus',
      affectedObjectFriendlyName: textAt(job, 'properties', 'targetObjectName') ?? '',
      affectedObjectCorrelationId: textAt(job, 'properties', 'targetObjectId') ?? '',
      severity: failed ? 'Critical' : 'OK',
      timeOfOccurrence: preciseTime(now),
      fabricId: '',
      providerSpecificDetails: null,
      eventSpecificDetails: {
        instanceType: 'JobStatus',
        jobId: job.id,
        jobFriendlyName: friendlyName,
        jobStatus: state,
        affectedObjectType: fieldAt(job, 'properties', 'targetInstanceType'),
      },
      healthErrors: [],
    },
  });
}
