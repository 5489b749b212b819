import { keyOf, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { preciseTime, secondTime } from '../azureTime.ts';
import { changedEach } from '../field.ts';
import { errorEntry } from './jobErrors.ts';
import { recordJobEvent } from './jobEvents.ts';
import { JobFailure, type JobPlan, type JobRun } from './jobPlan.ts';
import { CANCELLED, FAILED, IN_PROGRESS, movedTasks, newTasks, SKIPPED, SUCCEEDED, SUSPENDED, type Task } from './jobTasks.ts';
import { siteRecoveryId, VAULT_TYPE } from '../vaultScope.ts';

export const JOB_TYPE = `${VAULT_TYPE}/replicationJobs`;

/** The properties of a job that steps change. */
interface JobProperties {
  readonly state: string;
  readonly tasks: readonly Task[];
  readonly errors: readonly unknown[];
  readonly [key: string]: unknown;
}

/**
 * Starts a job in a vault and returns its id (a GUID, which is the operation's id too). The job is a resource in the store; its tasks
 * move with the clock, one after the other, each for its share of the time. A planted fault (`{"operation": scenarioName}`) makes it fail
 * in its second task (the first is a preparation), or in its only one; the tasks after that never start. A planted warning shows at that task.
 */
export function startJob(world: World, vaultId: string, plan: JobPlan): string {
  const { store, clock } = world;
  const { scenario, target } = plan;
  const guid = world.newGuid();
  const id = siteRecoveryId(`${vaultId}/replicationJobs/${guid}`);
  plan.begin?.(id);
  const fault = world.takeJobFault(scenario.scenarioName);
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
      tasks: newTasks(id, scenario, start),
      errors: [],
      startTime: preciseTime(start),
      allowedActions: scenario.isUncancellable === true ? [] : ['Cancel'],
      targetObjectId: target.id,
      targetObjectName: target.name,
      targetInstanceType: scenario.targetInstanceType,
      customDetails: plan.customDetails ?? { instanceType: 'AsrJobDetails', affectedObjectDetails: {} },
    },
  });
  world.jobPlans.set(keyOf(id), plan);
  scheduleTask(world, id, 0, start.getTime(), fault);
  return guid;
}

type PlantedFault = ReturnType<World['takeJobFault']>;

/** Lets a task run from a moment on (milliseconds since 1970), and the others after it. */
function scheduleTask(world: World, jobId: string, index: number, from: number, fault: PlantedFault): void {
  const { seconds, tasks } = world.jobPlans.get(keyOf(jobId))!.scenario;
  const end = from + (tasks[index]?.seconds ?? seconds / tasks.length) * 1000;
  world.clock.schedule(end, () => {
    const failing = Math.min(1, tasks.length - 1);
    if (endTask(world, jobId, index, index === failing ? fault : undefined)) scheduleTask(world, jobId, index + 1, end, fault);
  });
}

/** What a task says while it runs. */
class TaskRun implements JobRun {
  readonly jobId: string;
  readonly warn: JobRun['warn'];
  readonly warnings: unknown[] = [];
  ended: Readonly<Record<string, unknown>> = SUCCEEDED;

  constructor(world: World, jobId: string, plan: JobPlan, taskId: string) {
    this.jobId = jobId;
    this.warn = (code, details) => {
      this.warnings.push(errorEntry(world, { code, level: 'Warning', taskId, targetName: plan.target.name, ...details }));
    };
  }

  skip(): void {
    this.ended = SKIPPED;
  }
}

/**
 * Ends a task: its step runs, and with the last one, or one that fails, the job ends. A task that waits for its user suspends the job at first.
 * Says whether the next task follows; does nothing when the job was cancelled, or its vault is gone.
 */
