import { preciseTime } from '../azureTime.ts';
import { nameGuid } from '../nameGuid.ts';
import type { Scenario, ScenarioTask } from './scenarios.ts';

/** States of jobs and of tasks. */
export const IN_PROGRESS = { state: 'InProgress', stateDescription: 'InProgress' };
export const SUCCEEDED = { state: 'Succeeded', stateDescription: 'Completed' };
export const FAILED = { state: 'Failed', stateDescription: 'Failed' };
export const SKIPPED = { state: 'Other', stateDescription: 'Skipped' };
/** [GAP] No cancelled job was recorded; the state is one of the OpenAPI's. */
export const CANCELLED = { state: 'Cancelled', stateDescription: 'Cancelled' };
/** [GAP] No job that waits was recorded; the state is one of the OpenAPI's. */
export const SUSPENDED = { state: 'Suspended', stateDescription: 'Suspended' };

/** How Site Recovery writes the times of a task that has not begun. */
export const NOT_YET = '0001-01-01T00:00:00';

/** A task of a job, as far as jobs change it. */
export interface Task {
  readonly taskId: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly state: string;
  readonly [key: string]: unknown;
}

/** How clients know a task of a job. */
export function taskNames(jobId: string, { id, name = id, hasGuid }: ScenarioTask): { readonly taskId: string; readonly name: string } {
  return { taskId: hasGuid === true ? nameGuid(`${jobId} ${id}`) : id, name };
}

/** The tasks of a job that begins. */
export function newTasks(jobId: string, scenario: Scenario, start: Date): readonly Task[] {
  return scenario.tasks.map((task, index) => ({
    ...taskNames(jobId, task),
    startTime: index === 0 ? preciseTime(start) : NOT_YET,
    endTime: NOT_YET,
    allowedActions: [],
    friendlyName: task.friendlyName,
    ...(index === 0 ? IN_PROGRESS : { state: 'NotStarted', stateDescription: 'NotStarted' }),
    taskType: 'TaskDetails',
    customDetails: { instanceType: 'TaskDetails' },
    groupTaskCustomDetails: null,
    ...task.shows,
    errors: [],
  }));
}

/** The tasks with one ended; the next one begins where the job goes on. */
export function movedTasks(
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
