import type { Bound } from './bound.ts';
import { compareValues, keyOfValue, toBool, toDateTime, toJson, toReal, toText, toTimeSpan } from './convert.ts';
import { floorDivide, inRange, spanOf } from './dateTime.ts';
import { semanticError } from './queryError.ts';
import { regexOf } from './regex.ts';
import { isArray, isNumeric, type Row, type ScalarType, type Value } from './values.ts';

type Ternary = boolean | null;

/** Kusto's binary operators on bound operands. Nulls follow Kusto: `null == x` is false, `null < x` is null, strings are never null. */
export function bindBinary(operator: string, left: Bound, right: Bound): Bound {
  const isConstant = left.constant && right.constant;
  const bool = (run: (row: Row) => Value): Bound => ({ type: 'bool', constant: isConstant, run });
  switch (operator) {
    case 'and':
    case 'or':
      return bool(logical(operator, predicate(left), predicate(right)));
    case '==':
    case '!=':
      return bool(equality(left, right, operator === '!='));
    case '<':
    case '>':
    case '<=':
    case '>=':
      return bool(relational(operator, left, right));
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return { constant: isConstant, ...arithmetic(operator, left, right) };
    default:
      return bool(textual(operator, left, right));
  }
}

/** The expression as a condition. */
export function predicate(bound: Bound): (row: Row) => Ternary {
  if (bound.type === 'bool') return bound.run as (row: Row) => Ternary;
  if (bound.type !== 'dynamic' && !isNumeric(bound.type)) {
    throw semanticError(`A predicate of type bool is expected, found ${bound.type}`);
  }
  return (row) => toBool(bound.run(row));
}

function logical(operator: 'and' | 'or', left: (row: Row) => Ternary, right: (row: Row) => Ternary): (row: Row) => Ternary {
  // The value that decides alone, whatever the other side is.
  const decisive = operator === 'or';
  return (row) => {
    const a = left(row);
    if (a === decisive) return decisive;
    const b = right(row);
    if (b === decisive) return decisive;
    return a === null || b === null ? null : !decisive;
  };
}

function equality(left: Bound, right: Bound, negated: boolean): (row: Row) => Ternary {
  assertComparable(left.type, right.type);
  const [a, b] = aligned(left, right);
  return (row) => {
    const x = a(row);
    const y = b(row);
    if (x === null || y === null) return x === null && y === null ? null : negated;
    return (x === y) !== negated;
  };
}

function relational(operator: string, left: Bound, right: Bound): (row: Row) => Ternary {
  assertComparable(left.type, right.type);
  const [a, b] = aligned(left, right);
  const holds = (order: number): boolean =>
    operator === '<' ? order < 0 : operator === '>' ? order > 0 : operator === '<=' ? order <= 0 : order >= 0;
  return (row) => {
    const x = a(row);
    const y = b(row);
    if (x === null || y === null || typeof x !== typeof y || typeof x === 'object') return null;
    return holds(compareValues(x, y));
  };
}

function assertComparable(left: ScalarType, right: ScalarType): void {
  const loose = (type: ScalarType): boolean => isNumeric(type) || type === 'bool';
  const one = left === 'dynamic' || right === 'dynamic';
  if (left === right ? left !== 'dynamic' : one || (loose(left) && loose(right))) return;
  throw semanticError(`Cannot compare values of types ${left} and ${right}. Try adding explicit casts`);
}

/** Both sides as values that `===` compares: dynamic is read as the other side's type where that is safe. */
function aligned(left: Bound, right: Bound): [(row: Row) => Value, (row: Row) => Value] {
  return [readAs(left, right.type), readAs(right, left.type)];
}

