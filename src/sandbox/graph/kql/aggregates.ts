import type { Bound } from './bound.ts';
import { compareValues, keyOfValue, toJson, toReal, toText } from './convert.ts';
import { JsonSchema } from './jsonSchema.ts';
import { predicate } from './operators.ts';
import { semanticError } from './queryError.ts';
import { isArray, isBag, nothing, type Json, type Row, type ScalarType, type Value } from './values.ts';

/** A running aggregate over the rows of one group. */
export interface Accumulator {
  readonly add: (row: Row) => void;
  readonly result: () => Value;
}

export interface AggregateSpec {
  readonly min: number;
  readonly max: number;
  /** `sum_x` for `sum(x)`; undefined: the name of the argument. */
  readonly prefix?: string;
  readonly type: (args: readonly Bound[]) => ScalarType;
  readonly start: (args: readonly Bound[]) => () => Accumulator;
}

/** Most elements of `make_list` and `make_set`. */
const MAX_ELEMENTS = 1_048_576;

/** Aggregates see only values that are not null, but for `make_list_with_nulls`. */
function overValues(
  prefix: string | undefined,
  type: AggregateSpec['type'],
  start: (type: ScalarType, args: readonly Bound[]) => { add: (value: Value) => void; result: () => Value },
  max = 1,
  withNulls = false,
): AggregateSpec {
  return {
    min: 1,
    max,
    ...(prefix === undefined ? {} : { prefix }),
    type,
    start: (args) => () => {
      const { run, type: from } = args[0]!;
      const { add, result } = start(from, args);
      return {
        add: (row) => {
          const value = run(row);
          if (value !== null || withNulls) add(value);
        },
        result,
      };
    },
  };
}

/** The same aggregate over the rows that meet the second argument. */
function conditional(spec: AggregateSpec, prefix: string | undefined): AggregateSpec {
  const rest = (args: readonly Bound[]): readonly Bound[] => [args[0]!, ...args.slice(2)];
  return {
    min: 2,
    max: spec.max + 1,
    ...(prefix === undefined ? {} : { prefix }),
    type: (args) => spec.type(rest(args)),
    start: (args) => {
      const test = predicate(args[1]!);
      const startOf = spec.start(rest(args));
      return () => {
        const inner = startOf();
        return { result: inner.result, add: (row) => (test(row) === true ? inner.add(row) : undefined) };
      };
    },
  };
}

const ofArgument: AggregateSpec['type'] = ([arg]) => arg!.type;
const always =
  (type: ScalarType): AggregateSpec['type'] =>
  () =>
    type;

/** The type of an aggregate that calculates with its values: neither with texts nor with truths, and not with all of time. */
const calculated =
  (name: string, result: (type: ScalarType) => ScalarType, refused: readonly ScalarType[] = ['string', 'bool']): AggregateSpec['type'] =>
  ([arg]) => {
    if (refused.includes(arg!.type)) throw semanticError(`${name}(): argument of type ${arg!.type} is not supported`);
    return result(arg!.type);
  };

const summable = calculated('sum', (type) => (type === 'int' ? 'long' : type === 'dynamic' ? 'real' : type), [
  'string',
  'bool',
  'datetime',
]);

const sum = overValues('sum', summable, (type) => {
  let numbers = 0;
  let ticks = 0n;
  return {
    add: (value) => {
      if (typeof value === 'bigint') ticks += value;
      else if (typeof value === 'number') numbers += value;
    },
    result: () => (type === 'timespan' ? ticks : numbers),
  };
});

const avg = overValues(
  'avg',
  calculated('avg', (type) => (type === 'timespan' || type === 'datetime' ? type : 'real')),
  () => {
    let count = 0;
    let numbers = 0;
    let ticks: bigint | undefined;
    return {
      add: (value) => {
        if (typeof value !== 'bigint' && typeof value !== 'number') return;
        count++;
        if (typeof value === 'bigint') ticks = (ticks ?? 0n) + value;
        else numbers += value;
      },
      result: () => (count === 0 ? null : ticks === undefined ? numbers / count : ticks / BigInt(count)),
    };
  },
);

const extreme = (prefix: string, sign: 1 | -1): AggregateSpec =>
  overValues(prefix, ofArgument, (type) => {
    let best: Value = null;
    return {
      add: (value) => {
        if (best === null || compareValues(value, best) * sign > 0) best = value;
      },
      result: () => best ?? nothing(type),
    };
  });

const dcount = overValues(
  'dcount',
  always('long'),
  () => {
    const seen = new Set<string>();
    return { add: (value) => seen.add(keyOfValue(value)), result: () => seen.size };
  },
  2,
);

const limitOf = (args: readonly Bound[]): number => Number(args[1]?.run([]) ?? MAX_ELEMENTS);

const list = (withNulls: boolean): AggregateSpec =>
  overValues(
    'list',
    always('dynamic'),
    (type, args) => {
      const items: Json[] = [];
      const limit = limitOf(args);
      return { add: (value) => items.length < limit && items.push(toJson(value, type)), result: () => items };
    },
    2,
    withNulls,
  );

const set = overValues(
  'set',
  always('dynamic'),
  (type, args) => {
    const items = new Map<string, Json>();
    const limit = limitOf(args);
    const add = (item: Json): void => {
      if (items.size < limit && item !== null) items.set(keyOfValue(item), item);
    };
    // Arrays give their elements.
    return { add: (value) => (isArray(value) ? value.forEach(add) : add(toJson(value, type))), result: () => [...items.values()] };
  },
  2,
);

