import type { Bound } from '../bound.ts';
import { commonType, compareValues, convert } from '../convert.ts';
import { predicate } from '../operators.ts';
import { semanticError } from '../queryError.ts';
import type { Row, Value } from '../values.ts';
import { MANY, ofOne, type FunctionSpec, type Functions } from './functionSpec.ts';

const ofType = (args: readonly Bound[], name: string): ReturnType<typeof commonType> =>
  commonType(
    args.map((arg) => arg.type),
    name,
  );

/** Strings cannot be null in Kusto, so `isnull` of a string is always false. */
const isNull = ofOne('bool', (value) => value === null);
const isEmpty = ofOne('bool', (value) => value === null || value === '');
const not = (spec: FunctionSpec): FunctionSpec => ({
  ...spec,
  bind: (args, environment) => {
    const run = spec.bind(args, environment);
    return (row) => run(row) !== true;
  },
});

const iff: FunctionSpec = {
  min: 3,
  max: 3,
  type: ([, then, otherwise]) => ofType([then!, otherwise!], 'iff()'),
  bind: ([condition, then, otherwise]) => {
    const type = ofType([then!, otherwise!], 'iff()');
    const test = predicate(condition!);
    return (row) => (test(row) === true ? convert(then!.run(row), then!.type, type) : convert(otherwise!.run(row), otherwise!.type, type));
  },
};

/** The values among the arguments of `case(condition, value, …, otherwise)`. */
function caseValues(args: readonly Bound[]): readonly Bound[] {
  if (args.length % 2 === 0) throw semanticError('case(): an odd number of arguments is expected');
  return args.filter((_, i) => i % 2 === 1 || i === args.length - 1);
}

/** The portal's own query of all resources has a case of over a thousand types. */
const caseOf: FunctionSpec = {
  min: 3,
  max: Infinity,
  type: (args) => ofType(caseValues(args), 'case()'),
  bind: (args) => {
    const values = caseValues(args);
    const type = ofType(values, 'case()');
    const tests = args.filter((_, i) => i % 2 === 0 && i < args.length - 1).map(predicate);
    return (row) => {
      const chosen = tests.findIndex((test) => test(row) === true);
      const value = values.at(chosen)!;
      return convert(value.run(row), value.type, type);
    };
  },
};

/** The smallest or largest argument that is not null. */
function extreme(name: string, sign: 1 | -1): FunctionSpec {
  return {
    min: 1,
    max: MANY,
    type: (args) => ofType(args, name),
    bind: (args) => {
      const type = ofType(args, name);
      return (row: Row) => {
        let best: Value = null;
        for (const arg of args) {
          const value = convert(arg.run(row), arg.type, type);
          if (value !== null && (best === null || compareValues(value, best) * sign > 0)) best = value;
        }
        return best;
      };
    },
  };
}

export const conditionFunctions: Functions = {
  not: {
    min: 1,
    max: 1,
    type: 'bool',
    bind: ([arg]) => {
      const test = predicate(arg!);
      return (row) => {
        const value = test(row);
        return value === null ? null : !value;
      };
    },
  },
  isnull: isNull,
  isnotnull: not(isNull),
  notnull: not(isNull),
  isempty: isEmpty,
  isnotempty: not(isEmpty),
  notempty: not(isEmpty),
  isnan: ofOne('bool', (value) => typeof value === 'number' && Number.isNaN(value)),
  isinf: ofOne('bool', (value) => value === Infinity || value === -Infinity),
  isfinite: ofOne('bool', (value) => typeof value === 'number' && Number.isFinite(value)),
  iff,
  iif: iff,
  case: caseOf,
  coalesce: {
    min: 2,
    max: 64,
    type: (args) => ofType(args, 'coalesce()'),
    bind: (args) => {
      const type = ofType(args, 'coalesce()');
      return (row) => {
        for (const arg of args) {
          const value = arg.run(row);
          if (value !== null && !(value === '' && arg.type === 'string')) return convert(value, arg.type, type);
        }
        return type === 'string' ? '' : null;
      };
    },
  },
  min_of: extreme('min_of()', -1),
  max_of: extreme('max_of()', 1),
};
