import type { ArmId } from '../model/armId.ts';
import type { TableName } from '../model/inventory.ts';
import { recordOf, textOf, type Row } from './values.ts';

/** Rows that are made into facts in one go: a few milliseconds. */
export const sliceRows = 250;

/** Facts know their rows by their ids: two spellings of one id are one row. */
export interface Identified {
  readonly id: ArmId;
}

/** How one table of the inventory is read: from Resource Graph, or from Resource Manager's lists. Both end in the same facts. */
export interface InventoryTable<T extends Identified> {
  readonly name: TableName;
  readonly from: 'resources' | 'recoveryservicesresources' | 'resourcecontainers';
  /** Lower-case, as Resource Graph shows types. */
  readonly type: string;
  /** Column → property path. Only what is judged or shown is asked for: whole rows are five times as big. */
  readonly columns: Readonly<Record<string, string>>;
  readonly list: ArmList;
  /** A row to facts; undefined for a row that is no member of the table. Never throws. */
  readonly parse: (row: Row) => T | undefined;
}

/** The lists of Resource Manager that hold a table. */
export interface ArmList {
  /** What there is one list of each. */
  readonly per: 'subscription' | 'vault';
  /** Below the subscription or the vault; begins with a slash. */
  readonly path: string;
  readonly apiVersion: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** What every resource has, for `columns`. */
export const resourceColumns = { name: 'name', location: 'location', tags: 'tags' } as const;

/** The same for tables of very many rows: the name is the last part of the id, and stays so spelt. */
export const namelessColumns = { location: 'location', tags: 'tags' } as const;

/** A query of Resource Graph, and what becomes of its rows. */
export interface GraphQuery<T extends Identified> {
  readonly text: string;
  readonly parse: (row: Row) => T | undefined;
}

/**
 * The query of a table: `id` and the columns, in the order of ids, so that pages neither overlap nor leave out.
 * `only` narrows it: a condition in KQL whose texts come from `kqlText`.
 */
export function queryOf<T extends Identified>(table: InventoryTable<T>, only?: string): GraphQuery<T> {
  return { text: `${selection(table.from, [table], [], only)} | order by id asc`, parse: table.parse };
}

/** Facts of several tables, by name. */
type Tables<Rows> = Readonly<Record<keyof Rows, Identified>>;

/** Small tables that are read in one request, where each alone would take one; by name. */
export type JointTables<Rows extends Tables<Rows>> = { readonly [Name in keyof Rows]: InventoryTable<Rows[Name]> };

/** Facts of one of several tables. */
export interface JointRow<Rows extends Tables<Rows>> extends Identified {
  readonly table: keyof Rows;
  readonly facts: Rows[keyof Rows];
}

/**
 * Several tables in one query. What is in one of Resource Graph's tables needs no `union`, of which a query may have three; it unites
 * `resources` with `resourcecontainers` alone. Columns of one name must be of one path, or at least of one kind.
 */
export function jointQuery<Rows extends Tables<Rows>>(tables: JointTables<Rows>): GraphQuery<JointRow<Rows>> {
  const all = Object.values<InventoryTable<Rows[keyof Rows]>>(tables);
  const names = new Map((Object.keys(tables) as (keyof Rows)[]).map((name) => [tables[name].type, name]));
  const [first, ...others] = [...Map.groupBy(all, ({ from }) => from)].map(([from, members]) => selection(from, members, ['type']));
  return {
    text: [first, ...others.map((part) => `union (${part})`), 'order by id asc'].join(' | '),
    parse: (row) => {
      const table = names.get(textOf(row['type']) ?? '');
      const facts = table === undefined ? undefined : tables[table].parse(row);
      return table === undefined || facts === undefined ? undefined : { id: facts.id, table, facts };
    },
  };
}

function selection(
  from: string,
  tables: readonly Pick<InventoryTable<Identified>, 'type' | 'columns'>[],
  more: readonly string[],
  only?: string,
): string {
  const columns = Object.assign({}, ...tables.map((table) => table.columns)) as InventoryTable<Identified>['columns'];
  const projected = Object.entries(columns).map(([column, path]) => (column === path ? column : `${column} = ${path}`));
  const types = tables.map(({ type }) => kqlText(type));
  return [
    from,
    types.length === 1 ? `where type =~ ${types[0]}` : `where type in~ (${types.join(', ')})`,
    ...(only === undefined ? [] : [`where ${only}`]),
    `project ${['id', ...more, ...projected].join(', ')}`,
  ].join(' | ');
}

/** A text as a KQL literal. Names and ids are hostile: nothing in them can end the literal. */
export function kqlText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}

/** The row that Resource Graph would show of a resource's body as ARM shows it: so that one parser serves both. */
export function rowOf(table: Pick<InventoryTable<Identified>, 'columns'>, body: unknown): Row {
  const row: Record<string, unknown> = { id: recordOf(body)?.['id'] };
  for (const [column, path] of pathsOf(table)) {
    let value: unknown = body;
    for (const key of path) value = recordOf(value)?.[key];
    row[column] = value;
  }
  return row;
}

/** Paths of the columns, split once: rows come by the ten thousand. */
function pathsOf({ columns }: Pick<InventoryTable<Identified>, 'columns'>): readonly (readonly [string, readonly string[]])[] {
  let paths = splitPaths.get(columns);
  if (!paths) splitPaths.set(columns, (paths = Object.entries(columns).map(([column, path]) => [column, path.split('.')])));
  return paths;
}

const splitPaths = new WeakMap<object, readonly (readonly [string, readonly string[]])[]>();
