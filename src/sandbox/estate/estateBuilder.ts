import type { ArmResource } from '../resource.ts';
import { seededRandom, type SeededRandom } from '../seededRandom.ts';

const msPerHour = 3_600_000;

export interface EstateSubscription {
  readonly id: string;
  readonly displayName: string;
}

/** Collects the resources of an estate. All times hang on the hour that `now` lies in, so that an estate is the same all through an hour. */
export class EstateBuilder {
  resources: ArmResource[] = [];
  /** Ids of protected items that replicate now: their RPO figure and heartbeat move with the clock. */
  readonly replicating: string[] = [];
  readonly random: SeededRandom;
  readonly #hour: number;

  constructor(seed: number, now: Date) {
    this.random = seededRandom(seed);
    this.#hour = Math.floor(now.getTime() / msPerHour) * msPerHour;
  }

  add<T extends ArmResource>(resource: T): T {
    this.resources.push(resource);
    return resource;
  }

  removeAll(condition: (resource: ArmResource) => boolean): void {
    this.resources = this.resources.filter((resource) => !condition(resource));
  }

  guid(): string {
    return this.random.guid();
  }

  /** A whole number from `low` up to and with `high`. */
  between(low: number, high: number): number {
    return low + Math.floor(this.random.next() * (high - low + 1));
  }

  /** The time that many hours before the estate's hour (after it, when negative), as Azure writes times: seven decimals of a second. */
  hoursAgo(hours: number): string {
    return new Date(this.#hour - Math.round(hours * msPerHour)).toISOString().replace('Z', '0000Z');
  }

  daysAgo(days: number): string {
    return this.hoursAgo(days * 24);
  }
}
