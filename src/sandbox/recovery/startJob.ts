import { keyOf, type ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { preciseTime, secondTime } from './azureTime.ts';
import { changedEach } from './field.ts';
import { errorEntry } from './jobErrors.ts';
import { recordJobEvent } from './jobEvents.ts';
import { JobFailure, type JobPlan, type JobRun } from './jobPlan.ts';
import type { Scenario } from './scenarios.ts';
import { siteRecoveryId, VAULT_TYPE } from './vaultScope.ts';

export const JOB_TYPE = `${VAULT_TYPE}/replicationJobs`;

/** How Site Recovery writes the times of a task that has not begun. */
const NOT_YET = '0001-01-01T00:00:00';

interface Task {
  readonly startTime: string;
  readonly endTime: string;
  readonly state: string;
  readonly [key: string]: unknown;
}

/** The properties of a job that steps change. */
interface JobProperties {
  readonly state: string;
  readonly tasks: readonly Task[];
  readonly errors: readonly unknown[];
  readonly [key: string]: unknown;
}

const IN_PROGRESS = { state: 'InProgress', stateDescription: 'InProgress' };
const SUCCEEDED = { state: 'Succeeded', stateDescription: 'Completed' };
const FAILED = { state: 'Failed', stateDescription: 'Failed' };
const SKIPPED = { state: 'Other', stateDescription: 'Skipped' };
/** [GAP] No cancelled job was recorded; the state is one of the OpenAPI's. */
const CANCELLED = { state: 'Cancelled', stateDescription: 'Cancelled' };

/**
 * Starts a job in a vault and returns its id (a GUID, which is the operation's id too). The job is a resource in the store; its tasks
 * move with the clock, one after the other, each for an equal share of the time. A planted fault (`{"operation": scenarioName}`) makes it fail
 * in its second task (the first is a preparation), or in its only one; the tasks after that never start. A planted warning shows at that task.
 */
export function startJob(world: World, vaultId: string, plan: JobPlan): string {
  const { store, clock } = world;
  const { scenario, target } = plan;
  const guid = world.newGuid();
  const id = siteRecoveryId(`${vaultId}/replicationJobs/${guid}`);
  plan.begin?.(id);
  const fault = world.takeJobFault(scenario.scenarioName);
  const failingTask = fault ? Math.min(1, scenario.tasks.length - 1) : -1;
  const start = clock.now();
  store.put({
    id,
    name: guid,
    type: JOB_TYPE,
    properties: {
      activityId: `${plan.clientRequestId ?? world.newGuid()} ActivityId: ${world.newGuid()}`,
      scenarioName: scenario.scenarioName,
      friendlyName: scenario.friendlyName,
      ...IN_PROGRESS,
      tasks: newTasks(scenario, start),
      errors: [],
      startTime: preciseTime(start),
      allowedActions: ['Cancel'],
      targetObjectId: target.id,
      targetObjectName: target.name,
      targetInstanceType: scenario.targetInstanceType,
      customDetails: plan.customDetails ?? { instanceType: 'AsrJobDetails', affectedObjectDetails: {} },
    },
  });
  world.jobPlans.set(keyOf(id), plan);
  scenario.tasks.forEach((_, index) => {
    const share = (index + 1) / scenario.tasks.length;
    clock.schedule(start.getTime() + scenario.seconds * 1000 * share, () =>
      endTask(world, id, index, index === failingTask ? fault : undefined),
    );
  });
  return guid;
}

function newTasks(scenario: Scenario, start: Date): readonly Task[] {
  return scenario.tasks.map((task, index) => ({
    taskId: task.id,
    name: task.id,
    startTime: index === 0 ? preciseTime(start) : NOT_YET,
    endTime: NOT_YET,
    allowedActions: [],
    friendlyName: task.friendlyName,
    ...(index === 0 ? IN_PROGRESS : { state: 'NotStarted', stateDescription: 'NotStarted' }),
    taskType: 'TaskDetails',
    customDetails: { instanceType: 'TaskDetails' },
    groupTaskCustomDetails: null,
    errors: [],
  }));
}

/** Does nothing when the job was cancelled, or its vault is gone. */
function endTask(world: World, jobId: string, index: number, planted: ReturnType<World['takeJobFault']>): void {
  const job = world.store.get(jobId);
  const plan = world.jobPlans.get(keyOf(jobId));
  if (!job || !plan || !isRunning(job)) return;
  const properties = job.properties as JobProperties;
  const taskId = plan.scenario.tasks[index]?.id ?? '';
  const isLast = index === plan.scenario.tasks.length - 1;
  const warnings: unknown[] = [];
  let ended = SUCCEEDED;
  const run: JobRun = {
    jobId,
    warn: (code, details) => warnings.push(errorEntry(world, { code, level: 'Warning', taskId, targetName: plan.target.name, ...details })),
    skip: () => {
      ended = SKIPPED;
    },
  };
  if (planted?.level === 'Warning') run.warn(planted.errorCode);
  const failure = planted && planted.level !== 'Warning' ? new JobFailure(planted.errorCode) : runStep(plan, taskId, isLast, run);
  const errors = [...properties.errors, ...warnings];
  if (failure) {
    const entry = errorEntry(world, { code: failure.code, level: 'Error', taskId, targetName: plan.target.name, ...failure.details });
    const tasks = movedTasks(properties.tasks, index, { ...FAILED, errors: [entry] }, preciseTime(world.clock.now()), false);
    endJob(world, job, { ...properties, ...FAILED, tasks, errors: [entry, ...errors], allowedActions: ['Restart'] });
    plan.undo?.(failure);
    return;
  }
  const tasks = movedTasks(properties.tasks, index, ended, preciseTime(world.clock.now()), true);
  if (isLast) endJob(world, job, { ...properties, ...SUCCEEDED, tasks, errors, allowedActions: [] });
  else world.store.put({ ...job, properties: { ...properties, tasks, errors } });
}

function runStep(plan: JobPlan, taskId: string, isLast: boolean, run: JobRun): JobFailure | undefined {
  try {
    plan.steps?.[taskId]?.(run);
    if (isLast) plan.complete(run);
    return undefined;
  } catch (error) {
    if (error instanceof JobFailure) return error;
    throw error;
  }
}

/** The tasks with one ended; the next one begins where the job goes on. */
function movedTasks(
  tasks: readonly Task[],
  index: number,
  ended: Readonly<Record<string, unknown>>,
  now: string,
  goesOn: boolean,
): readonly Task[] {
  return tasks.map((task, i) => {
    if (i === index) return { ...task, endTime: now, ...ended };
    return i === index + 1 && goesOn ? { ...task, startTime: now, ...IN_PROGRESS } : task;
  });
}

function endJob(world: World, job: ArmResource, properties: Readonly<Record<string, unknown>>): void {
  const ended = { ...job, properties: { ...properties, endTime: secondTime(world.clock.now()) } };
  world.store.put(ended);
  recordJobEvent(world, job.id.slice(0, job.id.lastIndexOf('/replicationJobs/')), ended);
}

/** Ends a running job as cancelled and takes back what it had begun. Does nothing to one that has ended. */
export function cancelJob(world: World, jobId: string): void {
  const job = world.store.get(jobId);
  if (!job || !isRunning(job)) return;
  const properties = job.properties as JobProperties;
  const now = preciseTime(world.clock.now());
  const tasks = changedEach(properties.tasks, ({ state }) => (state === 'InProgress' ? { endTime: now, ...CANCELLED } : {}));
  endJob(world, job, { ...properties, ...CANCELLED, tasks, allowedActions: [] });
  world.jobPlans.get(keyOf(jobId))?.undo?.(undefined);
}

/** Ends a job that waits for its user: no job of the sandbox has anything left to do by then. Does nothing to others. */
export function resumeJob(world: World, jobId: string): void {
  const job = world.store.get(jobId);
  if (job?.properties?.['state'] === 'Suspended') endJob(world, job, { ...job.properties, ...SUCCEEDED, allowedActions: [] });
}

/** Whether a job has not ended: one that waits for its user runs, too. */
export function isRunning(job: ArmResource): boolean {
  return ['InProgress', 'NotStarted', 'Suspended'].includes(String(job.properties?.['state']));
}

/** A job as it stands in the store. */
export function jobOf(world: World, vaultId: string, guid: string): ArmResource | undefined {
  return world.store.get(`${vaultId}/replicationJobs/${guid}`);
}
