import { expect, test } from 'vitest';
import { filterTerms } from '../../../src/editor/tree/filterTerms.ts';
import { groupKey } from '../../../src/editor/tree/groupKey.ts';
import { sortMachines } from '../../../src/editor/tree/sortMachines.ts';
import { viewOptionsOf, type ViewOptions } from '../../../src/editor/tree/viewOptions.ts';
import { screenOf } from './screenOf.ts';
import { smallInventory } from './smallInventory.ts';

const sql = smallInventory.machines.find(({ name }) => name === 'sql-01')!;
const tagged = {
  ...smallInventory,
  machines: [...smallInventory.machines.filter((machine) => machine !== sql), { ...sql, tags: { Env: 'prod east', team: 'db' } }],
};
const { machines } = screenOf(tagged).snapshot.assessment;

function namesShown(text: string): readonly string[] {
  const lines = screenOf(tagged, { filter: { states: [], text } })
    .asText(1)
    .split('\n');
  return lines
    .filter((line) => /^ {2}[✗⚠✓•]/.test(line) && !line.includes('Accounts, vaults'))
    .map((line) => line.trim().slice(2).split('  ')[0] ?? '');
}

test.each([
  [
    'web west',
    [
      [undefined, 'web'],
      [undefined, 'west'],
    ],
  ],
  ['Region:West rule:', [['region', 'west']]],
  [
    'tag:"Env=prod east" x',
    [
      ['tag', 'env=prod east'],
      [undefined, 'x'],
    ],
  ],
  ['"two words', [[undefined, 'two words']]],
  ['other:x', [[undefined, 'other:x']]],
  ['  ', []],
])('the filter %j', (text, terms) => {
  expect(filterTerms(text).map(({ field, value }) => [field, value])).toEqual(terms);
});

test.each([
  ['region:france', [expect.stringContaining('error'), 'batch-7']],
  ['group:rg-app name-of-nobody', []],
  ['tag:env=prod', ['sql-01']],
  ['tag:"env=prod east"', ['sql-01']],
  ['tag:sql', []],
  ['rule:dr-drl-002', ['web-02']],
  ['rule:web', []],
])('a term looks in its property alone: %s', (text, names) => {
  expect(namesShown(text)).toEqual(names);
});

test.each<[Pick<ViewOptions, 'groupBy' | 'tag'>, readonly string[]]>([
  [{ groupBy: 'resourceGroup', tag: '' }, ['/subscriptions/s1/resourcegroups/rg-app', '/subscriptions/s1/resourcegroups/rg-paris']],
  [{ groupBy: 'tag', tag: 'env' }, ['', 'prod east']],
  [{ groupBy: 'tag', tag: 'TEAM' }, ['', 'db']],
  [{ groupBy: 'tag', tag: 'constructor' }, ['']],
])('groups by %j', (options, keys) => {
  expect([...new Set(machines.map((machine) => groupKey(machine, options)))].toSorted()).toEqual(keys);
});

test('the rows of each grouping name what they hold', () => {
  const rows = (options: Partial<ViewOptions>): string => screenOf(tagged, options).asText(0);
  expect(rows({ groupBy: 'vault' })).toMatch(/^• vault-ne {2}2 machines/m);
  expect(rows({ groupBy: 'vault' })).toMatch(/^• In no vault {2}2 machines/m);
  expect(rows({ groupBy: 'resourceGroup' })).toMatch(/^• rg-App {2}3 machines/m);
  expect(rows({ groupBy: 'tag', tag: 'Env' })).toMatch(/^• Env: prod east {2}1 machine/m);
  expect(rows({ groupBy: 'tag', tag: '' })).toMatch(/^• The setting azureDr\.groupByTag names no tag {2}4 machines/m);
  expect(rows({ groupBy: 'tag', tag: 'Env' })).toMatch(/^• Without the tag Env {2}3 machines/m);
});

test('sorts by name, and by the time without a drill, never drilled first', () => {
  const names = (sortBy: ViewOptions['sortBy']): readonly string[] => sortMachines(machines, sortBy).map(({ name }) => name);
  expect(names('worst')).toEqual(machines.map(({ name }) => name));
  expect(names('name')).toEqual(names('worst').toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  const drilled = names('drill');
  expect(drilled.indexOf('sql-01')).toBeLessThan(drilled.indexOf('web-02'));
  expect(drilled.indexOf('web-02')).toBeLessThan(drilled.indexOf('web-01'));
});

test.each<ViewOptions['groupBy']>(['vault', 'tag', 'region'])('by %s, what other resources fail stands below the groups', (groupBy) => {
  const rows = screenOf(tagged, { groupBy, tag: 'env' }).asText(0);
  expect(rows).toContain('Accounts, vaults and other resources');
});

test.each([
  [{}, { groupBy: 'subscription', tag: '', sortBy: 'worst', mixRebuilt: false }],
  [
    { groupBy: 'tag', groupByTag: 'env', sortBy: 'name', judgeRebuiltMachines: true },
    { groupBy: 'tag', tag: 'env', sortBy: 'name', mixRebuilt: true },
  ],
  [
    { groupBy: 'Subscription', groupByTag: 7, sortBy: null, judgeRebuiltMachines: 'yes' },
    { groupBy: 'subscription', tag: '', sortBy: 'worst', mixRebuilt: false },
  ],
])('of the settings %j counts what can be used', (set: Readonly<Record<string, unknown>>, options) => {
  expect(viewOptionsOf((id) => set[id.replace('azureDr.', '')], [])).toEqual({ ...options, unusable: [] });
});
