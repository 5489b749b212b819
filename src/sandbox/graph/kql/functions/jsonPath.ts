import { isArray, isBag, type Json } from '../values.ts';

/** A step of a JSON path: `.name`, `['name']` or `[0]`. */
const STEP = /\.([\w-]+)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]/g;

/** The names and places in `$.a['b'][0]`. */
export const stepsOf = (path: string): (string | number)[] =>
  [...path.matchAll(STEP)].map(([, plain, single, double, index]) => plain ?? single ?? double ?? Number(index));

/** What stands at the end of the steps; undefined where there is nothing. */
export function valueAt(value: Json, steps: readonly (string | number)[]): Json | undefined {
  let found: Json | undefined = value;
  for (const step of steps) {
    if (typeof step === 'number') found = isArray(found) ? found[step] : undefined;
    else found = isBag(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}

/** The bag without what stands at the end of the steps. */
export function without(bag: Json, [step, ...rest]: readonly (string | number)[]): Json {
  if (typeof step !== 'string' || !isBag(bag) || !Object.hasOwn(bag, step)) return bag;
  const { [step]: inner = null, ...others } = bag;
  return rest.length === 0 ? others : { ...bag, [step]: without(inner, rest) };
}
