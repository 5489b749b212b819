import { setImmediate } from 'node:timers/promises';
import type { Assessment } from '../../readiness/assessment.ts';
import { EstateIndex } from './estateIndex.ts';

/** Look-ups over an assessment with what the first rows need: `before`, where it is of the same, or built with turns for others between. */
export async function readyIndex(assessment: Assessment, before: EstateIndex | undefined): Promise<EstateIndex> {
  if (before?.assessment === assessment) return before;
  const index = new EstateIndex(assessment);
  for (const _ of index.prepare()) await setImmediate();
  return index;
}
