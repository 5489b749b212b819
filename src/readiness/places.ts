import { subscriptionOf, type ArmId } from '../model/armId.ts';
import { placeId } from '../model/details.ts';
import { targetOf, type Whereabouts } from '../model/failoverTarget.ts';
import type { ReplicatedDisk } from '../model/protectedItem.ts';
import type { Known } from '../model/resource.ts';
import type { ItemFacts, PlaceFacts } from './facts.ts';
import { inSlices } from './inSlices.ts';
import type { InventoryIndex } from './inventoryIndex.ts';

/** The size that a failover gives the machine: its own where the item sets none. */
export function targetSizeOf({ item: { targetSize }, vm }: ItemFacts): Known<string> {
  return targetSize === null ? vm?.size : targetSize;
}

/** Items looked at between two yields. */
const slice = 1000;

/** All places that items lead from or to, by id. Linear in the number of items. */
export function* fillPlaces(places: Map<ArmId, PlaceFacts>, index: InventoryIndex): Generator<void> {
  const filling = new Places(index);
  yield* inSlices(index.items, slice, (item) => filling.add(item));
  for (const place of filling.finished()) places.set(place.id, place);
}

interface Place extends PlaceFacts {
  isServing: boolean;
  readonly demand: Map<string, number>;
  untold: number;
  disks: number;
  subscriptionDisks: number;
  untoldDisks: number;
  readonly disksByCache: Map<ArmId, number>;
}

class Places {
  readonly #index: InventoryIndex;
  readonly #places: Place[] = [];
  /** By subscription, then by region: cheaper for thousands of items than an id made for each. */
  readonly #bySubscription = new Map<string, Map<string, Place>>();
  readonly #unplaced: Whereabouts[] = [];
  /** Where items come from that do not tell it whole. */
  readonly #unplacedDisks: Whereabouts[] = [];
  /** Disks replicated from and to each subscription. */
  readonly #from = new Map<string, number>();
  readonly #to = new Map<string, number>();

  constructor(index: InventoryIndex) {
    this.#index = index;
  }

  add(facts: ItemFacts): void {
    if (facts.phase === 'failedOver') return;
    const target = targetOf(facts.item);
    this.#addDisks(facts, target.subscription);
    // What is under test runs there already, and counts as used.
    if (facts.phase !== 'testRunning') this.#addDemand(facts, target);
  }

  finished(): Iterable<PlaceFacts> {
    for (const place of this.#places) {
      const { subscription, region } = place;
      place.subscriptionDisks = Math.max(this.#from.get(subscription) ?? 0, this.#to.get(subscription) ?? 0);
      const mayBeHere = (known: Whereabouts): boolean =>
        (known.subscription ?? subscription) === subscription && (known.region ?? region) === region;
      for (const known of this.#unplaced) if (mayBeHere(known)) place.untold += 1;
      for (const known of this.#unplacedDisks) if (mayBeHere(known)) place.untoldDisks += 1;
    }
    return this.#places;
  }

  #addDemand(facts: ItemFacts, target: Whereabouts): void {
    const place = this.#place(target);
    if (place === undefined) {
      this.#unplaced.push(target);
      return;
    }
    place.isServing ||= facts.vm !== undefined;
    // It may run there already.
    const size = facts.phase === 'unknown' ? undefined : targetSizeOf(facts)?.toLowerCase();
    if (size === undefined) place.untold += 1;
    else count(place.demand, size, 1);
  }

  /** `to`: the subscription of the target. */
  #addDisks({ item: { disks, sourceId, sourceLocation: region }, vm }: ItemFacts, to: Known<string>): void {
    const from = { subscription: sourceId && subscriptionOf(sourceId), region };
    const source = this.#place(from);
    if (source === undefined) this.#unplacedDisks.push(from);
    else source.isServing ||= vm !== undefined;
    if (disks === undefined) {
      if (source !== undefined) source.untoldDisks += 1;
      return;
    }
    if (source !== undefined) {
      source.disks += disks.length;
      count(this.#from, source.subscription, disks.length);
      countCaches(source.disksByCache, disks);
    }
    if (to !== undefined) count(this.#to, to, disks.length);
  }

  #place({ subscription, region }: Whereabouts): Place | undefined {
    if (subscription === undefined || region === undefined) return undefined;
    let places = this.#bySubscription.get(subscription);
    if (places === undefined) this.#bySubscription.set(subscription, (places = new Map()));
    let place = places.get(region);
    if (place === undefined) {
      const id = placeId(subscription, region);
      const azureId = `/subscriptions/${subscription}/providers/Microsoft.Compute/locations/${region}`;
      const counts = {
        isServing: false,
        demand: new Map(),
        untold: 0,
        disks: 0,
        subscriptionDisks: 0,
        untoldDisks: 0,
        disksByCache: new Map(),
      };
      place = { id, azureId, index: this.#index, subscription, region, ...counts };
      places.set(region, place);
      this.#places.push(place);
    }
    return place;
  }
}

/** Disks of one item mostly go through one account: its id is looked up once for all of them. */
function countCaches(counts: Map<ArmId, number>, disks: readonly ReplicatedDisk[]): void {
  for (let from = 0, to = 0; from < disks.length; from = to) {
    const { cacheAccountId } = disks[from]!;
    while (to < disks.length && disks[to]!.cacheAccountId === cacheAccountId) to += 1;
    if (cacheAccountId !== undefined) count(counts, cacheAccountId, to - from);
  }
}

function count<Key>(counts: Map<Key, number>, key: Key, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}
