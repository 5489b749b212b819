import { usage } from '../usage.ts';

const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };
/** What a timer can wait for. */
const longestMs = 2 ** 31 - 1;

/** Milliseconds of `90s`, `45m`, `2h`. Throws the usage error of a flag. */
export function durationOf(flag: string, text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? [];
  const ms = Number(amount) * (unitsMs[unit ?? ''] ?? Number.NaN);
  if (ms > 0 && ms <= longestMs) return ms;
  throw usage(`${flag} ${JSON.stringify(text)} is no duration.`, 'Write 90s, 45m or 2h.');
}
