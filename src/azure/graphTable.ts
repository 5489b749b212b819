import type { TableName } from '../model/inventory.ts';
import { recordOf, type Row } from './values.ts';

/** How one table of the inventory is read from Resource Graph. */
export interface GraphTable<T> {
  readonly name: TableName;
  readonly from: 'resources' | 'recoveryservicesresources' | 'resourcecontainers';
  /** Lower-case, as Resource Graph shows types. */
  readonly type: string;
  /** Column → property path. Only what is judged or shown is asked for: whole rows are five times as big. */
  readonly columns: Readonly<Record<string, string>>;
  /** A row to facts; undefined for a row that is no member of the table. Never throws. */
  readonly parse: (row: Row) => T | undefined;
}

/** What every resource has, for `columns`. */
export const resourceColumns = { name: 'name', location: 'location', tags: 'tags' } as const;

/**
 * The query of a table: `id` and the columns, in the order of ids, so that pages neither overlap nor leave out.
 * `only` narrows it: a condition in KQL whose texts come from `kqlText`.
 */
export function queryOf(table: Pick<GraphTable<unknown>, 'from' | 'type' | 'columns'>, only?: string): string {
  const columns = Object.entries(table.columns).map(([column, path]) => (column === path ? column : `${column} = ${path}`));
  return [
    table.from,
    `where type =~ ${kqlText(table.type)}`,
    ...(only === undefined ? [] : [`where ${only}`]),
    `project ${['id', ...columns].join(', ')}`,
    'order by id asc',
  ].join(' | ');
}

/** A text as a KQL literal. Names and ids are hostile: nothing in them can end the literal. */
export function kqlText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}

/** The row that Resource Graph would show of a resource's body as ARM shows it: so that one parser serves both. */
export function rowOf(table: Pick<GraphTable<unknown>, 'columns'>, body: unknown): Row {
  const at = (path: string): unknown => path.split('.').reduce<unknown>((value, key) => recordOf(value)?.[key], body);
  return { id: at('id'), ...Object.fromEntries(Object.entries(table.columns).map(([column, path]) => [column, at(path)])) };
}
