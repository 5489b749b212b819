import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/sandbox/seededRandom.ts';

it('gives version 4 GUIDs, the same for a seed and no two alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
      const [one, other] = [seededRandom(seed), seededRandom(seed)];
      const guids = Array.from({ length: 50 }, () => one.guid());
      expect(guids).toEqual(Array.from({ length: 50 }, () => other.guid()));
      expect(new Set(guids).size).toBe(50);
      for (const guid of guids) expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }),
  );
});

it('gives numbers from 0 up to 1', () => {
  const { next } = seededRandom(7);
  const numbers = Array.from({ length: 10_000 }, next);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(numbers.reduce((sum, number) => sum + number, 0) / numbers.length).toBeCloseTo(0.5, 1);
});
