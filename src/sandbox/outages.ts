import { regionKey } from './resource.ts';

/**
 * What becomes of requests for what lies in a region that is down: they `fail` at once, or `hang` until the gateway gives up; `partial`: lists
 * that span regions come without what lies there, all else fails; `readOnly`: only changes fail.
 */
export const outageAnswers = ['fail', 'hang', 'partial', 'readOnly'] as const;
export type OutageAnswers = (typeof outageAnswers)[number];

interface Outage {
  readonly since: Date;
  readonly answers: OutageAnswers;
  /** Ids of the machines that it stopped. */
  readonly stopped: readonly string[];
  /** What goes on once it is over. */
  readonly waiting: (() => void)[];
}

/** Regions that are down, by name (`eastus`; `East US` is the same). */
export class Outages {
  readonly #outages = new Map<string, Outage>();

  /** Does nothing to a region that is down already. */
  begin(region: string, outage: Omit<Outage, 'waiting'>): void {
    if (!this.isDown(region)) this.#outages.set(regionKey(region), { ...outage, waiting: [] });
  }

  /** What ended; undefined when the region was up. */
  end(region: string): Outage | undefined {
    const outage = this.#outages.get(regionKey(region));
    this.#outages.delete(regionKey(region));
    return outage;
  }

  /** Runs something when a region that is down is up again. */
  whenUp(region: string, run: () => void): void {
    this.#outages.get(regionKey(region))?.waiting.push(run);
  }

  isDown(region: string | undefined): boolean {
    return this.answersOf(region) !== undefined;
  }

  /** Undefined when it is up. */
  answersOf(region: string | undefined): OutageAnswers | undefined {
    return region === undefined || this.#outages.size === 0 ? undefined : this.#outages.get(regionKey(region))?.answers;
  }

  /** Undefined when it is up. */
  downSince(region: string): Date | undefined {
    return this.#outages.get(regionKey(region))?.since;
  }

  regions(): readonly string[] {
    return [...this.#outages.keys()];
  }
}
