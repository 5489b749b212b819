import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { preciseTime } from '../azureTime.ts';
import { textAt } from '../field.ts';
import { isRunning } from '../jobs/startJob.ts';
import { siteRecoveryId, vaultIdOf } from '../vaultScope.ts';

/** `currentScenario` of an item on which no job runs [recorded]. */
export function idleScenario(itemId: string): Readonly<Record<string, unknown>> {
  const vaultId = siteRecoveryId(vaultIdOf(itemId));
  return { scenarioName: 'None', jobId: `${vaultId}/replicationJobs/None`, startTime: '1753-01-01T01:01:01Z' };
}

/** `currentScenario` while a job runs on an item. */
export function runningScenario(world: World, scenarioName: string, jobId: string): Readonly<Record<string, unknown>> {
  return { scenarioName, jobId, startTime: preciseTime(world.clock.now()) };
}

/** The job that runs on an item now. A test failover that waits for its clean-up has ended. */
export function currentJob(world: World, item: ArmResource): ArmResource | undefined {
  const job = world.store.get(textAt(item, 'properties', 'currentScenario', 'jobId') ?? '');
  return job && isRunning(job) ? job : undefined;
}
