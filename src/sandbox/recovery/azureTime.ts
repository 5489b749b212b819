/** `2023-01-16T08:48:29.5570000Z`: seven digits, as Site Recovery writes times that it took itself. */
export function preciseTime(time: Date): string {
  return time.toISOString().replace('Z', '0000Z');
}

/** `2023-01-16T08:49:39Z`: the ends of jobs are whole seconds, cut off, not rounded. */
export function secondTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
