import { expect, test } from 'vitest';
import { subjectsAmong } from '../../../../src/editor/failover/subjectsAmong.ts';
import { english } from '../localizer.ts';
import { screenOf } from '../screenOf.ts';
import { smallInventory } from '../smallInventory.ts';

test('of the machines that are selected those without replication are named, and not passed over in silence', () => {
  const { machines } = screenOf(smallInventory).snapshot.assessment;
  const selected = machines.filter(({ name }) => name === 'sql-01' || name === 'web-01');
  const { subjects, leftOut } = subjectsAmong(selected, english);
  expect(subjects.map(({ name }) => name)).toEqual(['web-01']);
  expect(leftOut).toEqual(['sql-01 is not replicated.']);
});
