/** `2023-01-16T08:48:29.5570000Z`: seven digits, as Site Recovery writes times that it took itself. */
export function preciseTime(time: Date): string {
  return time.toISOString().replace('Z', '0000Z');
}

/** `2023-01-16T08:49:39Z`: the ends of jobs are whole seconds, cut off, not rounded. */
export function secondTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** `6/15/2022 12:00:00 AM`: as jobs of Azure Backup write times [recorded]. */
export function americanTime(time: Date): string {
  const day = `${time.getUTCMonth() + 1}/${time.getUTCDate()}/${time.getUTCFullYear()}`;
  const hour = time.getUTCHours();
  return `${day} ${hour % 12 || 12}${time.toISOString().slice(13, 19)} ${hour < 12 ? 'AM' : 'PM'}`;
}
