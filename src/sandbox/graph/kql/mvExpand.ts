import type { Operator } from './ast.ts';
import { bindExpression } from './bindExpression.ts';
import type { Environment } from './bound.ts';
import { numbered } from './columnList.ts';
import { convert } from './convert.ts';
import { semanticError } from './queryError.ts';
import { assertRows } from './rowLimit.ts';
import { isArray, isBag, nothing, type Column, type Json, type Row, type ScalarType, type Table, type Value } from './values.ts';

/** Rows that one row may become in Resource Graph unless the query says more, and the most that it may say. */
const DEFAULT_ROW_LIMIT = 128;
const MAX_ROW_LIMIT = 2000;

/**
 * `mv-expand`: arrays give a row for each element, bags one for each property; what is neither stays as it is, an empty
 * array or bag gives no row. Several columns are expanded side by side.
 */
export function mvExpand(table: Table, operator: Operator & { readonly kind: 'mv-expand' }, environment: Environment): Table {
  const limit = operator.limit ?? DEFAULT_ROW_LIMIT;
  if (limit > MAX_ROW_LIMIT) throw semanticError(`mv-expand: row limit ${limit} is above the maximum of ${MAX_ROW_LIMIT}`);
  const columns: Column[] = [...table.columns];
  const expanded = operator.columns.map(({ name, expression, type = 'dynamic' }) => {
    const bound = bindExpression(expression, { columns: table.columns, environment });
    if (bound.type !== 'dynamic') throw semanticError(`mv-expand: expression of type dynamic is expected, found ${bound.type}`);
    const shown = name ?? bound.name ?? numbered('Column', new Set(columns.map((column) => column.name)), 1);
    let index = columns.findIndex((column) => column.name === shown);
    if (index < 0) index = columns.length;
    columns[index] = { name: shown, type };
    return { run: bound.run, index, type };
  });
  if (operator.indexName !== undefined) columns.push({ name: operator.indexName, type: 'long' });

  const rows: Row[] = [];
  for (const row of table.rows) {
    const lists = expanded.map((column) => elementsOf(column.run(row), operator.bagsAsArrays));
    const length = Math.min(Math.max(...lists.map((list) => list.length)), limit);
    assertRows('mv-expand', rows.length + length);
    for (let i = 0; i < length; i++) {
      const copy: Value[] = [...row];
      expanded.forEach(({ index, type }, which) => (copy[index] = cast(lists[which]![i] ?? null, type)));
      if (operator.indexName !== undefined) copy.push(i);
      rows.push(copy);
    }
  }
  return { columns, rows };
}

function elementsOf(value: Value, bagsAsArrays: boolean): readonly Json[] {
  if (isArray(value)) return value;
  if (isBag(value)) return Object.entries(value).map(([key, item = null]) => (bagsAsArrays ? [key, item] : { [key]: item }));
  return [value as Json];
}

/** `to typeof(…)` casts and does not parse: a text does not become a number. */
function cast(value: Json, type: ScalarType): Value {
  if (type === 'dynamic') return value;
  const parses = typeof value === 'string' && ['int', 'long', 'real', 'bool'].includes(type);
  return value === null || parses ? nothing(type) : convert(value, 'dynamic', type);
}
