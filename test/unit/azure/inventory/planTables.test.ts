import { expect, test } from 'vitest';
import { GraphBudget } from '../../../../src/azure/limits/graphBudget.ts';
import { planTables } from '../../../../src/azure/inventory/planTables.ts';

const kilobyte = 1024;
/** A pack is planned to have 5 MB. */
const packRows = 5 * kilobyte;

/** A table with so many rows in each of its subscriptions, a kilobyte each. */
const table = (...rows: readonly number[]) => ({ size: new Map(rows.map((count, at) => [`s${at}`, count])), rowBytes: kilobyte });

const budgetOf = (left: number) => {
  const budget = new GraphBudget();
  budget.take(15 - left);
  return budget;
};

test('what fits page by page is read so', () => {
  const [small, large] = [table(1000), table(2000, 1)];
  const plans = planTables({ small, none: table(), large }, budgetOf(4));
  expect(plans).toEqual({
    small: { size: small.size, packs: undefined },
    none: { size: new Map(), packs: undefined },
    large: { size: large.size, packs: undefined },
  });
});

test('what does not is packed where that takes fewer queries, each pack within its size, every subscription once', () => {
  const rows = [5000, 4000, 900, 800, 100, 120, 1, 4999];
  const { small, large } = planTables({ small: table(900), large: table(...rows) }, budgetOf(8));
  expect(small?.packs).toBeUndefined();
  const packs = large!.packs!;
  expect(packs).toHaveLength(4);
  for (const pack of packs) expect([...pack.values()].reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(packRows);
  expect(packs.flatMap((pack) => Array.from(pack.keys())).toSorted()).toEqual([...table(...rows).size.keys()]);
});

test('the first tables go first, and what has no room is left out', () => {
  const plans = planTables(
    { first: table(...Array.from({ length: 4 }, () => packRows)), second: table(3000, 3000), third: table(10) },
    budgetOf(5),
  );
  expect(plans.first?.packs).toHaveLength(4);
  expect(plans.second).toBeUndefined();
  expect(plans.third).toEqual({ size: table(10).size, packs: undefined });
});

test('a subscription too large for an answer is not packed', () => {
  expect(planTables({ one: table(packRows + 1), other: table(20_000) }, budgetOf(11))).toMatchObject({
    one: { packs: undefined },
    other: undefined,
  });
});

test('a table whose size is not known takes one query', () => {
  const budget = budgetOf(2);
  expect(planTables({ unknown: { size: undefined, rowBytes: kilobyte } }, budget).unknown).toEqual({ size: undefined, packs: undefined });
  expect(budget.take(2)).toBe(false);
  expect(budget.take(1)).toBe(true);
});

test('without a budget everything is read page by page', () => {
  const budget = budgetOf(0);
  budget.lift();
  expect(planTables({ huge: table(1_000_000) }, budget).huge?.packs).toBeUndefined();
});