function readAs(bound: Bound, other: ScalarType): (row: Row) => Value {
  const { run, type } = bound;
  if (type === 'bool' && isNumeric(other)) return (row) => toReal(run(row));
  if (type !== 'dynamic') return run;
  if (other === 'datetime') return (row) => toDateTime(run(row), 'dynamic');
  if (other === 'timespan') return (row) => toTimeSpan(run(row), 'dynamic');
  // Public queries find what is not there by `properties.ipConfiguration == ""`, and empty lists by `== "[]"`.
  if (other === 'string') return (row) => toText(run(row), 'dynamic');
  // And the size of a subnet by `split(subnets.properties.addressPrefix, '/', 1)[0] == 24`.
  if (isNumeric(other)) return (row) => toReal(run(row));
  if (other === 'bool') return (row) => toBool(run(row));
  return run;
}

function arithmetic(operator: string, left: Bound, right: Bound): Pick<Bound, 'type' | 'run'> {
  const number = (type: ScalarType): boolean => isNumeric(type) || type === 'dynamic';
  if (number(left.type) && number(right.type)) return numeric(operator, left, right);
  const type = timeResult(operator, left.type, right.type);
  if (!type) throw semanticError(`Arithmetic expression cannot be carried-out between ${left.type} and ${right.type}`);
  return { type, run: (row) => timeArithmetic(operator, type, left.run(row), right.run(row)) };
}

function numeric(operator: string, left: Bound, right: Bound): Pick<Bound, 'type' | 'run'> {
  const whole = [left, right].every(({ type }) => type === 'int' || type === 'long');
  const calculate = (a: number, b: number): number | null => {
    switch (operator) {
      case '+':
        return a + b;
      case '-':
        return a - b;
      case '*':
        return a * b;
      case '/':
        return whole ? (b === 0 ? null : Math.trunc(a / b)) : a / b;
      default:
        return b === 0 ? null : modulo(a, b);
    }
  };
  return {
    type: whole ? 'long' : 'real',
    run: (row) => {
      const a = number(left.run(row));
      const b = number(right.run(row));
      return a === null || b === null ? null : calculate(a, b);
    },
  };
}

/** Never negative in Kusto, whatever the signs. */
const modulo = (a: number, b: number): number => (a % b < 0 ? (a % b) + Math.abs(b) : Math.abs(a % b));

const number = (value: Value): number | null => (typeof value === 'number' ? value : null);

function timeResult(operator: string, left: ScalarType, right: ScalarType): ScalarType | undefined {
  const span = 'timespan';
  if (left === 'datetime' && right === 'datetime') return operator === '-' ? span : undefined;
  if (left === 'datetime' && right === span) return operator === '+' || operator === '-' ? 'datetime' : undefined;
  if (left === span && right === 'datetime') return operator === '+' ? 'datetime' : undefined;
  if (left === span && right === span) return operator === '/' ? 'real' : operator === '*' ? undefined : span;
  if (left === span && isNumeric(right)) return operator === '*' || operator === '/' ? span : undefined;
  if (isNumeric(left) && right === span) return operator === '*' ? span : undefined;
  return undefined;
}

function timeArithmetic(operator: string, type: ScalarType, a: Value, b: Value): Value {
  if (a === null || b === null) return null;
  if (typeof a !== 'bigint' || typeof b !== 'bigint') {
    const factor = Number(typeof a === 'bigint' ? b : a);
    const result = operator === '*' ? Number(typeof a === 'bigint' ? a : b) * factor : Number(a) / factor;
    return spanOf(result);
  }
  if (type === 'real') return b === 0n ? null : Number(a) / Number(b);
  if (operator === '%') return b === 0n ? null : a - b * floorDivide(a, b);
  const result = operator === '-' ? a - b : a + b;
  return type === 'datetime' ? inRange(result) : result;
}

