import type { OperationsService } from './operationsService.ts';
import type { OperationsView } from './operationsView.ts';

export interface LoadedOperations {
  readonly service: OperationsService;
  readonly view: OperationsView;
}

/** Operations and their view, loaded on first use. */
export class LazyOperations {
  readonly #load: () => Promise<LoadedOperations>;
  #loaded: Promise<LoadedOperations> | undefined;

  constructor(load: () => Promise<LoadedOperations>) {
    this.#load = load;
  }

  load(): Promise<LoadedOperations> {
    return (this.#loaded ??= this.#load());
  }

  /** What commands work with: see `Operations`. */
  async get(): Promise<OperationsService> {
    return (await this.load()).service;
  }
}
