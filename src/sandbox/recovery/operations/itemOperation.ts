import type { ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { acceptJob } from '../acceptedReply.ts';
import { listAt, textAt } from '../field.ts';
import { currentJob, runningScenario } from '../items/currentJob.ts';
import { entityOf } from '../items/entityOf.ts';
import { itemJobDetails } from '../items/itemJobDetails.ts';
import { patchItem } from '../items/itemDetails.ts';
import { operationsIn } from '../items/itemStates.ts';
import type { JobFailure, JobPlan, JobStep } from '../jobs/jobPlan.ts';
import { requireChild } from '../registerReads.ts';
import type { Scenario } from '../jobs/scenarios.ts';
import { doesNotExist, notIn, siteRecoveryError } from '../siteRecoveryError.ts';
import { VAULT, vaultIdOf } from '../vaultScope.ts';

export const CONTAINER_PATH = 'replicationFabrics/{fabric}/replicationProtectionContainers/{container}';
export const ITEM_PATH = `${CONTAINER_PATH}/replicationProtectedItems/{item}`;
/** The routes of what can be asked of a protected item begin with this. */
export const ITEM_ROUTE = `${VAULT}/${ITEM_PATH}`;

export interface ItemOperation {
  readonly scenario: Scenario;
  /** What the item must offer in `allowedOperations`; undefined: it may be asked for in any state. */
  readonly needs?: string;
  readonly customDetails?: Readonly<Record<string, unknown>>;
  /** Properties of the item while the job runs; as before when it fails. */
  readonly meanwhile?: Readonly<Record<string, unknown>>;
  readonly steps?: Readonly<Record<string, JobStep>>;
  /** What the job leaves when it succeeds. The item is idle again by then, with the operations that it had before. */
  readonly complete: JobStep;
  readonly undo?: (failure: JobFailure | undefined) => void;
}

/** Accepts an operation on the protected item that a call names. */
export function acceptItemOperation(world: World, call: Call, operation: (item: ArmResource) => ItemOperation): Reply {
  const item = requireChild(world, call, ITEM_PATH);
  return acceptJob(world, call, vaultIdOf(item.id), item.id, itemJob(world, call, item, operation(item)));
}

/** The job of an operation: while it runs the item names it, and offers nothing else. Afterwards it is as before, but for what was done. */
export function itemJob(world: World, call: Call, item: ArmResource, operation: ItemOperation): JobPlan {
  const { scenario, needs, meanwhile = {}, steps = {}, complete, undo } = operation;
  let kept: Readonly<Record<string, unknown>> = {};
  const release = (): void => {
    // A first copy may have gone on meanwhile: then what the item offers has changed as well.
    const state = textAt(world.store.get(item.id), 'properties', 'protectionState');
    patchItem(world, item.id, { ...kept, ...(state !== kept['protectionState'] && operationsIn(state)), protectionState: state });
  };
  return {
    scenario,
    target: { id: entityOf(item), name: textAt(item, 'properties', 'friendlyName') ?? item.name },
    customDetails: operation.customDetails ?? itemJobDetails(item),
    begin(jobId) {
      const now = world.store.get(item.id);
      if (!now) throw doesNotExist(world, call, item.name);
      if (needs !== undefined && !listAt(now, 'properties', 'allowedOperations').includes(needs))
        throw currentJob(world, now) ? busy(world, call, now) : notIn(world, call, now, needs);
      if (currentJob(world, now)) throw busy(world, call, now);
      const properties = now.properties ?? {};
      kept = Object.fromEntries(
        ['allowedOperations', 'currentScenario', 'protectionState', ...Object.keys(meanwhile)].map((key) => [key, properties[key]]),
      );
      patchItem(world, item.id, {
        ...meanwhile,
        allowedOperations: [],
        currentScenario: runningScenario(world, scenario.scenarioName, jobId),
      });
    },
    steps,
    complete(run) {
      release();
      complete(run);
    },
    undo(failure) {
      release();
      undo?.(failure);
    },
  };
}

/** [GAP] What Azure answers while a job runs was never recorded; the form is that of the 404. */
export function busy(world: World, call: Call, item: ArmResource): Error {
  const job = currentJob(world, item);
  return siteRecoveryError(world, call, {
    status: 409,
    code: 'Conflict',
    detail: 'AnotherOperationInProgress',
    message: `Another operation is in progress on '${item.name}': ${textAt(job, 'properties', 'friendlyName') ?? ''}.`,
    possibleCauses: 'A job of the protected item has not ended.',
    recommendedAction: 'Wait for the job to end, or cancel it.',
  });
}
