import { setTimeout as wait } from 'node:timers/promises';
import { UserError } from '../../model/userError.ts';

/** How long a part of a region that may be down is waited for, milliseconds. */
const answerWithinMs = 20_000;

/** What `work` gives, or a `UserError` when that takes too long: whoever fails over must not wait for what does not answer. */
export async function within<T>(work: Promise<T>, ms = answerWithinMs): Promise<T> {
  const timer = new AbortController();
  const late = wait(ms, undefined, { signal: timer.signal, ref: false }).then((): never => {
    throw new UserError(
      'unreachable',
      `Azure did not answer within ${ms / 1000} s.`,
      'Its region may be down: try again, or go on without.',
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
    late.catch(() => {});
  }
}
