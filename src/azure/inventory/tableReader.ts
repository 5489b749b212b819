import type { Gap, TableName } from '../../model/inventory.ts';
import type { UserErrorReason } from '../../model/userError.ts';
import type { ArmReader } from '../wire/armReader.ts';
import { toUserError } from '../wire/azureError.ts';
import type { Identified, InventoryTable } from './inventoryTable.ts';
import { readList } from './readList.ts';

/** How far a reading is. */
export interface ReadProgress {
  /** The table that moved. */
  readonly table: TableName;
  readonly tablesDone: number;
  readonly tables: number;
  /** Rows read so far, of all tables. */
  readonly rows: number;
}

/** Failures of the list of subscriptions, the simplest of all calls, that all other calls would share. */
const hopeless: ReadonlySet<UserErrorReason> = new Set(['signIn', 'unreachable', 'refusedEndpoint']);

/** Reads tables; what cannot be read becomes a gap, and the rest goes on. Thrown is only cancellation, and what leaves no hope for the rest. */
export class TableReader {
  readonly gaps: Gap[] = [];
  readonly arm: ArmReader;
  readonly #signal: AbortSignal;
  readonly #tables: number;
  readonly #onProgress: (progress: ReadProgress) => void;
  #rows = 0;
  #tablesDone = 0;

  constructor(arm: ArmReader, signal: AbortSignal, tables: number, onProgress: (progress: ReadProgress) => void = () => {}) {
    this.arm = arm;
    this.#signal = signal;
    this.#tables = tables;
    this.#onProgress = onProgress;
  }

  /** A table by Resource Manager's lists, one a scope: a subscription's id or a vault's. Each that fails is a gap of its own. */
  async table<T extends Identified>(table: InventoryTable<T>, scopes: readonly string[]): Promise<readonly T[]> {
    const path = (scope: string): string => (table.list.per === 'subscription' ? `/subscriptions/${scope}` : scope);
    const onRows = (count: number): void => this.progress(table.name, count);
    return (await this.lists(table.name, scopes, (scope) => readList(this.arm, table, path(scope), onRows), [])).flat();
  }

  /** Anything that is one list a scope, all at once: the session keeps them within bounds. */
  async lists<S extends string, T>(
    table: TableName,
    scopes: readonly S[],
    read: (scope: S) => Promise<T>,
    otherwise: T,
  ): Promise<readonly T[]> {
    return Promise.all(scopes.map((scope) => this.one(table, scope, otherwise, () => read(scope))));
  }

  /** Anything else: a gap when `read` fails. */
  async one<T>(table: TableName, scope: string | undefined, otherwise: T, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      this.#signal.throwIfAborted();
      const failure = toUserError(error);
      if (table === 'subscriptions' && hopeless.has(failure.reason)) throw failure;
      this.miss([table], scope, failure.reason === 'denied' ? 'denied' : 'failed', failure.toText());
      return otherwise;
    }
  }

  /** Puts down a gap. */
  miss(tables: readonly TableName[], scope: string | undefined, reason: Gap['reason'], detail: string): void {
    for (const table of tables) this.gaps.push({ table, scope, reason, detail });
  }

  /** Counts a table as read. */
  done(table: TableName): void {
    this.#tablesDone++;
    this.progress(table, 0);
  }

  progress(table: TableName, rows: number): void {
    this.#rows += rows;
    this.#onProgress({ table, tablesDone: this.#tablesDone, tables: this.#tables, rows: this.#rows });
  }
}
