import type { Localizer } from './localizer.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long something takes or lasts, in one unit: `45 s`, `4 min`, `3 h`, `12 days`. Below zero counts as zero. */
export function duration(ms: number, l10n: Localizer): string {
  if (ms < minute) return l10n.t('{0} s', Math.max(0, Math.floor(ms / 1000)));
  if (ms < hour) return l10n.t('{0} min', Math.floor(ms / minute));
  if (ms < 2 * day) return l10n.t('{0} h', Math.floor(ms / hour));
  return l10n.t('{0} days', Math.floor(ms / day));
}

/** `just now` within the first minute, then `4 min ago`. */
export function ago(ms: number, l10n: Localizer): string {
  return ms < minute ? l10n.t('just now') : l10n.t('{0} ago', duration(ms, l10n));
}

/** `2026-11-22 14:05 UTC`: Azure's times are UTC, and so are its logs. */
export function utc(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
