import type { NamePattern, Operator } from './ast.ts';
import { semanticError } from './queryError.ts';
import { escapeRegex } from './regex.ts';
import type { Column, Table } from './values.ts';

/** Indices of the columns that a name or a name with `*` means. A plain name must exist. */
function matching(columns: readonly Column[], pattern: NamePattern): number[] {
  const regex = new RegExp(`^${pattern.text.split('*').map(escapeRegex).join('.*')}$`);
  const found = columns.flatMap((column, i) => (regex.test(column.name) ? [i] : []));
  if (found.length === 0 && !pattern.text.includes('*')) throw semanticError(`Failed to resolve column named '${pattern.text}'`);
  return found;
}

const pick = (table: Table, indices: readonly number[]): Table => ({
  columns: indices.map((i) => table.columns[i]!),
  rows: table.rows.map((row) => indices.map((i) => row[i]!)),
});

export function projectAway(table: Table, patterns: readonly NamePattern[]): Table {
  const gone = new Set(patterns.flatMap((pattern) => matching(table.columns, pattern)));
  return pick(
    table,
    [...table.columns.keys()].filter((i) => !gone.has(i)),
  );
}

/** Keeps the order of the table, not of the names. */
export function projectKeep(table: Table, patterns: readonly NamePattern[]): Table {
  const kept = new Set(patterns.flatMap((pattern) => matching(table.columns, pattern)));
  return pick(
    table,
    [...table.columns.keys()].filter((i) => kept.has(i)),
  );
}

export function projectRename(table: Table, renames: (Operator & { kind: 'project-rename' })['renames']): Table {
  const columns = [...table.columns];
  for (const { to, from } of renames) {
    const [index] = matching(table.columns, from);
    columns[index!] = { name: to, type: table.columns[index!]!.type };
  }
  if (new Set(columns.map((column) => column.name)).size < columns.length)
    throw semanticError('project-rename: the name of a column is taken');
  return { columns, rows: table.rows };
}

/** The named columns first, the others after them as they were. */
export function projectReorder(table: Table, patterns: (Operator & { kind: 'project-reorder' })['patterns']): Table {
  const order = new Set<number>();
  for (const pattern of patterns) {
    const found = matching(table.columns, pattern);
    const sign = pattern.order === 'desc' ? -1 : 1;
    if (pattern.order) found.sort((a, b) => (table.columns[a]!.name < table.columns[b]!.name ? -sign : sign));
    for (const index of found) order.add(index);
  }
  for (const index of table.columns.keys()) order.add(index);
  return pick(table, [...order]);
}
