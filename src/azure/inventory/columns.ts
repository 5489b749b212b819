import { recordOf, type Row } from '../values.ts';

/** Column → where its value is: a property path, or a list of which only some members are read. */
export type Columns = Readonly<Record<string, string | ListMembers>>;

interface ListMembers {
  /** Path of a list of bags. */
  readonly list: string;
  /** What is read of each: the rest would be the larger part of an answer. */
  readonly members: readonly string[];
}

/** A query of Resource Graph. */
export interface GraphText {
  readonly text: string;
  /** What is asked instead where Azure does not take it: the same with whole lists. */
  readonly plain?: string;
}

/** A query, as `write` makes it of the columns' expressions in KQL. */
export function graphText(columns: Columns, write: (expressions: Readonly<Record<string, string>>) => string): GraphText {
  const all = Object.entries(columns);
  const written = (expressionOf: (column: Columns[string]) => string): string =>
    write(Object.fromEntries(all.map(([name, column]) => [name, expressionOf(column)])));
  const text = written((column) => (typeof column === 'string' ? column : membersOf(column)));
  return all.every(([, column]) => typeof column === 'string') ? { text } : { text, plain: written(pathOf) };
}

/** Lists with more elements than this come whole. */
const mostElements = 4;

/**
 * Of each element the members, null where it has none. A list that is empty, is null or is none comes as it is, as does a long one.
 * `array_length`, `array_slice` and `iif` stand in queries that Azure's Proactive Resiliency Library asks Resource Graph; `pack`, `pack_array` and
 * `between` are Kusto's, and [GAP] that Resource Graph takes them is not recorded: `plain` is asked where it does not.
 */
function membersOf({ list, members }: ListMembers): string {
  const elements = Array.from(
    { length: mostElements },
    (_, at) => `pack(${members.map((name) => `'${name}', ${list}[${at}].${name}`).join(', ')})`,
  );
  const length = `array_length(${list})`;
  return `iff(${length} between (1 .. ${mostElements}), array_slice(pack_array(${elements.join(', ')}), 0, ${length} - 1), ${list})`;
}

function pathOf(column: Columns[string]): string {
  return typeof column === 'string' ? column : column.list;
}

/** The row that Resource Graph would show of a resource's body as ARM shows it: so that one parser serves both. Lists are whole. */
export function rowOf({ columns }: { readonly columns: Columns }, body: unknown): Row {
  const row: Record<string, unknown> = { id: recordOf(body)?.['id'] };
  for (const [column, path] of pathsOf(columns)) {
    let value: unknown = body;
    for (const key of path) value = recordOf(value)?.[key];
    row[column] = value;
  }
  return row;
}

/** Paths of the columns, split once: rows come by the ten thousand. */
function pathsOf(columns: Columns): readonly (readonly [string, readonly string[]])[] {
  let paths = splitPaths.get(columns);
  if (!paths) splitPaths.set(columns, (paths = Object.entries(columns).map(([name, column]) => [name, pathOf(column).split('.')])));
  return paths;
}

const splitPaths = new WeakMap<object, readonly (readonly [string, readonly string[]])[]>();
