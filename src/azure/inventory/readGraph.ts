import { setImmediate } from 'node:timers/promises';
import { toArmId, type ArmId } from '../../model/armId.ts';
import type { ArmReader } from '../wire/armReader.ts';
import type { CutAnswer } from '../wire/cutRows.ts';
import { sliceRows, type GraphQuery, type Identified } from './inventoryTable.ts';
import { pageRows, queryGraph, type PageOptions } from './queryGraph.ts';
import { textOf, type Row } from '../values.ts';

/** A query, read to its end. */
export interface GraphReading<T> {
  readonly rows: readonly T[];
  /** False: the pages did not add up, twice. Rows may be missing. */
  readonly complete: boolean;
}

/** A query whose first page is read. */
export interface OpenQuery<T extends Identified> {
  /** Requests that `finish` makes, unless the pages do not add up. */
  readonly pagesLeft: number;
  /** Reads the other pages. `onRows` hears of every page, the first one too. */
  readonly finish: (onRows?: (count: number) => void) => Promise<GraphReading<T>>;
}

/**
 * Reads the first page of a query, which says how many rows there are; `finish` then reads the others as `readPages` does.
 *
 * `subscriptions` undefined: all that the caller may read. Throws what `queryGraph` throws.
 */
export async function openQuery<T extends Identified>(
  arm: ArmReader,
  query: GraphQuery<T>,
  subscriptions: readonly string[] | undefined,
): Promise<OpenQuery<T>> {
  const collected = new Collected(query);
  const pages = new Pages(arm, query, subscriptions);
  const first = await pages.read(collected, {});
  const count = Math.ceil(first.total / pageRows);
  return {
    pagesLeft: Math.max(0, count - 1),
    finish: (onRows = () => {}) => {
      onRows(first.count);
      return pages.finish(collected, 1, count, onRows);
    },
  };
}

/**
 * Reads the pages of a query whose number of rows is known, all at once, by `$skip`. When the distinct ids are not as many as every page said
 * (something was made or deleted meanwhile, or a page was cut short for its size), the query is read again in sequence, which is slower and
 * follows the server's own tokens. Rows are parsed in slices, and other work gets its turn in between.
 *
 * `onRows` hears of every page. Throws what `queryGraph` throws.
 */
export async function readPages<T extends Identified>(
  arm: ArmReader,
  query: GraphQuery<T>,
  subscriptions: readonly string[] | undefined,
  rows: number,
  onRows: (count: number) => void,
): Promise<GraphReading<T>> {
  return new Pages(arm, query, subscriptions).finish(new Collected(query), 0, Math.ceil(rows / pageRows), onRows);
}

interface Page {
  /** Rows of the page. */
  readonly count: number;
  /** Rows of the query. */
  readonly total: number;
  readonly skipToken: string | undefined;
}

class Pages<T extends Identified> {
  readonly #arm: ArmReader;
  readonly #query: GraphQuery<T>;
  readonly #subscriptions: readonly string[] | undefined;

  constructor(arm: ArmReader, query: GraphQuery<T>, subscriptions: readonly string[] | undefined) {
    this.#arm = arm;
    this.#query = query;
    this.#subscriptions = subscriptions;
  }

  async read(into: Collected<T>, page: PageOptions): Promise<Page> {
    return queryGraph(this.#arm, this.#query, this.#subscriptions, page, async ({ rows, rowOf, total, skipToken, isLimited }) => {
      await into.add(rows, rowOf, total, !isLimited);
      return { count: rows.length, total, skipToken };
    });
  }

  /** The pages from the given one on. */
  async finish(collected: Collected<T>, from: number, to: number, onRows: (count: number) => void): Promise<GraphReading<T>> {
    const skips = Array.from({ length: Math.max(0, to - from) }, (_, at) => (from + at) * pageRows);
    await Promise.all(skips.map(async (skip) => onRows((await this.read(collected, skip === 0 ? {} : { $skip: skip })).count)));
    return collected.complete ? { rows: collected.rows(), complete: true } : this.#readInSequence();
  }

  async #readInSequence(): Promise<GraphReading<T>> {
    const collected = new Collected(this.#query);
    let page = await this.read(collected, {});
    // A page without rows would go on for ever.
    while (page.skipToken !== undefined && page.count > 0) page = await this.read(collected, { $skipToken: page.skipToken });
    return { rows: collected.rows(), complete: collected.complete };
  }
}

/** What the pages gave: facts by id (a row can come twice when the estate moves between pages), and whether the pages agree. */
class Collected<T extends Identified> {
  readonly #query: GraphQuery<T>;
  readonly #facts = new Map<ArmId, T | undefined>();
  readonly #totals = new Set<number>();
  #whole = true;

  constructor(query: GraphQuery<T>) {
    this.#query = query;
  }

  async add(rows: readonly unknown[], rowOf: CutAnswer['rowOf'], total: number, isWhole: boolean): Promise<void> {
    this.#totals.add(total);
    this.#whole &&= isWhole;
    for (let at = 0; at < rows.length; at++) {
      if (at % sliceRows === sliceRows - 1) await setImmediate();
      this.#addRow(rowOf(rows[at]) ?? {});
    }
  }

  #addRow(row: Row): void {
    const id = textOf(row['id']);
    if (id === undefined) {
      this.#whole = false;
      return;
    }
    const facts = this.#query.parse(row);
    // Their own id, so that whoever looks them up later finds it hashed.
    this.#facts.set(facts?.id ?? toArmId(id), facts);
  }

  get complete(): boolean {
    return this.#whole && this.#totals.size === 1 && this.#totals.has(this.#facts.size);
  }

  rows(): readonly T[] {
    return [...this.#facts.values()].filter((facts) => facts !== undefined);
  }
}
