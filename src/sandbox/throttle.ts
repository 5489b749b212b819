/** ARM's limits are token buckets: so much at once, so much a second after that. */
export interface Bucket {
  readonly capacity: number;
  readonly perSecond: number;
}

/** Of a subscription, by kind of request (Microsoft: "Understand how Azure Resource Manager throttles requests"). */
export const armBuckets = {
  reads: { capacity: 250, perSecond: 25 },
  writes: { capacity: 200, perSecond: 10 },
  deletes: { capacity: 200, perSecond: 10 },
} as const satisfies Record<string, Bucket>;

export type RequestKind = keyof typeof armBuckets;

export type Taken = { readonly granted: true; readonly left: number } | { readonly granted: false; readonly retryAfterSeconds: number };

interface Level {
  tokens: number;
  at: number;
}

/** Runs by the callers' own time, since `Retry-After` counts their seconds. */
export class Throttle {
  readonly #levels = new Map<string, Level>();
  readonly #realNow: () => number;

  constructor(realNow: () => number) {
    this.#realNow = realNow;
  }

  take(key: string, { capacity, perSecond }: Bucket): Taken {
    const now = this.#realNow();
    const level = this.#levels.get(key) ?? { tokens: capacity, at: now };
    const tokens = Math.min(capacity, level.tokens + ((now - level.at) / 1000) * perSecond);
    const granted = tokens >= 1;
    this.#levels.set(key, { tokens: granted ? tokens - 1 : tokens, at: now });
    return granted
      ? { granted, left: Math.floor(tokens - 1) }
      : { granted, retryAfterSeconds: Math.max(1, Math.ceil((1 - tokens) / perSecond)) };
  }
}

export function kindOf(method: string): RequestKind {
  if (method === 'GET' || method === 'HEAD') return 'reads';
  return method === 'DELETE' ? 'deletes' : 'writes';
}
