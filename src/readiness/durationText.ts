import { ageMs, dayMs, hourMs, minuteMs } from './dates.ts';

/** A length of time in its largest fitting unit, rounded down: `40 s`, `4 min`, `47 h`, `12 days`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < minuteMs) return `${Math.floor(milliseconds / 1000)} s`;
  if (milliseconds < hourMs) return `${Math.floor(milliseconds / minuteMs)} min`;
  if (milliseconds < 2 * dayMs) return `${Math.floor(milliseconds / hourMs)} h`;
  return `${Math.floor(milliseconds / dayMs)} days`;
}

/** How long ago `from` was, without the word "ago". */
export function ageText(from: Date, now: Date): string {
  return durationText(ageMs(from, now));
}
