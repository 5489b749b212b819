import { subscriptionOf, type ArmId } from '../model/armId.ts';
import { placeId } from '../model/details.ts';
import { targetOf, type Whereabouts } from '../model/failoverTarget.ts';
import type { ProtectedItem } from '../model/protectedItem.ts';
import type { Known } from '../model/resource.ts';
import type { ItemFacts, PlaceFacts } from './facts.ts';
import type { InventoryIndex } from './inventoryIndex.ts';

/** The size that a failover gives the machine: its own where the item sets none. */
export function targetSizeOf({ targetSize, sourceId }: ProtectedItem, { machines }: Pick<InventoryIndex, 'machines'>): Known<string> {
  return targetSize === null ? sourceId && machines.get(sourceId)?.vm.size : targetSize;
}

/** All places that items lead from or to, by id. Linear in the number of items. */
export function fillPlaces(places: Map<ArmId, PlaceFacts>, index: InventoryIndex): void {
  const filling = new Places(index);
  for (const item of index.items) filling.add(item);
  for (const place of filling.finished()) places.set(place.id, place);
}

interface Place extends PlaceFacts {
  readonly demand: Map<string, number>;
  untold: number;
  disks: number;
  subscriptionDisks: number;
  untoldDisks: number;
  readonly disksByCache: Map<ArmId, number>;
}

class Places {
  readonly #index: InventoryIndex;
  readonly #places = new Map<ArmId, Place>();
  readonly #unplaced: Whereabouts[] = [];
  /** Disks replicated from and to each subscription. */
  readonly #from = new Map<string, number>();
  readonly #to = new Map<string, number>();

  constructor(index: InventoryIndex) {
    this.#index = index;
  }

  add({ item, phase }: ItemFacts): void {
    if (phase === 'failedOver') return;
    this.#addDisks(item);
    // What is under test runs there already, and counts as used.
    if (phase !== 'testRunning') this.#addDemand(item);
  }

  finished(): Iterable<PlaceFacts> {
    for (const place of this.#places.values()) {
      const { subscription, region } = place;
      place.subscriptionDisks = Math.max(this.#from.get(subscription) ?? 0, this.#to.get(subscription) ?? 0);
      for (const known of this.#unplaced) {
        if ((known.subscription ?? subscription) === subscription && (known.region ?? region) === region) place.untold += 1;
      }
    }
    return this.#places.values();
  }

  #addDemand(item: ProtectedItem): void {
    const target = targetOf(item);
    const place = this.#place(target);
    if (place === undefined) {
      this.#unplaced.push(target);
      return;
    }
    const size = targetSizeOf(item, this.#index)?.toLowerCase();
    if (size === undefined) place.untold += 1;
    else count(place.demand, size, 1);
  }

  #addDisks(item: ProtectedItem): void {
    const { disks, sourceId, sourceLocation: region } = item;
    const source = this.#place({ subscription: sourceId && subscriptionOf(sourceId), region });
    if (disks === undefined) {
      if (source !== undefined) source.untoldDisks += 1;
      return;
    }
    if (source !== undefined) {
      source.disks += disks.length;
      count(this.#from, source.subscription, disks.length);
      for (const { cacheAccountId } of disks) if (cacheAccountId !== undefined) count(source.disksByCache, cacheAccountId, 1);
    }
    const to = targetOf(item).subscription;
    if (to !== undefined) count(this.#to, to, disks.length);
  }

  #place({ subscription, region }: Whereabouts): Place | undefined {
    if (subscription === undefined || region === undefined) return undefined;
    const id = placeId(subscription, region);
    let place = this.#places.get(id);
    if (place === undefined) {
      const azureId = `/subscriptions/${subscription}/providers/Microsoft.Compute/locations/${region}`;
      const counts = {
        demand: new Map(),
        untold: 0,
        disks: 0,
        subscriptionDisks: 0,
        untoldDisks: 0,
        disksByCache: new Map(),
      };
      this.#places.set(id, (place = { id, azureId, index: this.#index, subscription, region, ...counts }));
    }
    return place;
  }
}

function count<Key>(counts: Map<Key, number>, key: Key, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}
