import type { TokenCredential } from '@azure/core-auth';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { Source } from '../../model/inventory.ts';
import { abortable } from '../abortable.ts';
import { Patience } from '../limits/patience.ts';
import { QuotaLimiter, type LimiterClock } from '../limits/quotaLimiter.ts';
import { ReadLimiter } from '../limits/readLimiter.ts';

/** A way to one Azure Resource Manager: everything that an SDK client needs. Makes no request by itself. */
export interface Connection {
  readonly credential: TokenCredential;
  /** Origin of Resource Manager without a trailing slash: `https://management.azure.com`. Tokens are sent nowhere else. */
  readonly endpoint: string;
  /** Scopes that tokens are asked for. */
  readonly scopes: readonly string[];
  readonly httpClient: HttpClient;
  readonly source: Source;
  /** Azure's limits are the user's: all reads over a connection share them. */
  readonly quota: Quota;
  /** How long an answer may take, milliseconds; undefined: half a minute. */
  readonly answerWithinMs?: number;
  /** The pause before what failed for a moment is asked again, milliseconds; twice as long each time. Undefined: a fifth of a second. */
  readonly repeatAfterMs?: number;
}

/** One limiter for each of Azure's buckets, and how long its answers are waited for. */
export interface Quota {
  readonly graph: QuotaLimiter;
  readonly reads: ReadLimiter;
  readonly patience: Patience;
}

const publicEndpoint = 'https://management.azure.com';

/** Long enough that no client ever asks again. */
const sandboxTokenLifeMs = 24 * 60 * 60_000;

/** The sandbox accepts any bearer token: no sign-in, no secret. */
export const sandboxCredential: TokenCredential = {
  getToken: () => Promise.resolve({ token: 'sandbox', expiresOnTimestamp: Date.now() + sandboxTokenLifeMs }),
};

/** A connection to a sandbox that answers through `httpClient`: no port, no network, no credential. */
export function sandboxConnection(httpClient: HttpClient, source: Source): Connection {
  return {
    credential: sandboxCredential,
    endpoint: publicEndpoint,
    scopes: [`${publicEndpoint}/.default`],
    httpClient,
    source,
    quota: newQuota(),
  };
}

/** Queries that every reading begins with. */
const firstPages = 4;

/** Limiters that know of no request yet. One serves a connection for all its life: Azure counts whatever the person has asked. */
export function newQuota(): Quota {
  const clock: LimiterClock = { now: () => performance.now(), sleep };
  return { graph: new QuotaLimiter(clock, firstPages), reads: new ReadLimiter(clock), patience: new Patience(() => clock.now()) };
}

async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await abortable(
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      }),
      signal,
    );
  } finally {
    clearTimeout(timer);
  }
}
