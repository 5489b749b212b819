import { commands, l10n, window } from 'vscode';
import { commandIds } from '../ids.ts';
import { plainMessage } from '../markdown.ts';
import type { SafeLog } from '../safeLog.ts';
import { endText } from './endText.ts';
import type { Ran } from './operationRuns.ts';

/** One notification for all that were begun together. */
export async function tellEnd(ran: readonly Ran[], log: SafeLog): Promise<void> {
  for (const { entry, end } of ran) {
    if (end.kind === 'error') log.write('error', `${entry.operation.kind} ${entry.operation.machine}:`, end.error);
  }
  const { text, isGood, helps } = endText(ran, l10n);
  const show = isGood ? window.showInformationMessage : window.showWarningMessage;
  const commandOf = new Map<string, string>([
    ...(helps === 'signIn' ? [[l10n.t('Sign In'), commandIds.signIn] as const] : []),
    [l10n.t('Show Operations'), commandIds.showOperations],
  ]);
  const chosen = await show(plainMessage(text), ...commandOf.keys());
  const command = chosen === undefined ? undefined : commandOf.get(chosen);
  if (command !== undefined) await commands.executeCommand(command);
}
