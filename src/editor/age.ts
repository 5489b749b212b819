import { minuteMs } from '../readiness/dates.ts';
import { durationText } from '../readiness/durationText.ts';
import type { Localizer } from './localizer.ts';

/** `just now` within the first minute, then `4 min ago`. */
export function ago(ms: number, l10n: Localizer): string {
  return ms < minuteMs ? l10n.t('just now') : l10n.t('{0} ago', durationText(ms));
}

/** `kept, 4 min old`: of facts that an earlier window has read. Whoever sets a clock back is not told that they are fresh. */
export function keptAge(ms: number, l10n: Localizer): string {
  if (ms < -minuteMs) return l10n.t('kept, age not known: the clock here was set back');
  return l10n.t('kept, {0} old', durationText(Math.max(ms, minuteMs)));
}

/** `2026-11-22 14:05 UTC`: Azure's times are UTC, and so are its logs. */
export function utc(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
