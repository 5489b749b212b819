import type { LimiterClock } from './quotaLimiter.ts';

/** What an answer of Resource Manager says about its bucket. */
export interface ReadAnswer {
  /** `x-ms-ratelimit-remaining-subscription-reads`, or the tenant's; undefined when the answer has no such header. */
  readonly remaining: number | undefined;
  /** Of a 429: how long to stay away, milliseconds. */
  readonly retryAfterMs: number | undefined;
}

interface Bucket {
  /** Below zero: so many requests wait for their turn. */
  tokens: number;
  filledAt: number;
  blockedUntil: number;
}

/**
 * Reads of a subscription, and of the tenant (Microsoft: "Understand how Azure Resource Manager throttles requests", 2024), less a few:
 * some requests are faster on their way than others, and the last of the bucket must not be refused for that.
 */
const capacity = 250 - 10;
const perSecond = 25;

/**
 * Keeps reads of Resource Manager within its token buckets, one a subscription and one of the tenant: so many at once, and 25 a second after
 * that, or less where the answers tell of others who read too. A refusal closes its bucket for as long as it says, and no other.
 */
export class ReadLimiter {
  readonly #clock: LimiterClock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: LimiterClock) {
    this.#clock = clock;
  }

  /** Waits for the bucket, sends, and learns from the answer. Rejects with the signal's reason when aborted while waiting. */
  async run<T>(name: string, send: () => Promise<T>, answerOf: (answer: T) => ReadAnswer, signal?: AbortSignal): Promise<T> {
    const bucket = this.#bucket(name);
    bucket.tokens--;
    if (bucket.tokens < 0) await this.#clock.sleep((-bucket.tokens / perSecond) * 1000, signal);
    for (let wait; (wait = bucket.blockedUntil - this.#clock.now()) > 0;) await this.#clock.sleep(wait, signal);
    const answer = await send();
    const { remaining, retryAfterMs } = answerOf(answer);
    if (remaining !== undefined) bucket.tokens = Math.min(bucket.tokens, remaining);
    if (retryAfterMs !== undefined) bucket.blockedUntil = Math.max(bucket.blockedUntil, this.#clock.now() + retryAfterMs);
    return answer;
  }

  /** As full as it is by now. */
  #bucket(name: string): Bucket {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(name) ?? { tokens: capacity, filledAt: now, blockedUntil: 0 };
    bucket.tokens = Math.min(capacity, bucket.tokens + ((now - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = now;
    this.#buckets.set(name, bucket);
    return bucket;
  }
}
