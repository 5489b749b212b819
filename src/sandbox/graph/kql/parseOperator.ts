import type { Operator, ParsePart } from './ast.ts';
import { bindExpression } from './bindExpression.ts';
import type { Environment } from './bound.ts';
import { convert, toText } from './convert.ts';
import { escapeRegex, regexOf } from './regex.ts';
import { nothing, type Column, type Row, type Table, type Value } from './values.ts';

type Parse = Operator & { readonly kind: 'parse' };

/**
 * `parse … with 'text' column …`: cuts a text into columns. A row that does not fit gets nothing (`parse-where` drops it), nor does one with a
 * value of another type, unless it is `relaxed`.
 */
export function parseOperator(table: Table, operator: Parse, environment: Environment): Table {
  const { of, parts, flavor, strict } = operator;
  const source = bindExpression(of, { columns: table.columns, environment });
  const pattern = patternOf(operator);
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
    const found = pattern.exec(toText(source.run(row), source.type))?.groups;
    const values = filled.map(({ type }, i) => (found ? convert(found[`column${i}`] ?? '', 'string', type) : nothing(type)));
    const fits = found !== undefined && (flavor === 'relaxed' || values.every((value) => value !== null));
    if (strict && !fits) continue;
    const copy: Value[] = [...row];
    places.forEach((index, i) => (copy[index] = fits ? values[i]! : nothing(filled[i]!.type)));
    rows.push(copy);
  }
  return { columns, rows };
}

/**
 * Columns and stars take as little as they can, the last one takes the rest. With `kind=regex` texts are patterns, and what stands before the
 * first one is passed over: Microsoft's own sample of a subnet's id begins in its middle.
 */
function patternOf({ parts, flavor, flags }: Parse): RegExp {
  let columns = 0;
  const source = parts.map((part, i) => sourceOf(part, i === parts.length - 1, () => columns++, flavor));
  if (flavor === 'regex') return regexOf(source.join(''), flags);
  return new RegExp(`^${source.join('')}${parts.at(-1)!.kind === 'text' ? '$' : ''}`);
}

function sourceOf(part: ParsePart, last: boolean, nextColumn: () => number, flavor: Parse['flavor']): string {
  if (part.kind === 'text') return flavor === 'regex' ? `(?:${part.text})` : escapeRegex(part.text);
  const reach = last ? '[\\s\\S]*' : '[\\s\\S]*?';
  if (part.kind === 'star') return reach;
  const whole = flavor !== 'relaxed' && (part.type === 'int' || part.type === 'long');
  return whole ? `\\s*(?<column${nextColumn()}>[+-]?\\d+)` : `(?<column${nextColumn()}>${reach})`;
}
