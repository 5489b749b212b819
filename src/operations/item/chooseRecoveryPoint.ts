import { lastOf } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import type { RecoveryPoint } from '../../model/recoveryPoint.ts';
import { UserError } from '../../model/userError.ts';

/**
 * How a person names the point that a machine is brought back to. `latest`: Azure first works off what has reached the cache account, so it
 * loses least and takes longest. `latest-processed`: the newest point that is there, so it takes no time. `app-consistent`: the newest one
 * of those with the applications' agreement.
 */
export const recoveryPointWords = ['latest', 'latest-processed', 'app-consistent'] as const;
export type RecoveryPointWord = (typeof recoveryPointWords)[number];

/**
 * The point that a word, or an ARM id, or the name at its end, stands for; undefined for `latest`, which requests leave out. `points`: newest
 * first. Throws a `UserError` when there is none such.
 */
export function chooseRecoveryPoint(points: readonly RecoveryPoint[], choice: string): RecoveryPoint | undefined {
  if (choice === 'latest') return undefined;
  const [found, none] = find(points, choice);
  if (found) return found;
  const newest = points[0] ? `The newest point is of ${points[0].time.toISOString()}.` : 'The machine has no recovery point yet.';
  throw new UserError('usage', `${none} ${newest}`, `Choose one of: ${recoveryPointWords.join(', ')}, or the id of a recovery point.`);
}

function find(points: readonly RecoveryPoint[], choice: string): readonly [RecoveryPoint | undefined, string] {
  if (choice === 'latest-processed') return [points[0], 'There is no recovery point.'];
  if (choice === 'app-consistent') {
    return [points.find(({ isAppConsistent }) => isAppConsistent), 'There is no app-consistent recovery point.'];
  }
  // The container in the id may be spelt by its name or by its internal GUID (recorded): the last segment tells.
  return [points.find(({ azureId }) => sameText(lastOf(azureId), lastOf(choice))), `There is no recovery point ${choice}.`];
}
