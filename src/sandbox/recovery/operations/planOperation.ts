import type { ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { acceptJob } from '../acceptedReply.ts';
import { preciseTime } from '../azureTime.ts';
import { listAt, textAt } from '../field.ts';
import { currentJob, runningScenario } from '../items/currentJob.ts';
import { requireSuccess, showChildren } from '../jobs/childJobs.ts';
import type { FailoverPhase } from '../jobs/itemScenarios.ts';
import { failureFor, type JobPlan, type JobStep } from '../jobs/jobPlan.ts';
import { patchProperties } from '../patchProperties.ts';
import {
  childrenOf,
  GROUP_ENDS_AFTER_SECONDS,
  planFabrics,
  planJobSubject,
  planTasks,
  type PlanTask,
  type StartedItem,
} from '../planTasks.ts';
import { itemsOf, shownPlan } from '../recoveryPlanView.ts';
import { requireChild } from '../registerReads.ts';
import type { Scenario } from '../jobs/scenarios.ts';
import { invalidInput, siteRecoveryError } from '../siteRecoveryError.ts';
import { cancelJob, jobOf, startJob } from '../jobs/startJob.ts';
import { vaultIdOf } from '../vaultScope.ts';
import { itemJob, type ItemOperation } from './itemOperation.ts';

export interface PlanOperation {
  /** What is done to each machine: its names stand for the plan's job too. */
  readonly scenario: Scenario;
  /** What the plan must offer. */
  readonly needs: string;
  /** Kind of failover by which a plan's actions say when they run; undefined: none runs. */
  readonly failoverType?: 'TestFailover' | 'UnplannedFailover';
  /** `customDetails` of the plan's job, but for what it is about; those of any job when absent. */
  readonly customDetails?: Readonly<Record<string, unknown>>;
  /** What the job says of a machine in the end: an entry of `protectedItemDetails`. */
  readonly machineDetails?: (item: ArmResource) => unknown;
  /** The plan's property that takes the time at which the job began. */
  readonly timeProperty?: string;
  /** The same for one machine. Its item is as it is when its group's turn has come. */
  readonly ofItem: (item: ArmResource) => ItemOperation;
  /** A part of it, where the plan goes through it in parts. */
  readonly phaseOf?: (whole: ItemOperation, phase: FailoverPhase) => ItemOperation;
}

export const PLAN_PATH = 'replicationRecoveryPlans/{plan}';

/**
 * Accepts an operation on the recovery plan that a call names: one job with tasks in which machines go at once, each by a job of
 * its own. A manual action suspends it until it is resumed. [GAP] That it fails at the group in which a machine fails, and leaves the later ones alone,
 * is the sandbox's own choice.
 */
export function acceptPlanOperation(world: World, call: Call, operation: PlanOperation): Reply {
  const plan = requireChild(world, call, PLAN_PATH);
  requireOffered(world, call, plan, operation.needs);
  const items = itemsOf(world, plan);
  requireDirection(world, call, plan, items[0]);
  return acceptJob(world, call, vaultIdOf(plan.id), plan.id, planJob(world, call, plan, operation, items));
}

/** [GAP] The answer was never recorded; the form is that of the 404. */
export function requireOffered(world: World, call: Call, plan: ArmResource, operation: string): void {
  if (itemsOf(world, plan).length > 0 && listAt(shownPlan(world, plan), 'properties', 'allowedOperations').includes(operation)) return;
  throw siteRecoveryError(world, call, {
    status: 409,
    code: 'Conflict',
    detail: 'OperationNotAllowedInCurrentState',
    message: `The operation '${operation}' is not allowed on the recovery plan '${plan.name}' now.`,
    possibleCauses: 'A machine of the plan does not offer this operation, or the plan has none.',
    recommendedAction: 'Read the allowed operations of the recovery plan and of its machines.',
  });
}

/** From the plan's primary to its recovery region, or back once its machines have been replicated back [GAP]. */
function requireDirection(world: World, call: Call, plan: ArmResource, item: ArmResource | undefined): void {
  const sent = textAt(call.body, 'properties', 'failoverDirection');
  const primary = `${textAt(plan, 'properties', 'primaryFabricId')?.toLowerCase() ?? ''}/`;
  const direction = item === undefined || item.id.toLowerCase().startsWith(primary) ? 'PrimaryToRecovery' : 'RecoveryToPrimary';
  if (sent !== undefined && sent !== direction) throw invalidInput(world, call, `The failover direction '${sent}' is not valid.`);
}

function planJob(world: World, call: Call, plan: ArmResource, operation: PlanOperation, items: readonly ArmResource[]): JobPlan {
  const vaultId = vaultIdOf(plan.id);
  const tasks = planTasks(plan, operation.failoverType);
  const { scenarioName, friendlyName, seconds } = operation.scenario;
  const machines = operation.machineDetails && items.map(operation.machineDetails);
  let children: readonly StartedItem[] = [];
  /** Machines that have come to the end of a task: a job that is restarted leaves them alone. */
  const done = new Set<string>();
  /** What is done to a machine, by its item's id: its parts know of each other. */
  const wholes = new Map<string, ItemOperation>();

  const startItem = (id: string, phase: FailoverPhase | undefined): readonly StartedItem[] => {
    const item = world.store.get(id);
    if (!item || done.has(`${phase} ${item.id}`)) return [];
    const whole = wholes.get(item.id) ?? operation.ofItem(item);
    if (phase) wholes.set(item.id, whole);
    const own = (phase && operation.phaseOf?.(whole, phase)) ?? whole;
    try {
      return [{ job: startJob(world, vaultId, itemJob(world, call, item, own)), item }];
    } catch (error) {
      if (error instanceof ArmError) throw failureFor(error.message);
      throw error;
    }
  };
  /** The end of a task: its machines must have come to theirs, and those of the next one begin. */
  const stepOf =
    (task: PlanTask, next: PlanTask | undefined): JobStep =>
    (run) => {
      const ended = children.map(({ job, item }) => ({ job: jobOf(world, vaultId, job), item }));
      for (const { job, item } of ended) if (textAt(job, 'properties', 'state') === 'Succeeded') done.add(`${task.phase} ${item.id}`);
      for (const { job } of ended) requireSuccess(job);
      children = (next?.members ?? []).flatMap((id) => startItem(id, next?.phase));
      if (next) showChildren(world, run.jobId, next.id, childrenOf(world, run.jobId, next, children));
    };

  return {
    scenario: {
      scenarioName,
      friendlyName,
      targetInstanceType: 'RecoveryPlan',
      tasks,
      // Of each group and action.
      seconds: (seconds + GROUP_ENDS_AFTER_SECONDS) * tasks.length,
    },
    ...planJobSubject(plan.id, plan.name, plan.properties),
    ...(operation.customDetails && {
      customDetails: { ...operation.customDetails, protectedItemDetails: [], affectedObjectDetails: planFabrics(plan.properties) },
    }),
    begin: (jobId) => {
      if (currentJob(world, world.store.get(plan.id) ?? plan)) requireOffered(world, call, plan, operation.needs);
      patchProperties(world, plan.id, () => ({
        currentScenario: runningScenario(world, scenarioName, jobId),
        ...(operation.timeProperty && { [operation.timeProperty]: preciseTime(world.clock.now()) }),
      }));
    },
    steps: Object.fromEntries(tasks.map((task, at) => [task.id, stepOf(task, tasks[at + 1])])),
    complete: ({ jobId }) => {
      if (!machines) return;
      patchProperties(world, jobId, ({ customDetails }) => ({
        customDetails: { ...(customDetails as object), protectedItemDetails: machines },
      }));
    },
    // What machines have come to stays; what still runs is cancelled with the plan's job.
    undo: () => {
      for (const { job } of children) cancelJob(world, `${vaultId}/replicationJobs/${job}`);
      children = [];
    },
  };
}
