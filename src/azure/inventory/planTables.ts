import type { GraphBudget } from '../limits/graphBudget.ts';
import { pageRows } from './queryGraph.ts';
import { rowsOf, type TableSize } from './tableSizes.ts';

/** How Resource Graph is asked for a table: packed, by these subscriptions together, or page by page. */
export interface TablePlan {
  readonly packs: readonly TableSize[] | undefined;
  /** Rows that there are; undefined: not known. */
  readonly size: TableSize | undefined;
}

/** What decides how a table is read. */
export interface TableToPlan {
  /** Rows that there are; undefined: not known. */
  readonly size: TableSize | undefined;
  /** Of a row as the query projects it, with a dozen tags: an estimate, on the safe side. */
  readonly rowBytes: number;
}

/**
 * An answer is planned to have so many bytes: a third of what Resource Graph gives (16,777,216, as its refusal says), since how it counts and how
 * large rows are is not known beforehand.
 */
const packBytes = 5 * 1024 * 1024;

/**
 * Decides how the tables are read, the most useful first, and takes the queries from the budget. Pages where all tables fit; else those tables
 * that fit, in fewer queries where packing makes them fewer. A table whose size is not known is planned as one page. undefined: no room for it.
 */
export function planTables<Name extends string>(
  tables: Readonly<Record<Name, TableToPlan>>,
  budget: Pick<GraphBudget, 'take'>,
): Readonly<Record<Name, TablePlan | undefined>> {
  const all = Object.entries<TableToPlan>(tables);
  const allInPages = budget.take(all.reduce((pages, [, { size }]) => pages + pagesOf(size), 0));
  const planOf = (table: TableToPlan): TablePlan | undefined => {
    const { size } = table;
    if (allInPages) return { size, packs: undefined };
    const pages = pagesOf(size);
    const packs = packsOf(table);
    const isPacked = packs !== undefined && packs.length < pages;
    return budget.take(isPacked ? packs.length : pages) ? { size, packs: isPacked ? packs : undefined } : undefined;
  };
  return Object.fromEntries(all.map(([name, table]) => [name, planOf(table)])) as Record<Name, TablePlan | undefined>;
}

function pagesOf(size: TableSize | undefined): number {
  return size === undefined ? 1 : Math.ceil(rowsOf(size) / pageRows);
}

/** Subscriptions that are asked together. undefined: one is too large for it, or nothing is known. */
function packsOf({ size, rowBytes }: TableToPlan): readonly TableSize[] | undefined {
  const most = Math.floor(packBytes / rowBytes);
  const packs: { room: number; readonly sizes: Map<string, number> }[] = [];
  // The largest first, each where there is room: hardly any is left over.
  for (const [subscription, count] of [...(size ?? [])].toSorted(([, a], [, b]) => b - a)) {
    if (count > most) return undefined;
    let pack = packs.find(({ room, sizes }) => room >= count && sizes.size < pageRows);
    if (!pack) packs.push((pack = { room: most, sizes: new Map() }));
    pack.sizes.set(subscription, count);
    pack.room -= count;
  }
  return size && packs.map(({ sizes }) => sizes);
}
