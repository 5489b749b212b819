import type { TableName } from '../model/inventory.ts';
import type { UserError } from '../model/userError.ts';
import { toUserError } from './azureError.ts';
import { GraphBudget } from './graphBudget.ts';
import type { GraphQuery, Identified } from './inventoryTable.ts';
import { openQuery, type OpenQuery } from './readGraph.ts';
import type { TableReader } from './tableReader.ts';

/** Subscriptions that a query is about; undefined: all that the caller may read. */
type Scope = readonly string[] | undefined;

/**
 * Resource Graph's part of a reading: what fits into its quota, as long as it answers. `undefined` from any of the methods means that
 * Resource Manager's lists are to be asked instead. Throws only the signal's reason.
 */
export class GraphReader {
  readonly #reader: TableReader;
  readonly #signal: AbortSignal;
  readonly #budget = new GraphBudget();
  #failure: UserError | undefined;

  constructor(reader: TableReader, signal: AbortSignal) {
    this.#reader = reader;
    this.#signal = signal;
  }

  /** Why it does not answer; undefined as long as it does. */
  get failure(): UserError | undefined {
    return this.#failure;
  }

  /** Where subscriptions are not known, there are no lists to fall back on. */
  liftBudget(): void {
    this.#budget.lift();
  }

  /** Reads the first page; `pages`: how many the query may take. */
  async open<T extends Identified>(query: GraphQuery<T>, scope: Scope, pages = 1): Promise<OpenQuery<T> | undefined> {
    // It takes an empty list of subscriptions for all of them.
    if (this.#failure || scope?.length === 0 || !this.#budget.take(pages)) return undefined;
    const opened = await this.#unlessRefused(() => openQuery(this.#reader.arm, query, scope));
    return opened && this.#budget.take(Math.max(0, opened.pagesLeft + 1 - pages)) ? opened : undefined;
  }

  /** The first page only, whatever the number of the others: `keep` decides on them. */
  async peek<T extends Identified>(query: GraphQuery<T>, scope: Scope): Promise<OpenQuery<T> | undefined> {
    if (this.#failure || scope?.length === 0 || !this.#budget.take(1)) return undefined;
    return this.#unlessRefused(() => openQuery(this.#reader.arm, query, scope));
  }

  /** The query, if its other pages still fit. */
  keep<T extends Identified>(opened: OpenQuery<T> | undefined): OpenQuery<T> | undefined {
    return opened && this.#budget.take(opened.pagesLeft) ? opened : undefined;
  }

  /** All rows of a query. Pages that do not add up leave a gap in the tables. */
  async finish<T extends Identified>(
    opened: OpenQuery<T> | undefined,
    tables: readonly TableName[],
    gapScope?: string,
  ): Promise<readonly T[] | undefined> {
    const [table] = tables;
    if (!opened || table === undefined) return undefined;
    const reading = await this.#unlessRefused(() => opened.finish((count) => this.#reader.progress(table, count)));
    if (reading && !reading.complete) {
      this.#reader.miss(tables, gapScope, 'incomplete', 'The pages did not add up: rows may be missing.');
    }
    return reading?.rows;
  }

  async #unlessRefused<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      this.#signal.throwIfAborted();
      this.#failure = toUserError(error);
      return undefined;
    }
  }
}
