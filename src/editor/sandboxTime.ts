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
  #latest: Date | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `advance` moves the sandbox's clock on. */
  constructor(advance: (seconds: number) => Promise<unknown>) {
    this.#advance = advance;
  }

  /** Takes the time from an answer, and hands the answer on. */
  told(response: WireResponse): WireResponse {
    const date = new Date(response.headers['date'] ?? Number.NaN);
    if (!Number.isNaN(date.getTime())) this.#latest = date;
    return response;
  }

  /** As the last answer told it. */
  now(): Date {
    return this.#latest ?? new Date();
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
