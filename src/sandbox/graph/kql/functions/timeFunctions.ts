import type { Bound } from '../bound.ts';
import { toDateTime, toText } from '../convert.ts';
import {
  dateOf,
  floorDivide,
  inRange,
  midnight,
  parseDateTime,
  spanOf,
  TICKS_PER_DAY,
  TICKS_PER_MILLISECOND,
  TICKS_PER_SECOND,
  ticksOf,
} from '../dateTime.ts';
import { semanticError } from '../queryError.ts';
import { isNumeric, type Row, type Value } from '../values.ts';
import { integer, ofValues, type FunctionSpec, type Functions } from './functionSpec.ts';

/** Parts of a date of a fixed length, in ticks. */
const LENGTHS: ReadonlyMap<string, bigint> = new Map(
  Object.entries({
    week: 7n * TICKS_PER_DAY,
    day: TICKS_PER_DAY,
    hour: 36_000_000_000n,
    minute: 600_000_000n,
    second: TICKS_PER_SECOND,
    millisecond: TICKS_PER_MILLISECOND,
    microsecond: 10n,
  }),
);
const MONTHS: ReadonlyMap<string, number> = new Map(Object.entries({ year: 12, quarter: 3, month: 1 }));

/** Ticks of Sunday, 7 January of the year 1: weeks begin on Sundays. */
const FIRST_SUNDAY = 6n * TICKS_PER_DAY;

const ofDate = (type: FunctionSpec['type'] & string, call: (date: Date, ticks: bigint) => Value): FunctionSpec => ({
  min: 1,
  max: 2,
  type,
  bind: ([date]) => {
    const { run, type: from } = date!;
    return (row) => {
      const ticks = toDateTime(run(row), from);
      return ticks === null ? null : call(dateOf(ticks), ticks);
    };
  },
});

/** Start (or last tick) of the period that lies `offset` periods after the date's. */
const boundary = (start: (date: Date, offset: number) => bigint | null, end: boolean): FunctionSpec => ({
  min: 1,
  max: 2,
  type: 'datetime',
  bind:
    ([date, offset]) =>
    (row: Row) => {
      const ticks = toDateTime(date!.run(row), date!.type);
      const shift = integer(offset?.run(row)) ?? 0;
      if (ticks === null) return null;
      const first = start(dateOf(ticks), end ? shift + 1 : shift);
      return first === null ? null : inRange(end ? first - 1n : first);
    },
});

const day = (date: Date, n: number): bigint | null => midnight(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + n);
const week = (date: Date, n: number): bigint | null => day(date, n * 7 - date.getUTCDay());
const month = (date: Date, n: number): bigint | null => midnight(date.getUTCFullYear(), date.getUTCMonth() + n, 1);
const year = (date: Date, n: number): bigint | null => midnight(date.getUTCFullYear() + n, 0, 1);
/** Whole days since the year began. */
const daysIntoYear = (ticks: bigint): number => Number((ticks - year(dateOf(ticks), 0)!) / TICKS_PER_DAY);

/** By ISO 8601: the week that holds the year's first Thursday is the first. */
const weekOf = (date: Date, ticks: bigint): number => {
  const thursday = ticks + BigInt(3 - ((date.getUTCDay() + 6) % 7)) * TICKS_PER_DAY;
  return Math.floor(daysIntoYear(thursday) / 7) + 1;
};
const weekOfYear = ofDate('long', weekOf);

