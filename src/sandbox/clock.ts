/** Something to happen at a time of the sandbox. */
interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** How the sandbox’s time goes. */
export interface ClockOptions {
  /** `real` runs by itself, `manual` moves only when told. */
  readonly mode: 'real' | 'manual';
  /** How many times faster than real time a `real` clock runs. */
  readonly speed: number;
  readonly start: Date;
  /** Real milliseconds; passed in so that tests own them. */
  readonly realNow: () => number;
}

/** The sandbox's own time. What is due happens in order, at its own time, whenever anybody looks (`settle`). */
export class Clock {
  readonly mode: 'real' | 'manual';
  readonly speed: number;
  readonly #realNow: () => number;
  #base: number;
  #realBase: number;
  #due: Due[] = [];
  #order = 0;
  /** While due things run, `now` is the time of the thing that runs. */
  #running: number | undefined;

  constructor(options: ClockOptions) {
    this.mode = options.mode;
    this.speed = options.speed;
    this.#realNow = options.realNow;
    this.#base = options.start.getTime();
    this.#realBase = this.#realNow();
  }

  /** How many things have ever been scheduled: tells whether anything was set going. */
  get scheduled(): number {
    return this.#order;
  }

  now(): Date {
    return new Date(this.#running ?? this.#time());
  }

  /** Runs `run` once the clock has come to `at` (milliseconds since 1970); returns a way to call it off. */
  schedule(at: number, run: () => void): () => void {
    const due: Due = { at, order: this.#order++, run };
    this.#due.push(due);
    return () => {
      this.#due = this.#due.filter((other) => other !== due);
    };
  }

  /** Runs everything that is due by now, in order of time. Called before every request. */
  settle(): void {
    const limit = this.#time();
    for (;;) {
      const next = this.#due.filter((due) => due.at <= limit).toSorted((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!next) break;
      this.#due = this.#due.filter((due) => due !== next);
      this.#running = next.at;
      try {
        next.run();
      } finally {
        this.#running = undefined;
      }
    }
  }

  advance(seconds: number): void {
    this.#base += seconds * 1000;
    this.settle();
  }

  /** Jumps; whoever calls decides whether going back is allowed. */
  set(now: Date): void {
    this.#base = now.getTime();
    this.#realBase = this.#realNow();
    this.settle();
  }

  #time(): number {
    return this.mode === 'manual' ? this.#base : this.#base + (this.#realNow() - this.#realBase) * this.speed;
  }
}
