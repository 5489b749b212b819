import type { ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { changedEach, fieldAt, listAt, textAt } from './field.ts';
import { entityOf } from './items/entityOf.ts';
import { NOT_YET, type Task } from './jobs/jobTasks.ts';
import { nameGuid } from './nameGuid.ts';
import { patchProperties } from './patchProperties.ts';
import { membersOf } from './recoveryPlanView.ts';
import type { ScenarioTask } from './jobs/scenarios.ts';
import { jobOf } from './jobs/startJob.ts';
import { vaultIdOf } from './vaultScope.ts';

/** A task of a plan's job. */
export interface PlanTask extends ScenarioTask {
  /** Ids of the machines that go while it runs. */
  readonly members: readonly string[];
}

const PREPARATION: PlanTask = {
  id: 'RecoveryPlanPrerequisitesCheckTask',
  friendlyName: 'Prerequisites check for the recovery plan',
  members: [],
};

/** The tasks of a plan in their order: of each Boot group its actions before, its machines, its actions after. [GAP] Names never read. */
export function planTasks(plan: ArmResource, failoverType: string | undefined): readonly PlanTask[] {
  const groups = listAt(plan, 'properties', 'groups').filter((group) => textAt(group, 'groupType') === 'Boot');
  const ofGroup = (group: unknown, at: number): readonly PlanTask[] => {
    const number = at + 1;
    const actions = (key: 'startGroupActions' | 'endGroupActions'): readonly PlanTask[] =>
      listAt(group, key)
        .filter((action) => failoverType !== undefined && listAt(action, 'failoverTypes').includes(failoverType))
        .map((action, index) => actionTask(`Group${number}_${key}_${index + 1}`, action));
    const name = `Group ${number}`;
    const groupTask: PlanTask = {
      id: `RecoveryPlanGroup${number}Task`,
      friendlyName: name,
      members: membersOf(group),
      shows: groupDetails(plan, name, []),
    };
    return [...actions('startGroupActions'), groupTask, ...actions('endGroupActions')];
  };
  return [PREPARATION, ...groups.flatMap(ofGroup)];
}

function groupDetails(plan: { readonly id: string }, name: string, childTasks: readonly unknown[]): Readonly<Record<string, unknown>> {
  const groupTaskCustomDetails = {
    instanceType: 'RecoveryPlanGroupTaskDetails',
    name,
    groupId: nameGuid(`${plan.id}/${name}`),
    rpGroupType: 'Boot',
    childTasks,
  };
  return { taskType: 'GroupTaskDetails', customDetails: null, groupTaskCustomDetails };
}

/** The OpenAPI's task of an action, by the kind of the action. A script or a runbook is not run: its task just ends. */
function actionTask(id: string, action: unknown): PlanTask {
  const name = textAt(action, 'actionName') ?? id;
  const details = fieldAt(action, 'customDetails');
  const kind = textAt(details, 'instanceType') ?? '';
  const isPrimarySideScript = textAt(details, 'fabricLocation') === 'Primary';
  const runbookId = textAt(details, 'runbookId');
  const shown: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    ManualActionDetails: { instanceType: 'ManualActionTaskDetails', instructions: textAt(details, 'description') ?? '', observation: null },
    ScriptActionDetails: { instanceType: 'ScriptActionTaskDetails', path: textAt(details, 'path'), output: null, isPrimarySideScript },
    AutomationRunbookActionDetails: {
      instanceType: 'AutomationRunbookTaskDetails',
      subscriptionId: runbookId?.split('/')[2],
      accountName: runbookId?.split('/')[8],
      runbookId,
      runbookName: runbookId?.split('/').at(-1),
      jobId: null,
      jobOutput: null,
      isPrimarySideScript,
    },
  };
  const customDetails = { name, ...shown[kind] };
  return {
    id,
    friendlyName: name,
    members: [],
    waits: kind === 'ManualActionDetails',
    shows: { taskType: textAt(customDetails, 'instanceType') ?? 'TaskDetails', customDetails },
  };
}

/** A machine of a plan, and the job that runs on it. */
export interface StartedItem {
  /** GUID of its job. */
  readonly job: string;
  readonly item: ArmResource;
}

/** Names the jobs of a group's machines in the group's task of a plan's job. */
export function showChildren(world: World, jobId: string, taskId: string, started: readonly StartedItem[]): void {
  if (started.length === 0) return;
  const childTasks = started.map(({ job, item }) => {
    const { scenarioName, friendlyName } = jobOf(world, vaultIdOf(jobId), job)?.properties ?? {};
    const name = textAt(item, 'properties', 'friendlyName') ?? item.name;
    return {
      taskId: item.name,
      name: item.name,
      friendlyName: name,
      // Recorded of the machines of a cluster.
      taskType: 'JobTaskDetails',
      customDetails: {
        instanceType: 'JobTaskDetails',
        jobTask: {
          jobId: job,
          jobFriendlyName: friendlyName,
          targetObjectId: entityOf(item),
          targetObjectName: name,
          targetInstanceType: 'ProtectionEntity',
          jobScenarioName: scenarioName,
        },
      },
      groupTaskCustomDetails: null,
    };
  });
  patchProperties(world, jobId, ({ tasks }) => ({
    tasks: changedEach(tasks as readonly Task[], (task) =>
      task['taskId'] === taskId ? { groupTaskCustomDetails: { ...(task['groupTaskCustomDetails'] as object), childTasks } } : {},
    ),
  }));
}

/** A job with the tasks of its machines as far as their own jobs have come. */
export function shownJob(world: World, job: ArmResource): ArmResource {
  const tasks = listAt(job, 'properties', 'tasks') as readonly Task[];
  const childrenOf = (task: unknown): readonly unknown[] => listAt(task, 'groupTaskCustomDetails', 'childTasks');
  if (!tasks.some((task) => childrenOf(task).length > 0)) return job;
  const shownChild = (child: unknown): unknown => {
    const own = jobOf(world, vaultIdOf(job.id), textAt(child, 'customDetails', 'jobTask', 'jobId') ?? '');
    const { state, stateDescription, allowedActions, startTime, endTime = NOT_YET, errors } = own?.properties ?? {};
    return { ...(child as object), state, stateDescription, allowedActions, startTime, endTime, errors };
  };
  const shown = changedEach(tasks, (task) =>
    childrenOf(task).length === 0
      ? {}
      : { groupTaskCustomDetails: { ...(task['groupTaskCustomDetails'] as object), childTasks: childrenOf(task).map(shownChild) } },
  );
  return { ...job, properties: { ...job.properties, tasks: shown } };
}
