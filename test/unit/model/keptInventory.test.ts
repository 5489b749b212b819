import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Inventory } from '../../../src/model/inventory.ts';
import { keptFormat, keptLines, KeptReader, type KeptInventory } from '../../../src/model/keptInventory.ts';
import { assess } from '../../../src/readiness/assess.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { inventoryOf, itemOf, machine, smallInventory } from '../editor/smallInventory.ts';
import { auditJsonOf } from '../readiness/auditJsonOf.ts';

function restore(lines: Iterable<string>): KeptInventory {
  const reader = new KeptReader();
  for (const line of lines) reader.add(line);
  return reader.end();
}

function roundTrip(inventory: Inventory): Inventory {
  return restore(keptLines({ inventory, readAt: 7 })).inventory;
}

const date = fc.date({ noInvalidDate: true });
const known = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> => fc.oneof(value, fc.constantFrom(null, undefined));

const inventories = fc
  .array(
    fc.record({
      name: fc.string({ unit: 'binary', minLength: 1 }).filter((name) => !name.includes('/')),
      tags: fc.dictionary(fc.string(), fc.string()),
      drill: known(date),
      expiry: known(date),
      started: fc.option(date),
      rpo: known(fc.nat()),
    }),
    { maxLength: 600 },
  )
  .map((rows) => {
    const machines = rows.map(({ name, tags }, at) => machine('s1', `${name}${at}`, 'westeurope', { tags }));
    const items = rows.map(({ drill, expiry, started, rpo }, at) =>
      itemOf(machines[at]!, {
        lastSuccessfulTestFailover: drill,
        agentExpiry: expiry,
        rpoSeconds: rpo,
        currentScenario: { name: 'None', jobId: 'None', startTime: started },
      }),
    );
    return inventoryOf(machines, items, { gaps: smallInventory.gaps, clockSkewMs: rows.length });
  });

test('what is kept comes back as it was: facts, dates, identities, what is not known and what there is none of', () => {
  fc.assert(
    fc.property(inventories, (inventory) => {
      expect(roundTrip(inventory)).toEqual(inventory);
    }),
    { numRuns: 50 },
  );
});

test('what was old keeps its own time', () => {
  const asOf = new Date('2026-09-14T03:00:00Z');
  const aged = <Row>(rows: readonly Row[]): readonly Row[] => rows.map((row) => Object.assign({}, row, { asOf }));
  const old = { ...smallInventory, machines: aged(smallInventory.machines), links: aged(smallInventory.links) };
  expect(roundTrip(old)).toEqual(old);
  expect(roundTrip(old).machines[0]?.asOf).toEqual(asOf);
});

test('what is judged of it is the same', () => {
  const judged = (inventory: Inventory): unknown => auditJsonOf(assess(inventory, defaultPolicy, inventory.takenAt));
  expect(judged(roundTrip(smallInventory))).toEqual(judged(smallInventory));
});

test('an identity that is not the spelling in lower case is kept as it is', () => {
  const odd = { ...smallInventory.vaults[0]!, azureId: `${smallInventory.vaults[0]!.azureId}/` };
  expect(roundTrip({ ...smallInventory, vaults: [odd] }).vaults).toEqual([odd]);
});

test('nothing else than what was written is taken', () => {
  const lines = [...keptLines({ inventory: smallInventory, readAt: 7 })];
  expect(restore(lines).readAt).toBe(7);
  for (const missing of lines.keys()) expect(() => restore(lines.filter((_, at) => at !== missing))).toThrow();
  const older = lines[0]!.replace(`"format":${keptFormat}`, `"format":${keptFormat - 1}`);
  expect(() => restore([older, ...lines.slice(1)])).toThrow(`not of format ${keptFormat}`);
  expect(() => restore([])).toThrow();
  for (const line of [
    '',
    '{}',
    '[]',
    '["machines",[1]]',
    '["subscriptions"]',
    '["no table",[]]',
    '["backupItems",[{"lastRecoveryPoint":"x"}]]',
  ]) {
    expect(() => restore([...lines, line]), line).toThrow();
  }
});

test('anything cut off anywhere is refused', () => {
  const text = [...keptLines({ inventory: smallInventory, readAt: 7 })].join('\n');
  fc.assert(
    fc.property(fc.nat({ max: text.length - 1 }), (end) => {
      expect(() => restore(text.slice(0, end).split('\n'))).toThrow();
    }),
  );
});
