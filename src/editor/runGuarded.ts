import { commands, l10n, window } from 'vscode';
import { UserError } from '../model/userError.ts';
import { isCancellation } from './cancellation.ts';
import { commandIds } from './ids.ts';
import { plainMessage } from './markdown.ts';
import type { SafeLog } from './safeLog.ts';

/**
 * Runs what a person asked for. An error becomes one notification with *Show Log* (and *Sign In*, where that helps) and a line in the log, cancellation nothing.
 * Resolves to undefined after either, so that the editor adds no notification of its own.
 */
export async function runGuarded<T>(log: SafeLog, what: string, action: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (isCancellation(error)) log.write('debug', `${what}: cancelled`);
    else {
      log.write('error', `${what}:`, error);
      void notify(log, error);
    }
    return undefined;
  }
}

/** For what happens by itself: an error is a line in the log; what it means for the rows stands above them. */
export async function runQuietly(log: SafeLog, what: string, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!isCancellation(error)) log.write('error', `${what}:`, error);
  }
}

async function notify(log: SafeLog, error: unknown): Promise<void> {
  const text = error instanceof UserError ? error.toText() : l10n.t('Azure DR met an unexpected error: {0}', messageOf(error));
  const showLog = l10n.t('Show Log');
  const signIn = l10n.t('Sign In');
  const helps = error instanceof UserError && error.reason === 'signIn' ? [signIn] : [];
  const chosen = await window.showErrorMessage(plainMessage(text), ...helps, showLog);
  if (chosen === showLog) log.show();
  if (chosen === signIn) await commands.executeCommand(commandIds.signIn);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
