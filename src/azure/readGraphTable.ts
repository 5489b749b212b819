import { setImmediate } from 'node:timers/promises';
import type { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { toArmId, type ArmId } from '../model/armId.ts';
import { UserError } from '../model/userError.ts';
import { queryOf, type GraphTable } from './graphTable.ts';
import type { Session } from './session.ts';
import { recordOf, textOf, type Row } from './values.ts';

/** Rows a page of Resource Graph has at most. */
const pageRows = 1000;
/** Rows that are parsed in one go: a few milliseconds. */
const sliceRows = 250;

export interface GraphScope {
  /** Undefined: all that the caller may read. */
  readonly subscriptions?: readonly string[] | undefined;
  /** A further condition in KQL: see `queryOf`. */
  readonly only?: string | undefined;
}

export interface GraphReading<T> {
  readonly rows: readonly T[];
  /** False: the pages did not add up, twice. Rows may be missing. */
  readonly complete: boolean;
}

/** A client for `readGraphTable`; loads the SDK on first use. */
export async function openGraph(session: Session): Promise<ResourceGraphClient> {
  const { ResourceGraphClient: Client } = await import('@azure/arm-resourcegraph');
  return new Client(session.credential, session.clientOptions);
}

/**
 * Reads a table whole: the first page says how many rows there are, the others come at once by `$skip`. When the distinct ids are then
 * not as many as every page said (something was made or deleted meanwhile, or a page was cut short for its size), the table is read
 * again in sequence, which is slower and follows the server's own tokens.
 *
 * Rows are parsed in slices, and other work gets its turn in between. `onRows` hears of every page.
 * Throws what the SDK throws; an answer of another shape is a `UserError`.
 */
export async function readGraphTable<T>(
  graph: ResourceGraphClient,
  session: Session,
  table: GraphTable<T>,
  scope: GraphScope,
  onRows: (count: number) => void = () => {},
): Promise<GraphReading<T>> {
  const pages = pagesOf(graph, session, queryOf(table, scope.only), scope.subscriptions);
  const first = await pages({});
  const collected = new Collected(table);
  await collected.add(first);
  onRows(first.rows.length);
  const skips = Array.from({ length: Math.ceil(first.total / pageRows) - 1 }, (_, page) => (page + 1) * pageRows);
  await Promise.all(
    skips.map(async (skip) => {
      const page = await pages({ skip });
      await collected.add(page);
      onRows(page.rows.length);
    }),
  );
  if (collected.complete) return { rows: collected.rows(), complete: true };

  const again = new Collected(table);
  for (let skipToken: string | undefined, page = await pages({}); ; page = await pages({ skipToken })) {
    await again.add(page);
    // A page without rows would go on for ever.
    if (page.skipToken === undefined || page.rows.length === 0) break;
    ({ skipToken } = page);
  }
  return { rows: again.rows(), complete: again.complete };
}

interface Page {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly skipToken: string | undefined;
  /** The caller sees more subscriptions than one query covers (10,000): `x-ms-tenant-subscription-limit-hit`. */
  readonly limited: boolean;
}

function pagesOf(graph: ResourceGraphClient, session: Session, query: string, subscriptions: readonly string[] | undefined) {
  return async ({ skip, skipToken }: { skip?: number; skipToken?: string | undefined }): Promise<Page> => {
    let limited = false;
    const answer = await graph.resources(
      {
        query,
        ...(subscriptions === undefined ? {} : { subscriptions: [...subscriptions] }),
        options: {
          resultFormat: 'objectArray',
          top: pageRows,
          ...(skip === undefined ? {} : { skip }),
          ...(skipToken === undefined ? {} : { skipToken }),
        },
      },
      {
        abortSignal: session.signal,
        onResponse: ({ headers }) => {
          limited = headers.get('x-ms-tenant-subscription-limit-hit')?.toLowerCase() === 'true';
        },
      },
    );
    const data: unknown = answer.data;
    if (!Array.isArray(data) || typeof answer.totalRecords !== 'number') {
      throw new UserError(
        'badAnswer',
        'Resource Graph answered without rows.',
        'Try again; something between here and Azure may have answered.',
      );
    }
    return { rows: data.map((row) => recordOf(row) ?? {}), total: answer.totalRecords, skipToken: textOf(answer.skipToken), limited };
  };
}

/** What the pages gave: facts by id (a row can come twice when the estate moves between pages), and whether the pages agree. */
class Collected<T> {
  readonly #table: GraphTable<T>;
  readonly #facts = new Map<ArmId, T | undefined>();
  readonly #totals = new Set<number>();
  #whole = true;

  constructor(table: GraphTable<T>) {
    this.#table = table;
  }

  async add(page: Page): Promise<void> {
    this.#totals.add(page.total);
    if (page.limited) this.#whole = false;
    for (let from = 0; from < page.rows.length; from += sliceRows) {
      await setImmediate();
      for (const row of page.rows.slice(from, from + sliceRows)) this.#addRow(row);
    }
  }

  #addRow(row: Row): void {
    const id = textOf(row['id']);
    if (id === undefined) this.#whole = false;
    else this.#facts.set(toArmId(id), this.#table.parse(row));
  }

  get complete(): boolean {
    return this.#whole && this.#totals.size === 1 && this.#totals.has(this.#facts.size);
  }

  rows(): readonly T[] {
    return [...this.#facts.values()].filter((facts) => facts !== undefined);
  }
}
