import type { OperationsService } from './operationsService.ts';
import type { OperationsView } from './operationsView.ts';

export interface LoadedOperations {
  readonly service: OperationsService;
  readonly view: OperationsView;
}

/** Operations and their view, loaded on first use. */
export class LazyOperations {
  readonly #load: () => Promise<LoadedOperations>;
  #loading: Promise<LoadedOperations> | undefined;
  #loaded: LoadedOperations | undefined;

  constructor(load: () => Promise<LoadedOperations>) {
    this.#load = load;
  }

  async load(): Promise<LoadedOperations> {
    return (this.#loaded = await (this.#loading ??= this.#load()));
  }

  /** Undefined before anything has used them. */
  get loaded(): LoadedOperations | undefined {
    return this.#loaded;
  }

  /** What commands work with: see `Operations`. */
  async get(): Promise<OperationsService> {
    return (await this.load()).service;
  }
}
