/** Remembers what was made last, by key. */
export class RecentMap<T> {
  readonly #values = new Map<string, T>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The value of a key, made when it is not remembered. What throws is not remembered. */
  get(key: string, make: () => T): T {
    const found = this.#values.get(key);
    const value = found ?? make();
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#limit) this.#values.delete(this.#values.keys().next().value!);
    return value;
  }
}
