import type { ArmId } from '../../model/armId.ts';
import type { TableName } from '../../model/inventory.ts';
import { graphText, type Columns, type GraphText } from './columns.ts';
import { rowMark } from '../wire/cutRows.ts';
import { textOf, type Row } from '../values.ts';

/** Rows that are parsed and made into facts in one go: a few milliseconds, ten before their code is compiled. Two answers are at work at a time. */
export const sliceRows = 64;

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
  /** Only what is judged or shown is asked for: whole rows are five times as big. */
  readonly columns: Columns;
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
export interface GraphQuery<T extends Identified> extends GraphText {
  readonly parse: (row: Row) => T | undefined;
}

/**
 * The query of a table: `id` and the columns, in the order of ids, so that pages neither overlap nor leave out.
 * `only` narrows it: a condition in KQL whose texts come from `kqlText`.
 */
export function queryOf<T extends Identified>(table: InventoryTable<T>, only?: string): GraphQuery<T> {
  const written = graphText(table.columns, (columns) => `${selection(table.from, [table.type], columns, only)} | order by id asc`);
  return { ...written, parse: table.parse };
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
  const [first, ...others] = [...Map.groupBy(all, ({ from }) => from)].map(([from, members]) => {
    const columns = Object.assign({ type: 'type' }, ...members.map((table) => table.columns)) as Columns;
    return graphText(columns, (expressions) =>
      selection(
        from,
        members.map(({ type }) => type),
        expressions,
      ),
    ).text;
  });
  return {
    text: [first, ...others.map((part) => `union (${part})`), 'order by id asc'].join(' | '),
    parse: (row) => {
      const table = names.get(textOf(row['type']) ?? '');
      const facts = table === undefined ? undefined : tables[table].parse(row);
      return table === undefined || facts === undefined ? undefined : { id: facts.id, table, facts };
    },
  };
}

function selection(from: string, types: readonly string[], columns: Readonly<Record<string, string>>, only?: string): string {
  const projected = Object.entries(columns).map(([column, value]) => (column === value ? column : `${column} = ${value}`));
  const texts = types.map(kqlText);
  return [
    from,
    texts.length === 1 ? `where type =~ ${texts[0]}` : `where type in~ (${texts.join(', ')})`,
    ...(only === undefined ? [] : [`where ${only}`]),
    `project ${[`${rowMark.name} = ${rowMark.value}`, 'id', ...projected].join(', ')}`,
  ].join(' | ');
}

/** A text as a KQL literal. Names and ids are hostile: nothing in them can end the literal. */
export function kqlText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}
