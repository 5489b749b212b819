/** Remembers what was put in last, up to a total size. */
export class SizedMap<V> {
  readonly #values = new Map<string, { readonly value: V; readonly size: number }>();
  readonly #limit: number;
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): V | undefined {
    return this.#values.get(key)?.value;
  }

  set(key: string, value: V, size: number): void {
    this.#size += size - (this.#values.get(key)?.size ?? 0);
    this.#values.set(key, { value, size });
    for (const [oldest, one] of this.#values) {
      if (this.#size <= this.#limit) break;
      this.#values.delete(oldest);
      this.#size -= one.size;
    }
  }
}
