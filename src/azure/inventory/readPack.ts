import { setImmediate } from 'node:timers/promises';
import { toArmId, type ArmId } from '../../model/armId.ts';
import type { ArmReader } from '../wire/armReader.ts';
import { graphText, type GraphText } from './columns.ts';
import { rowMark, type CutAnswer } from '../wire/cutRows.ts';
import { kqlText, sliceRows, type Identified, type InventoryTable } from './inventoryTable.ts';
import { queryGraph } from './queryGraph.ts';
import type { TableSize } from './tableSizes.ts';
import { listOf, numberOf, recordOf, textOf } from '../values.ts';

/** A table, as far as packs gave it. */
export interface PackReading<T> {
  readonly rows: readonly T[];
  /** Subscriptions whose rows did not add up, and are not among `rows`. */
  readonly without: readonly string[];
}

/**
 * Reads a table's rows of some subscriptions in one request: an answer has 1,000 rows at most, but a row may hold the rows of a subscription as a
 * list. What Azure may cut short, drop or refuse is found out: of each subscription there must be as many rows as `sizes` says, as the query counts
 * beside the list, and as there are ids. Throws what `queryGraph` throws; an answer above 16 MB is refused by Azure (`ResponsePayloadTooLarge`).
 */
export async function readPack<T extends Identified>(arm: ArmReader, table: InventoryTable<T>, sizes: TableSize): Promise<PackReading<T>> {
  return queryGraph(arm, packQuery(table), [...sizes.keys()], {}, async ({ rows: groups, rowOf }) => {
    const whole = new Map<string, readonly T[]>();
    // Counted over all groups: most subscriptions have few rows.
    const done = { rows: 0 };
    for (const group of groups.map(recordOf)) {
      const subscription = textOf(group?.['subscriptionId'])?.toLowerCase() ?? '';
      const rows = listOf(group?.['rows']);
      const size = sizes.get(subscription);
      if (!rows || size === undefined || rows.length !== size || numberOf(group?.['n']) !== size) continue;
      const facts = await factsOf(table, rows, rowOf, done);
      if (facts) whole.set(subscription, facts);
    }
    return { rows: [...whole.values()].flat(), without: [...sizes.keys()].filter((subscription) => !whole.has(subscription)) };
  });
}

/** undefined: a row has no id, or that of another. */
async function factsOf<T extends Identified>(
  table: InventoryTable<T>,
  rows: readonly unknown[],
  rowOf: CutAnswer['rowOf'],
  done: { rows: number },
): Promise<readonly T[] | undefined> {
  const ids = new Set<ArmId>();
  const all: T[] = [];
  for (const place of rows) {
    if (++done.rows % sliceRows === 0) await setImmediate();
    const row = rowOf(place) ?? {};
    const facts = table.parse(row);
    const id = textOf(row['id']);
    if (id !== undefined) ids.add(facts?.id ?? toArmId(id));
    if (facts !== undefined) all.push(facts);
  }
  return ids.size === rows.length ? all : undefined;
}

/** `pack` gives each row the names of its columns, so that one parser serves all ways; null values stay, where `make_list` would drop them. */
function packQuery({ from, type, columns }: InventoryTable<Identified>): GraphText {
  return graphText({ [rowMark.name]: rowMark.value, id: 'id', ...columns }, (expressions) => {
    const members = Object.entries(expressions).map(([column, value]) => `${kqlText(column)}, ${value}`);
    return [
      from,
      `where type =~ ${kqlText(type)}`,
      `summarize n = count(), rows = make_list(pack(${members.join(', ')})) by subscriptionId`,
      'order by subscriptionId asc',
    ].join(' | ');
  });
}
