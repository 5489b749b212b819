import type { RegionDown } from './estate.ts';

/** The regions of a sandbox that somebody has failed, to rehearse an outage. */
export class SandboxOutages {
  readonly #set: (region: string, state: 'down' | 'up') => Promise<unknown>;
  readonly #now: () => Date;
  readonly #down = new Map<string, RegionDown>();

  /** `set` tells the sandbox; `now`: its time. */
  constructor(set: (region: string, state: 'down' | 'up') => Promise<unknown>, now: () => Date) {
    this.#set = set;
    this.#now = now;
  }

  /** In the order in which they failed. */
  get down(): readonly RegionDown[] {
    return [...this.#down.values()];
  }

  /** Its machines stop, its services answer nothing, its replication stands still. */
  async fail(region: string): Promise<void> {
    await this.#set(region, 'down');
    this.#down.set(region, { region, since: this.#now() });
  }

  /** The machines that the outage stopped start again. */
  async end(region: string): Promise<void> {
    await this.#set(region, 'up');
    this.#down.delete(region);
  }
}
