import type { Operations } from './operations.ts';

/** Operations, loaded on first use. */
export class LazyOperations<T extends Operations = Operations> {
  readonly #load: () => Promise<T>;
  #loaded: Promise<T> | undefined;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** Whether anything has used them yet. */
  get isLoaded(): boolean {
    return this.#loaded !== undefined;
  }

  get(): Promise<T> {
    return (this.#loaded ??= this.#load());
  }
}
