import { toBool, toDateTime, toInt, toLong, toReal, toText, toTimeSpan } from '../convert.ts';
import { isArray, isBag, type Json, type ScalarType, type Value } from '../values.ts';
import { ofOne, ofValues, type FunctionSpec, type Functions } from './functionSpec.ts';

/** A conversion keeps the name of what it converts. */
const conversion = (type: ScalarType, call: (value: Value, type: ScalarType) => Value): FunctionSpec => ofOne(type, call, 'argument');

const GUID = /^\{?([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})\}?$/i;

const parseJson = conversion('dynamic', (value, type) => {
  if (typeof value !== 'string') return type === 'dynamic' ? value : typeof value === 'bigint' ? toText(value, type) : value;
  if (value === '') return null;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
});

const bool = conversion('bool', toBool);
const real = conversion('real', toReal);

export const convertFunctions: Functions = {
  tostring: conversion('string', toText),
  toint: conversion('int', toInt),
  tolong: conversion('long', toLong),
  toreal: real,
  todouble: real,
  todecimal: real,
  tobool: bool,
  toboolean: bool,
  todatetime: conversion('datetime', toDateTime),
  totimespan: conversion('timespan', toTimeSpan),
  toguid: conversion('string', (value) => {
    const match = typeof value === 'string' ? GUID.exec(value.trim()) : null;
    return match ? match.slice(1).join('-').toLowerCase() : '';
  }),
  tohex: ofValues(1, 2, 'string', ([value, width]) =>
    typeof value === 'number'
      ? Math.trunc(value)
          .toString(16)
          .padStart(Number(width ?? 0), '0')
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
