import type { TableName } from '../model/inventory.ts';
import { recordOf, type Row } from './values.ts';

/** How one table of the inventory is read: from Resource Graph, or from Resource Manager's lists. Both end in the same facts. */
export interface InventoryTable<T> {
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

/** A query of Resource Graph, and what becomes of its rows. */
export interface GraphQuery<T> {
  readonly text: string;
  readonly parse: (row: Row) => T | undefined;
}

/**
 * The query of a table: `id` and the columns, in the order of ids, so that pages neither overlap nor leave out.
 * `only` narrows it: a condition in KQL whose texts come from `kqlText`.
 */
export function queryOf<T>(table: InventoryTable<T>, only?: string): GraphQuery<T> {
  return { text: `${selection(table, [], only)} | order by id asc`, parse: table.parse };
}

/** Facts of one of two tables. */
export type OneOf<A, B> = { readonly first: A } | { readonly second: B };

/**
 * Two small tables in one request, where each alone would take one. Resource Graph unites what is in one of its tables, and `resources`
 * with `resourcecontainers`; columns of one name must be of one kind.
 */
export function jointQuery<A, B>(one: InventoryTable<A>, other: InventoryTable<B>): GraphQuery<OneOf<A, B>> {
  return {
    text: `${selection(one, ['type'])} | union (${selection(other, ['type'])}) | order by id asc`,
    parse: (row) => {
      const isFirst = row['type'] === one.type;
      const first = isFirst ? one.parse(row) : undefined;
      const second = isFirst ? undefined : other.parse(row);
      return first !== undefined ? { first } : second !== undefined ? { second } : undefined;
    },
  };
}

function selection({ from, type, columns }: InventoryTable<unknown>, more: readonly string[], only?: string): string {
  const projected = Object.entries(columns).map(([column, path]) => (column === path ? column : `${column} = ${path}`));
  return [
    from,
    `where type =~ ${kqlText(type)}`,
    ...(only === undefined ? [] : [`where ${only}`]),
    `project ${['id', ...more, ...projected].join(', ')}`,
  ].join(' | ');
}

/** A text as a KQL literal. Names and ids are hostile: nothing in them can end the literal. */
export function kqlText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}

/** The row that Resource Graph would show of a resource's body as ARM shows it: so that one parser serves both. */
export function rowOf(table: Pick<InventoryTable<unknown>, 'columns'>, body: unknown): Row {
  const row: Record<string, unknown> = { id: recordOf(body)?.['id'] };
  for (const [column, path] of pathsOf(table)) {
    let value: unknown = body;
    for (const key of path) value = recordOf(value)?.[key];
    row[column] = value;
  }
  return row;
}

/** Paths of the columns, split once: rows come by the ten thousand. */
function pathsOf({ columns }: Pick<InventoryTable<unknown>, 'columns'>): readonly (readonly [string, readonly string[]])[] {
  let paths = splitPaths.get(columns);
  if (!paths) splitPaths.set(columns, (paths = Object.entries(columns).map(([column, path]) => [column, path.split('.')])));
  return paths;
}

const splitPaths = new WeakMap<object, readonly (readonly [string, readonly string[]])[]>();
