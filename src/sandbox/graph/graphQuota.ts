import { ArmError } from '../wire.ts';
import type { World } from '../world.ts';

/** Queries that a user may send in a window (Microsoft: "Guidance for throttled requests in Azure Resource Graph", 2024). */
const QUERIES = 15;
const WINDOW_MS = 5000;

interface Window {
  readonly from: number;
  used: number;
}

/** Counts queries by user; a user is whoever sends the same token. Runs by the callers' own time. */
export class GraphQuota {
  readonly #world: World;
  readonly #windows = new Map<string, Window>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Takes one query from the user's quota and gives the headers that tell of it. Throws the recorded 429 when none is left. */
  take(user: string): Record<string, string> {
    // A sandbox that does not throttle shows the quota of somebody who has just begun.
    if (!this.#world.options.throttle) return headers(QUERIES - 1, WINDOW_MS);
    const now = this.#world.realNow();
    let window = this.#windows.get(user);
    if (!window || now - window.from >= WINDOW_MS) {
      window = { from: now, used: 0 };
      this.#windows.set(user, window);
    }
    const resets = window.from + WINDOW_MS - now;
    if (window.used >= QUERIES) throw this.#throttled(resets);
    window.used++;
    return headers(QUERIES - window.used, resets);
  }

  #throttled(resetsMs: number): ArmError {
    const message =
      'Client application has been throttled and should not attempt to repeat the request until an amount of time has elapsed. Please see https://aka.ms/resourcegraph-throttling for help.';
    return new ArmError(
      429,
      'RateLimiting',
      supportMessage(this.#world),
      { details: [{ code: 'RateLimiting', message }] },
      { ...headers(0, resetsMs), 'retry-after': String(seconds(resetsMs)) },
    );
  }
}

/** The message of every error of Resource Graph. */
export function supportMessage(world: World): string {
  const timestamp = world.clock.now().toISOString().replace('Z', '0000Z');
  return `Please provide below info when asking for support: timestamp = ${timestamp}, correlationId = ${world.newRequestId()}.`;
}

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

const headers = (left: number, resetsMs: number): Record<string, string> => ({
  'x-ms-user-quota-remaining': String(left),
  'x-ms-user-quota-resets-after': `00:00:${String(seconds(resetsMs)).padStart(2, '0')}`,
  'x-ms-ratelimit-remaining-tenant-resource-requests': String(left),
});
