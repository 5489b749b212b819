import { expect, test } from 'vitest';
import { factsJson } from '../../../src/editor/json/factsJson.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import type { Dated } from '../../../src/model/resource.ts';
import { account } from '../readiness/facts.ts';
import { screenOf } from './screenOf.ts';
import { inventoryOf, itemOf, machine, takenAt } from './smallInventory.ts';

const asOf = new Date(takenAt.getTime() - 5 * 3_600_000);
const old = <Row>(row: Row): Row & Dated => ({ ...row, asOf });

const well = machine('s1', 'web-01', 'westeurope');
const lone = machine('s2', 'lone-01', 'westeurope');
const unread = machine('s2', 'app-01', 'westeurope');
const items = [itemOf(well), itemOf(unread)];
const inventory: Inventory = inventoryOf([well, old(lone), old(unread)], items, {
  storageAccounts: [old(account('kept'))],
  gaps: [{ table: 'machines', scope: 's2', reason: 'failed', detail: 'Azure did not answer within 20 s.' }],
});
const screen = screenOf(inventory);

test('above the rows: how many machines are old, and since when', () => {
  expect(screen.message(0)).toMatch(
    /3 machines · just now · incomplete · 2 machines of 1 subscription could not be read again, as of 2026-09-14 03:00 UTC$/,
  );
  expect(screenOf(inventoryOf([well], items)).message(0)).not.toContain('could not be read again');
});

test('rows of old facts say so, with what was known', () => {
  const lines = screen
    .asText(2)
    .split('\n')
    .map((line) => line.trim().slice(2));
  expect(lines.filter((line) => /^(app|lone|web)-01.*westeurope/.test(line) && !line.includes('replicated')).toSorted()).toEqual([
    'app-01  unknown: could not be read again · RPO 4 min · drilled 12 days ago · westeurope ▸ northeurope · as of 2026-09-14 03:00 UTC',
    'lone-01  unknown: could not be read again · westeurope · as of 2026-09-14 03:00 UTC',
    'web-01  RPO 4 min · drilled 12 days ago · westeurope ▸ northeurope',
  ]);
  expect(lines.find((line) => line.includes('2 unknown'))).toMatch(
    /2 machines · 2 unknown · 2 could not be read again, as of 2026-09-14 03:00 UTC$/,
  );
  // The reason stays on the subscription.
  expect(lines.find((line) => line.startsWith('Not read'))).toBe('Not read  could not be read · virtual machines');
});

test('an account that could not be read again is not shown as well', () => {
  const storage = screen.children(undefined).find((node) => screen.row(node).label === 'Storage');
  const [survival] = screen.children(storage);
  const [row] = screen.children(survival).map((node) => screen.row(node));
  expect(row?.description).toContain('could not be read again · as of 2026-09-14 03:00 UTC');
  expect(row?.icon.name).toBe('question');
});

test('card, page and JSON tell the time of the facts', () => {
  const card = screen.card(screen.nodeOf(unread.id)!);
  expect(card).toContain('not all of its facts could be read again');
  expect(card).toMatch(/Facts as of 2026\\-09\\-14 03\\:00 UTC/);
  expect(screen.card(screen.nodeOf(well.id)!)).toMatch(/Facts as of 2026\\-09\\-14 08\\:00 UTC/);
  const { assessment } = screen.snapshot;
  expect(factsJson(assessment, unread.id)).toContain('"factsAsOf": "2026-09-14T03:00:00.000Z"');
  expect(factsJson(assessment, inventory.storageAccounts[0]!.id)).toContain('"factsAsOf": "2026-09-14T03:00:00.000Z"');
  expect(factsJson(assessment, well.id)).toContain('"factsAsOf": "2026-09-14T08:00:00.000Z"');
});

test('a machine without an item is not offered for replication before it is read again', () => {
  expect(screen.row(screen.nodeOf(lone.id)!).kind).not.toContain('+enable');
  expect(screen.row(screen.nodeOf(unread.id)!).kind).toContain('+failover');
});
