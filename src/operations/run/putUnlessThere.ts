import type { ArmStatus } from '../../azure/wire/armWriter.ts';
import { recordOf, textOf, type Row } from '../../azure/values.ts';
import type { Problem } from '../../model/problem.ts';
import type { UserError } from '../../model/userError.ts';
import { findTraces } from './findTraces.ts';
import { followJob } from './followJob.ts';
import type { Seen, StepEnd } from '../journal/journal.ts';
import { ownProblem } from './ownProblem.ts';
import type { PutStep } from '../step.ts';
import type { StepRun } from './stepRun.ts';

/** Requests of one run whose answers were lost, each after a look that found nothing. */
const mostLost = 3;
/** Reads that may not find a resource yet that Azure says it has made. */
const mostMissing = 10;

/**
 * Makes a resource, unless it is there. Operations of one process that need the same resource make it once. Stops the step when what is there
 * cannot be used.
 */
export async function putUnlessThere(step: PutStep, own: StepRun): Promise<readonly Problem[]> {
  const key = step.call.path.toLowerCase();
  const { shared } = own.run;
  const others = shared.get(key);
  if (others) {
    await others;
    return own.finish({ warnings: [] }, true);
  }
  const work = make(step, own);
  shared.set(key, work);
  try {
    return await work;
  } catch (error) {
    // Not for ever: a run after a pause begins anew.
    shared.delete(key);
    throw error;
  }
}

async function make(step: PutStep, own: StepRun): Promise<readonly Problem[]> {
  const { standing } = own;
  let jobId = standing?.type === 'accepted' ? standing.jobId : undefined;
  let seen: Seen | undefined = standing?.type === 'intended' ? standing : undefined;
  for (let lost = 0; ;) {
    if (jobId !== undefined) return end(step, await followJob(jobId, own), own);
    const found = await own.read(() => own.run.azure.read(step.call.path, step.call.apiVersion));
    const isAsWanted = found && (step.changes !== true || misfit(step, found) === undefined);
    if (isAsWanted) {
      checkUse(step, found, own);
      await settle(step, own, found);
    }
    if (step.search && seen) {
      jobId = (await findTraces(step.search, seen, own)).jobId;
      if (jobId !== undefined) {
        await own.accepted(jobId, { adopted: true });
        continue;
      }
    }
    if (isAsWanted) return own.finish({ warnings: [] }, true);
    own.throwIfStopped();
    seen = { newestJob: step.search && (await own.read(() => own.run.azure.newestJob(own.operation.vaultId))) };
    await own.append({ type: 'intended', step: step.name, ...seen });
    const sent = await own.run.azure.send(step.call);
    switch (sent.kind) {
      case 'accepted':
        await own.accepted(sent.jobId, { pollMs: sent.retryAfterMs });
        if (sent.jobId === undefined) {
          if (sent.statusUrl !== undefined) await followStatus(sent.statusUrl, own);
          return end(step, { warnings: [] }, own);
        }
        ({ jobId } = sent);
        break;
      case 'refused':
      case 'notSent':
        return own.notTaken(sent);
      case 'unknown':
        await again(++lost, sent.error, own);
        break;
    }
  }
}

async function again(lost: number, error: UserError, own: StepRun): Promise<void> {
  if (lost === mostLost) own.pause(error);
  await own.sleep();
}

/** Azure has made it: it must be there, and be of use. */
async function end(step: PutStep, left: StepEnd, own: StepRun): Promise<readonly Problem[]> {
  checkUse(step, await settle(step, own), own);
  return own.finish(left);
}

/** Waits until a resource has left its `Creating`, `Updating`, … Resources of Site Recovery have no such state. */
async function settle(step: PutStep, own: StepRun, first?: Row): Promise<Row> {
  for (let missing = 0, found = first; ; found = undefined) {
    found ??= await own.read(() => own.run.azure.read(step.call.path, step.call.apiVersion));
    const state = found && (textOf(recordOf(found['properties'])?.['provisioningState']) ?? 'Succeeded');
    if (found && state === 'Succeeded') return found;
    if (state === 'Failed' || state === 'Canceled') {
      own.fail(ownProblem(`Provisioning${state}`, `${step.title}: Azure shows it as ${state}.`));
    }
    if (!found && ++missing > mostMissing) {
      own.fail(ownProblem('NotFound', `${step.title}: Azure says that it is made, and does not show it.`));
    }
    await own.sleep();
  }
}

async function followStatus(url: string, own: StepRun): Promise<void> {
  for (;;) {
    const status: ArmStatus = await own.read(() => own.run.azure.status(url));
    if (status.kind === 'failed') own.fail(status.problem);
    if (status.kind === 'succeeded') return;
    await own.sleep();
  }
}

function checkUse(step: PutStep, found: Row, own: StepRun): void {
  const difference = misfit(step, found);
  if (difference === undefined) return;
  own.fail({
    code: 'InUse',
    message: `${step.call.path} is there already, and is not what is needed: ${difference}.`,
    causes: 'Something else was made under this name.',
    action: 'Choose another one, or remove it.',
  });
}

/** What a resource does not show as it is required; undefined when it does. */
export function misfit({ requires }: PutStep, found: Row): string | undefined {
  for (const [path, wanted] of Object.entries(requires)) {
    const shown = path.split('.').reduce<unknown>((value, key) => recordOf(value)?.[key], found);
    if (plain(shown) !== plain(wanted)) return `${path} is ${JSON.stringify(shown ?? null)}, not ${wanted}`;
  }
  return undefined;
}

/** Regions are spelt with and without spaces, ids in any case. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll(' ', '').toLowerCase() : JSON.stringify(value ?? null);
}
