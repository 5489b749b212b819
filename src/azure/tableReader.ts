import type { ResourceGraphClient } from '@azure/arm-resourcegraph';
import type { Gap, TableName } from '../model/inventory.ts';
import type { UserErrorReason } from '../model/userError.ts';
import { toUserError } from './azureError.ts';
import type { GraphTable } from './graphTable.ts';
import { inParallel } from './inParallel.ts';
import { readGraphTable, type GraphScope } from './readGraphTable.ts';
import type { Session } from './session.ts';

/** How far a reading is. */
export interface ReadProgress {
  /** The table that moved. */
  readonly table: TableName;
  readonly tablesDone: number;
  readonly tables: number;
  /** Rows read so far, of all tables. */
  readonly rows: number;
}

/** Lists of single subscriptions or vaults that are read at a time: Resource Manager's limits are per subscription. */
const listsAtATime = 16;

/** Failures of the list of subscriptions, the simplest of all calls, that all other calls would share. */
const hopeless: ReadonlySet<UserErrorReason> = new Set(['signIn', 'unreachable', 'refusedEndpoint']);

/** Reads tables; what cannot be read becomes a gap, and the rest goes on. Thrown is only cancellation, and what leaves no hope for the rest. */
export class TableReader {
  readonly gaps: Gap[] = [];
  readonly #session: Session;
  readonly #graph: ResourceGraphClient;
  readonly #tables: number;
  readonly #onProgress: (progress: ReadProgress) => void;
  #rows = 0;
  #tablesDone = 0;

  constructor(session: Session, graph: ResourceGraphClient, tables: number, onProgress: (progress: ReadProgress) => void = () => {}) {
    this.#session = session;
    this.#graph = graph;
    this.#tables = tables;
    this.#onProgress = onProgress;
  }

  /** A table of Resource Graph; `otherwise` stands for it when it cannot be read. */
  async graph<T>(table: GraphTable<T>, scope: GraphScope, otherwise: readonly T[] = [], gapScope?: string): Promise<readonly T[]> {
    const rows = await this.one(table.name, gapScope, otherwise, async () => {
      // Resource Graph takes an empty list of subscriptions for all of them.
      if (scope.subscriptions?.length === 0) return [];
      const reading = await readGraphTable(this.#graph, this.#session, table, scope, (count) => this.#progress(table.name, count));
      if (!reading.complete) {
        this.miss([table.name], gapScope, 'incomplete', 'The pages did not add up: rows may be missing.');
      }
      return reading.rows;
    });
    this.done(table.name);
    return rows;
  }

  /** A table that is one list per subscription or vault. */
  async lists<S extends string, T>(
    table: TableName,
    scopes: readonly S[],
    read: (scope: S) => Promise<T>,
    otherwise: T,
  ): Promise<readonly T[]> {
    const lists = await inParallel(scopes, listsAtATime, (scope) => this.one(table, scope, otherwise, () => read(scope)));
    this.done(table);
    return lists;
  }

  /** Anything else: a gap when `read` fails. */
  async one<T>(table: TableName, scope: string | undefined, otherwise: T, read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      this.#session.signal.throwIfAborted();
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
    this.#progress(table, 0);
  }

  #progress(table: TableName, rows: number): void {
    this.#rows += rows;
    this.#onProgress({ table, tablesDone: this.#tablesDone, tables: this.#tables, rows: this.#rows });
  }
}
