/** Least number of runs behind a figure. */
export const runs = 5;

export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly unit: 'ms';
  readonly runs: number;
  /** What it may be at most. */
  readonly budget?: number;
}

/** Milliseconds with one decimal. */
export function summary(values: readonly number[], budget?: number): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (position: number): number => Math.round((sorted[position] ?? Number.NaN) * 10) / 10;
  const middle = (sorted.length - 1) / 2;
  const median = (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2;
  return { median, min: at(0), max: at(sorted.length - 1), unit: 'ms', runs: sorted.length, ...(budget === undefined ? {} : { budget }) };
}
