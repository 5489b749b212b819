import { expect, test } from 'vitest';
import { drawKept } from '../../../src/editor/kept/drawKept.ts';
import { KeptScreen } from '../../../src/editor/kept/keptScreen.ts';
import type { Snapshot } from '../../../src/editor/session.ts';
import { Screen } from '../../../src/editor/tree/screen.ts';
import { assess } from '../../../src/readiness/assess.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { english } from './localizer.ts';
import { freshSnapshot, screenOptions } from './screenOf.ts';
import { inventoryOf, machine, smallInventory } from './smallInventory.ts';

const { filter: _, ...options } = screenOptions;
const many = inventoryOf(
  Array.from({ length: 600 }, (__, at) => machine(at % 2 ? 's1' : 's2', `sql-${at}`, 'westeurope')),
  [],
  { gaps: smallInventory.gaps },
);
const snapshot: Snapshot = {
  ...freshSnapshot,
  assessment: assess(many, defaultPolicy, many.takenAt),
  surroundings: { lockedTenants: [], notPicked: 3 },
};
/** What the next window shows once the facts are there. */
const next = new Screen({ ...snapshot, kept: true, surroundings: undefined }, screenOptions, new Set(), english);

function keptScreen(): KeptScreen {
  const drawing = drawKept(snapshot, options, english, 'en');
  if (!drawing) throw new Error('nothing drawn');
  return new KeptScreen(JSON.parse(JSON.stringify(drawing)) as typeof drawing, snapshot.readAt, english);
}

test('rows, message and badge stand there as the facts will have them', () => {
  const kept = keptScreen();
  expect(kept.roots.map(({ row }) => row)).toEqual(next.children(undefined).map((node) => next.row(node)));
  for (const now of [0, 4 * 60_000, 9_000_000]) expect(kept.message(now)).toBe(next.message(now));
  expect(kept.message(4 * 60_000)).toContain('600 machines · kept, 4 min old · incomplete');
  expect([kept.label, kept.critical, kept.isEmpty]).toEqual([next.label, next.critical, next.isEmpty]);
});

test('a clock that was set back makes nothing fresh', () => {
  const told = '600 machines · kept, age not known: the clock here was set back · incomplete';
  for (const screen of [keptScreen(), next]) expect(screen.message(-2 * 86_400_000)).toContain(told);
});

test('all rows are closed, and each opens to what the facts hold', () => {
  const [group] = keptScreen().roots;
  expect(group?.row.expansion).toBe('collapsed');
  expect(next.children(group)).toEqual(next.children(next.children(undefined)[0]));
  expect(next.children(group).length).toBeGreaterThan(0);
  expect(next.children({ ...group!, id: 'subscription:gone' })).toEqual([]);
});

test('a drawing does for the options and the language that it was made with', () => {
  const drawings = [
    drawKept(snapshot, options, english, 'en'),
    drawKept(snapshot, options, english, 'de'),
    drawKept(snapshot, { ...options, groupBy: 'region' }, english, 'en'),
    drawKept(snapshot, { ...options, mixRebuilt: true }, english, 'en'),
    drawKept(snapshot, { ...options, sortBy: 'name' }, english, 'en'),
    drawKept(snapshot, { ...options, tag: 'owner' }, english, 'en'),
  ];
  expect(new Set(drawings.map((drawing) => drawing?.with)).size).toBe(drawings.length);
});

test('a small inventory is there at once and needs no drawing', () => {
  const small = { ...freshSnapshot, assessment: assess(smallInventory, defaultPolicy, smallInventory.takenAt) };
  expect(drawKept(small, options, english, 'en')).toBeUndefined();
});
