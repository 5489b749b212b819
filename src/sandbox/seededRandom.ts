/** Numbers and GUIDs that follow from a seed: the same seed gives the same sequence, everywhere. */
export interface SeededRandom {
  /** 0 ≤ n < 1. */
  readonly next: () => number;
  /** A version 4 GUID. */
  readonly guid: () => string;
}

/** mulberry32: 32 bits of state, good enough for ids and shuffles, and the same on every machine. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const hex = (digits: number): string =>
    Math.floor(next() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  const guid = (): string => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[Math.floor(next() * 4)]}${hex(3)}-${hex(6)}${hex(6)}`;
  return { next, guid };
}