export const timeFunctions: Functions = {
  now: {
    min: 0,
    max: 1,
    type: 'datetime',
    bind:
      ([offset], { now }) =>
      (row) => {
        const shift = offset ? offset.run(row) : 0n;
        return typeof shift === 'bigint' ? inRange(now + shift) : null;
      },
  },
  ago: {
    min: 1,
    max: 1,
    type: 'datetime',
    bind: ([span], { now }) => {
      if (span!.type !== 'timespan') throw semanticError(`ago(): argument of type timespan is expected, found ${span!.type}`);
      return (row) => {
        const value = span!.run(row);
        return typeof value === 'bigint' ? inRange(now - value) : null;
      };
    },
  },
  datetime_add: ofValues(3, 3, 'datetime', ([part, count, date], types) => {
    const ticks = toDateTime(date!, types[2]!);
    const n = integer(count);
    if (ticks === null || n === undefined) return null;
    const name = toText(part, 'string').toLowerCase();
    const length = LENGTHS.get(name);
    return length ? inRange(ticks + length * BigInt(n)) : addMonths(ticks, (MONTHS.get(name) ?? 0) * n);
  }),
  datetime_diff: ofValues(3, 3, 'long', ([part, a, b], types) => {
    const one = toDateTime(a!, types[1]!);
    const other = toDateTime(b!, types[2]!);
    return one === null || other === null ? null : difference(toText(part, 'string').toLowerCase(), one, other);
  }),
  datetime_part: ofValues(2, 2, 'int', ([part, date], types) => {
    const ticks = toDateTime(date!, types[1]!);
    return ticks === null ? null : partOf(toText(part, 'string').toLowerCase(), ticks);
  }),
  format_datetime: ofValues(2, 2, 'string', ([date, format], types) => {
    const ticks = toDateTime(date!, types[0]!);
    return ticks === null ? '' : formatted(ticks, toText(format, 'string'));
  }),
  format_timespan: ofValues(2, 2, 'string', ([span, format]) =>
    typeof span === 'bigint' ? formatted(span, toText(format, 'string'), true) : '',
  ),
  make_datetime: ofValues(1, 6, 'datetime', (values, types) => {
    if (values.length === 1) return toDateTime(values[0]!, types[0]!);
    const [y = 1, m = 1, d = 1, h = 0, min = 0, s = 0] = values.map((value) => integer(value));
    const two = (part: number): string => String(part).padStart(2, '0');
    return parseDateTime(`${String(y).padStart(4, '0')}-${m}-${d} ${h}:${two(min)}:${two(s)}`);
  }),
  make_timespan: ofValues(2, 4, 'timespan', (values) => {
    const parts = values.map((value) => (typeof value === 'number' ? value : 0));
    const [days, hours, minutes, seconds = 0] = parts.length === 4 ? parts : [0, ...parts];
    const ticks = (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + seconds;
    return spanOf(Math.round(ticks * Number(TICKS_PER_SECOND)));
  }),
  dayofweek: ofDate('timespan', (date) => BigInt(date.getUTCDay()) * TICKS_PER_DAY),
  dayofmonth: ofDate('int', (date) => date.getUTCDate()),
  dayofyear: ofDate('int', (_, ticks) => partOf('dayofyear', ticks)),
  hourofday: ofDate('int', (date) => date.getUTCHours()),
  week_of_year: weekOfYear,
  weekofyear: weekOfYear,
  monthofyear: ofDate('int', (date) => date.getUTCMonth() + 1),
  getmonth: ofDate('int', (date) => date.getUTCMonth() + 1),
  getyear: ofDate('int', (date) => date.getUTCFullYear()),
  startofday: boundary(day, false),
  endofday: boundary(day, true),
  startofweek: boundary(week, false),
  endofweek: boundary(week, true),
  startofmonth: boundary(month, false),
  endofmonth: boundary(month, true),
  startofyear: boundary(year, false),
  endofyear: boundary(year, true),
  unixtime_seconds_todatetime: ofValues(1, 1, 'datetime', ([value]) => fromUnix(value!, 1000)),
  unixtime_milliseconds_todatetime: ofValues(1, 1, 'datetime', ([value]) => fromUnix(value!, 1)),
  unixtime_microseconds_todatetime: ofValues(1, 1, 'datetime', ([value]) => fromUnix(value!, 1e-3)),
  unixtime_nanoseconds_todatetime: ofValues(1, 1, 'datetime', ([value]) => fromUnix(value!, 1e-6)),
  bin_at: { min: 3, max: 3, type: (args) => binType(args), bind: bindBin },
  bin: { min: 2, max: 2, type: (args) => binType(args), bind: bindBin },
  floor: { min: 1, max: 2, type: (args) => binType(args), bind: bindBin },
};

function fromUnix(value: Value, scale: number): Value {
  const date = new Date(typeof value === 'number' ? value * scale : Number.NaN);
  return Number.isNaN(date.getTime()) ? null : inRange(ticksOf(date));
}

function binType([value, size]: readonly Bound[]): 'long' | 'real' | 'datetime' | 'timespan' {
  const type = value!.type;
  if (type === 'datetime' || type === 'timespan') return type;
  if (!isNumeric(type) && type !== 'dynamic') throw semanticError(`bin(): argument of type ${type} is not supported`);
  return type === 'real' || type === 'dynamic' || size?.type === 'real' ? 'real' : 'long';
}

/** Bins are counted from `fixed`, where that is given. */
function bindBin([value, size, fixed]: readonly Bound[]): (row: Row) => Value {
  const anchor = fixed?.run([]);
  return (row) => {
    const a = value!.run(row);
    const b = size ? size.run(row) : 1;
    if (typeof a === 'bigint' && typeof b === 'bigint') {
      if (b <= 0n) return null;
      // Weeks are counted from Sunday, everything else from the year 1.
      const first = value!.type === 'datetime' && b % (7n * TICKS_PER_DAY) === 0n ? FIRST_SUNDAY : 0n;
      const from = typeof anchor === 'bigint' ? anchor : first;
      const binned = floorDivide(a - from, b) * b + from;
      return value!.type === 'datetime' ? inRange(binned) : binned;
    }
    if (typeof a !== 'number' || typeof b !== 'number' || b <= 0) return null;
    const from = typeof anchor === 'number' ? anchor : 0;
    return Math.floor((a - from) / b) * b + from;
  };
}

/** The same day of another month, or its last one. */
function addMonths(ticks: bigint, months: number): bigint | null {
  const date = dateOf(ticks);
  const first = month(date, months);
  const next = month(date, months + 1);
  if (first === null || next === null) return null;
  const days = BigInt(date.getUTCDate() - 1) * TICKS_PER_DAY;
  const last = next - TICKS_PER_DAY;
  return inRange((first + days < next ? first + days : last) + (ticks % TICKS_PER_DAY));
}

/** Boundaries of the part crossed between the dates, as Kusto counts them. */
function difference(part: string, a: bigint, b: bigint): Value {
  const count = MONTHS.get(part);
  if (count !== undefined) {
    const period = (ticks: bigint): number => {
      const date = dateOf(ticks);
      return Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / count);
    };
    return period(a) - period(b);
  }
  if (part === 'nanosecond') return Number(a - b) * 100;
  const length = LENGTHS.get(part);
  if (!length) return null;
  const from = part === 'week' ? FIRST_SUNDAY : 0n;
  return Number(floorDivide(a - from, length) - floorDivide(b - from, length));
}

