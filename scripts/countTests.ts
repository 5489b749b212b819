import { stripVTControlCharacters } from 'node:util';

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** Sums what vitest (`Tests  1 failed | 12 passed (13)`) and mocha (`12 passing (3s)`, `1 failing`) say when they end. */
export function countTests(output: string): Count {
  const text = stripVTControlCharacters(output);
  const vitest = [...text.matchAll(/^ *Tests .*$/gm)].map(([line]) => line).join('\n');
  const sum = (...counts: readonly RegExpMatchArray[]): number => counts.reduce((total, [, count]) => total + Number(count), 0);
  return {
    passed: sum(...vitest.matchAll(/(\d+) passed/g), ...text.matchAll(/^ *(\d+) passing/gm)),
    failed: sum(...vitest.matchAll(/(\d+) failed/g), ...text.matchAll(/^ *(\d+) failing/gm)),
  };
}
