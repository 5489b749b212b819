/**
 * The part of `vscode.l10n` that texts need. It is passed in, so that whatever makes rows and pages stays free of the editor
 * and can be tested without it.
 */
export interface Localizer {
  /** Translates; `{0}`, `{1}`, … stand for the arguments. */
  t(message: string, ...args: (string | number | boolean)[]): string;
}
