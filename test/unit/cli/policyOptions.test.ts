import { expect, test } from 'vitest';
import { policyOfOptions } from '../../../src/cli/policyOptions.ts';

test('limits and severities, the last of each', () => {
  const policy = policyOfOptions(['rpoMinutes=30', 'rpoMinutes=15', 'DR-VM-012=off', 'DR-STO-001=low']);
  expect(policy).toMatchObject({ rpoMinutes: 15, drillDays: 180 });
  expect([...policy.severities]).toEqual([
    ['DR-VM-012', 'off'],
    ['DR-STO-001', 'low'],
  ]);
  expect(policyOfOptions([])).toMatchObject({ judgeRebuiltMachines: false, severities: new Map() });
  expect(policyOfOptions(['judgeRebuiltMachines=true']).judgeRebuiltMachines).toBe(true);
});

test.each([
  ['rpo=5', 'is not known'],
  ['rpoMinutes', 'is not known'],
  ['=5', 'is not known'],
  ['__proto__=5', 'is not known'],
  ['rpoMinutes=0', 'no whole number from 1'],
  ['rpoMinutes=', 'no whole number from 1'],
  ['rpoMinutes=1e3', 'no whole number from 1'],
  ['judgeRebuiltMachines=yes', 'neither true nor false'],
  ['DR-VM-999=low', 'is no rule'],
  ['DR-VM-012=none', 'none of critical'],
])('--set %s is refused: %s', (word, text) => {
  expect(() => policyOfOptions([word])).toThrow(
    expect.objectContaining({ reason: 'usage', message: expect.stringContaining(text) as string }),
  );
});
