import { compareValues, keyOfValue, toJson, toText } from '../convert.ts';
import { semanticError } from '../queryError.ts';
import { isArray, isBag, type Json, type Value } from '../values.ts';
import { integer, MANY, ofOne, ofTexts, ofValues, type FunctionSpec, type Functions } from './functionSpec.ts';
import { stepsOf, valueAt, without } from './jsonPath.ts';

const arrayOf = (value: Value | undefined): readonly Json[] => (isArray(value) ? value : []);

/** A key of a bag may also be a JSON path to one within it. */
const keySteps = (key: string): readonly (string | number)[] => (/^\$[.[]/.test(key) ? stepsOf(key) : [key]);

const pack: FunctionSpec = {
  ...ofValues(0, MANY, 'dynamic', (values, types) => {
    const entries: [string, Json][] = [];
    for (let i = 0; i + 1 < values.length; i += 2) entries.push([toText(values[i], types[i]!), toJson(values[i + 1]!, types[i + 1]!)]);
    return Object.fromEntries(entries);
  }),
  type: (args) => {
    if (args.length % 2 === 1) throw semanticError('bag_pack(): an even number of arguments is expected');
    return 'dynamic';
  },
};

const sorted = (sign: 1 | -1): FunctionSpec =>
  ofValues(1, 1, 'dynamic', ([array]) =>
    isArray(array)
      ? array.toSorted((a, b) => (a === null || b === null ? Number(a === null) - Number(b === null) : sign * compareValues(a, b)))
      : null,
  );

/** The array moved by a number of places; what falls out comes in again, or leaves the third argument in its place. */
const shifted = (sign: 1 | -1, rotates: boolean): FunctionSpec =>
  ofValues(2, rotates ? 2 : 3, 'dynamic', ([array, count, filler = null], types) => {
    if (!isArray(array)) return null;
    const by = sign * (integer(count) ?? 0);
    return array.map((_, i) => {
      const from = i + by;
      if (rotates) return array.at(from % array.length) ?? null;
      return from >= 0 && from < array.length ? array[from]! : toJson(filler, types[2] ?? 'dynamic');
    });
  });

/** `array_iff(conditions, then, otherwise)`, element by element; a value that is no array stands for all, a text is no condition. */
const chosen = ofValues(3, 3, 'dynamic', ([conditions, then, otherwise], types) => {
  if (!isArray(conditions)) return null;
  const at = (which: number, value: Value | undefined, i: number): Json =>
    isArray(value) ? (value[i] ?? null) : toJson(value ?? null, types[which]!);
  return conditions.map((condition, i) => {
    if (typeof condition !== 'boolean' && typeof condition !== 'number') return null;
    return condition ? at(1, then, i) : at(2, otherwise, i);
  });
});

/** A set function: the elements of the first array and whether the others have each. */
const ofSets = (call: (first: readonly Json[], others: readonly (readonly Json[])[]) => readonly Json[]): FunctionSpec =>
  ofValues(2, 64, 'dynamic', ([first, ...others]) => distinct(call(arrayOf(first), others.map(arrayOf))));

const keysOf = (items: readonly Json[]): Set<string> => new Set(items.map(keyOfValue));
const distinct = (items: readonly Json[]): Json[] => [...new Map(items.map((item) => [keyOfValue(item), item])).values()];

/** The place of an element, among those from `start` on, `length` of them (-1: all); where it stands there for the nth time. */
function indexOf(array: readonly Json[], value: Json, start = 0, length = -1, nth = 1): number {
  const key = keyOfValue(value);
  const from = start < 0 ? Math.max(array.length + start, 0) : start;
  const end = length < 0 ? array.length : from + length;
  const places = [...array.keys()].slice(from, end).filter((i) => keyOfValue(array[i]!) === key);
  return places[nth - 1] ?? -1;
}

const arrayLength = ofOne('long', (value) => (isArray(value) ? value.length : null));

export const dynamicFunctions: Functions = {
  array_length: arrayLength,
  arraylength: arrayLength,
  array_slice: ofValues(3, 3, 'dynamic', ([array, start, end]) => {
    if (!isArray(array)) return null;
    const at = (index: Value | undefined): number => {
      const i = integer(index) ?? 0;
      return i < 0 ? Math.max(array.length + i, 0) : i;
    };
    return array.slice(at(start), at(end) + 1);
  }),
  array_index_of: ofValues(2, 5, 'long', ([array, value, start, length, nth], types) =>
    isArray(array) ? indexOf(array, toJson(value!, types[1]!), integer(start), integer(length), integer(nth)) : null,
  ),
  array_concat: ofValues(1, 64, 'dynamic', (arrays) => arrays.flatMap(arrayOf)),
  array_reverse: ofOne('dynamic', (value) => (isArray(value) ? value.toReversed() : null)),
  array_split: ofValues(2, 2, 'dynamic', ([array, at]) => {
    if (!isArray(array)) return null;
    const cuts = (isArray(at) ? at : [at]).map((index) => integer(index) ?? 0).map((index) => (index < 0 ? array.length + index : index));
    return [...cuts, array.length].map((cut, i) => array.slice(cuts[i - 1] ?? 0, cut));
  }),
  array_shift_left: shifted(1, false),
  array_shift_right: shifted(-1, false),
  array_rotate_left: shifted(1, true),
  array_rotate_right: shifted(-1, true),
  array_iff: chosen,
  array_iif: chosen,
  array_sort_asc: sorted(1),
  array_sort_desc: sorted(-1),
  array_sum: ofOne('real', (value) => arrayOf(value).reduce((sum: number, item) => sum + (typeof item === 'number' ? item : 0), 0)),
  set_has_element: ofValues(2, 2, 'bool', ([set, value], types) => indexOf(arrayOf(set), toJson(value!, types[1]!)) >= 0),
  set_union: ofSets((first, others) => [...first, ...others.flat()]),
  set_intersect: ofSets((first, others) => first.filter((item) => others.every((other) => keysOf(other).has(keyOfValue(item))))),
  set_difference: ofSets((first, others) => first.filter((item) => others.every((other) => !keysOf(other).has(keyOfValue(item))))),
  set_equals: ofValues(2, 2, 'bool', ([a, b]) => {
    const [one, other] = [keysOf(arrayOf(a)), keysOf(arrayOf(b))];
    return one.size === other.size && [...one].every((key) => other.has(key));
  }),
  jaccard_index: ofValues(2, 2, 'real', ([a, b]) => {
    const [one, other] = [keysOf(arrayOf(a)), keysOf(arrayOf(b))];
    const all = new Set([...one, ...other]).size;
    return all === 0 ? null : [...one].filter((key) => other.has(key)).length / all;
  }),
  bag_zip: ofValues(2, 2, 'dynamic', ([keys, values]) =>
    isArray(keys) && isArray(values) ? Object.fromEntries(keys.map((key, i) => [toText(key, 'dynamic'), values[i] ?? null])) : null,
  ),
  dynamic_to_json: ofOne('string', (value) => (value === null ? '' : JSON.stringify(value))),
  bag_keys: ofOne('dynamic', (value) => (isBag(value) ? Object.keys(value) : null)),
  bag_has_key: ofValues(2, 2, 'bool', ([bag, key], types) => isBag(bag) && valueAt(bag, keySteps(toText(key, types[1]!))) !== undefined),
  // The first bag that has a key gives its place and its value.
  bag_merge: ofValues(2, 64, 'dynamic', (bags) => {
    const entries = bags.filter(isBag).flatMap((bag) => Object.entries(bag));
    return Object.fromEntries([...entries, ...entries.toReversed()]);
  }),
  bag_remove_keys: ofValues(2, 2, 'dynamic', ([bag, keys]) =>
    isBag(bag) ? arrayOf(keys).reduce<Json>((left, key) => without(left, keySteps(toText(key, 'dynamic'))), bag) : null,
  ),
  bag_set_key: ofValues(3, 3, 'dynamic', ([bag, key, value], types) =>
    isBag(bag) ? { ...bag, [toText(key, types[1]!)]: toJson(value!, types[2]!) } : null,
  ),
  bag_pack: pack,
  pack,
  pack_dictionary: pack,
  pack_array: ofValues(0, MANY, 'dynamic', (values, types) => values.map((value, i) => toJson(value, types[i]!))),
  repeat: ofValues(2, 2, 'dynamic', ([value, count], types) =>
    Array.from({ length: Math.min(Math.max(integer(count) ?? 0, 0), 1024) }, () => toJson(value!, types[0]!)),
  ),
  range: ofValues(2, 3, 'dynamic', ([start, stop, step = 1]) => {
    if (typeof start !== 'number' || typeof stop !== 'number' || typeof step !== 'number' || step === 0) return null;
    const length = Math.min(Math.max(Math.floor((stop - start) / step) + 1, 0), 1_048_576);
    return Array.from({ length }, (_, i) => start + i * step);
  }),
  zip: ofValues(2, 64, 'dynamic', (arrays) => {
    const lists = arrays.map(arrayOf);
    return Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, i) => lists.map((list) => list[i] ?? null));
  }),
  treepath: ofOne('dynamic', (value) => (value === null ? null : [...new Set(paths(value as Json, ''))])),
  parse_path: ofTexts(1, 1, 'dynamic', (path = '') => {
    const scheme = /^([a-z]+):\/\//i.exec(path)?.[1] ?? '';
    const rest = scheme ? path.slice(scheme.length + 3) : path;
    const cut = Math.max(rest.lastIndexOf('/'), rest.lastIndexOf('\\'));
    const filename = rest.slice(cut + 1);
    const directory = rest.slice(0, Math.max(cut, 0));
    const root = /^(?:[A-Za-z]:|\/|\\\\)/.exec(rest)?.[0] ?? '';
    const dot = filename.lastIndexOf('.');
    return {
      Scheme: scheme,
      RootPath: root,
      DirectoryPath: directory,
      DirectoryName: directory.split(/[/\\]/).at(-1) ?? '',
      Filename: filename,
      Extension: dot < 0 ? '' : filename.slice(dot + 1),
      AlternateDataStreamName: '',
    };
  }),
};

/** Path expressions; all elements of an array share one, as in the examples of Microsoft's page. */
function* paths(value: Json, prefix: string): Generator<string> {
  const steps: readonly (readonly [step: string, below: Json | undefined])[] = isArray(value)
    ? value.map((item) => ['[0]', item])
    : Object.entries(isBag(value) ? value : {}).map(([key, item]) => [`['${key}']`, item]);
  for (const [step, below = null] of steps) {
    yield prefix + step;
    yield* paths(below, prefix + step);
  }
}
