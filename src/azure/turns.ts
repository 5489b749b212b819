import { setImmediate } from 'node:timers/promises';

/** Lets so many go on in one turn of the event loop, and the others in those that follow, in the order of their coming. */
export class Turns {
  readonly #size: number;
  #left: number;
  #next: Promise<void> | undefined;

  constructor(size: number) {
    this.#size = size;
    this.#left = size;
  }

  /** Resolves when it is one's turn: never later than a turn for each `size` that came before. */
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
