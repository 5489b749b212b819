import { expect, test } from 'vitest';
import { Screen } from '../../../src/editor/tree/screen.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import { assess } from '../../../src/readiness/assess.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import type { Snapshot } from '../../../src/editor/session.ts';
import { english } from './localizer.ts';
import { freshSnapshot, screenOptions } from './screenOf.ts';
import { inventoryOf, smallInventory } from './smallInventory.ts';

const minute = 60_000;

function screenOf(with_: Partial<Snapshot>, inventory: Partial<Inventory> = {}): Screen {
  const whole: Inventory = { ...smallInventory, source: { kind: 'azure', label: 'AzureCloud' }, ...inventory };
  const assessment = assess(whole, defaultPolicy, whole.takenAt);
  return new Screen({ ...freshSnapshot, assessment, ...with_ }, screenOptions, new Set(), english);
}

test('the message tells age and trouble', () => {
  const messages = ([{}, { kept: true }, { kept: true, trouble: 'signIn' }, { trouble: 'failed' }] as const).map((with_) =>
    screenOf(with_)
      .message(125 * minute)
      .replace(/^.* machines · /, ''),
  );
  expect(messages).toEqual([
    '2 h ago · incomplete',
    'kept, 2 h old · incomplete',
    'kept, 2 h old · not signed in · incomplete',
    '2 h ago · refresh failed · incomplete',
  ]);
});

test('locked tenants and unpicked subscriptions are rows with something to do', () => {
  const lockedTenants = [{ id: 't', name: 'Fabrikam $(error)', accountId: 'a' }];
  const screen = screenOf({ surroundings: { lockedTenants, notPicked: 2 } });
  expect(screen.asText(0)).toContain('• Fabrikam $(error)  needs another sign-in');
  expect(screen.asText(0)).toContain('i 2 more subscriptions  not selected');
  const rows = screen.children(undefined).map((node) => screen.row(node));
  expect(rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['lockedTenant', 'notPicked', 'subscription+resource+noAccess']));
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

test('a clock that is off by more than five minutes is said, of Azure only', () => {
  expect(screenOf({}, { clockSkewMs: 5 * minute }).asText(0)).not.toContain('clock');
  expect(screenOf({}, { clockSkewMs: 12 * minute }).asText(0)).toContain('The clock here is 12 min ahead of Azure’s');
  expect(screenOf({}, { clockSkewMs: -2 * 24 * 60 * minute }).asText(0)).toContain('The clock here is 2 days behind Azure’s');
  expect(screenOf({}, { clockSkewMs: 12 * minute, source: smallInventory.source }).asText(0)).not.toContain('clock');
});

test('a region that was failed in the sandbox stands before all else, with its age', () => {
  const since = new Date(smallInventory.takenAt.getTime() - 12 * minute);
  const surroundings = { lockedTenants: [], notPicked: 0, regionsDown: [{ region: 'westeurope', since }] };
  const screen = screenOf({ surroundings });
  expect(screen.asText(0).split('\n')[0]).toBe('• westeurope is down  rehearsed in the sandbox, since 12 min');
  expect(screen.row(screen.children(undefined)[0]!).kind).toBe('regionDown');
});

test('settings that cannot be used are rows, each the way to its setting; where there are no machines the welcome stays', () => {
  const unusable = [
    'azureDr.rpoMinutes is no whole number from 1 to 10080; the default is 60.',
    'azureDr.exclusions: Exclusion 2: reason is missing.',
  ];
  const assessment = assess(smallInventory, defaultPolicy, smallInventory.takenAt);
  const screen = new Screen({ ...freshSnapshot, assessment }, { ...screenOptions, unusable }, new Set(), english);
  expect(screen.asText(1)).toContain(
    [
      '? Not all settings can be used  what cannot be used counts for nothing',
      '  ? azureDr.rpoMinutes  is no whole number from 1 to 10080; the default is 60.',
      '  ? azureDr.exclusions  Exclusion 2: reason is missing.',
    ].join('\n'),
  );
  expect(screen.message(0)).toMatch(/ · not all settings can be used$/);
  const note = screen.children(undefined).find((node) => node.id.endsWith('unusable'));
  const lines = screen.children(note).flatMap((node) => (node.kind === 'note' ? node.note.opensSetting : []));
  expect(lines).toEqual(['azureDr.rpoMinutes', 'azureDr.exclusions']);
  const nothing = assess(inventoryOf([], []), defaultPolicy, smallInventory.takenAt);
  const empty = new Screen({ ...freshSnapshot, assessment: nothing }, { ...screenOptions, unusable }, new Set(), english);
  expect(empty.asText(0)).not.toContain('settings');
});
