/** Dates and spans in Kusto's ticks: 100 ns, dates counted from the year 1. */
export const TICKS_PER_MILLISECOND = 10_000n;
export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_DAY = 864_000_000_000n;
const UNIX_EPOCH = 621_355_968_000_000_000n;
const MAX = 3_155_378_975_999_999_999n;

export const ticksOf = (date: Date): bigint => BigInt(date.getTime()) * TICKS_PER_MILLISECOND + UNIX_EPOCH;

/** To the millisecond. */
export const dateOf = (ticks: bigint): Date => new Date(Number(floorDivide(ticks - UNIX_EPOCH, TICKS_PER_MILLISECOND)));

export const inRange = (ticks: bigint): bigint | null => (ticks >= 0n && ticks <= MAX ? ticks : null);

/** Kusto's longest span, in ticks. */
const MAX_SPAN = 2 ** 63;

/** A span of so many ticks; null where there is none so long. */
export const spanOf = (ticks: number): bigint | null => (Math.abs(ticks) < MAX_SPAN ? BigInt(Math.trunc(ticks)) : null);

/** Midnight of a day of the calendar, months from 0; days and months beyond their ends run on. Null beyond all calendars. */
export function midnight(year: number, month: number, day: number): bigint | null {
  const date = new Date(new Date(0).setUTCFullYear(year, month, day));
  return Number.isNaN(date.getTime()) ? null : ticksOf(date);
}

export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const AMERICAN = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:\s*([AP]M))?)?$/i;

/** Reads ISO 8601, `M/D/YYYY h:mm:ss` and RFC 822 dates; null for anything else. Times without a zone are UTC. */
export function parseDateTime(text: string): bigint | null {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso) return build(iso[1]!, iso[2]!, iso[3]!, iso[4], iso[5], iso[6], iso[7], iso[8]);
  const american = AMERICAN.exec(trimmed);
  if (american) {
    const half = american[8]?.toUpperCase();
    const hour = Number(american[4] ?? 0);
    const hour24 = half ? (hour % 12) + (half === 'PM' ? 12 : 0) : hour;
    return build(american[3]!, american[1]!, american[2]!, String(hour24), american[5], american[6], american[7], undefined);
  }
  if (/^(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\b/.test(trimmed)) {
    const time = Date.parse(/(?:GMT|UTC|Z|[+-]\d{4})$/i.test(trimmed) ? trimmed : `${trimmed} UTC`);
    return Number.isNaN(time) ? null : ticksOf(new Date(time));
  }
  return null;
}

function build(
  year: string,
  month: string,
  day: string,
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  fraction: string | undefined,
  zone: string | undefined,
): bigint | null {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0));
  const valid =
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    Number(hour ?? 0) < 24 &&
    Number(minute ?? 0) < 60 &&
    Number(second ?? 0) < 60;
  if (!valid) return null;
  const ticks = ticksOf(date) + BigInt((fraction ?? '').padEnd(7, '0').slice(0, 7));
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '');
  if (!offset) return inRange(ticks);
  const minutes = BigInt(Number(offset[2]) * 60 + Number(offset[3])) * 60n * TICKS_PER_SECOND;
  return inRange(offset[1] === '+' ? ticks - minutes : ticks + minutes);
}

/** `2023-01-16T08:48:29.0000000Z`, always seven digits, as `tostring` writes it. */
export function formatDateTime(ticks: bigint): string {
  const iso = dateOf(ticks).toISOString();
  return `${iso.slice(0, 19)}.${String(((ticks % TICKS_PER_SECOND) + TICKS_PER_SECOND) % TICKS_PER_SECOND).padStart(7, '0')}Z`;
}

const UNITS: readonly (readonly [RegExp, bigint])[] = [
  [/^d/, TICKS_PER_DAY],
  [/^h/, 36_000_000_000n],
  [/^(ms|milli)/, TICKS_PER_MILLISECOND],
  [/^micro/, 10n],
  [/^m/, 600_000_000n],
  [/^s/, TICKS_PER_SECOND],
  [/^t/, 1n],
];

/** `1.5h`, `30m`, `2d`, `1tick`: null for anything else. */
export function parseUnitSpan(text: string): bigint | null {
  const match = /^(-?[\d.]+)\s*([a-z]+)$/.exec(text.trim());
  const unit = match && UNITS.find(([pattern]) => pattern.test(match[2]!))?.[1];
  if (match?.[2]?.startsWith('nano')) return spanOf(Number(match[1]) / 100);
  return match && unit ? spanOf(Math.round(Number(match[1]) * Number(unit))) : null;
}

/** `[-][d.]hh:mm[:ss[.fffffff]]`, a unit literal, or a number of days; null for anything else. */
export function parseTimeSpan(text: string): bigint | null {
  const trimmed = text.trim();
  const match = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/.exec(trimmed);
  if (!match) return /^-?\d+(\.\d+)?$/.test(trimmed) ? parseUnitSpan(`${trimmed}d`) : parseUnitSpan(trimmed);
  const [, sign, days = '0', hours, minutes, seconds = '0', fraction = ''] = match;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const ticks =
    BigInt(days) * TICKS_PER_DAY +
    BigInt(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * TICKS_PER_SECOND +
    BigInt(fraction.padEnd(7, '0'));
  return sign ? -ticks : ticks;
}

/** `1.02:03:04.5000000`, as `tostring` writes it. */
export function formatTimeSpan(ticks: bigint): string {
  const sign = ticks < 0n ? '-' : '';
  const absolute = ticks < 0n ? -ticks : ticks;
  const days = absolute / TICKS_PER_DAY;
  const two = (value: bigint): string => String(value).padStart(2, '0');
  const fraction = absolute % TICKS_PER_SECOND;
  const seconds = (absolute % TICKS_PER_DAY) / TICKS_PER_SECOND;
  return (
    `${sign}${days > 0n ? `${days}.` : ''}${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}` +
    (fraction > 0n ? `.${String(fraction).padStart(7, '0')}` : '')
  );
}
