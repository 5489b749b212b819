import { expect, test } from 'vitest';
import { auditTable } from '../../../src/cli/auditTable.ts';
import { paintNothing } from '../../../src/cli/terminalText.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import { assess } from '../../../src/readiness/assess.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { inventory, now, vm } from '../readiness/facts.ts';

const lines = (change: Partial<Inventory>): readonly string[] =>
  auditTable(assess(inventory(change), defaultPolicy, now), paintNothing).split('\n');

test('an estate without machines has no table of them, and is not told as empty where it was not read', () => {
  expect(lines({}).slice(1, 3)).toEqual(['There are no virtual machines.', '']);
  expect(lines({}).join('\n')).not.toContain('MACHINE');
  const gap = { table: 'machines', scope: undefined, reason: 'failed', detail: 'Azure failed to answer.' } as const;
  expect(lines({ gaps: [gap] })[1]).toBe('No machine could be read.');
  expect(lines({ gaps: [{ ...gap, table: 'links' }] })[1]).toBe('There are no virtual machines.');
});

test('one machine is told as one', () => {
  expect(lines({ machines: [vm('web')] })[1]).toBe('0 of 1 machine has a way into another region if their own fails now.');
});

test('rebuilt machines stand apart, or where they are judged like all others, among these', () => {
  const assessment = assess(inventory({ machines: [vm('web', { priority: 'Spot' })] }), defaultPolicy, now);
  expect(auditTable(assessment, paintNothing)).toContain('\nRebuilt, not recovered\n');
  expect(auditTable(assessment, paintNothing, { mixRebuilt: true })).not.toContain('\nRebuilt, not recovered\n');
});

test('a subscription is called by its name, where its finding is excluded, too', () => {
  const found = inventory({ machines: [vm('web')], serviceHealthAlerts: [] });
  const [{ id, name } = { id: '', name: '' }] = found.subscriptions;
  const exclusion = { rule: 'DR-SUB-001', resourceId: `/subscriptions/${id}`, reason: 'agreed', until: '2099-12-31' };
  for (const exclusions of [[], [exclusion]]) {
    const table = auditTable(assess(found, { ...defaultPolicy, exclusions }, now), paintNothing).split('\n');
    const row = table.find((line) => line.includes('DR-SUB-001'));
    expect(row).toContain(`  ${name} `);
    expect(row).not.toContain(id);
    expect(table.includes('Excluded')).toBe(exclusions.length > 0);
  }
});
