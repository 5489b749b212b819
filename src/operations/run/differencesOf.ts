import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { Difference } from './outcome.ts';

/** What decides whether an operation is still the one that was confirmed. Health and figures may move meanwhile. */
const compared = [
  'protectionState',
  'testFailoverState',
  'activeLocation',
  'allowedOperations',
  'etag',
  'target',
  'recoveryPointId',
] as const;

/** What has changed on a protected item between two readings. */
export function differencesOf(confirmed: RecoveryItem, now: RecoveryItem): readonly Difference[] {
  return compared
    .map((property) => ({ property, confirmed: textOf(confirmed[property]), now: textOf(now[property]) }))
    .filter((one) => one.confirmed !== one.now);
}

function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value?.join(', ') ?? '');
}
