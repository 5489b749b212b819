import type { LogOutputChannel } from 'vscode';

type Level = 'debug' | 'info' | 'warn' | 'error';

/** The log, without tokens and without the names of accounts and tenants. Lines keep their order. */
export class SafeLog {
  readonly #channel: LogOutputChannel;
  readonly #names = new Set<string>();
  #written: Promise<void> = Promise.resolve();

  constructor(channel: LogOutputChannel) {
    this.#channel = channel;
  }

  /** From now on this name does not get into the log. */
  hide(name: string): void {
    this.#names.add(name);
  }

  /** `error`: with its causes. */
  write(level: Level, text: string, error?: unknown): void {
    this.#written = this.#writeAfter(this.#written, level, [text, ...chain(error)].join('\n'));
  }

  async #writeAfter(before: Promise<void>, level: Level, text: string): Promise<void> {
    const [{ redact }] = await Promise.all([import('../azure/redact.ts'), before]);
    this.#channel[level](redact(text, [...this.#names]));
  }

  show(): void {
    this.#channel.show();
  }
}

/** An error and what caused it, as text. */
function chain(error: unknown): readonly string[] {
  if (error === undefined) return [];
  if (!(error instanceof Error)) return [typeof error === 'string' ? error : JSON.stringify(error)];
  return [error.stack ?? error.message, ...chain(error.cause)];
}
