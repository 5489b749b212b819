import type { World } from '../../world.ts';
import { acceptJob } from '../acceptedReply.ts';
import { requireChild } from '../registerReads.ts';
import { resumeJobs } from '../jobs/scenarios.ts';
import { resumeJob } from '../jobs/startJob.ts';
import { requireVault } from '../vaultScope.ts';
import { JOB_PATH, JOB_ROUTE, jobSubject, requireAction } from './jobAction.ts';

/** Lets a job go on that waits for its user. [GAP] Never recorded; jobs of single machines never wait (documented), those of plans do. */
export function registerResumeJob(world: World): void {
  world.router.add('POST', `${JOB_ROUTE}/resume`, (call) => {
    const job = requireChild(world, call, JOB_PATH);
    requireAction(world, call, job, 'Resume');
    return acceptJob(world, call, requireVault(world, call).id, job.id, {
      scenario: resumeJobs,
      target: jobSubject(job),
      complete: () => resumeJob(world, job.id),
    });
  });
}
