import type { Operator, ParsePart } from './ast.ts';
import { bindExpression } from './bindExpression.ts';
import type { Environment } from './bound.ts';
import { convert, toText } from './convert.ts';
import { escapeRegex } from './regex.ts';
import { nothing, type Column, type Row, type Table, type Value } from './values.ts';

/** `parse … with 'text' column …`: cuts a text into columns; a row that does not fit gets nothing (`parse-where` drops it). */
export function parseOperator(table: Table, { of, parts, strict }: Operator & { readonly kind: 'parse' }, environment: Environment): Table {
  const source = bindExpression(of, { columns: table.columns, environment });
  const pattern = patternOf(parts);
  const filled = parts.filter((part) => part.kind === 'column');
  const columns: Column[] = [...table.columns];
  const places = filled.map(({ name, type }) => {
    const found = columns.findIndex((column) => column.name === name);
    const index = found < 0 ? columns.length : found;
    columns[index] = { name, type };
    return index;
  });
  const rows: Row[] = [];
  for (const row of table.rows) {
    const values = pattern.exec(toText(source.run(row), source.type))?.slice(1);
    const converted = filled.map(({ type }, i) => (values ? convert(values[i] ?? '', 'string', type) : nothing(type)));
    const fits = values !== undefined && converted.every((value) => value !== null);
    if (strict && !fits) continue;
    const copy: Value[] = [...row];
    places.forEach((index, i) => (copy[index] = fits ? converted[i]! : nothing(filled[i]!.type)));
    rows.push(copy);
  }
  return { columns, rows };
}

/** Columns and stars take as little as they can, the last one takes the rest. */
function patternOf(parts: readonly ParsePart[]): RegExp {
  const source = parts.map((part, i) => {
    if (part.kind === 'text') return escapeRegex(part.text);
    const reach = i === parts.length - 1 ? '[\\s\\S]*' : '[\\s\\S]*?';
    if (part.kind === 'star') return reach;
    if (part.type === 'int' || part.type === 'long') return '\\s*([+-]?\\d+)';
    return `(${reach})`;
  });
  const last = parts.at(-1)!.kind;
  return new RegExp(`^${source.join('')}${last === 'text' ? '$' : ''}`);
}
