import type { Problem } from '../../model/problem.ts';
import type { RecoveryJob } from '../../model/recoveryJob.ts';
import type { StepEnd } from '../journal/journal.ts';
import { ownProblem } from './ownProblem.ts';
import type { StepRun } from './stepRun.ts';

/** Reads that may find no such job yet, right after its request was accepted. */
const mostMissing = 5;
/** Code of the problem of a job that somebody has cancelled. */
export const jobCancelled = 'JobCancelled';

/**
 * Follows a job of Site Recovery to its end, and answers what it gave warning of, and how long it took. The job alone tells causes, and tells
 * warnings from errors: the status of its operation has an `error` for both (recorded). Stops the step when it fails or is cancelled.
 */
export async function followJob(jobId: string, own: StepRun): Promise<StepEnd> {
  const { step, operation, run } = own;
  let shown = '';
  for (let missing = 0; ;) {
    const job = await own.read(() => run.azure.readJob(operation.vaultId, jobId));
    if (job) {
      const now = JSON.stringify([job.standing, job.tasks]);
      if (now !== shown) own.report({ type: 'job', step, job });
      shown = now;
      if (job.standing === 'succeeded') return endOf(job);
      if (job.standing === 'failed' || job.standing === 'cancelled') own.fail(reasonOf(job));
    } else if (++missing > mostMissing) {
      own.fail(ownProblem('JobNotFound', `The vault has no job ${jobId}.`));
    }
    await own.sleep();
  }
}

function endOf(job: RecoveryJob): StepEnd {
  return { warnings: [...job.warnings, ...job.errors], jobSeconds: secondsOf(job), movedTo: job.newItemId || undefined };
}

function secondsOf({ startedAt, endedAt }: RecoveryJob): number | undefined {
  return startedAt && endedAt ? Math.round((endedAt.getTime() - startedAt.getTime()) / 1000) : undefined;
}

function reasonOf(job: RecoveryJob): Problem {
  const [first] = job.errors;
  if (first) return first;
  return job.standing === 'cancelled'
    ? ownProblem(jobCancelled, `The job "${job.title}" was cancelled in Azure.`)
    : ownProblem('JobFailed', `The job "${job.title}" failed without saying why.`);
}
