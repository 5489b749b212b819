import type { Expression, NamedExpression } from './ast.ts';
import { aggregateName, aggregates, percentile, type Accumulator } from './aggregates.ts';
import { bindExpression } from './bindExpression.ts';
import type { Bound, Environment, Scope } from './bound.ts';
import { ColumnList } from './columnList.ts';
import { compareValues, keyOfValue } from './convert.ts';
import { semanticError } from './queryError.ts';
import { nothing, type Column, type Row, type Table, type Value } from './values.ts';

/** One call of an aggregate: the values that it gives for a group. */
interface Slot {
  readonly columns: readonly Column[];
  readonly start: () => { readonly add: (row: Row) => void; readonly result: () => readonly Value[] };
}

/** What stands between `summarize` and `by`: an expression over slots, or a slot of several columns. */
type Output =
  | { readonly name?: string | undefined; readonly bound: Bound }
  | { readonly name?: string | undefined; readonly slot: Slot; readonly at: number };

/** `summarize … by …`. Groups keep the order of their first row. */
export function summarize(
  table: Table,
  named: readonly NamedExpression[],
  by: readonly NamedExpression[],
  environment: Environment,
): Table {
  const scope: Scope = { columns: table.columns, environment };
  const keys = by.map(({ name, expression }) => {
    const bound = bindExpression(expression, scope);
    const shown = name ?? bound.name;
    if (bound.type === 'dynamic') {
      throw semanticError(
        `Summarize group key ('${shown ?? ''}') is of a 'dynamic' type. Please use an explicit cast as for example 'summarize ... by tostring(Column)' as grouping by a 'dynamic' type is not supported.`,
      );
    }
    return { name: shown, explicit: name !== undefined, bound };
  });
  const slots: Slot[] = [];
  const outputs = named.map((item): Output =>
    bindOutput(
      item,
      scope,
      slots,
      by.flatMap(({ expression }) => (expression.kind === 'column' ? expression.name : [])),
    ),
  );

  const columns = new ColumnList();
  for (const key of keys) columns.add(key.name, key.bound.type, key.explicit);
  for (const output of outputs) addColumns(columns, output);

  const rows: Row[] = [];
  for (const group of groupsOf(
    table.rows,
    keys.map((key) => key.bound),
    slots,
  ).values()) {
    const results = group.running.flatMap((running) => running.result());
    const values = [...group.key];
    for (const output of outputs) {
      if ('bound' in output) values.push(output.bound.run(results));
      else values.push(...results.slice(output.at, output.at + output.slot.columns.length));
    }
    rows.push(values);
  }
  return { columns: columns.columns, rows };
}

interface Group {
  readonly key: readonly Value[];
  readonly running: readonly ReturnType<Slot['start']>[];
}

