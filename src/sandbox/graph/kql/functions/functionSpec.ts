import type { Bound, Environment } from '../bound.ts';
import { toText } from '../convert.ts';
import type { Row, ScalarType, Value } from '../values.ts';

/** A scalar function: how many arguments it takes, what it gives, and how it runs. */
export interface FunctionSpec {
  readonly min: number;
  readonly max: number;
  readonly type: ScalarType | ((args: readonly Bound[]) => ScalarType);
  /** Gives another value for each row, whatever its arguments. */
  readonly varies?: true;
  readonly bind: (args: readonly Bound[], environment: Environment) => (row: Row) => Value;
}

export type Functions = Readonly<Record<string, FunctionSpec>>;

/** As many arguments as one likes (Kusto's own limits are 64 and 256). */
export const MANY = 256;

/** A function of values. Absent optional arguments are undefined. */
export function ofValues(
  min: number,
  max: number,
  type: ScalarType,
  call: (values: readonly Value[], types: readonly ScalarType[]) => Value,
): FunctionSpec {
  return {
    min,
    max,
    type,
    bind: (args) => {
      const types = args.map((arg) => arg.type);
      return (row) =>
        call(
          args.map((arg) => arg.run(row)),
          types,
        );
    },
  };
}

/** A function of texts: every argument is read as text, null as ''. */
export function ofTexts(min: number, max: number, type: ScalarType, call: (...texts: readonly string[]) => Value): FunctionSpec {
  return ofValues(min, max, type, (values, types) => call(...values.map((value, i) => toText(value, types[i]!))));
}

/** A function of one value. */
export function ofOne(type: ScalarType, call: (value: Value, type: ScalarType) => Value): FunctionSpec {
  return {
    min: 1,
    max: 1,
    type,
    bind: ([arg]) => {
      const { run, type: from } = arg!;
      return (row) => call(run(row), from);
    },
  };
}

export const integer = (value: Value | undefined): number | undefined => (typeof value === 'number' ? Math.trunc(value) : undefined);
