export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/**
 * A date that says something. Azure writes year 1, 1601 or 1753 for "none yet" and 9999 for "never"
 * (recorded: `currentScenario.startTime` 1753, `agentExpiryDate` 9999); such a date is null here.
 */
export function realDate(date: Date | null): Date | null {
  if (date === null) return null;
  const year = date.getUTCFullYear();
  return year > 1753 && year < 9999 ? date : null;
}

/** Age in milliseconds; a date ahead of `now` (clocks differ by some seconds) is 0 old. */
export function ageMs(date: Date, now: Date): number {
  return Math.max(0, now.getTime() - date.getTime());
}
