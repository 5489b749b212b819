import { toDateTime, toText } from '../convert.ts';
import { dateOf, inRange, TICKS_PER_MILLISECOND } from '../dateTime.ts';
import { ofValues, type FunctionSpec, type Functions } from './functionSpec.ts';

const clocks = new Map<string, Intl.DateTimeFormat | null>();

/** A clock of a zone by its IANA name; null where there is none of that name. */
function clockOf(timeZone: string): Intl.DateTimeFormat | null {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    try {
      clock = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
    } catch {
      clock = null;
    }
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** How far a zone is ahead of UTC at a time, in ticks. */
function ahead(clock: Intl.DateTimeFormat, ticks: bigint): bigint {
  const name = clock.formatToParts(dateOf(ticks)).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes, seconds] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? [];
  const milliseconds = ((Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1000;
  return BigInt(sign === '-' ? -milliseconds : milliseconds) * TICKS_PER_MILLISECOND;
}

const zoned = (convert: (clock: Intl.DateTimeFormat, ticks: bigint) => bigint): FunctionSpec =>
  ofValues(2, 2, 'datetime', ([date, zone], types) => {
    const ticks = toDateTime(date!, types[0]!);
    const clock = clockOf(toText(zone, types[1]!));
    return ticks === null || !clock ? null : inRange(convert(clock, ticks));
  });

/** Times on the clock of a zone. */
export const zoneFunctions: Functions = {
  datetime_utc_to_local: zoned((clock, utc) => utc + ahead(clock, utc)),
  datetime_local_to_utc: zoned((clock, local) => local - ahead(clock, local - ahead(clock, local))),
};
