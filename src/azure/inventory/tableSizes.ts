import type { ArmReader } from '../wire/armReader.ts';
import { kqlText, type Identified, type InventoryTable } from './inventoryTable.ts';
import { queryGraph } from './queryGraph.ts';
import { numberOf, recordOf, textOf } from '../values.ts';

/** How many rows a table has in each subscription (lower-case ids); those without any are left out. */
export type TableSize = ReadonlyMap<string, number>;

export type TableSizes<Name extends string> = Readonly<Record<Name, TableSize>>;

/** Tables that one query counts: of one table of Resource Graph. */
export type CountedTables<Name extends string> = Readonly<Record<Name, Pick<InventoryTable<Identified>, 'from' | 'type'>>>;

/**
 * Counts several tables in one request: a row a subscription. undefined when the answer is not whole: what summarizes has one page of 1,000 rows
 * and no other. Throws what `queryGraph` throws.
 */
export async function readTableSizes<Name extends string>(
  arm: ArmReader,
  tables: CountedTables<Name>,
  subscriptions: readonly string[] | undefined,
): Promise<TableSizes<Name> | undefined> {
  const names = Object.keys(tables) as Name[];
  return queryGraph(arm, { text: sizesQuery(tables) }, subscriptions, {}, ({ rows, total, isLimited }) => {
    const sizes = Object.fromEntries(names.map((name) => [name, new Map()])) as Record<Name, Map<string, number>>;
    let isWhole = total === rows.length && !isLimited;
    for (const row of rows.map(recordOf)) {
      const subscription = textOf(row?.['subscriptionId'])?.toLowerCase();
      for (const name of names) {
        const count = numberOf(row?.[name]);
        if (subscription === undefined || count === undefined) isWhole = false;
        else if (count > 0) sizes[name].set(subscription, count);
      }
    }
    return isWhole ? sizes : undefined;
  });
}

/** Rows of all subscriptions together. */
export function rowsOf(size: TableSize): number {
  return [...size.values()].reduce((sum, count) => sum + count, 0);
}

function sizesQuery(tables: CountedTables<string>): string {
  const all = Object.entries(tables);
  const types = all.map(([, { type }]) => kqlText(type));
  const counts = all.map(([name, { type }]) => `${name} = countif(type =~ ${kqlText(type)})`);
  return `${all[0]![1].from} | where type in~ (${types.join(', ')}) | summarize ${counts.join(', ')} by subscriptionId | order by subscriptionId asc`;
}
