import type { Journal } from '../journal/journal.ts';
import { ownProblem } from './ownProblem.ts';

/** Ends an operation that waits for a person to say whether a lost request is sent again: it is not. */
export async function giveUp(journal: Journal, at: Date): Promise<void> {
  const last = journal.entries.findLast((entry) => entry.type === 'intended');
  if (last?.type !== 'intended') throw new Error('Nothing was sent of which the answer could be lost.');
  const problem = ownProblem('GivenUp', 'Whether Azure took the request is not known. It is not sent again.');
  await journal.append({ at: at.toISOString(), type: 'failed', step: last.step, problem });
  await journal.append({ at: at.toISOString(), type: 'ended', ending: 'failed' });
}
