import * as fc from 'fast-check';
import { test } from 'vitest';
import { moves } from './lifeMoves.ts';
import { playLife } from './randomLife.ts';

/** `npm run soak` gives more; a failure prints how to repeat it. */
const sequences = Number(process.env['LIFE_SEQUENCES'] ?? 200);
const seed = Number(process.env['LIFE_SEED'] ?? Date.now() % 2 ** 31);

test(
  'whatever breaks: each request is taken once, only what is legal is taken, nothing is lost, no machine is shown better than it is',
  { timeout: Math.max(300_000, sequences * 3000) },
  async () => {
    console.info(`${sequences} sequences, seed ${seed}`);
    await fc.assert(fc.asyncProperty(moves, playLife), { numRuns: sequences, seed });
  },
);
