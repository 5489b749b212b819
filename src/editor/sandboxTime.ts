import { setTimeout as wait } from 'node:timers/promises';
import type { WireResponse } from '../sandbox/wire.ts';

/** While operations are followed, the sandbox's time runs so many times faster: a minute a second, as nobody waits for half an hour. */
export const sandboxSpeed = 60;
/** Real milliseconds between two pushes of its clock. */
const tickMs = 250;
/** Real milliseconds: nobody sees more than this. */
const leastSleepMs = 250;

/** The time of a sandbox: how late it is there, and how it is made to run faster. */
export class SandboxTime {
  readonly #advance: (seconds: number) => Promise<unknown>;
  /** What an answer told last, and when that was by `performance.now()`; milliseconds. */
  #told: { readonly time: number; readonly at: number } | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `advance` moves the sandbox's clock on. */
  constructor(advance: (seconds: number) => Promise<unknown>) {
    this.#advance = advance;
  }

  /** Takes the time from an answer, and hands the answer on. */
  told(response: WireResponse): WireResponse {
    const time = Date.parse(response.headers['date'] ?? '');
    // Answers tell whole seconds: what has been carried on from an earlier one may be nearer.
    if (time > (this.#time ?? 0)) this.#told = { time, at: performance.now() };
    return response;
  }

  /** As the last answer told it, carried on: nothing may have been asked for hours. */
  now(): Date {
    return new Date(this.#time ?? Date.now());
  }

  get #time(): number | undefined {
    return this.#told && this.#told.time + (performance.now() - this.#told.at);
  }

  get isFast(): boolean {
    return this.#timer !== undefined;
  }

  /** From now on until `slowDown`. */
  speedUp(): void {
    this.#timer ??= setInterval(() => {
      // A sandbox that is being closed has no time any more.
      this.#advance((tickMs / 1000) * (sandboxSpeed - 1)).catch(() => this.slowDown());
    }, tickMs);
  }

  slowDown(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Sleeps so many of the sandbox's milliseconds while its time runs fast. */
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    await wait(Math.max(ms / sandboxSpeed, leastSleepMs), undefined, { signal });
  }
}