function groupsOf(rows: readonly Row[], keys: readonly Bound[], slots: readonly Slot[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  const groupOf = (key: readonly Value[]): Group => {
    const text = key.map(keyOfValue).join('\0');
    let group = groups.get(text);
    if (!group) groups.set(text, (group = { key, running: slots.map((slot) => slot.start()) }));
    return group;
  };
  // Without `by` there is one group even when there are no rows.
  if (keys.length === 0) groupOf([]);
  for (const row of rows) {
    const group = groupOf(keys.map((key) => key.run(row)));
    for (const running of group.running) running.add(row);
  }
  return groups;
}

function addColumns(columns: ColumnList, output: Output): void {
  if ('bound' in output) {
    columns.add(output.name ?? output.bound.name, output.bound.type, output.name !== undefined);
    return;
  }
  output.slot.columns.forEach((column, i) =>
    columns.add((i === 0 ? output.name : undefined) ?? column.name, column.type, i === 0 && output.name !== undefined),
  );
}

function bindOutput({ name, expression }: NamedExpression, scope: Scope, slots: Slot[], byNames: readonly string[]): Output {
  const at = slots.reduce((count, slot) => count + slot.columns.length, 0);
  const multi = expression.kind === 'call' ? bindMultiColumn(expression, scope, byNames) : undefined;
  if (multi) {
    slots.push(multi);
    return { name, slot: multi, at };
  }
  // Aggregate calls become columns of a row of results; what is around them is an ordinary expression.
  const results: Column[] = slots.flatMap((slot) => slot.columns);
  const rewritten = rewrite(expression, scope, slots, results);
  const bound = bindExpression(rewritten, { columns: results, environment: scope.environment });
  return { name, bound: { ...bound, name: visible(bound.name) } };
}

/** Columns of results carry a mark that no name in a query has, so that none is meant by accident. */
const MARK = '\n';
const marked = (index: number, name: string | undefined): string => `${MARK}${index}${MARK}${name ?? ''}`;
const visible = (name: string | undefined): string | undefined => name?.replace(/\n\d+\n/g, '') || undefined;

function rewrite(expression: Expression, scope: Scope, slots: Slot[], results: Column[]): Expression {
  const again = (inner: Expression): Expression => rewrite(inner, scope, slots, results);
  switch (expression.kind) {
    case 'call': {
      const spec = Object.hasOwn(aggregates, expression.name) ? aggregates[expression.name] : undefined;
      if (!spec) return { ...expression, args: expression.args.map((arg) => ({ ...arg, expression: again(arg.expression) })) };
      const args = expression.args.map((arg) => bindExpression(arg.expression, scope));
      if (args.length < spec.min || args.length > spec.max) {
        throw semanticError(`${expression.name}(): function expects ${spec.min} to ${spec.max} argument(s).`);
      }
      const start = spec.start(args);
      const column: Column = { name: marked(results.length, aggregateName(expression.name, spec, args)), type: spec.type(args) };
      slots.push({ columns: [column], start: () => single(start()) });
      results.push(column);
      return { kind: 'column', at: expression.at, name: column.name };
    }
    case 'path':
      return { ...expression, of: again(expression.of) };
    case 'unary':
      return { ...expression, of: again(expression.of) };
    case 'binary':
      return { ...expression, left: again(expression.left), right: again(expression.right) };
    case 'list':
      return { ...expression, left: again(expression.left) };
    case 'between':
      return { ...expression, of: again(expression.of) };
    case 'column':
      if (scope.columns.some((column) => column.name === expression.name)) {
        throw semanticError(`'${expression.name}' is not an aggregate: it must stand in an aggregate or after 'by'`);
      }
      return expression;
    case 'literal':
    case 'star':
      return expression;
    default:
      return expression satisfies never;
  }
}

const single = (running: Accumulator): ReturnType<Slot['start']> => ({ add: running.add, result: () => [running.result()] });

/** `percentiles(x, 50, 90)`: a column each. */
function bindPercentiles({ args }: Expression & { kind: 'call' }, scope: Scope): Slot {
  const [value, ...percents] = args.map((arg) => bindExpression(arg.expression, scope));
  if (!value || percents.length === 0) throw semanticError('percentiles(): function expects at least 2 argument(s).');
  const starts = percents.map((percent) => percentile.start([value, percent]));
  return {
    columns: percents.map((percent) => ({
      name: aggregateName('percentile', percentile, [value, percent])!,
      type: percentile.type([value, percent]),
    })),
    start: () => {
      const running = starts.map((start) => start());
      return { add: (row) => running.forEach((each) => each.add(row)), result: () => running.map((each) => each.result()) };
    },
  };
}

/** `arg_max(x, *)`, `arg_min(x, a, b)`, `take_any(*)`, `take_any(a, b)`: one row chosen, several columns shown. */
function bindMultiColumn(expression: Expression & { kind: 'call' }, scope: Scope, byNames: readonly string[]): Slot | undefined {
  const { name } = expression;
  if (name === 'percentiles') return bindPercentiles(expression, scope);
  const args = expression.args.map((arg) => arg.expression);
  const chooses = name === 'arg_max' || name === 'arg_min';
  const takes = (name === 'take_any' || name === 'any') && (args.length > 1 || args[0]?.kind === 'star');
  if (!chooses && !takes) return undefined;
  if (args.length === 0) throw semanticError(`${name}(): function expects at least 1 argument(s).`);
  const shown = new Map<string, Bound>();
  const prefix = name === 'arg_min' ? 'min_' : 'max_';
  args.forEach((arg, i) => {
    if (arg.kind !== 'star') {
      const bound = bindExpression(arg, scope);
      shown.set(expression.args[i]!.name ?? bound.name ?? (chooses && i === 0 ? prefix : `${chooses ? prefix : 'any_'}arg${i}`), bound);
      return;
    }
    for (const column of scope.columns) {
      if (byNames.includes(column.name) || shown.has(column.name)) continue;
      shown.set(column.name, bindExpression({ kind: 'column', at: arg.at, name: column.name }, scope));
    }
  });
  const columns = [...shown].map(([shownAs, bound]) => ({ name: shownAs, type: bound.type }));
  const bounds = [...shown.values()];
  const decisive = bounds[0]!;
  const sign = name === 'arg_min' ? -1 : 1;
  return {
    columns,
    start: () => {
      let best: Row | undefined;
      let bestValue: Value = null;
      return {
        add: (row) => {
          const value = chooses ? decisive.run(row) : null;
          if (best && (!chooses || value === null || (bestValue !== null && compareValues(value, bestValue) * sign <= 0))) return;
          best = row;
          bestValue = value;
        },
        result: () => bounds.map((bound) => (best ? bound.run(best) : nothing(bound.type))),
      };
    },
  };
}
