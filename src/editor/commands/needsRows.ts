import { commands, l10n, window } from 'vscode';
import { commandIds, type CommandId } from '../ids.ts';
import type { Session } from '../session.ts';

/** Commands about what is open. The palette hides them while nothing is; a walkthrough, a key or a page may call them all the same. */
const aboutRows: ReadonlySet<CommandId> = new Set<CommandId>([
  commandIds.refreshSubscription,
  commandIds.refreshMachine,
  commandIds.filter,
  commandIds.explainFinding,
  commandIds.excludeFinding,
  commandIds.showJson,
  commandIds.openInPortal,
  commandIds.copyResourceId,
  commandIds.howToFix,
  commandIds.enableReplication,
  commandIds.addDisk,
  commandIds.testFailover,
  commandIds.cleanUpTest,
  commandIds.disableReplication,
  commandIds.failOver,
  commandIds.failBack,
  commandIds.commitFailover,
  commandIds.changeRecoveryPoint,
  commandIds.reprotect,
  commandIds.updateFailoverSettings,
  commandIds.repairReplication,
  commandIds.failRegion,
]);

/** Whether a command does nothing while nothing is open. */
export function needsRows(id: CommandId): boolean {
  return aboutRows.has(id);
}

/** Says why a command about rows does nothing, and offers the ways in. */
export async function tellNothingOpen({ state }: Session): Promise<void> {
  // Facts that are there are drawn within moments.
  if (state.kind === 'loading' || state.kind === 'open') {
    void window.showInformationMessage(l10n.t('The machines are still being read.'));
    return;
  }
  const hasFailed = state.kind === 'failed';
  const ways = new Map<string, CommandId>([
    ...(hasFailed ? [[l10n.t('Try Again'), commandIds.refresh] as const] : []),
    [l10n.t('Sign in to Azure'), commandIds.signIn],
    [l10n.t('Open the Sandbox'), commandIds.openSandbox],
  ]);
  const text = hasFailed ? l10n.t('Nothing is open: the last reading has failed.') : l10n.t('Nothing is open.');
  const chosen = await window.showInformationMessage(text, ...ways.keys());
  const way = chosen === undefined ? undefined : ways.get(chosen);
  if (way !== undefined) await commands.executeCommand(way);
}
