import { abortable } from '../abortable.ts';

/** What an answer says about the quota. */
export interface QuotaAnswer {
  /** `x-ms-user-quota-remaining`; undefined when the answer has no such header. */
  readonly remaining: number | undefined;
  /** `x-ms-user-quota-resets-after`, milliseconds. */
  readonly resetsAfterMs: number | undefined;
  /** Of a 429: how long to stay away, milliseconds. */
  readonly retryAfterMs: number | undefined;
}

/** The time that limiters go by. */
export interface LimiterClock {
  /** Milliseconds; only differences count. */
  readonly now: () => number;
  /** Rejects with the signal's reason as soon as it is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** A service without quota headers is still not flooded. */
const maxInFlight = 15;
/**
 * The headers give whole seconds and the way to the server takes time: asking exactly at the reset may still meet the old window
 * (measured: 26 refusals with 20 ms of margin, none with 300 ms).
 */
const resetMarginMs = 300;

/**
 * Keeps the requests of one user to Resource Graph within the quota that its answers announce (15 per 5 seconds as documented,
 * but only the headers are believed). Never more requests are in flight than remain; while nothing is known, at the start and after
 * every reset, one request goes ahead and asks (at the start `firstRequests` of them). Requests wait in the order of their coming.
 */
export class QuotaLimiter {
  readonly #clock: LimiterClock;
  #inFlight = 0;
  #asking: number;
  /** Undefined: not known, ask with one request. */
  #remaining: number | undefined;
  /** When the present window ends; 0 while not known. */
  #resetAt = 0;
  /** Nothing goes out before (after a 429). */
  #blockedUntil = 0;
  #turn: Promise<void> = Promise.resolve();
  #wake: (() => void)[] = [];

  /** `firstRequests`: how many may go out before anything is known; were the quota used up by others, so many would be refused once. */
  constructor(clock: LimiterClock, firstRequests = 1) {
    this.#clock = clock;
    this.#asking = firstRequests;
  }

  /** Waits for a place, sends, and learns from the answer. Rejects with the signal's reason when aborted while waiting. */
  async run<T>(send: () => Promise<T>, quotaOf: (answer: T) => QuotaAnswer, signal?: AbortSignal): Promise<T> {
    await this.#queue(signal);
    try {
      const answer = await send();
      this.#learn(quotaOf(answer));
      return answer;
    } finally {
      this.#inFlight--;
      for (const wake of this.#wake.splice(0)) wake();
    }
  }

  /** One at a time: only the first in line looks for a place. */
  async #queue(signal: AbortSignal | undefined): Promise<void> {
    const before = this.#turn;
    const turn = Promise.withResolvers<void>();
    this.#turn = turn.promise;
    try {
      await abortable(before, signal);
      await this.#place(signal);
      this.#inFlight++;
    } finally {
      // Whoever leaves the line early must not let the next one overtake those before.
      void before.then(turn.resolve);
    }
  }

  async #place(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      const now = this.#clock.now();
      if (now < this.#blockedUntil) {
        await this.#clock.sleep(this.#blockedUntil - now, signal);
      } else if (this.#remaining !== undefined && this.#resetAt > 0 && now >= this.#resetAt) {
        this.#remaining = undefined;
        this.#resetAt = 0;
      } else if (this.#inFlight < Math.min(this.#remaining ?? this.#asking, maxInFlight)) {
        return;
      } else if (this.#inFlight > 0) {
        await abortable(new Promise<void>((resolve) => this.#wake.push(resolve)), signal);
      } else if (this.#resetAt > 0) {
        await this.#clock.sleep(this.#resetAt - now, signal);
      } else {
        this.#remaining = undefined;
      }
    }
  }

  #learn(quota: QuotaAnswer): void {
    const now = this.#clock.now();
    this.#asking = 1;
    if (quota.retryAfterMs !== undefined) this.#blockedUntil = Math.max(this.#blockedUntil, now + quota.retryAfterMs);
    if (quota.remaining === undefined) {
      // Without headers there is no quota to keep; a refusal without them must not open the gate.
      if (quota.retryAfterMs === undefined && this.#remaining === undefined) this.#remaining = maxInFlight;
      return;
    }
    const windowIsOver = this.#resetAt > 0 && now >= this.#resetAt - resetMarginMs;
    if (this.#remaining === undefined || (windowIsOver && quota.remaining > this.#remaining)) {
      this.#remaining = quota.remaining;
      // The answer that opened the window tells its end best: later ones round the rest of it, who knows which way, to whole seconds.
      this.#resetAt = quota.resetsAfterMs === undefined ? 0 : now + quota.resetsAfterMs + resetMarginMs;
    } else {
      // Answers overtake each other: within a window the least is the truth.
      this.#remaining = Math.min(this.#remaining, quota.remaining);
    }
  }
}
