import { keyOf } from '../../resource.ts';
import type { World } from '../../world.ts';
import { acceptJob } from '../acceptedReply.ts';
import { requireChild } from '../registerReads.ts';
import { patchProperties } from '../patchProperties.ts';
import { requireVault } from '../vaultScope.ts';
import { JOB_PATH, JOB_ROUTE, notOffered, requireAction } from './jobAction.ts';

/**
 * Runs a failed job once more, as a job of its own with the same request behind it. [GAP] Never recorded; the id of the accepted
 * operation is that of the new job. A job that was put from outside has no request behind it.
 */
export function registerRestartJob(world: World): void {
  world.router.add('POST', `${JOB_ROUTE}/restart`, (call) => {
    const job = requireChild(world, call, JOB_PATH);
    requireAction(world, call, job, 'Restart');
    const plan = world.jobPlans.get(keyOf(job.id));
    if (!plan) throw notOffered(world, call, job, 'Restart');
    const accepted = acceptJob(world, call, requireVault(world, call).id, job.id, plan);
    patchProperties(world, job.id, () => ({ allowedActions: [] }));
    return accepted;
  });
}
