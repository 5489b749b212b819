import { createHash } from 'node:crypto';
import { toText } from '../convert.ts';
import { escapeRegex, regexOf } from '../regex.ts';
import { isArray, type Value } from '../values.ts';
import { integer, MANY, ofOne, ofTexts, ofValues, type FunctionSpec, type Functions } from './functionSpec.ts';

const lower = ofOne('string', (value, type) => toText(value, type).toLowerCase());
/** Kusto counts characters, not UTF-16 units. */
const codePoints = (text: string): string[] => Array.from(text);
const joined = (items: Value | undefined, delimiter: string): string =>
  isArray(items) ? items.map((item) => toText(item, 'dynamic')).join(delimiter) : '';

const hash = (algorithm: string): FunctionSpec => ofTexts(1, 1, 'string', (text = '') => createHash(algorithm).update(text).digest('hex'));

/** After the point: more than a number has. */
const MOST_DIGITS = 20;
const BYTE_UNITS = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];

/** `1.5 GB`: in the given unit, or in the largest of which there is at least one. */
function formatBytes(value: Value | undefined, precision: number, unit: Value | undefined): string {
  if (typeof value !== 'number') return '';
  const fitting = value === 0 ? 0 : Math.floor(Math.log(Math.abs(value)) / Math.log(1024));
  const asked = typeof unit === 'string' ? BYTE_UNITS.indexOf(unit) : -1;
  const power = asked < 0 ? Math.min(Math.max(fitting, 0), BYTE_UNITS.length - 1) : asked;
  return `${Number((value / 1024 ** power).toFixed(Math.min(Math.max(precision, 0), MOST_DIGITS)))} ${BYTE_UNITS[power]}`;
}

/** With hexadecimals in lower case, as on Microsoft's page. */
const urlEncoded = (text: string): string => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase());

