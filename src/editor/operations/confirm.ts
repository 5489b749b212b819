import { l10n, window } from 'vscode';
import type { Operation } from '../../operations/operation.ts';
import { focusReturned } from '../focusReturned.ts';
import { plain, plainMessage } from '../markdown.ts';
import { confirmText } from './confirmText.ts';
import type { ConfirmOptions } from './operations.ts';

/** Names targets and consequences; true when the person agrees, and has typed the word where one is asked for. */
export async function confirm(operations: readonly Operation[], { alreadyConfirmed = false, typed }: ConfirmOptions): Promise<boolean> {
  const { title, detail, buttons } = confirmText(operations, l10n);
  if (!alreadyConfirmed) {
    const chosen = await window.showWarningMessage(title, { modal: true, detail }, ...buttons);
    if (chosen !== buttons.at(-1)) return false;
  }
  if (typed === undefined) return true;
  const ask = l10n.t('Type {0} to go on.', plain(typed));
  const names = operations.map(({ machine }) => plain(machine)).join(', ');
  await focusReturned();
  const word = await window.showInputBox({
    title,
    prompt: plainMessage(operations.length === 1 ? ask : l10n.t('{0}. {1}', names, ask)),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === typed ? undefined : plainMessage(ask)),
  });
  return word?.trim() === typed;
}
