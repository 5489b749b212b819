import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { changedEach, fieldAt, listAt, textAt } from '../field.ts';
import { patchProperties } from '../patchProperties.ts';
import { vaultIdOf } from '../vaultScope.ts';
import { failureFor, JobFailure } from './jobPlan.ts';
import { NOT_YET, type Task } from './jobTasks.ts';
import { isRunning, jobOf } from './startJob.ts';

/** A task in a group of tasks, that another job carries out. How far that job has come is not part of it. */
export type ChildTask = Readonly<Record<string, unknown>>;

/** `jobTask` of a child: the job that carries it out [recorded]. A machine is a `Vm` there, whatever the job itself calls it. */
export function jobTask(world: World, vaultId: string, guid: string): Readonly<Record<string, unknown>> {
  const job = jobOf(world, vaultId, guid);
  const { friendlyName, scenarioName, targetObjectId, targetObjectName } = job?.properties ?? {};
  return {
    jobId: job?.id,
    jobFriendlyName: friendlyName,
    targetObjectId,
    targetObjectName,
    targetInstanceType: 'Vm',
    jobScenarioName: scenarioName,
  };
}

/** Puts children into the task of a job that is a group. */
export function showChildren(world: World, jobId: string, taskId: string, childTasks: readonly ChildTask[]): void {
  if (childTasks.length === 0) return;
  patchProperties(world, jobId, ({ tasks }) => ({
    tasks: changedEach(tasks as readonly Task[], (task) =>
      task.taskId === taskId ? { groupTaskCustomDetails: { ...(task['groupTaskCustomDetails'] as object), childTasks } } : {},
    ),
  }));
}

/** A job with its children as far as their own jobs have come. */
export function shownJob(world: World, job: ArmResource): ArmResource {
  const tasks = listAt(job, 'properties', 'tasks') as readonly Task[];
  const childrenOf = (task: unknown): readonly unknown[] => listAt(task, 'groupTaskCustomDetails', 'childTasks');
  if (!tasks.some((task) => childrenOf(task).length > 0)) return job;
  const shownGroup = (parent: Task, group: object): object => {
    const { state, stateDescription, startTime, endTime } = parent;
    const details = fieldAt(group, 'groupTaskCustomDetails') as object;
    const children = childrenOf(group).map((child) => shownChild(parent, child));
    const groupTaskCustomDetails = { ...details, childTasks: children };
    return { ...group, state, stateDescription, allowedActions: [], startTime, endTime, errors: [], groupTaskCustomDetails };
  };
  const shownChild = (parent: Task, child: unknown): unknown => {
    if (fieldAt(child, 'groupTaskCustomDetails')) return shownGroup(parent, child as object);
    const own = jobOf(world, vaultIdOf(job.id), textAt(child, 'customDetails', 'jobTask', 'jobId')?.split('/').at(-1) ?? '');
    const { state, stateDescription, allowedActions, startTime, endTime = NOT_YET, errors } = own?.properties ?? {};
    return { ...(child as object), state, stateDescription, allowedActions, startTime, endTime, errors };
  };
  const shown = changedEach(tasks, (task) =>
    childrenOf(task).length === 0
      ? {}
      : {
          groupTaskCustomDetails: {
            ...(task['groupTaskCustomDetails'] as object),
            childTasks: childrenOf(task).map((child) => shownChild(task, child)),
          },
        },
  );
  return { ...job, properties: { ...job.properties, tasks: shown } };
}

/** Throws the failure of a job on which another one hangs, unless it has come to its end well. */
export function requireSuccess(job: ArmResource | undefined): void {
  if (!job || textAt(job, 'properties', 'state') === 'Succeeded') return;
  if (isRunning(job)) throw failureFor(`'${textAt(job, 'properties', 'targetObjectName') ?? ''}' has not come to an end.`);
  const error = listAt(job, 'properties', 'errors')[0];
  const code = textAt(error, 'serviceErrorDetails', 'code');
  const causes = textAt(error, 'serviceErrorDetails', 'possibleCauses');
  throw code === undefined
    ? failureFor('The job of a machine was cancelled.')
    : new JobFailure(code, causes === undefined ? {} : { causes });
}
