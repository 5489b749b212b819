/** One line of a service's usage list. */
export interface Usage {
  readonly unit: 'Count';
  readonly currentValue: number;
  readonly limit: number;
  readonly name: { readonly value: string; readonly localizedValue: string };
}

/** An estate larger than the usual limit must have had it raised: by a quarter above what is there. */
export function usage(value: string, localizedValue: string, currentValue: number, usualLimit: number): Usage {
  const limit = currentValue > usualLimit ? Math.ceil(currentValue * 1.25) : usualLimit;
  return { unit: 'Count', currentValue, limit, name: { value, localizedValue } };
}
