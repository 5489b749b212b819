import type { Problem } from '../../model/problem.ts';
import { operationOf, type Journal } from '../journal/journal.ts';
import { StepStop, type Outcome } from './outcome.ts';
import { postOnce } from './postOnce.ts';
import { putUnlessThere } from './putUnlessThere.ts';
import type { Run } from './run.ts';
import type { Step } from '../step.ts';
import { StepRun } from './stepRun.ts';
import { waitForState } from './waitForState.ts';

/**
 * Runs an operation from where its journal stands to its end: the first time, and after a crash, alike. The steps and the confirmed item come
 * from the journal alone. Throws only what is a defect, or what the journal throws when it cannot be written; then nothing more is sent.
 */
export async function runOperation(journal: Journal, run: Run): Promise<Outcome> {
  const operation = operationOf(journal);
  const warnings: Problem[] = [];
  for (const step of operation.steps) {
    const own = new StepRun(step, operation, journal, run);
    const done = own.done();
    if (done) {
      warnings.push(...done.warnings);
      continue;
    }
    try {
      own.throwIfStopped();
      run.report({ type: 'step', step });
      warnings.push(...(await carryOut(step, own)));
    } catch (error) {
      if (!(error instanceof StepStop)) throw error;
      const { outcome } = error;
      if (outcome.kind === 'failed') await own.append({ type: 'failed', step: step.name, problem: outcome.problem });
      if (outcome.kind === 'failed' || outcome.kind === 'changed') await own.append({ type: 'ended', ending: outcome.kind });
      return outcome;
    }
  }
  await journal.append({ at: run.clock.now().toISOString(), type: 'ended', ending: 'succeeded' });
  return { kind: 'succeeded', warnings };
}

async function carryOut(step: Step, own: StepRun): Promise<readonly Problem[]> {
  switch (step.kind) {
    case 'put':
      return putUnlessThere(step, own);
    case 'post':
      return postOnce(step, own);
    case 'wait':
      return waitForState(step, own);
  }
}