function endTask(world: World, jobId: string, index: number, planted: PlantedFault, isResumed = false): boolean {
  const job = world.store.get(jobId);
  const plan = world.jobPlans.get(keyOf(jobId));
  if (!job || !plan || !isRunning(job)) return false;
  const properties = job.properties as JobProperties;
  const task = plan.scenario.tasks[index]!;
  if (task.waits === true && !isResumed) {
    const tasks = changedEach(properties.tasks, (_, at) => (at === index ? SUSPENDED : {}));
    world.store.put({ ...job, properties: { ...properties, ...SUSPENDED, tasks, allowedActions: ['Resume', 'Cancel'] } });
    return false;
  }
  const run = new TaskRun(world, jobId, plan, properties.tasks[index]?.taskId ?? task.id);
  if (planted?.level === 'Warning') run.warn(planted.errorCode);
  const isLast = index === plan.scenario.tasks.length - 1;
  const failure =
    planted && planted.level !== 'Warning'
      ? new JobFailure(planted.errorCode)
      : failureOf(() => {
          plan.steps?.[task.id]?.(run);
          if (isLast) plan.complete(run);
        });
  passTask(world, plan, jobId, index, run, failure);
  return !failure && !isLast;
}

/** Writes into a job how a task has ended. */
function passTask(world: World, plan: JobPlan, jobId: string, index: number, run: TaskRun, failure: JobFailure | undefined): void {
  // Steps may have written into the job.
  const job = world.store.get(jobId)!;
  const properties = job.properties as JobProperties;
  const errors = [...properties.errors, ...run.warnings];
  const now = preciseTime(world.clock.now());
  if (failure) {
    const taskId = properties.tasks[index]?.taskId ?? '';
    const entry = errorEntry(world, { code: failure.code, level: 'Error', taskId, targetName: plan.target.name, ...failure.details });
    const tasks = movedTasks(properties.tasks, index, { ...FAILED, errors: [entry] }, now, false);
    endJob(world, job, { ...properties, ...FAILED, tasks, errors: [entry, ...errors], allowedActions: ['Restart'] });
    plan.undo?.(failure);
    return;
  }
  const isLast = index === plan.scenario.tasks.length - 1;
  const tasks = movedTasks(properties.tasks, index, run.ended, now, true);
  if (isLast) endJob(world, job, { ...properties, ...SUCCEEDED, tasks, errors, allowedActions: [] });
  else world.store.put({ ...job, properties: { ...properties, tasks, errors } });
}

function failureOf(step: () => void): JobFailure | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    if (error instanceof JobFailure) return error;
    throw error;
  }
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
  const tasks = changedEach(properties.tasks, ({ state }) =>
    state === IN_PROGRESS.state || state === SUSPENDED.state ? { endTime: now, ...CANCELLED } : {},
  );
  endJob(world, job, { ...properties, ...CANCELLED, tasks, allowedActions: [] });
  world.jobPlans.get(keyOf(jobId))?.undo?.(undefined);
}

/** Lets a job go on after the task that waits for its user. One that was put from outside ends. Does nothing to others. */
export function resumeJob(world: World, jobId: string): void {
  const job = world.store.get(jobId);
  if (job?.properties?.['state'] !== 'Suspended') return;
  const plan = world.jobPlans.get(keyOf(jobId));
  if (!plan) {
    endJob(world, job, { ...job.properties, ...SUCCEEDED, allowedActions: [] });
    return;
  }
  const index = (job.properties as JobProperties).tasks.findIndex(({ state }) => state === SUSPENDED.state);
  world.store.put({ ...job, properties: { ...job.properties, ...IN_PROGRESS, allowedActions: ['Cancel'] } });
  if (endTask(world, jobId, index, undefined, true)) scheduleTask(world, jobId, index + 1, world.clock.now().getTime(), undefined);
}

/** Whether a job has not ended: one that waits for its user runs, too. */
export function isRunning(job: ArmResource): boolean {
  return ['InProgress', 'NotStarted', 'Suspended'].includes(String(job.properties?.['state']));
}

/** A job as it stands in the store. */
export function jobOf(world: World, vaultId: string, guid: string): ArmResource | undefined {
  return world.store.get(`${vaultId}/replicationJobs/${guid}`);
}
