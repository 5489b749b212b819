import { l10n, window } from 'vscode';
import { plainMessage } from '../markdown.ts';

/** Names machines that are left out, with their reasons; not waited for. */
export function tellLeftOut(reasons: readonly string[]): void {
  if (reasons.length > 0) void window.showWarningMessage(plainMessage(l10n.t('Left out: {0}', reasons.join(' '))));
}
