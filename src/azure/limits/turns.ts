import { setImmediate } from 'node:timers/promises';

/** Lets `size` callers go on in each turn of the event loop, first come, first served. */
export class Turns {
  readonly #size: number;
  #left: number;
  #next: Promise<void> | undefined;

  constructor(size: number) {
    this.#size = size;
    this.#left = size;
  }

  /** Resolves in this turn where there is room, else in a later one: one turn later for each `size` callers that wait before. */
  async take(): Promise<void> {
    while (this.#left === 0) await this.#next;
    this.#left -= 1;
    this.#next ??= this.#renew();
  }

  async #renew(): Promise<void> {
    await setImmediate();
    this.#left = this.#size;
    this.#next = undefined;
  }
}
