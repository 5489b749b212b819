import { setImmediate } from 'node:timers/promises';
import { toArmId, type ArmId } from '../model/armId.ts';
import { UserError } from '../model/userError.ts';
import type { ArmReader } from './armReader.ts';
import type { GraphQuery, Identified } from './inventoryTable.ts';
import { listOf, numberOf, recordOf, textOf, type Row } from './values.ts';

const path = '/providers/Microsoft.ResourceGraph/resources';
const apiVersion = '2022-10-01';
/** Rows a page of Resource Graph has at most. */
export const pageRows = 1000;
/** Rows that are parsed in one go: a few milliseconds. */
const sliceRows = 250;

export interface GraphReading<T> {
  readonly rows: readonly T[];
  /** False: the pages did not add up, twice. Rows may be missing. */
  readonly complete: boolean;
}

/** A query whose first page is read. */
export interface OpenQuery<T extends Identified> {
  /** Rows in all, as the first page tells. */
  readonly total: number;
  /** Requests that `finish` makes, unless the pages do not add up. */
  readonly pagesLeft: number;
  /** Reads the other pages. `onRows` hears of every page, the first one too. */
  readonly finish: (onRows?: (count: number) => void) => Promise<GraphReading<T>>;
}

/**
 * Reads the first page of a query, which says how many rows there are; `finish` then reads the others at once, by `$skip`. When the
 * distinct ids are not as many as every page said (something was made or deleted meanwhile, or a page was cut short for its size), the
 * query is read again in sequence, which is slower and follows the server's own tokens.
 *
 * `subscriptions` undefined: all that the caller may read. Rows are parsed in slices, and other work gets its turn in between. Throws
 * what `ArmReader` throws; an answer of another shape is a `UserError`.
 */
export async function openQuery<T extends Identified>(
  arm: ArmReader,
  query: GraphQuery<T>,
  subscriptions: readonly string[] | undefined,
): Promise<OpenQuery<T>> {
  const collected = new Collected(query);
  const read = (into: Collected<T>, options: PageOptions): Promise<Page> => readPage(arm, query.text, subscriptions, options, into);
  const first = await read(collected, {});
  const pages = Math.ceil(first.total / pageRows);
  return {
    total: first.total,
    pagesLeft: Math.max(0, pages - 1),
    async finish(onRows = () => {}) {
      onRows(first.count);
      const skips = Array.from({ length: Math.max(0, pages - 1) }, (_, at) => (at + 1) * pageRows);
      await Promise.all(skips.map(async (skip) => onRows((await read(collected, { $skip: skip })).count)));
      return collected.complete ? { rows: collected.rows(), complete: true } : readInSequence(new Collected(query), read);
    },
  };
}

async function readInSequence<T extends Identified>(
  collected: Collected<T>,
  read: (into: Collected<T>, options: PageOptions) => Promise<Page>,
): Promise<GraphReading<T>> {
  let page = await read(collected, {});
  // A page without rows would go on for ever.
  while (page.skipToken !== undefined && page.count > 0) page = await read(collected, { $skipToken: page.skipToken });
  return { rows: collected.rows(), complete: collected.complete };
}

interface PageOptions {
  readonly $skip?: number;
  readonly $skipToken?: string | undefined;
}

interface Page {
  /** Rows of the page. */
  readonly count: number;
  /** Rows of the query. */
  readonly total: number;
  readonly skipToken: string | undefined;
}

async function readPage<T extends Identified>(
  arm: ArmReader,
  query: string,
  subscriptions: readonly string[] | undefined,
  more: PageOptions,
  into: Collected<T>,
): Promise<Page> {
  const options = { resultFormat: 'objectArray', $top: pageRows, ...more };
  return arm.post(path, apiVersion, { query, ...(subscriptions && { subscriptions }), options }, async (body, headers) => {
    const rows = listOf(body['data']);
    const total = numberOf(body['totalRecords']);
    if (!rows || total === undefined) {
      throw new UserError(
        'badAnswer',
        'Resource Graph answered without rows.',
        'Try again; something between here and Azure may have answered.',
      );
    }
    // The caller sees more subscriptions than one query covers (10,000).
    const limited = headers.get('x-ms-tenant-subscription-limit-hit')?.toLowerCase() === 'true';
    await into.add(rows, total, !limited);
    return { count: rows.length, total, skipToken: textOf(body['$skipToken']) };
  });
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

  async add(rows: readonly unknown[], total: number, isWhole: boolean): Promise<void> {
    this.#totals.add(total);
    this.#whole &&= isWhole;
    for (let at = 0; at < rows.length; at++) {
      if (at % sliceRows === sliceRows - 1) await setImmediate();
      this.#addRow(recordOf(rows[at]) ?? {});
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
