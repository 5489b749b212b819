import { keyOf, type ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { fieldAt, listAt, textAt } from './field.ts';
import { affectedFabrics, jobDetails } from './jobs/affectedObjects.ts';
import { jobTask, type ChildTask } from './jobs/childJobs.ts';
import { failoverPhases, type FailoverPhase } from './jobs/itemScenarios.ts';
import type { JobPlan } from './jobs/jobPlan.ts';
import { nameGuid } from './nameGuid.ts';
import { membersOf } from './recoveryPlanView.ts';
import type { ScenarioTask } from './jobs/scenarios.ts';
import { vaultIdOf } from './vaultScope.ts';

/** A task of a plan's job. */
export interface PlanTask extends ScenarioTask {
  /** Ids of the machines that go while it runs. */
  readonly members: readonly string[];
  /** The part of a failover that they go through; undefined: all that is done to them. */
  readonly phase?: FailoverPhase;
  /** The groups under which their tasks are shown; at once under this one when absent. */
  readonly groups?: readonly BootGroup[];
}

interface BootGroup {
  /** `Group1`. */
  readonly id: string;
  readonly members: readonly string[];
}

/** Seconds by which a group outlives the jobs of its machines. */
export const GROUP_ENDS_AFTER_SECONDS = 10;

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
const GROUP = 'RecoveryPlanGroupTaskDetails';
const SHUTDOWN_GROUP = 'RecoveryPlanShutdownGroupTaskDetails';

/**
 * The tasks of a plan in their order. A failover shuts the machines of all groups down, fails them all over, and starts them group by group, with the
 * actions of each group before and after it [recorded of a plan with one machine and no actions]. [GAP] The tasks of a test, a clean-up and a commit: in
 * these a machine goes the whole way in its group. Names of actions were never read, either.
 */
export function planTasks(plan: ArmResource, failoverType: string | undefined): readonly PlanTask[] {
  const isFailover = failoverType === 'UnplannedFailover';
  const all = listAt(plan, 'properties', 'groups');
  const boot = all.filter((group) => textAt(group, 'groupType') === 'Boot');
  const groups = boot.map((group, at): BootGroup => ({ id: `Group${at + 1}`, members: membersOf(group) }));
  const members = groups.flatMap((group) => group.members);
  const around = (group: unknown, id: string, task: PlanTask): readonly PlanTask[] => {
    const actions = (key: 'startGroupActions' | 'endGroupActions'): readonly PlanTask[] =>
      listAt(group, key)
        .filter((action) => failoverType !== undefined && listAt(action, 'failoverTypes').includes(failoverType))
        .map((action, index) => actionTask(`${id}_${key}_${index + 1}`, action));
    return [...actions('startGroupActions'), task, ...actions('endGroupActions')];
  };
  const first = (type: string): unknown => all.find((group) => textAt(group, 'groupType') === type);
  const shutdown: PlanTask = {
    ...groupTask('ShutdownAllActionGroup', `All groups shutdown (${members.length})`, 'Shutdown', SHUTDOWN_GROUP),
    ...inPhase('shutdown', members),
    groups,
  };
  const failover: PlanTask = {
    ...groupTask('FailoverAllActionGroup', 'Recovery plan failover', 'RpFailoverTask'),
    ...inPhase('failover', members),
  };
  const start = ({ id, members: own }: BootGroup, at: number): PlanTask => ({
    ...groupTask(id, `Group ${at + 1}${failoverType === undefined ? '' : ': Start'} (${own.length})`, 'BootGroup'),
    ...(isFailover ? inPhase('start', own) : { members: own }),
  });
  return [
    PREPARATION,
    ...(isFailover ? [...around(first('Shutdown'), 'Shutdown', shutdown), ...around(first('Failover'), 'Failover', failover)] : []),
    ...groups.flatMap((group, at) => around(boot[at], group.id, start(group, at))),
    END,
  ];
}

function inPhase(phase: FailoverPhase, members: readonly string[]): Pick<PlanTask, 'phase' | 'members' | 'seconds'> {
  return { phase, members, seconds: failoverPhases[phase].seconds + GROUP_ENDS_AFTER_SECONDS };
}

function groupTask(id: string, friendlyName: string, rpGroupType: string, taskType = GROUP): ScenarioTask {
  return { id, name: NO_NAME, friendlyName, shows: groupDetails(id, rpGroupType, taskType, []) };
}

function groupDetails(id: string, rpGroupType: string, taskType: string, childTasks: readonly ChildTask[]): ChildTask {
  return {
    taskType,
    customDetails: null,
    groupTaskCustomDetails: { name: id, groupId: id, rpGroupType, instanceType: taskType, childTasks },
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

/** What the task of a plan's job shows below itself, once its machines have begun: they, or the groups that they are in [recorded]. */
export function childrenOf(world: World, jobId: string, { id, groups }: PlanTask, started: readonly StartedItem[]): readonly ChildTask[] {
  const machines = (of: readonly StartedItem[]): readonly ChildTask[] => of.map((one) => machineTask(world, jobId, id, one));
  if (!groups) return machines(started);
  return groups.map((group, at) => {
    const own = started.filter(({ item }) => group.members.some((member) => keyOf(member) === keyOf(item.id)));
    return {
      taskId: group.id,
      name: NO_NAME,
      friendlyName: `Shutdown: Group ${at + 1} (${own.length})`,
      ...groupDetails(group.id, 'Shutdown', GROUP, machines(own)),
    };
  });
}

/** A machine [recorded]. */
function machineTask(world: World, jobId: string, taskId: string, { job, item }: StartedItem): ChildTask {
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