export const textFunctions: Functions = {
  tolower: lower,
  toupper: ofOne('string', (value, type) => toText(value, type).toUpperCase()),
  strlen: ofOne('long', (value, type) => codePoints(toText(value, type)).length),
  string_size: ofOne('long', (value, type) => Buffer.byteLength(toText(value, type))),
  reverse: ofOne('string', (value, type) => codePoints(toText(value, type)).toReversed().join('')),
  strcat: ofTexts(1, MANY, 'string', (...texts) => texts.join('')),
  strcat_delim: ofTexts(2, MANY, 'string', (delimiter = '', ...texts) => texts.join(delimiter)),
  strcat_array: ofValues(2, 2, 'string', ([items, delimiter], types) => joined(items, toText(delimiter, types[1]!))),
  array_strcat: ofValues(2, 2, 'string', ([items, delimiter], types) => joined(items, toText(delimiter, types[1]!))),
  strrep: ofValues(2, 3, 'string', ([text, times, delimiter], types) =>
    Array.from({ length: Math.min(Math.max(integer(times) ?? 0, 0), 1024) }, () => toText(text, types[0]!)).join(
      toText(delimiter, 'string'),
    ),
  ),
  strcmp: ofTexts(2, 2, 'long', (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0)),
  substring: ofValues(2, 3, 'string', ([text, start, length], types) => {
    const source = toText(text, types[0]!);
    const from = integer(start) ?? 0;
    const begin = Math.max(from < 0 ? source.length + from : from, 0);
    const count = integer(length);
    return count === undefined ? source.slice(begin) : source.slice(begin, begin + Math.max(count, 0));
  }),
  indexof: ofValues(2, 5, 'long', ([text, part, start, length, occurrence], types) => {
    const source = toText(text, types[0]!);
    const from = integer(start) ?? 0;
    const begin = Math.max(from < 0 ? source.length + from : from, 0);
    const count = integer(length) ?? -1;
    let at = begin - 1;
    for (let i = 0; i < (integer(occurrence) ?? 1); i++) {
      // The length counts from where each search begins, as the example with a second occurrence has it.
      const searched = count < 0 ? source : source.slice(0, at + 1 + count);
      at = searched.indexOf(toText(part, types[1]!), at + 1);
      if (at < 0) return -1;
    }
    return at;
  }),
  indexof_regex: ofTexts(2, 2, 'long', (text = '', pattern = '') => text.search(regexOf(pattern))),
  countof: ofTexts(2, 3, 'long', (text = '', part = '', kind = 'normal') => {
    if (part === '') return 0;
    if (kind === 'regex') return [...text.matchAll(regexOf(part, 'g'))].length;
    let count = 0;
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count++;
    return count;
  }),
  split: ofValues(2, 3, 'dynamic', ([text, delimiter, index], types) => {
    const source = toText(text, types[0]!);
    const separator = toText(delimiter, types[1]!);
    const parts = separator === '' ? [source] : source.split(separator);
    const at = integer(index);
    return at === undefined ? parts : parts.slice(at, at + 1);
  }),
  trim: ofTexts(2, 2, 'string', (pattern = '', text = '') =>
    text.replace(regexOf(`^(?:${pattern})`), '').replace(regexOf(`(?:${pattern})$`), ''),
  ),
  trim_start: ofTexts(2, 2, 'string', (pattern = '', text = '') => text.replace(regexOf(`^(?:${pattern})`), '')),
  trim_end: ofTexts(2, 2, 'string', (pattern = '', text = '') => text.replace(regexOf(`(?:${pattern})$`), '')),
  replace: ofTexts(3, 3, 'string', (pattern = '', rewrite = '', text = '') => replaceRegex(text, pattern, rewrite)),
  replace_regex: ofTexts(3, 3, 'string', (text = '', pattern = '', rewrite = '') => replaceRegex(text, pattern, rewrite)),
  replace_string: ofTexts(3, 3, 'string', (text = '', part = '', rewrite = '') =>
    part === '' ? text : text.replaceAll(part, () => rewrite),
  ),
  replace_strings: ofValues(3, 3, 'string', ([text, parts, rewrites], types) => {
    const list = isArray(parts) ? parts.map((part) => toText(part, 'dynamic')) : [];
    const by = isArray(rewrites) ? rewrites.map((part) => toText(part, 'dynamic')) : [];
    if (list.length === 0) return toText(text, types[0]!);
    return toText(text, types[0]!).replace(new RegExp(list.map(escapeRegex).join('|'), 'g'), (part) => by[list.indexOf(part)] ?? part);
  }),
  translate: ofTexts(3, 3, 'string', (from = '', to = '', text = '') =>
    codePoints(text)
      .map((c) => (from.includes(c) ? (codePoints(to)[Math.min(codePoints(from).indexOf(c), codePoints(to).length - 1)] ?? '') : c))
      .join(''),
  ),
  url_encode: ofTexts(1, 1, 'string', (text = '') => urlEncoded(text).replaceAll('%20', '+')),
  url_encode_component: ofTexts(1, 1, 'string', (text = '') => urlEncoded(text)),
  url_decode: ofTexts(1, 1, 'string', (text = '') => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      return text;
    }
  }),
  base64_encode_tostring: ofTexts(1, 1, 'string', (text = '') => Buffer.from(text, 'utf8').toString('base64')),
  base64_decode_tostring: ofTexts(1, 1, 'string', (text = '') => Buffer.from(text, 'base64').toString('utf8')),
  format_bytes: ofValues(1, 3, 'string', ([value, precision, unit]) => formatBytes(value, integer(precision) ?? 0, unit)),
  hash_md5: hash('md5'),
  hash_sha1: hash('sha1'),
  hash_sha256: hash('sha256'),
  parse_csv: ofTexts(1, 1, 'dynamic', (text = '') =>
    [...(text.split('\n', 1)[0] ?? '').matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]: (string | undefined)[]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
    ),
  ),
  regex_quote: ofTexts(1, 1, 'string', (text = '') => escapeRegex(text)),
  isascii: ofTexts(1, 1, 'bool', (text = '') => codePoints(text).every((c) => c.codePointAt(0)! < 128)),
};

/** Kusto writes groups as `\1` where JavaScript writes `$1`. */
function replaceRegex(text: string, pattern: string, rewrite: string): string {
  const replacement = rewrite.replaceAll('$', '$$$$').replace(/\\(\d)/g, (_, group: string) => (group === '0' ? '$&' : `$${group}`));
  return text.replace(regexOf(pattern, 'g'), replacement);
}
