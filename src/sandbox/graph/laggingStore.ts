import { keyOf, type ArmResource } from '../resource.ts';
import { storedTypeOfKey } from '../store.ts';
import type { World } from '../world.ts';

interface Change {
  readonly at: number;
  readonly key: string;
  /** What stood there before; undefined: nothing. */
  readonly before: ArmResource | undefined;
}

/** The store as it was `graphLagSeconds` ago. What stood there before the first request has always been there. */
export class LaggingStore {
  readonly #world: World;
  #changes: Change[] = [];
  #started = false;

  constructor(world: World) {
    this.#world = world;
    if (world.options.graphLagSeconds <= 0) return;
    world.store.onChange((key, before) => {
      this.#started ||= world.log.all().length > 0;
      if (this.#started) this.#changes.push({ at: world.clock.now().getTime(), key, before });
    });
  }

  /** Changes that do not show yet make every moment different. */
  get settled(): boolean {
    this.#forget();
    return this.#changes.length === 0;
  }

  /** All resources of a type, lower-case. */
  list(type: string): ArmResource[] {
    this.#forget();
    const present = this.#world.store.list(type);
    if (this.#changes.length === 0) return present;
    // The first change of a resource that does not show yet tells what shows instead.
    const shown = new Map<string, ArmResource | undefined>();
    for (const { key, before } of this.#changes) if (storedTypeOfKey(key) === type && !shown.has(key)) shown.set(key, before);
    return [
      ...present.filter((resource) => !shown.has(keyOf(resource.id))),
      ...[...shown.values()].filter((resource) => resource !== undefined),
    ];
  }

  types(): string[] {
    return [...new Set([...this.#world.store.types(), ...this.#changes.map(({ key }) => storedTypeOfKey(key))])];
  }

  #forget(): void {
    const horizon = this.#world.clock.now().getTime() - this.#world.options.graphLagSeconds * 1000;
    if (this.#changes.length > 0 && this.#changes[0]!.at <= horizon) this.#changes = this.#changes.filter(({ at }) => at > horizon);
  }
}
