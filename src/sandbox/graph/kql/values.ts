/** Kusto's scalar types, as far as Resource Graph shows them; `decimal` reads as `real`, `guid` as `string`. */
export type ScalarType = 'string' | 'int' | 'long' | 'real' | 'bool' | 'datetime' | 'timespan' | 'dynamic';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * A value at run time. Its meaning depends on the column's type: `datetime` and `timespan` are ticks of 100 ns (bigint;
 * a datetime counts from the year 1), a `real` that only a decimal holds is a bigint too, `dynamic` is JSON, everything
 * else is itself. `null` is Kusto's null;
 * a `string` is never null.
 */
export type Value = Json | bigint;

export interface Column {
  readonly name: string;
  readonly type: ScalarType;
}

export type Row = readonly Value[];

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export const isNumeric = (type: ScalarType): boolean => type === 'int' || type === 'long' || type === 'real';

export const isArray = (value: Value | undefined): value is readonly Json[] => Array.isArray(value);

export const isBag = (value: Value | undefined): value is { readonly [key: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a type shows where there is nothing: strings cannot be null in Kusto. */
export const nothing = (type: ScalarType): Value => (type === 'string' ? '' : null);

/** As queries write them: `typeof(int)`, `to typeof(string)`. */
const TYPE_NAMES: Readonly<Record<string, ScalarType>> = {
  string: 'string',
  guid: 'string',
  int: 'int',
  long: 'long',
  real: 'real',
  double: 'real',
  decimal: 'real',
  bool: 'bool',
  boolean: 'bool',
  datetime: 'datetime',
  date: 'datetime',
  timespan: 'timespan',
  time: 'timespan',
  dynamic: 'dynamic',
};

/** The type of a name; undefined when it names none. */
export const typeNamed = (name: string): ScalarType | undefined => (Object.hasOwn(TYPE_NAMES, name) ? TYPE_NAMES[name] : undefined);