function partOf(part: string, ticks: bigint): number | null {
  const date = dateOf(ticks);
  switch (part) {
    case 'year':
      return date.getUTCFullYear();
    case 'quarter':
      return Math.floor(date.getUTCMonth() / 3) + 1;
    case 'month':
      return date.getUTCMonth() + 1;
    case 'week_of_year':
      return weekOf(date, ticks);
    case 'day':
      return date.getUTCDate();
    case 'dayofyear':
    case 'day_of_year':
      return daysIntoYear(ticks) + 1;
    case 'hour':
      return date.getUTCHours();
    case 'minute':
      return date.getUTCMinutes();
    case 'second':
      return date.getUTCSeconds();
    case 'millisecond':
      return date.getUTCMilliseconds();
    case 'microsecond':
      return Number((ticks % TICKS_PER_SECOND) / 10n);
    case 'nanosecond':
      return Number(ticks % TICKS_PER_SECOND) * 100;
    default:
      return null;
  }
}

function formatted(ticks: bigint, format: string, span = false): string {
  const date = dateOf(ticks);
  const seconds = (ticks % TICKS_PER_DAY) / TICKS_PER_SECOND;
  const fraction = String(ticks % TICKS_PER_SECOND).padStart(7, '0');
  const hour = Number(seconds / 3600n);
  return format.replace(/y+|M+|d+|H+|h+|m+|s+|f+|F+|tt/g, (run) => {
    const pad = (value: number): string => String(value).padStart(run.length, '0');
    switch (run[0]) {
      case 'y':
        return run.length === 2 ? String(date.getUTCFullYear() % 100).padStart(2, '0') : pad(date.getUTCFullYear());
      case 'M':
        return pad(date.getUTCMonth() + 1);
      case 'd':
        return pad(span ? Number(ticks / TICKS_PER_DAY) : date.getUTCDate());
      case 'H':
        return pad(hour);
      case 'h':
        return pad(span ? hour : hour % 12 || 12);
      case 'm':
        return pad(Number((seconds / 60n) % 60n));
      case 's':
        return pad(Number(seconds % 60n));
      case 'f':
        return fraction.slice(0, run.length);
      case 'F':
        return fraction.slice(0, run.length).replace(/0+$/, '');
      default:
        return hour < 12 ? 'AM' : 'PM';
    }
  });
}
