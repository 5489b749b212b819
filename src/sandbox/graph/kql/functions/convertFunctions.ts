import { randomUUID } from 'node:crypto';
import { toBool, toDateTime, toInt, toLong, toReal, toText, toTimeSpan } from '../convert.ts';
import { isArray, isBag, type Json } from '../values.ts';
import { ofOne, ofTexts, ofValues, type Functions } from './functionSpec.ts';

const GUID = /^\{?([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})\}?$/i;

const parseJson = ofOne('dynamic', (value, type) => {
  if (typeof value !== 'string') return type === 'dynamic' ? value : typeof value === 'bigint' ? toText(value, type) : value;
  if (value === '') return null;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
});

const VERSION = /^\d{1,8}(?:\.\d{1,8}){0,3}$/;

/** `1.26.3`: up to four parts of eight digits each as one number, larger than a number of JavaScript is exact. */
function parseVersion(text = ''): bigint | null {
  if (!VERSION.test(text)) return null;
  const parts = text.split('.').map((part) => part.padStart(8, '0'));
  return BigInt(parts.join('').padEnd(32, '0'));
}

const bool = ofOne('bool', toBool);
const real = ofOne('real', toReal);
const timespan = ofOne('timespan', toTimeSpan);

export const convertFunctions: Functions = {
  tostring: ofOne('string', toText),
  toint: ofOne('int', toInt),
  tolong: ofOne('long', toLong),
  toreal: real,
  todouble: real,
  todecimal: real,
  tobool: bool,
  toboolean: bool,
  todatetime: ofOne('datetime', toDateTime),
  totimespan: timespan,
  totime: timespan,
  toguid: ofOne('string', (value) => {
    const match = typeof value === 'string' ? GUID.exec(value.trim()) : null;
    return match ? match.slice(1).join('-').toLowerCase() : '';
  }),
  new_guid: { min: 0, max: 0, type: 'string', varies: true, bind: () => () => randomUUID() },
  parse_version: ofTexts(1, 1, 'real', parseVersion),
  tohex: ofValues(1, 2, 'string', ([value, width]) =>
    typeof value === 'number'
      ? BigInt.asUintN(64, BigInt(Math.trunc(value)))
          .toString(16)
          .padStart(Math.min(Number(width ?? 0), 16), '0')
      : '',
  ),
  parse_json: parseJson,
  parsejson: parseJson,
  todynamic: parseJson,
  toobject: parseJson,
  gettype: ofOne('string', (value, type) => {
    if (value === null) return 'null';
    if (isArray(value)) return 'array';
    if (isBag(value)) return 'dictionary';
    if (type !== 'dynamic') return type;
    return typeof value === 'number' ? (Number.isInteger(value) ? 'long' : 'real') : typeof value === 'boolean' ? 'bool' : 'string';
  }),
};
