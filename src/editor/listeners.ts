/** `dispose` ends it. The same shape as the editor's. */
export interface Subscription {
  dispose(): void;
}

/** Whoever wants to know of changes. Free of the editor. */
export class Listeners {
  readonly #all = new Set<() => void>();

  add(listener: () => void): Subscription {
    this.#all.add(listener);
    return { dispose: () => this.#all.delete(listener) };
  }

  fire(): void {
    for (const listener of this.#all) listener();
  }
}