/** Operators on text; other types are read as text, null as ''. */
function textual(operator: string, left: Bound, right: Bound): (row: Row) => boolean {
  const negated = operator.startsWith('!');
  const name = operator === '!~' ? '=~' : operator.replace(/^!/, '');
  if (name === 'matches regex') {
    if (right.constant) regexOf(toText(right.run([]), right.type));
    return (row) => regexOf(toText(right.run(row), right.type)).test(toText(left.run(row), left.type));
  }
  const cased = name.endsWith('_cs');
  const test = TESTS[name.replace(/_cs$/, '')];
  if (!test) throw semanticError(`Unknown operator ${operator}`);
  const fold = (bound: Bound): ((row: Row) => string) =>
    cased ? (row) => toText(bound.run(row), bound.type) : (row) => toText(bound.run(row), bound.type).toLowerCase();
  const a = fold(left);
  const needle = right.constant ? fold(right)([]) : undefined;
  const b = needle === undefined ? fold(right) : () => needle;
  return (row) => test(a(row), b(row)) !== negated;
}

const TESTS: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  '=~': (text, part) => text === part,
  contains: (text, part) => text.includes(part),
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
  has: (text, part) => hasTerm(text, part, true, true),
  hasprefix: (text, part) => hasTerm(text, part, true, false),
  hassuffix: (text, part) => hasTerm(text, part, false, true),
};

const ALPHANUMERIC = /[\p{L}\p{N}]/u;

/** Whether `part` stands in `text` between ends of terms (terms are runs of letters and digits). */
function hasTerm(text: string, part: string, atStart: boolean, atEnd: boolean): boolean {
  const opens = atStart && ALPHANUMERIC.test(part.at(0) ?? '');
  const closes = atEnd && ALPHANUMERIC.test(part.at(-1) ?? '');
  for (let i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + 1)) {
    const end = i + part.length;
    const free = !(opens && ALPHANUMERIC.test(text[i - 1] ?? '')) && !(closes && ALPHANUMERIC.test(text[end] ?? ''));
    if (free) return true;
    if (i >= text.length) break;
  }
  return false;
}

/** `in`, `!in`, `in~`, `!in~`, `has_any`, `has_all`. A dynamic array among the items stands for its elements. */
export function bindList(operator: string, left: Bound, items: readonly Bound[]): Bound {
  const isConstant = left.constant && items.every((item) => item.constant);
  const negated = operator.startsWith('!');
  const name = operator.replace(/^!/, '');
  const values = (row: Row): Value[] => items.flatMap((item) => elements(item, item.run(row)));
  if (name === 'has_any' || name === 'has_all') {
    const test = (row: Row): boolean => {
      const text = toText(left.run(row), left.type).toLowerCase();
      const found = (part: Value): boolean => hasTerm(text, toText(part, 'dynamic').toLowerCase(), true, true);
      return name === 'has_any' ? values(row).some(found) : values(row).every(found);
    };
    return { type: 'bool', constant: isConstant, run: test };
  }
  for (const item of items) if (item.type !== 'dynamic') assertComparable(left.type, item.type);
  const asText = left.type === 'dynamic' && items.every((item) => item.type === 'string');
  const key = (value: Value, type: ScalarType): string => {
    if (name === 'in~') return toText(value, type).toLowerCase();
    return asText ? toText(value, type) : keyOfValue(type === 'bool' && left.type !== 'bool' ? toReal(value) : toJson(value, type));
  };
  const setOf = (row: Row): Set<string> =>
    new Set(
      items.flatMap((item) => elements(item, item.run(row)).map((value) => key(value, item.type === 'dynamic' ? 'dynamic' : item.type))),
    );
  const fixed = items.every((item) => item.constant) ? setOf([]) : undefined;
  const run = (row: Row): boolean => {
    const value = left.run(row);
    if (value === null && left.type !== 'dynamic') return negated;
    return (fixed ?? setOf(row)).has(key(value, left.type)) !== negated;
  };
  return { type: 'bool', constant: isConstant, run };
}

const elements = (item: Bound, value: Value): readonly Value[] => (item.type === 'dynamic' && isArray(value) ? value : [value]);
