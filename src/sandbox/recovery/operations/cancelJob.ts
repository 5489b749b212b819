import type { World } from '../../world.ts';
import { acceptJob } from '../acceptedReply.ts';
import { requireChild } from '../registerReads.ts';
import { cancelJobs } from '../jobs/scenarios.ts';
import { cancelJob } from '../jobs/startJob.ts';
import { requireVault } from '../vaultScope.ts';
import { jobSubject, JOB_PATH, JOB_ROUTE, requireAction } from './jobAction.ts';

/** Cancels a running job: what it had begun is taken back. A job that has ended by the time stays as it ended. */
export function registerCancelJob(world: World): void {
  world.router.add('POST', `${JOB_ROUTE}/cancel`, (call) => {
    const job = requireChild(world, call, JOB_PATH);
    requireAction(world, call, job, 'Cancel');
    return acceptJob(world, call, requireVault(world, call).id, job.id, {
      scenario: cancelJobs,
      target: jobSubject(job),
      complete: () => cancelJob(world, job.id),
    });
  });
}
