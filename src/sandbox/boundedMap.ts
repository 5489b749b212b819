/**
 * Remembers until it is full, by the sizes of what it holds, and then takes nothing more. What is asked for again and again in the same order,
 * as the pages of lists are, is served better by a part that stays than by whatever came last.
 */
export class BoundedMap<V> {
  readonly #values = new Map<string, V>();
  readonly #limit: number;
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  add(key: string, value: V, size: number): void {
    if (this.#values.has(key) || this.#size + size > this.#limit) return;
    this.#size += size;
    this.#values.set(key, value);
  }

  clear(): void {
    this.#values.clear();
    this.#size = 0;
  }
}
