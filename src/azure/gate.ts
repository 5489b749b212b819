/** Lets so many in at a time, the others in the order of their coming. */
export class Gate {
  #free: number;
  readonly #waiting = new Set<Waiting>();
  /** One listener a signal, however many wait: a signal looks through all that it has each time that one is added or taken away. */
  readonly #watched = new Set<AbortSignal>();

  constructor(size: number) {
    this.#free = size;
  }

  /** Runs `work` once there is room. Rejects with the signal's reason when aborted while waiting; then `work` is never run. */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await this.#wait(signal);
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #wait(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.add({ signal, resolve, reject });
    if (!this.#watched.has(signal)) {
      this.#watched.add(signal);
      signal.addEventListener('abort', () => this.#abort(signal), { once: true });
    }
    await promise;
  }

  #abort(signal: AbortSignal): void {
    this.#watched.delete(signal);
    for (const one of this.#waiting) {
      if (one.signal !== signal) continue;
      this.#waiting.delete(one);
      one.reject(signal.reason as Error);
    }
  }

  /** Hands the place to the next in line. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next) {
      this.#waiting.delete(next);
      next.resolve();
    } else this.#free++;
  }
}

interface Waiting {
  readonly signal: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}
