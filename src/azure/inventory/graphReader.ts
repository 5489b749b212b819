import { RestError } from '@azure/core-rest-pipeline';
import type { TableName } from '../../model/inventory.ts';
import type { UserError } from '../../model/userError.ts';
import { toUserError } from '../wire/azureError.ts';
import { GraphBudget } from '../limits/graphBudget.ts';
import { queryOf, type GraphQuery, type Identified, type InventoryTable } from './inventoryTable.ts';
import { planTables, type TablePlan, type TableToPlan } from './planTables.ts';
import { openQuery, readPages, type GraphReading, type OpenQuery } from './readGraph.ts';
import { readPack, type PackReading } from './readPack.ts';
import type { TableReader } from './tableReader.ts';
import { readTableSizes, rowsOf, type CountedTables, type TableSize, type TableSizes } from './tableSizes.ts';

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

  /** How many rows the tables have in each subscription. */
  async sizes<Name extends string>(tables: CountedTables<Name>, scope: Scope): Promise<TableSizes<Name> | undefined> {
    if (this.#failure || scope?.length === 0 || !this.#budget.take(1)) return undefined;
    return this.#unlessRefused(() => this.#unlessUnfit(() => readTableSizes(this.#reader.arm, tables, scope)));
  }

  /** How the tables are best read within the quota. */
  plan<Name extends string>(tables: Readonly<Record<Name, TableToPlan>>): Readonly<Record<Name, TablePlan | undefined>> {
    return planTables(tables, this.#budget);
  }

  /** The first page of a query, whatever the number of the others. */
  async open<T extends Identified>(query: GraphQuery<T>, scope: Scope): Promise<OpenQuery<T> | undefined> {
    if (this.#failure || scope?.length === 0 || !this.#budget.take(1)) return undefined;
    return this.#unlessRefused(() => openQuery(this.#reader.arm, query, scope));
  }

  /** All rows of an open query, if its other pages still fit. Pages that do not add up leave a gap in the tables. */
  async finish<T extends Identified>(opened: OpenQuery<T> | undefined, tables: readonly TableName[]): Promise<readonly T[] | undefined> {
    if (!opened || !this.#budget.take(opened.pagesLeft)) return undefined;
    return this.#pages(tables, (onRows) => opened.finish(onRows));
  }

  /** A table, read as it was planned. */
  async table<T extends Identified>(
    table: InventoryTable<T>,
    plan: TablePlan | undefined,
    scope: Scope,
  ): Promise<PackReading<T> | undefined> {
    if (this.#failure || scope?.length === 0 || !plan) return undefined;
    const { packs, size } = plan;
    if (packs) {
      const readings = await Promise.all(packs.map((pack) => this.#pack(table, pack)));
      return { rows: readings.flatMap(({ rows }) => rows), without: readings.flatMap(({ without }) => without) };
    }
    if (size?.size === 0) return { rows: [], without: [] };
    const { arm } = this.#reader;
    const rows = size
      ? await this.#pages([table.name], (onRows) => readPages(arm, queryOf(table), scope, rowsOf(size), onRows))
      : await this.finish(await this.#unlessRefused(() => openQuery(arm, queryOf(table), scope)), [table.name]);
    return rows && { rows, without: [] };
  }

  async #pages<T>(
    tables: readonly TableName[],
    read: (onRows: (count: number) => void) => Promise<GraphReading<T>>,
  ): Promise<readonly T[] | undefined> {
    const reading = await this.#unlessRefused(() => read((count) => this.#reader.progress(tables[0]!, count)));
    if (reading && !reading.complete) {
      this.#reader.miss(tables, undefined, 'incomplete', 'The pages did not add up: rows may be missing.');
    }
    return reading?.rows;
  }

  async #pack<T extends Identified>(table: InventoryTable<T>, pack: TableSize): Promise<PackReading<T>> {
    const reading = await this.#unlessRefused(() => this.#unlessUnfit(() => readPack(this.#reader.arm, table, pack)));
    this.#reader.progress(table.name, reading?.rows.length ?? 0);
    return reading ?? { rows: [], without: [...pack.keys()] };
  }

  /** A query that Azure does not take, or whose answer is too large for it (both 400), says nothing of other queries. */
  async #unlessUnfit<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof RestError && error.statusCode === 400) return undefined;
      throw error;
    }
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
