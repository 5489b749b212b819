import type { Bound } from '../bound.ts';
import { convert, toText } from '../convert.ts';
import { regexOf } from '../regex.ts';
import { isArray, isBag, typeNamed, type Json, type ScalarType } from '../values.ts';
import { integer, ofValues, type FunctionSpec, type Functions } from './functionSpec.ts';

/** What `typeof(int)` at the end of a call asks for; text without it. */
const askedType = (type: Bound | undefined): ScalarType => (type && typeNamed(toText(type.run([]), 'string'))) || 'string';

/** A step of a JSON path: `.name`, `['name']` or `[0]`. */
const STEP = /\.([\w-]+)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]/g;

/** What stands at `$.a['b'][0]`; null where there is nothing. */
function at(value: Json, path: string): Json {
  let found = value;
  for (const [, plain, single, double, index] of path.matchAll(STEP) as Iterable<(string | undefined)[]>) {
    const key = plain ?? single ?? double;
    if (key !== undefined) found = isBag(found) && Object.hasOwn(found, key) ? (found[key] ?? null) : null;
    else found = isArray(found) ? (found[Number(index)] ?? null) : null;
  }
  return found;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

const extractJson: FunctionSpec = {
  min: 2,
  max: 3,
  type: ([, , type]) => askedType(type),
  bind: ([path, text, type]) => {
    const to = askedType(type);
    return (row) => convert(at(parsed(toText(text!.run(row), text!.type)), toText(path!.run(row), 'string')), 'dynamic', to);
  },
};

/** Parts of texts. */
export const extractFunctions: Functions = {
  extract: {
    min: 3,
    max: 4,
    type: ([, , , type]) => askedType(type),
    bind: ([pattern, group, text, type]) => {
      const to = askedType(type);
      return (row) => {
        const match = regexOf(toText(pattern!.run(row), 'string')).exec(toText(text!.run(row), text!.type));
        return convert(match?.[integer(group!.run(row)) ?? 1] ?? '', 'string', to);
      };
    },
  },
  extract_all: ofValues(2, 3, 'dynamic', (values, types) => {
    const text = toText(values.at(-1), types.at(-1)!);
    const pattern = toText(values[0], 'string');
    return [...text.matchAll(regexOf(pattern, 'g'))].map((match): Json => {
      const groups = match.slice(1).map((group: string | undefined) => group ?? '');
      return groups.length === 0 ? match[0] : groups.length === 1 ? groups[0]! : groups;
    });
  }),
  extract_json: extractJson,
  extractjson: extractJson,
};
