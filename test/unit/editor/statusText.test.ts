import { expect, test } from 'vitest';
import { statusText } from '../../../src/editor/statusText.ts';
import { assess } from '../../../src/readiness/assess.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { english } from './localizer.ts';
import { freshSnapshot } from './screenOf.ts';
import { inventoryOf, smallInventory } from './smallInventory.ts';

const minutes = 60_000;

function textOf(inventory: Inventory, mixRebuilt = false): ReturnType<typeof statusText> {
  const assessment = assess(inventory, defaultPolicy, inventory.takenAt);
  return statusText({ ...freshSnapshot, assessment }, mixRebuilt, 4 * minutes, english);
}

test('the gravest figure, marked as the sandbox’s; the tooltip has the others and the age', () => {
  expect(textOf(smallInventory)).toEqual({
    text: 'Sandbox: 2 not replicated',
    tooltip: 'Sandbox\n4 machines · 2 not replicated · 1 at risk · 1 rebuilt, not recovered\nFacts read 4 min ago.',
  });
});

test('of Azure it says so', () => {
  const inventory: Inventory = { ...smallInventory, source: { kind: 'azure', label: 'AzureCloud' } };
  expect(textOf(inventory).text).toBe('Azure DR: 2 not replicated');
});

test('what is rebuilt counts only where it is judged like the others', () => {
  expect(textOf(smallInventory, true).text).toBe('Sandbox: 3 not replicated');
  expect(textOf(smallInventory, true).tooltip).toContain('5 machines · 3 not replicated · 1 at risk\n');
});

test('all ready is said as such, but never of an estate that was not read whole, nor of an empty one', () => {
  const ready = smallInventory.machines.filter(({ name }) => name === 'web-01');
  expect(textOf({ ...smallInventory, machines: ready, gaps: [] }).text).toBe('Sandbox: all 1 ready');
  expect(textOf({ ...smallInventory, machines: ready }).text).toBe('Sandbox: not everything is known');
  expect(textOf(inventoryOf([], [])).text).toBe('Sandbox: 0 machines');
});
