import type { Clock } from './clock.ts';
import { groupOfKey, keyOf, subscriptionOfKey, typeOfKey, type ArmResource } from './resource.ts';

/** How a resource looks at a given time, where that moves by itself (an RPO figure, a heartbeat). Must not change its argument. */
export type View = (resource: ArmResource, now: Date) => ArmResource;

type ChangeListener = (key: string, before: ArmResource | undefined) => void;

export interface StoredSubscription {
  readonly id: string;
  readonly displayName: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * Everything that exists in the sandbox: one store under ARM, Site Recovery and Resource Graph.
 * Resources are replaced, never changed in place: readers may keep what they got.
 */
export class Store {
  readonly subscriptions = new Map<string, StoredSubscription>();
  readonly #resources = new Map<string, ArmResource>();
  /** By type, then by subscription ('' for what is in none): most lists are those of a subscription. */
  readonly #byType = new Map<string, Map<string, Map<string, ArmResource>>>();
  readonly #views = new Map<string, View>();
  readonly #movingTypes = new Set<string>();
  readonly #clock: Clock;
  readonly #listeners: ChangeListener[] = [];
  #revision = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Told of every change: the key, and what stood there before (undefined: nothing). */
  onChange(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  /** Grows with every change: caches of derived data compare it. */
  get revision(): number {
    return this.#revision;
  }

  get(id: string): ArmResource | undefined {
    const key = keyOf(id);
    const resource = this.#resources.get(key);
    return resource && this.#seen(key, resource);
  }

  has(id: string): boolean {
    return this.#resources.has(keyOf(id));
  }

  /** Adds or replaces. Its subscription and its resource group exist from then on. A view stays until replaced or removed. */
  put(resource: ArmResource, view?: View): void {
    const key = keyOf(resource.id);
    this.#implyOwners(key, resource);
    this.#set(key, resource);
    if (!view) return;
    this.#views.set(key, view);
    this.#movingTypes.add(storedTypeOfKey(key));
  }

  /** Stops the resource's figures from moving by themselves, at what they show now; false when they did not move. */
  freeze(id: string): boolean {
    const now = this.get(id);
    if (!now || !this.#views.delete(keyOf(id))) return false;
    this.#set(keyOf(id), now);
    return true;
  }

  /** Adds, renames or tags. `id` is lower-case. */
  putSubscription(id: string, displayName: string, tags = this.subscriptions.get(id)?.tags): void {
    this.subscriptions.set(id, { id, displayName, ...(tags && { tags }) });
    this.#revision++;
  }

  /** Removes the subscription alone, not what lies in it; false when there was none. `id` is lower-case. */
  deleteSubscription(id: string): boolean {
    this.#revision++;
    return this.subscriptions.delete(id);
  }

  /** Removes the resource and everything below it; false when there was none. */
  delete(id: string): boolean {
    const key = keyOf(id);
    const found = this.#resources.has(key);
    const prefix = `${key}/`;
    const subscription = subscriptionOfKey(key) ?? '';
    for (const ofType of this.#byType.values()) {
      const list = ofType.get(subscription);
      for (const below of list?.keys() ?? []) {
        if (below !== key && !below.startsWith(prefix)) continue;
        this.#tell(below);
        this.#resources.delete(below);
        list?.delete(below);
        this.#views.delete(below);
      }
    }
    this.#revision++;
    return found;
  }

  /** All resources of a type (`microsoft.compute/disks`, lower-case) under a scope (a subscription's, group's or resource's id). */
  list(type: string, scope = ''): ArmResource[] {
    const ofType = this.#byType.get(type.toLowerCase());
    if (!ofType) return [];
    const prefix = scope === '' ? '' : `${keyOf(scope)}/`;
    const subscription = subscriptionOfKey(prefix);
    const lists = subscription === undefined ? ofType.values() : [ofType.get(subscription) ?? []];
    const found: ArmResource[] = [];
    for (const list of lists) {
      for (const [key, resource] of list) if (key.startsWith(prefix)) found.push(this.#seen(key, resource));
    }
    return found;
  }

  /** Whether resources of a type may look different from one moment to the next though nobody changes them. */
  moves(type: string): boolean {
    return this.#movingTypes.has(type.toLowerCase());
  }

  /** Types that have at least one resource, lower-case. */
  types(): string[] {
    return [...this.#byType].filter(([, lists]) => [...lists.values()].some(({ size }) => size > 0)).map(([type]) => type);
  }

  #set(key: string, resource: ArmResource): void {
    this.#tell(key);
    this.#resources.set(key, resource);
    const type = storedTypeOfKey(key);
    const subscription = subscriptionOfKey(key) ?? '';
    let ofType = this.#byType.get(type);
    if (!ofType) this.#byType.set(type, (ofType = new Map()));
    let list = ofType.get(subscription);
    if (!list) ofType.set(subscription, (list = new Map()));
    list.set(key, resource);
    this.#revision++;
  }

  #tell(key: string): void {
    if (this.#listeners.length === 0) return;
    const stored = this.#resources.get(key);
    const before = stored && this.#seen(key, stored);
    for (const listener of this.#listeners) listener(key, before);
  }

  #seen(key: string, resource: ArmResource): ArmResource {
    const view = this.#views.get(key);
    return view ? view(resource, this.#clock.now()) : resource;
  }

  #implyOwners(key: string, resource: ArmResource): void {
    const subscription = subscriptionOfKey(key);
    if (subscription && !this.subscriptions.has(subscription)) {
      this.subscriptions.set(subscription, { id: subscription, displayName: unnamedSubscription(subscription) });
    }
    const group = groupOfKey(key);
    if (group && group !== key && !this.#resources.has(group)) {
      const id = resource.id
        .split('/')
        .slice(0, 5)
        .join('/')
        .replace(/^\/Subscriptions\//, '/subscriptions/');
      this.#set(group, {
        id,
        name: id.split('/')[4] ?? '',
        type: 'Microsoft.Resources/resourceGroups',
        location: resource.location ?? 'eastus',
        properties: { provisioningState: 'Succeeded' },
      });
    }
  }
}

/** What a subscription is called of which only the id is known. */
export function unnamedSubscription(id: string): string {
  return `Subscription ${id.slice(0, 8)}`;
}

/** The type under which a resource is listed: that of its key, or the one of resource groups. */
export function storedTypeOfKey(key: string): string {
  return typeOfKey(key) || (key === groupOfKey(key) ? 'microsoft.resources/resourcegroups' : '');
}
