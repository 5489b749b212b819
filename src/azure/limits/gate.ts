/** Runs at most `size` pieces of work at a time. The others wait in two lines, each first come, first served: `first`, and then the rest. */
export class Gate {
  #free: number;
  /** The line of `first`, and that of the rest. */
  readonly #lines: readonly [Set<Waiting>, Set<Waiting>] = [new Set(), new Set()];
  /** One listener a signal, however many wait: a signal looks through all that it has each time that one is added or taken away. */
  readonly #watched = new Set<AbortSignal>();

  constructor(size: number) {
    this.#free = size;
  }

  /**
   * Runs `work` once there is room; with `first`, before all that wait without it. Rejects with the signal's reason when aborted while waiting; then
   * `work` is never run.
   */
  async run<T>(work: () => Promise<T>, signal: AbortSignal, { first = false } = {}): Promise<T> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await this.#wait(signal, this.#lines[first ? 0 : 1]);
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #wait(signal: AbortSignal, line: Set<Waiting>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    line.add({ signal, resolve, reject });
    if (!this.#watched.has(signal)) {
      this.#watched.add(signal);
      signal.addEventListener('abort', () => this.#abort(signal), { once: true });
    }
    await promise;
  }

  #abort(signal: AbortSignal): void {
    this.#watched.delete(signal);
    for (const line of this.#lines) {
      for (const one of line) {
        if (one.signal !== signal) continue;
        line.delete(one);
        one.reject(signal.reason as Error);
      }
    }
  }

  /** Hands the place to the next in line. */
  #leave(): void {
    for (const line of this.#lines) {
      const [next] = line;
      if (next === undefined) continue;
      line.delete(next);
      next.resolve();
      return;
    }
    this.#free++;
  }
}

interface Waiting {
  readonly signal: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}
