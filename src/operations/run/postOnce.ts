import type { Problem } from '../../model/problem.ts';
import type { UserError } from '../../model/userError.ts';
import { differencesOf } from './differencesOf.ts';
import { findTraces } from './findTraces.ts';
import { followJob } from './followJob.ts';
import type { Seen } from '../journal/journal.ts';
import { StepStop } from './outcome.ts';
import { ownProblem } from './ownProblem.ts';
import type { PostStep } from '../step.ts';
import type { StepRun } from './stepRun.ts';

/** Looks after a lost answer, one cadence apart: a job shows in the list a moment after its request was taken. */
const looksAfterLoss = 3;

/**
 * Sends a request that Azure would carry out a second time: at most once. What is intended stands in the journal before it leaves; what became
 * of it is settled by its answer or by the job that it started, and where neither tells, by a person.
 */
export async function postOnce(step: PostStep, own: StepRun): Promise<readonly Problem[]> {
  const { standing } = own;
  if (standing?.type === 'accepted' && standing.jobId !== undefined) return end(standing.jobId, own);
  if (standing?.type === 'intended') {
    const found = await traced(step, standing, own);
    if (found) return found;
    if (own.run.resume !== step.name) throw new StepStop({ kind: 'uncertain', step: step.name });
  }
  return send(step, own);
}

async function send(step: PostStep, own: StepRun): Promise<readonly Problem[]> {
  const seen = await look(step, own);
  if (!seen) return own.finish({ warnings: [] }, true);
  own.throwIfStopped();
  await own.append({ type: 'intended', step: step.name, ...seen });
  const sent = await own.run.azure.send(step.call);
  switch (sent.kind) {
    case 'accepted':
      if (sent.jobId === undefined) return lost(step, seen, undefined, own);
      await own.accepted(sent.jobId, { pollMs: sent.retryAfterMs });
      return end(sent.jobId, own);
    case 'refused':
    case 'notSent':
      return own.notTaken(sent);
    case 'unknown':
      return lost(step, seen, sent.error, own);
  }
}

/** The item and the newest job just before the request leaves; undefined when the item that is to go is gone. Stops when the item is not as confirmed. */
async function look(step: PostStep, own: StepRun): Promise<Seen | undefined> {
  const { azure } = own.run;
  const { confirmed, vaultId } = own.operation;
  // The jobs first: between them and the item nothing shall lie that is not seen in either.
  const newestJob = await own.read(() => azure.newestJob(vaultId));
  const item = await own.read(() => azure.readItem(step.search.itemId));
  if (!item) {
    if (step.removesItem) return undefined;
    return own.fail(ownProblem('NotFound', 'The protected item is not there any more.'));
  }
  const differences = confirmed === undefined ? [] : differencesOf(confirmed, item);
  if (differences.length > 0) throw new StepStop({ kind: 'changed', step: step.name, differences });
  if (!item.allowedOperations.includes(step.needs)) {
    const offered = item.allowedOperations.join(', ') || 'nothing';
    return own.fail(ownProblem('NotOffered', `The protected item offers ${offered}, not ${step.needs}.`));
  }
  return { item, newestJob };
}

async function lost(step: PostStep, seen: Seen, error: UserError | undefined, own: StepRun): Promise<readonly Problem[]> {
  for (let looks = 0; looks < looksAfterLoss; looks++) {
    if (looks > 0) await own.sleep();
    const found = await traced(step, seen, own);
    if (found) return found;
  }
  if (error?.reason === 'signIn') return own.pause(error);
  throw new StepStop({ kind: 'uncertain', step: step.name });
}

/** Follows the job of a lost request to its end; undefined when nothing tells that Azure took it. */
async function traced(step: PostStep, seen: Seen, own: StepRun): Promise<readonly Problem[] | undefined> {
  const { item, jobId } = await findTraces(step.search, seen, own);
  if (jobId !== undefined) {
    await own.accepted(jobId, { adopted: true });
    return end(jobId, own);
  }
  return step.removesItem && !item ? own.finish({ warnings: [] }, true) : undefined;
}

async function end(jobId: string, own: StepRun): Promise<readonly Problem[]> {
  return own.finish(await followJob(jobId, own));
}
