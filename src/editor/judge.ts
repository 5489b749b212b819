import { setImmediate } from 'node:timers/promises';
import type { Inventory } from '../model/inventory.ts';
import { assessInSlices } from '../readiness/assess.ts';
import type { Assessment } from '../readiness/assessment.ts';
import type { Policy } from '../readiness/policy.ts';

/** Milliseconds after which the editor gets its turn: a few, since a turn at each slice adds up to more than a tenth of the whole. */
const turnAfterMs = 8;

/** Judges an inventory and gives way to the editor every few milliseconds. Throws the signal's reason when cancelled. */
export async function judge(inventory: Inventory, policy: Policy, now: Date, signal: AbortSignal): Promise<Assessment> {
  const slices = assessInSlices(inventory, policy, now);
  for (;;) {
    // Before the first slice too: the facts have just been put together.
    await setImmediate();
    signal.throwIfAborted();
    const end = performance.now() + turnAfterMs;
    do {
      const step = slices.next();
      if (step.done === true) return step.value;
    } while (performance.now() < end);
  }
}