const bag = overValues(
  'bag',
  always('dynamic'),
  () => {
    const merged = new Map<string, Json>();
    const add = (value: Value): void => {
      for (const [key, item = null] of isBag(value) ? Object.entries(value) : []) if (!merged.has(key)) merged.set(key, item);
    };
    return { add, result: () => Object.fromEntries(merged) };
  },
  2,
);

const buildschema = overValues('schema', always('dynamic'), (type) => {
  const schema = new JsonSchema();
  return { add: (value) => schema.add(toJson(value, type)), result: () => schema.result() };
});

const any = (prefix: string | undefined): AggregateSpec => ({
  min: 1,
  max: 1,
  ...(prefix === undefined ? {} : { prefix }),
  type: ofArgument,
  start:
    ([arg]) =>
    () => {
      let taken: Value = nothing(arg!.type);
      let found = false;
      return {
        add: (row) => {
          if (found) return;
          const value = arg!.run(row);
          if (value === null) return;
          found = true;
          taken = value;
        },
        result: () => taken,
      };
    },
});

/** The value below which that share of the sorted values lies, by nearest rank. */
const atShare = (sorted: readonly Value[], percent: Value): Value =>
  sorted[Math.max(Math.ceil((Number(percent) / 100) * sorted.length) - 1, 0)] ?? null;

/** What the values give once they are sorted. */
const ofSorted = (
  type: AggregateSpec['type'],
  max: number,
  finish: (sorted: readonly Value[], percents: readonly Value[], type: ScalarType) => Value,
): AggregateSpec => ({
  ...overValues(
    'percentile',
    type,
    (from, args) => {
      const values: Value[] = [];
      // A list of percents may also come as one array.
      const percents = args.slice(1).flatMap((arg): readonly Value[] => {
        const given = arg.run([]);
        return isArray(given) ? given : [given];
      });
      return { add: (value) => values.push(value), result: () => finish(values.toSorted(compareValues), percents, from) };
    },
    max,
  ),
  min: 2,
});

export const percentile = ofSorted(ofArgument, 2, (sorted, [percent = 50]) => atShare(sorted, percent));

const percentilesArray = ofSorted(always('dynamic'), 64, (sorted, percents, type) =>
  percents.map((percent): Json => toJson(atShare(sorted, percent), type)),
);

const spread = (prefix: string, finish: (squares: number, count: number) => number): AggregateSpec =>
  overValues(
    prefix,
    calculated(prefix, () => 'real'),
    () => {
      const values: number[] = [];
      return {
        add: (value) => {
          const number = toReal(value);
          if (number !== null) values.push(number);
        },
        result: () => {
          const mean = values.reduce((a, b) => a + b, 0) / values.length;
          return values.length < 2
            ? 0
            : finish(
                values.reduce((total, value) => total + (value - mean) ** 2, 0),
                values.length,
              );
        },
      };
    },
  );

const stdev = spread('stdev', (squares, count) => Math.sqrt(squares / (count - 1)));
const variance = spread('variance', (squares, count) => squares / (count - 1));

const counted = (args: readonly Bound[]): (() => Accumulator) => {
  const test = args[0] ? predicate(args[0]) : undefined;
  return () => {
    let count = 0;
    return { add: (row) => void ((!test || test(row) === true) && count++), result: () => count };
  };
};

const makeList = list(false);
const min = extreme('min', -1);
const max = extreme('max', 1);

export const aggregates: Readonly<Record<string, AggregateSpec>> = {
  // Microsoft's samples write `count(subscriptionId)`: what is no condition does not choose among the rows.
  count: { min: 0, max: 1, prefix: 'count', type: always('long'), start: (args) => counted(args[0]?.type === 'bool' ? args : []) },
  countif: { min: 1, max: 1, prefix: 'countif', type: always('long'), start: counted },
  sum,
  sumif: conditional(sum, 'sumif'),
  avg,
  avgif: conditional(avg, 'avgif'),
  min,
  minif: conditional(min, 'minif'),
  max,
  maxif: conditional(max, 'maxif'),
  dcount,
  dcountif: conditional(dcount, 'dcountif'),
  count_distinct: { ...dcount, prefix: 'count_distinct', max: 1 },
  count_distinctif: conditional({ ...dcount, max: 1 }, 'count_distinctif'),
  make_list: makeList,
  makelist: makeList,
  make_list_if: conditional(makeList, 'list'),
  make_list_with_nulls: { ...list(true), max: 1 },
  make_set: set,
  makeset: set,
  make_set_if: conditional(set, 'set'),
  make_bag: bag,
  make_dictionary: { ...bag, prefix: 'dictionary' },
  make_bag_if: conditional(bag, 'bag'),
  buildschema,
  any: any('any'),
  take_any: any(undefined),
  anyif: conditional(any('anyif'), 'anyif'),
  take_anyif: conditional(any(undefined), undefined),
  percentile,
  percentiles_array: { ...percentilesArray, prefix: 'percentiles' },
  stdev,
  stdevif: conditional(stdev, 'stdevif'),
  stdevp: spread('stdevp', (squares, count) => Math.sqrt(squares / count)),
  variance,
  varianceif: conditional(variance, 'varianceif'),
  variancep: spread('variancep', (squares, count) => squares / count),
};

/** The name of an aggregate's column where the query gives none. */
export function aggregateName(name: string, spec: AggregateSpec, args: readonly Bound[]): string | undefined {
  if (name === 'percentile') return `percentile_${args[0]!.name ?? ''}_${toText(args[1]!.run([]), args[1]!.type).replace(/\W/g, '_')}`;
  if (spec.prefix === undefined) return args[0]?.name;
  return `${spec.prefix}_${args[0]?.name ?? ''}`;
}
