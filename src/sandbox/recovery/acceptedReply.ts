import { retryAfter } from '../retryAfter.ts';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';
import type { JobPlan } from './jobs/jobPlan.ts';
import { startJob } from './jobs/startJob.ts';
import { siteRecoveryId } from './vaultScope.ts';

/** Recorded on every accepted request of Site Recovery. */
export const RETRY_SECONDS = 30;

/**
 * Site Recovery's one answer to every change: starts the job and says 202 with no body, where to poll, and in `x-ms-request-id` the job's
 * ARM id. Operation, job and result share one GUID.
 * @param resultPath Id of the resource whose `operationresults` hold the outcome; `{job}` in it stands for the job's GUID.
 */
export function acceptJob(world: World, call: Call, vaultId: string, resultPath: string, plan: JobPlan): Reply {
  const guid = startJob(world, vaultId, { ...plan, clientRequestId: call.headers['x-ms-client-request-id'] });
  const url = (id: string): string =>
    `${call.origin}${siteRecoveryId(id)}?${new URLSearchParams({ 'api-version': call.apiVersion }).toString()}`;
  return {
    status: 202,
    headers: {
      'Azure-AsyncOperation': url(`${vaultId}/replicationOperationStatus/${guid}`),
      Location: url(`${resultPath.replace('{job}', guid)}/operationresults/${guid}`),
      'Retry-After': retryAfter(world, RETRY_SECONDS),
      'x-ms-request-id': siteRecoveryId(`${vaultId}/replicationJobs/${guid}`),
    },
  };
}
