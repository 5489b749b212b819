import type { Expression } from './ast.ts';
import { constant, folded, type Bound, type Scope } from './bound.ts';
import { toJson, toText } from './convert.ts';
import { conditionFunctions } from './functions/conditionFunctions.ts';
import { convertFunctions } from './functions/convertFunctions.ts';
import { dynamicFunctions } from './functions/dynamicFunctions.ts';
import { extractFunctions } from './functions/extractFunctions.ts';
import type { Functions } from './functions/functionSpec.ts';
import { networkFunctions } from './functions/networkFunctions.ts';
import { numberFunctions } from './functions/numberFunctions.ts';
import { textFunctions } from './functions/textFunctions.ts';
import { timeFunctions } from './functions/timeFunctions.ts';
import { zoneFunctions } from './functions/zoneFunctions.ts';
import { bindBinary, bindList } from './operators.ts';
import { semanticError, unknownFunction } from './queryError.ts';
import { resultName } from './resultName.ts';
import { isArray, isBag, isNumeric, type Json, type Row, type Value } from './values.ts';

const functions: Functions = {
  ...textFunctions,
  ...convertFunctions,
  ...conditionFunctions,
  ...dynamicFunctions,
  ...extractFunctions,
  ...networkFunctions,
  ...numberFunctions,
  ...timeFunctions,
  ...zoneFunctions,
};

/** Resolves names and types of an expression. Throws a `QueryError` for what Kusto would not accept. */
export function bindExpression(expression: Expression, scope: Scope): Bound {
  return folded(bindAny(expression, scope));
}

function bindAny(expression: Expression, scope: Scope): Bound {
  switch (expression.kind) {
    case 'literal':
      return constant(expression.type, expression.value);
    case 'column':
      return bindColumn(expression.name, scope);
    case 'star':
      throw semanticError("'*' cannot stand here");
    case 'path':
      return bindPath(expression, scope);
    case 'call':
      return bindCall(expression, scope);
    case 'unary': {
      const of = bindExpression(expression.of, scope);
      if (expression.operator === '+') return of;
      if (of.type === 'timespan') return { ...of, run: (row) => negated(of.run(row)) };
      return bindBinary('-', constant('long', 0), of);
    }
    case 'binary':
      if (expression.left.kind === 'star' && SEARCHES.test(expression.operator)) return bindSearch(expression, scope);
      return bindBinary(expression.operator, bindExpression(expression.left, scope), bindExpression(expression.right, scope));
    case 'between': {
      const of = bindExpression(expression.of, scope);
      const low = bindExpression(expression.low, scope);
      let high = bindExpression(expression.high, scope);
      // `between (start .. 7d)` means seven days from the start.
      if (low.type === 'datetime' && high.type === 'timespan') high = bindBinary('+', low, high);
      const inside = bindBinary('and', bindBinary('>=', of, low), bindBinary('<=', of, high));
      return expression.negated ? { ...inside, run: (row) => inverse(inside.run(row)) } : inside;
    }
    case 'list':
      return bindInList(expression, scope);
    default:
      return expression satisfies never;
  }
}

/** Operators that may ask all columns at once: `where * has 'web'`. */
const SEARCHES = /^(?:has|contains|startswith|endswith)/;

function bindSearch({ operator, right }: Expression & { kind: 'binary' }, scope: Scope): Bound {
  const part = bindExpression(right, scope);
  const tests = scope.columns.map(({ name }) => bindBinary(operator, bindColumn(name, scope), part));
  return { type: 'bool', constant: false, run: (row) => tests.some((test) => test.run(row) === true) };
}

const negated = (value: Value): Value => (typeof value === 'bigint' ? -value : null);
const inverse = (value: Value): Value => (value === null ? null : value !== true);

function bindColumn(name: string, scope: Scope): Bound {
  const index = scope.columns.findIndex((column) => column.name === name);
  if (index >= 0) return { type: scope.columns[index]!.type, constant: false, name, run: (row) => row[index]! };
  const scalar = scope.environment.scalars.get(name);
  if (scalar) return { ...scalar, name };
  throw semanticError(`Failed to resolve scalar expression named '${name}'`);
}

function bindPath(expression: Expression & { kind: 'path' }, scope: Scope): Bound {
  const of = bindExpression(expression.of, scope);
  const key = bindExpression(expression.key, scope);
  if (of.type !== 'dynamic') throw semanticError(`Path expression source must be of type dynamic, found ${of.type}`);
  if (key.type !== 'string' && key.type !== 'dynamic' && !isNumeric(key.type))
    throw semanticError('Path expression key must be text or number');
  // As Microsoft's Kusto.Language has it: `tags['cost-center']` is `tags_cost-center`, `tags[name]` is `tags_`. What has no name itself
  // leaves the name to its member: `parse_url(x).Host` is `Host`.
  const step = expression.key.kind === 'literal' ? toText(expression.key.value, key.type) : '';
  const name = of.name === undefined ? step || undefined : `${of.name}_${step}`;
  const { run } = of;
  if (key.constant) {
    const fixed = key.run([]);
    return { type: 'dynamic', constant: of.constant, name, run: (row) => member(run(row), fixed) };
  }
  return { type: 'dynamic', constant: false, name, run: (row) => member(run(row), key.run(row)) };
}

