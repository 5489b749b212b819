import { setImmediate } from 'node:timers/promises';

/**
 * Lets one through per turn of the event loop, in the order of coming. Answers can come in heaps (a worker's messages, a fast network),
 * and each means parsing a megabyte: without this, Node would work through the whole heap in one go.
 */
export function turnstile(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => (last = last.then(() => setImmediate()));
}
