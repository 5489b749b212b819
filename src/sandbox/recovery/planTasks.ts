import type { ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { fieldAt, listAt, textAt } from './field.ts';
import { affectedFabrics, jobDetails } from './jobs/affectedObjects.ts';
import { jobTask, type ChildTask } from './jobs/childJobs.ts';
import type { JobPlan } from './jobs/jobPlan.ts';
import { nameGuid } from './nameGuid.ts';
import { membersOf } from './recoveryPlanView.ts';
import type { ScenarioTask } from './jobs/scenarios.ts';
import { vaultIdOf } from './vaultScope.ts';

/** A task of a plan's job. */
export interface PlanTask extends ScenarioTask {
  /** Ids of the machines that go while it runs. */
  readonly members: readonly string[];
}

const PREPARATION: PlanTask = {
  id: 'RpSrsPrerequisitesCheck',
  friendlyName: 'Prerequisites check for the recovery plan',
  hasGuid: true,
  seconds: 3,
  members: [],
};

const END: PlanTask = { id: 'EndRecoveryPlanTask', friendlyName: 'Finalizing the recovery plan', hasGuid: true, seconds: 1, members: [] };

/** A group's task, and that of a machine in it, have no name of their own [recorded]. */
const NO_NAME = 'Unknown';

/**
 * The tasks of a plan in their order: of each Boot group its actions before, its machines, its actions after. Recorded: first and last task, and
 * the groups of a failover. [GAP] Azure first shuts down, then fails over the machines of all groups in a task each, and starts them group by group;
 * here a machine goes the whole way in its group. Names in a clean-up and a commit, and of actions, were never read.
 */
export function planTasks(plan: ArmResource, failoverType: string | undefined): readonly PlanTask[] {
  const groups = listAt(plan, 'properties', 'groups').filter((group) => textAt(group, 'groupType') === 'Boot');
  const ofGroup = (group: unknown, at: number): readonly PlanTask[] => {
    const number = at + 1;
    const actions = (key: 'startGroupActions' | 'endGroupActions'): readonly PlanTask[] =>
      listAt(group, key)
        .filter((action) => failoverType !== undefined && listAt(action, 'failoverTypes').includes(failoverType))
        .map((action, index) => actionTask(`Group${number}_${key}_${index + 1}`, action));
    const id = `Group${number}`;
    const members = membersOf(group);
    const groupTask: PlanTask = {
      id,
      name: NO_NAME,
      friendlyName: `Group ${number}${failoverType === undefined ? '' : ': Start'} (${members.length})`,
      members,
      shows: groupDetails(id),
    };
    return [...actions('startGroupActions'), groupTask, ...actions('endGroupActions')];
  };
  return [PREPARATION, ...groups.flatMap(ofGroup), END];
}

function groupDetails(id: string): Readonly<Record<string, unknown>> {
  const instanceType = 'RecoveryPlanGroupTaskDetails';
  return {
    taskType: instanceType,
    customDetails: null,
    groupTaskCustomDetails: { name: id, groupId: id, rpGroupType: 'BootGroup', instanceType, childTasks: [] },
  };
}

/** What a job about a plan is about [recorded]. */
export function planJobSubject(id: string, name: string, properties: ArmResource['properties']): Pick<JobPlan, 'target' | 'customDetails'> {
  return { target: { id: nameGuid(id), name }, customDetails: jobDetails(planFabrics(properties)) };
}

/** `affectedObjectDetails` of a plan's jobs [recorded]. */
export function planFabrics(properties: ArmResource['properties']): Readonly<Record<string, string>> {
  const text = (key: string): string => textAt(properties, key) ?? '';
  return affectedFabrics(
    { id: text('primaryFabricId'), friendlyName: text('primaryFabricFriendlyName') },
    { id: text('recoveryFabricId'), friendlyName: text('recoveryFabricFriendlyName') },
  );
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

/** A machine of a group, in the group's task of a plan's job [recorded]. */
export function machineTask(world: World, jobId: string, taskId: string, { job, item }: StartedItem): ChildTask {
  return {
    taskId: nameGuid(`${jobId} ${taskId} ${item.id}`),
    name: NO_NAME,
    friendlyName: (textAt(item, 'properties', 'friendlyName') ?? item.name).toLowerCase(),
    taskType: 'VirtualMachineTaskDetails',
    customDetails: {
      skippedReason: 'None',
      skippedReasonString: null,
      jobTask: jobTask(world, vaultIdOf(jobId), job),
      instanceType: 'VirtualMachineTaskDetails',
    },
    groupTaskCustomDetails: null,
  };
}
