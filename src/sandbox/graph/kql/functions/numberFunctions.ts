import { toReal } from '../convert.ts';
import type { ScalarType } from '../values.ts';
import { integer, ofOne, ofValues, type FunctionSpec, type Functions } from './functionSpec.ts';

const onNumber = (call: (value: number) => number): FunctionSpec =>
  ofOne('real', (value) => {
    const number = toReal(value);
    const result = number === null ? Number.NaN : call(number);
    return Number.isFinite(result) ? result : null;
  });

const onTwo = (call: (a: number, b: number) => number): FunctionSpec =>
  ofValues(2, 2, 'real', ([one, other]) => {
    const [a, b] = [toReal(one!), toReal(other!)];
    return a === null || b === null ? null : call(a, b);
  });

/** Numbers that stay whole when they were. */
const wholeOrReal = (type: ScalarType): ScalarType => (type === 'int' || type === 'long' ? 'long' : 'real');

/** Of two whole numbers; numbers above 2^53 are not exact here. */
const bits = (call: (a: bigint, b: bigint) => bigint): FunctionSpec =>
  ofValues(2, 2, 'long', ([a, b]) => {
    const [one, other] = [integer(a), integer(b)];
    return one === undefined || other === undefined ? null : Number(BigInt.asIntN(64, call(BigInt(one), BigInt(other))));
  });

/** Arithmetic beyond the operators. What is no finite number is null. */
export const numberFunctions: Functions = {
  abs: {
    min: 1,
    max: 1,
    type: ([arg]) => (arg!.type === 'timespan' ? 'timespan' : wholeOrReal(arg!.type)),
    bind:
      ([arg]) =>
      (row) => {
        const value = arg!.run(row);
        if (typeof value === 'bigint') return value < 0n ? -value : value;
        const number = toReal(value);
        return number === null ? null : Math.abs(number);
      },
  },
  sign: onNumber(Math.sign),
  ceiling: onNumber(Math.ceil),
  sqrt: onNumber(Math.sqrt),
  exp: onNumber(Math.exp),
  log: onNumber(Math.log),
  log2: onNumber(Math.log2),
  log10: onNumber(Math.log10),
  pi: { min: 0, max: 0, type: 'real', bind: () => () => Math.PI },
  rand: {
    min: 0,
    max: 1,
    type: ([below]) => (below ? 'long' : 'real'),
    varies: true,
    bind:
      ([below]) =>
      (row) =>
        below ? Math.floor(Math.random() * Number(below.run(row))) : Math.random(),
  },
  pow: onTwo((base, exponent) => base ** exponent),
  round: {
    min: 1,
    max: 2,
    type: 'real',
    bind:
      ([value, precision]) =>
      (row) => {
        const number = toReal(value!.run(row));
        const factor = 10 ** Number(precision?.run(row) ?? 0);
        return number === null ? null : (Math.sign(number) * Math.round(Math.abs(number) * factor)) / factor;
      },
  },
  exp2: onNumber((value) => 2 ** value),
  exp10: onNumber((value) => 10 ** value),
  sin: onNumber(Math.sin),
  cos: onNumber(Math.cos),
  tan: onNumber(Math.tan),
  cot: onNumber((value) => 1 / Math.tan(value)),
  asin: onNumber(Math.asin),
  acos: onNumber(Math.acos),
  atan: onNumber(Math.atan),
  atan2: onTwo(Math.atan2),
  degrees: onNumber((value) => (value * 180) / Math.PI),
  radians: onNumber((value) => (value * Math.PI) / 180),
  binary_and: bits((a, b) => a & b),
  binary_or: bits((a, b) => a | b),
  binary_xor: bits((a, b) => a ^ b),
  binary_shift_left: bits((a, b) => a << (b & 63n)),
  binary_shift_right: bits((a, b) => a >> (b & 63n)),
  binary_not: ofOne('long', (value) => (typeof value === 'number' ? -Math.trunc(value) - 1 : null)),
};
