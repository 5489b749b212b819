import { expect, test } from 'vitest';
import type { RecoveryPoint } from '../../../../src/model/recoveryPoint.ts';
import { chooseRecoveryPoint } from '../../../../src/operations/item/chooseRecoveryPoint.ts';

function point(name: string, minutesAgo: number, isAppConsistent = false): RecoveryPoint {
  const time = new Date(Date.UTC(2026, 0, 1, 12) - minutesAgo * 60_000);
  return { azureId: `/Subscriptions/s/item/recoveryPoints/${name}`, time, isAppConsistent, isOfGroup: false };
}
const points = [point('C3', 1), point('b2', 30, true), point('a1', 90, true)];

test.each([
  ['latest', undefined],
  ['latest-processed', points[0]],
  ['app-consistent', points[1]],
  ['/subscriptions/s/other-spelling/recoveryPoints/c3', points[0]],
  ['A1', points[2]],
])('%s', (choice, expected) => {
  expect(chooseRecoveryPoint(points, choice)).toBe(expected);
});

test.each([
  [[], 'latest-processed', 'There is no recovery point. The machine has no recovery point yet.'],
  [[points[0]!], 'app-consistent', 'There is no app-consistent recovery point. The newest point is of 2026-01-01T11:59:00.000Z.'],
  [points, 'c4', 'There is no recovery point c4. The newest point is of 2026-01-01T11:59:00.000Z.'],
])('of %j, %s: %s', (all, choice, message) => {
  expect(() => chooseRecoveryPoint(all, choice)).toThrow(message);
});
