import type { ExtensionContext } from 'vscode';
import type { KeptAzure } from '../kept/keptAzure.ts';
import type { SafeLog } from '../safeLog.ts';
import type { AzureAccess } from './azureAccess.ts';

/** Azure and what is kept of it, each loaded on first use. */
export class LazyAzure {
  readonly #context: ExtensionContext;
  readonly #log: SafeLog;
  #access: AzureAccess | undefined;
  #asking = 0;

  constructor(context: ExtensionContext, log: SafeLog) {
    this.#context = context;
    this.#log = log;
  }

  /** Throws a `UserError` for settings that do not go together. */
  async access(): Promise<AzureAccess> {
    const { AzureAccess: AccessOf } = await import('./azureAccess.ts');
    return (this.#access ??= new AccessOf(this.#context.globalState, this.#log));
  }

  async kept(): Promise<KeptAzure> {
    const { KeptAzure: KeptOf } = await import('../kept/keptAzure.ts');
    return new KeptOf(this.#context.globalStorageUri.fsPath, this.#log);
  }

  /** Settings have changed. */
  forget(): void {
    this.#access = undefined;
  }

  /** While a person is asked for a sign-in: news of sessions are then expected. */
  get isAsking(): boolean {
    return this.#asking > 0;
  }

  async whileAsking<T>(ask: () => Promise<T>): Promise<T> {
    this.#asking++;
    try {
      return await ask();
    } finally {
      this.#asking--;
    }
  }
}
