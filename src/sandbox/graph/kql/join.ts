import type { JoinKind, Operator } from './ast.ts';
import { numbered } from './columnList.ts';
import { keyOfValue } from './convert.ts';
import { semanticError } from './queryError.ts';
import { assertRows } from './rowLimit.ts';
import { isNumeric, nothing, type Column, type Row, type Table } from './values.ts';

type Join = Operator & { readonly kind: 'join' };

/**
 * Kusto's join. The result has all columns of both tables; of those on the right whose name is taken, the name gets a
 * number (`name1`). Null keys match nothing. Without a kind, the left table gives one row per key (`innerunique`).
 */
export function join(left: Table, right: Table, { flavor, on }: Join): Table {
  const keys = on.map((condition) => {
    const l = keyIndex(left.columns, condition.left.text);
    const r = keyIndex(right.columns, condition.right.text);
    assertSameType(left.columns[l]!, right.columns[r]!);
    return { l, r };
  });
  const keyOfLeft = keyReader(keys.map(({ l }) => l));
  const keyOfRight = keyReader(keys.map(({ r }) => r));
  if (flavor.endsWith('semi') || flavor.endsWith('anti')) {
    const [kept, other, keyOfKept, keyOfOther] = flavor.startsWith('left')
      ? [left, right, keyOfLeft, keyOfRight]
      : [right, left, keyOfRight, keyOfLeft];
    const present = new Set(other.rows.map(keyOfOther));
    const wanted = flavor.endsWith('semi');
    const matches = (row: Row): boolean => {
      const key = keyOfKept(row);
      return key !== undefined && present.has(key);
    };
    return { columns: kept.columns, rows: kept.rows.filter((row) => matches(row) === wanted) };
  }
  return { columns: joinedColumns(left.columns, right.columns), rows: [...matched(left, right, flavor, keyOfLeft, keyOfRight)] };
}

function* matched(
  left: Table,
  right: Table,
  flavor: JoinKind,
  keyOfLeft: (row: Row) => string | undefined,
  keyOfRight: (row: Row) => string | undefined,
): Generator<Row> {
  const index = new Map<string, Row[]>();
  for (const row of right.rows) {
    const key = keyOfRight(row);
    if (key === undefined) continue;
    const rows = index.get(key);
    if (rows) rows.push(row);
    else index.set(key, [row]);
  }
  const emptyLeft = left.columns.map((column) => nothing(column.type));
  const emptyRight = right.columns.map((column) => nothing(column.type));
  const keys = left.rows.map(keyOfLeft);
  if (flavor !== 'innerunique') {
    assertRows(
      'join',
      keys.reduce((sum, key) => sum + (key === undefined ? 0 : (index.get(key)?.length ?? 0)), 0),
    );
  }
  const seen = new Set<string>();
  for (const [i, row] of left.rows.entries()) {
    const key = keys[i];
    const found = key === undefined ? undefined : index.get(key);
    if (found && flavor === 'innerunique' && seen.has(key!)) continue;
    if (key !== undefined) seen.add(key);
    if (found) for (const other of found) yield [...row, ...other];
    else if (flavor === 'leftouter' || flavor === 'fullouter') yield [...row, ...emptyRight];
  }
  if (flavor !== 'rightouter' && flavor !== 'fullouter') return;
  for (const row of right.rows) {
    const key = keyOfRight(row);
    if (key === undefined || !seen.has(key)) yield [...emptyLeft, ...row];
  }
}

/** The row's key, undefined when a part of it is null. */
function keyReader(indices: readonly number[]): (row: Row) => string | undefined {
  return (row) => {
    let key = '';
    for (const index of indices) {
      const value = row[index]!;
      if (value === null) return undefined;
      key += `${keyOfValue(value)}\0`;
    }
    return key;
  };
}

function keyIndex(columns: readonly Column[], name: string): number {
  const index = columns.findIndex((column) => column.name === name);
  if (index < 0) throw semanticError(`Failed to resolve column named '${name}'`);
  if (columns[index]!.type === 'dynamic') {
    throw semanticError(
      `join key '${name}' is of a 'dynamic' type. Please use an explicit cast using extend operator in the join legs (for example, '... | extend ${name} = tostring(${name}) | join ...') as join on a 'dynamic' type is not supported.`,
    );
  }
  return index;
}

function assertSameType(left: Column, right: Column): void {
  if (left.type === right.type || (isNumeric(left.type) && isNumeric(right.type))) return;
  throw semanticError(
    `join: key columns '${left.name}' and '${right.name}' must be of the same type, found ${left.type} and ${right.type}`,
  );
}

function joinedColumns(left: readonly Column[], right: readonly Column[]): Column[] {
  const names = new Set(left.map((column) => column.name));
  return [
    ...left,
    ...right.map((column) => {
      const name = names.has(column.name) ? numbered(column.name, names, 1) : column.name;
      names.add(name);
      return { name, type: column.type };
    }),
  ];
}
