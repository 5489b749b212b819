import type { ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { preciseTime, secondTime } from './azureTime.ts';
import { jobError } from './jobErrors.ts';
import { recordJobEvent } from './jobEvents.ts';
import type { Scenario } from './scenarios.ts';
import { siteRecoveryId, VAULT_TYPE } from './vaultScope.ts';

export const JOB_TYPE = `${VAULT_TYPE}/replicationJobs`;

/** How Site Recovery writes the times of a task that has not begun. */
const NOT_YET = '0001-01-01T00:00:00';

export interface JobPlan {
  readonly scenario: Scenario;
  /** What the job is about: `targetObjectId` and `targetObjectName`. */
  readonly target: { readonly id: string; readonly name: string };
  /** `customDetails`; `AsrJobDetails` about nothing when absent. */
  readonly customDetails?: Readonly<Record<string, unknown>>;
  /** `x-ms-client-request-id` of who asked; absent for jobs that the service starts by itself. */
  readonly clientRequestId?: string | undefined;
  /** What the job fails with, where that is certain from the start. A planted fault comes first. */
  readonly errorCode?: string;
  /** The job's consequence, at the time when it succeeds. A failed or cancelled job has none. */
  readonly complete: () => void;
}

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
  readonly [key: string]: unknown;
}

/**
 * Starts a job in a vault and returns its id (a GUID, which is the operation's id too). The job is a resource in the store; its tasks
 * move with the clock, one after the other, each for an equal share of the time. A planted fault (`{"operation": scenarioName}`) makes it fail
 * after its first task (a preparation), or in its only one; the tasks after that never start.
 */
export function startJob(world: World, vaultId: string, plan: JobPlan): string {
  const { store, clock } = world;
  const { scenario, target } = plan;
  const guid = world.newGuid();
  const id = siteRecoveryId(`${vaultId}/replicationJobs/${guid}`);
  const start = clock.now();
  const errorCode = world.takeJobFault(scenario.scenarioName)?.errorCode ?? plan.errorCode;
  const failingTask = errorCode === undefined ? -1 : Math.min(1, scenario.tasks.length - 1);

  const put = (properties: JobProperties): void => store.put({ id, name: guid, type: JOB_TYPE, properties });
  /** Undefined when the job was cancelled, or its vault is gone. */
  const running = (): JobProperties | undefined => {
    const properties = store.get(id)?.properties as JobProperties | undefined;
    return properties?.state === 'InProgress' ? properties : undefined;
  };

  const endTask = (index: number): void => {
    const job = running();
    if (!job) return;
    const now = preciseTime(clock.now());
    const failed = index === failingTask;
    const isLast = index === scenario.tasks.length - 1;
    const errors = failed ? [errorEntry(world, errorCode ?? '', target.name, scenario.tasks[index]?.id ?? '')] : [];
    const ended = { endTime: now, ...(failed ? { state: 'Failed', stateDescription: 'Failed', errors } : SUCCEEDED) };
    const tasks = job.tasks.map((task, i) => {
      if (i === index) return { ...task, ...ended };
      return i === index + 1 && !failed ? { ...task, startTime: now, ...IN_PROGRESS } : task;
    });
    if (!failed && !isLast) return put({ ...job, tasks });
    put({
      ...job,
      tasks,
      ...(failed ? { state: 'Failed', stateDescription: 'Failed', errors } : SUCCEEDED),
      endTime: secondTime(clock.now()),
      allowedActions: [],
    });
    if (!failed) plan.complete();
    const done = store.get(id);
    if (done) recordJobEvent(world, vaultId, done);
  };

  put({
    activityId: `${plan.clientRequestId ?? world.newGuid()} ActivityId: ${world.newGuid()}`,
    scenarioName: scenario.scenarioName,
    friendlyName: scenario.friendlyName,
    ...IN_PROGRESS,
    tasks: scenario.tasks.map((task, index) => ({
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
    })),
    errors: [],
    startTime: preciseTime(start),
    allowedActions: ['Cancel'],
    targetObjectId: target.id,
    targetObjectName: target.name,
    targetInstanceType: scenario.targetInstanceType,
    customDetails: plan.customDetails ?? { instanceType: 'AsrJobDetails', affectedObjectDetails: {} },
  });
  scenario.tasks.forEach((_, index) => {
    const share = (index + 1) / scenario.tasks.length;
    clock.schedule(start.getTime() + scenario.seconds * 1000 * share, () => endTask(index));
  });
  return guid;
}

const IN_PROGRESS = { state: 'InProgress', stateDescription: 'InProgress' };
const SUCCEEDED = { state: 'Succeeded', stateDescription: 'Completed' };

/** An entry of `errors` as the OpenAPI describes it. [GAP] No failed job was recorded. */
function errorEntry(world: World, code: string, targetName: string, taskId: string): Readonly<Record<string, unknown>> {
  return {
    serviceErrorDetails: { ...jobError(code, targetName), activityId: world.newGuid() },
    providerErrorDetails: null,
    errorLevel: 'Error',
    creationTime: preciseTime(world.clock.now()),
    taskId,
  };
}

/** A job as it stands in the store. */
export function jobOf(world: World, vaultId: string, guid: string): ArmResource | undefined {
  return world.store.get(`${vaultId}/replicationJobs/${guid}`);
}
