import { commands, type Disposable } from 'vscode';

/** Rows are on their way to the window for so long, milliseconds. */
const paintMs = 150;

/**
 * Tells the editor of context keys. After each that is another the window looks through its menus, a millisecond and more that the rows which go
 * with it wait for: so they come once these are painted, and only those that are others.
 */
export class Contexts implements Disposable {
  readonly #wanted = new Map<string, unknown>();
  readonly #told = new Map<string, unknown>();
  #timer: NodeJS.Timeout | undefined;

  set(key: string, value: unknown): void {
    this.#wanted.set(key, value);
    // Not put off by what is set meanwhile: while facts come in, rows are drawn several times a second.
    this.#timer ??= setTimeout(() => this.#tell(), paintMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #tell(): void {
    this.#timer = undefined;
    for (const [key, value] of this.#wanted) {
      if (this.#told.has(key) && this.#told.get(key) === value) continue;
      this.#told.set(key, value);
      void commands.executeCommand('setContext', key, value);
    }
  }
}
