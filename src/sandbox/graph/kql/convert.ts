import { formatDateTime, formatTimeSpan, parseDateTime, parseTimeSpan } from './dateTime.ts';
import { semanticError } from './queryError.ts';
import { isNumeric, nothing, type Json, type ScalarType, type Value } from './values.ts';

/** `tostring`: '' for null; dynamic bags and arrays as JSON without blanks. */
export function toText(value: Value | undefined, type: ScalarType): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint')
    return type === 'timespan' ? formatTimeSpan(value) : type === 'real' ? String(value) : formatDateTime(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `toreal`. */
export function toReal(value: Value): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) || /^0x[\da-f]+$/i.test(text) ? Number(text) : null;
}

/** `tolong`, `toint`: numbers lose their fraction, texts must be whole numbers. */
export function toLong(value: Value): number | null {
  if (typeof value === 'string' && !/^\s*([+-]?\d+|0x[\da-f]+)\s*$/i.test(value)) return null;
  const number = toReal(value);
  return number === null || Math.abs(number) >= 2 ** 63 ? null : Math.trunc(number);
}

export function toInt(value: Value): number | null {
  const number = toLong(value);
  return number !== null && Math.abs(number) <= 0x7fff_ffff ? number : null;
}

/** `tobool`. */
export function toBool(value: Value): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value !== 'string') return null;
  const text = value.trim().toLowerCase();
  if (text === 'true' || text === 'false') return text === 'true';
  return /^[+-]?\d+$/.test(text) ? Number(text) !== 0 : null;
}

/** `todatetime`. */
export function toDateTime(value: Value, type: ScalarType): bigint | null {
  if (typeof value === 'bigint') return type === 'timespan' ? null : value;
  return typeof value === 'string' ? parseDateTime(value) : null;
}

/** `totimespan`. */
export function toTimeSpan(value: Value, type: ScalarType): bigint | null {
  if (typeof value === 'bigint') return type === 'datetime' ? null : value;
  return typeof value === 'string' ? parseTimeSpan(value) : null;
}

/** What a value becomes inside dynamic (`pack`, `make_list`) and in an answer. */
export function toJson(value: Value, type: ScalarType): Json {
  if (typeof value !== 'bigint') return value;
  return type === 'real' ? Number(value) : toText(value, type);
}

/** The value as one of type `to`; for values of a column whose type was chosen from several. */
export function convert(value: Value, from: ScalarType, to: ScalarType): Value {
  if (from === to) return value;
  switch (to) {
    case 'string':
      return toText(value, from);
    case 'int':
      return toInt(value);
    case 'long':
      return toLong(value);
    case 'real':
      return toReal(value);
    case 'bool':
      return toBool(value);
    case 'datetime':
      return toDateTime(value, from);
    case 'timespan':
      return toTimeSpan(value, from);
    case 'dynamic':
      return toJson(value, from);
    default:
      return nothing(to);
  }
}

/**
 * The type of a value that may come from several expressions (`iff`, `case`, `coalesce`). Dynamic becomes what the others are: public
 * queries join on `iff(…, tokens[3], '')`, and a join on dynamic is refused.
 */
export function commonType(types: readonly ScalarType[], where: string): ScalarType {
  const fixed = types.filter((type) => type !== 'dynamic');
  const distinct = [...new Set(fixed.length > 0 ? fixed : types)];
  if (distinct.length === 1) return distinct[0]!;
  if (distinct.every(isNumeric)) return distinct.includes('real') ? 'real' : 'long';
  throw semanticError(`${where}: argument types must match, found ${distinct.join(', ')}`);
}

/** Order of two values that are not null, of one type. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'object' || typeof b === 'object' || typeof a !== typeof b)
    return compareText(toText(a, 'dynamic'), toText(b, 'dynamic'));
  return a < b ? -1 : a > b ? 1 : 0;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Equal values have equal keys, whatever their type; for grouping, joins and sets. */
export function keyOfValue(value: Value): string {
  if (typeof value === 'string') return `s${value}`;
  if (typeof value === 'bigint') return `b${value}`;
  return typeof value === 'object' ? `j${JSON.stringify(value)}` : `v${String(value)}`;
}
