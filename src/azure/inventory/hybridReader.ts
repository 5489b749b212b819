import { subscriptionOf, type ArmId } from '../../model/armId.ts';
import type { Gap, TableName } from '../../model/inventory.ts';
import type { GraphReader } from './graphReader.ts';
import type { Identified, InventoryTable, JointRow, JointTables } from './inventoryTable.ts';
import type { OpenQuery } from './readGraph.ts';
import type { PackReading } from './readPack.ts';
import type { TableReader } from './tableReader.ts';

/** What there is one list of each, and what of it is not known. */
export interface ListScopes {
  /** Subscriptions' ids, or vaults'. */
  readonly ids: readonly string[];
  /** Why some are missing: their rows are missing too. */
  readonly missing: readonly Omit<Gap, 'table'>[];
}

/** Tables from Resource Graph where it was asked and answers, from Resource Manager's lists where not. */
export class HybridReader {
  readonly #reader: TableReader;
  readonly #graph: GraphReader;

  constructor(reader: TableReader, graph: GraphReader) {
    this.#reader = reader;
    this.#graph = graph;
  }

  /** A table. `scopes` is asked for only when lists are needed. */
  async table<T extends Identified>(
    table: InventoryTable<T>,
    fromGraph: Promise<PackReading<T> | undefined>,
    scopes: () => Promise<ListScopes>,
  ): Promise<readonly T[]> {
    const found = await fromGraph;
    const rest = found?.without.length === 0 ? [] : await this.#listed(table, scopes, found?.without);
    this.#reader.done(table.name);
    return found ? [...found.rows, ...rest] : rest;
  }

  /** Tables that one query holds. */
  async together<Rows extends Readonly<Record<keyof Rows, Identified>>>(
    tables: JointTables<Rows>,
    opened: OpenQuery<JointRow<Rows>> | undefined,
    scopes: () => Promise<ListScopes>,
  ): Promise<{ readonly [Name in keyof Rows]: readonly Rows[Name][] }> {
    const names = Object.keys(tables) as (keyof Rows)[];
    const rows = await this.#graph.finish(
      opened,
      names.map((name) => tables[name].name),
    );
    const found: Partial<Record<keyof Rows, readonly Rows[keyof Rows][]>> = {};
    const read = async (name: keyof Rows): Promise<void> => {
      found[name] = rows?.filter(({ table }) => table === name).map(({ facts }) => facts) ?? (await this.#listed(tables[name], scopes));
      this.#reader.done(tables[name].name);
    };
    await Promise.all(names.map(read));
    return found as { readonly [Name in keyof Rows]: readonly Rows[Name][] };
  }

  /** One list a scope of anything else. */
  async lists<T>(table: TableName, scopes: ListScopes, read: (scope: string) => Promise<readonly T[]>): Promise<readonly T[]> {
    this.#missing(table, scopes);
    const rows = await this.#reader.lists(table, scopes.ids, read, []);
    this.#reader.done(table);
    return rows.flat();
  }

  /** `only`: of these subscriptions. Where none of their lists is known, rows that Resource Graph has counted are missing. */
  async #listed<T extends Identified>(
    table: InventoryTable<T>,
    scopes: () => Promise<ListScopes>,
    only?: readonly string[],
  ): Promise<readonly T[]> {
    const known = await scopes();
    this.#missing(table.name, known);
    if (!only) return this.#reader.table(table, known.ids);
    const lists = Map.groupBy(known.ids, subscriptionIn);
    for (const subscription of only) {
      if (!lists.has(subscription)) this.#reader.miss([table.name], subscription, 'incomplete', 'Resource Graph did not give all rows.');
    }
    return this.#reader.table(
      table,
      only.flatMap((subscription) => lists.get(subscription) ?? []),
    );
  }

  /** Missing is not absent: where a scope is not known, its rows are not. */
  #missing(table: TableName, { missing }: ListScopes): void {
    for (const { scope, reason, detail } of missing) this.#reader.miss([table], scope, reason, detail);
  }
}

/** Of a vault's id, or the id itself. */
function subscriptionIn(scope: string): string {
  return scope.startsWith('/') ? subscriptionOf(scope as ArmId) : scope;
}
