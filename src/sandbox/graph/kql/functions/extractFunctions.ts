import type { Bound } from '../bound.ts';
import { convert, toText } from '../convert.ts';
import { regexOf } from '../regex.ts';
import { isArray, typeNamed, type Json, type ScalarType } from '../values.ts';
import { integer, ofValues, type FunctionSpec, type Functions } from './functionSpec.ts';
import { stepsOf, valueAt } from './jsonPath.ts';

/** What `typeof(int)` at the end of a call asks for; text without it. */
const askedType = (type: Bound | undefined): ScalarType => (type && typeNamed(toText(type.run([]), 'string'))) || 'string';

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
    return (row) =>
      convert(valueAt(parsed(toText(text!.run(row), text!.type)), stepsOf(toText(path!.run(row), 'string'))) ?? null, 'dynamic', to);
  },
};

/** `extract_all(pattern, [groups,] text)`: the groups of every match, all or those asked for by number or name; null without a match. */
const extractAll: FunctionSpec = ofValues(2, 3, 'dynamic', (values, types) => {
  const text = toText(values.at(-1), types.at(-1)!);
  const asked = values.length === 3 && isArray(values[1]) ? values[1] : undefined;
  const found = [...text.matchAll(regexOf(toText(values[0], 'string'), 'g'))].map((match): Json => {
    const all = match.slice(1) as (string | undefined)[];
    const groups = asked
      ? asked.map((group) => (typeof group === 'number' ? match[group] : match.groups?.[toText(group, 'dynamic')]))
      : all;
    const parts = groups.map((group) => group ?? '');
    return parts.length === 0 ? match[0] : parts.length === 1 ? parts[0]! : parts;
  });
  return found.length === 0 ? null : found;
});

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
  extract_all: extractAll,
  extractall: extractAll,
  extract_json: extractJson,
  extractjson: extractJson,
};