/** The property or element; null where there is none. Names are compared exactly; -1 is the last element. */
function member(value: Value, key: Value): Json {
  if (isArray(value)) return typeof key === 'number' ? (value.at(key) ?? null) : null;
  if (!isBag(value)) return null;
  const name = toText(key, 'string');
  return Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

function bindInList(expression: Expression & { kind: 'list' }, scope: Scope): Bound {
  const left = bindExpression(expression.left, scope);
  const [only] = expression.items;
  const { environment } = scope;
  const pipeline = expression.table ?? (only?.kind === 'column' && expression.items.length === 1 ? tableNamed(only, scope) : undefined);
  if (!pipeline) {
    return bindList(
      expression.operator,
      left,
      expression.items.map((item) => bindExpression(item, scope)),
    );
  }
  const table = environment.run(pipeline);
  const column = table.columns[0]!;
  const items = table.rows.map((row) => toJson(row[0]!, column.type));
  return bindList(expression.operator, left, [constant('dynamic', items)]);
}

/** `in (name)` where the name is neither a column nor a value: a table. */
function tableNamed(
  item: Expression & { kind: 'column' },
  { columns, environment }: Scope,
): Parameters<typeof environment.run>[0] | undefined {
  if (columns.some((column) => column.name === item.name) || environment.scalars.has(item.name)) return undefined;
  return { source: { kind: 'table', at: item.at, name: item.name }, operators: [] };
}

function bindCall(expression: Expression & { kind: 'call' }, scope: Scope): Bound {
  const { name } = expression;
  const special = bindSpecial(expression, scope);
  if (special) return special;
  const spec = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!spec) throw unknownFunction(name);
  // Microsoft's own samples name an argument (`tostring(group = split(…))`) and read the column by that name.
  const args = expression.args.map((arg) => {
    const bound = bindExpression(arg.expression, scope);
    return arg.name === undefined ? bound : { ...bound, name: arg.name };
  });
  if (args.length < spec.min || args.length > spec.max) {
    const expected = spec.min === spec.max ? spec.min : spec.max === Infinity ? `at least ${spec.min}` : `${spec.min} to ${spec.max}`;
    throw semanticError(`${name}(): function expects ${expected} argument(s).`);
  }
  return {
    type: typeof spec.type === 'function' ? spec.type(args) : spec.type,
    constant: !spec.varies && args.every((arg) => arg.constant),
    name: resultName(name, args),
    run: spec.bind(args, scope.environment),
  };
}

/** Functions that look at names instead of values. */
function bindSpecial(expression: Expression & { kind: 'call' }, scope: Scope): Bound | undefined {
  const [first, second] = expression.args.map((arg) => arg.expression);
  switch (expression.name) {
    case 'typeof':
      return first?.kind === 'column' ? constant('string', first.name) : undefined;
    case 'column_ifexists':
    case 'columnifexists': {
      if (first?.kind !== 'literal' || !second) return undefined;
      const column = scope.columns.find(({ name }) => name === first.value);
      return column ? bindColumn(column.name, scope) : bindExpression(second, scope);
    }
    case 'iscolumnexists':
      return first?.kind === 'literal'
        ? constant(
            'bool',
            scope.columns.some((column) => column.name === first.value),
          )
        : undefined;
    case 'pack_all':
      return packAll(first, scope);
    case 'bag_pack_columns': {
      const names = expression.args.map((arg) => (arg.expression.kind === 'column' ? arg.expression.name : ''));
      const columns = names.map((name) => ({ name, bound: bindColumn(name, scope) }));
      return {
        type: 'dynamic',
        constant: false,
        run: (row) => Object.fromEntries(columns.map(({ name, bound }) => [name, toJson(bound.run(row), bound.type)])),
      };
    }
    default:
      return undefined;
  }
}

/** `pack_all()`; `pack_all(true)` leaves out what is null or empty. */
function packAll(first: Expression | undefined, { columns }: Scope): Bound {
  const ignoresEmpty = first?.kind === 'literal' && first.value === true;
  const run = (row: Row): Json => {
    const all = packed(row, columns);
    return ignoresEmpty ? Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== '')) : all;
  };
  return { type: 'dynamic', constant: false, run };
}

const packed = (row: Row, columns: Scope['columns']): Readonly<Record<string, Json>> =>
  Object.fromEntries(columns.map((column, i) => [column.name, toJson(row[i]!, column.type)]));
