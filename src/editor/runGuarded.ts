import { l10n, window, type LogOutputChannel } from 'vscode';
import { UserError } from '../model/userError.ts';
import { isCancellation } from './cancellation.ts';

/**
 * Runs what a person asked for. An error becomes one notification with *Show Log* and a line in the log, cancellation nothing.
 * Resolves to undefined after either, so that the editor adds no notification of its own.
 */
export async function runGuarded<T>(log: LogOutputChannel, what: string, action: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (isCancellation(error)) log.debug(`${what}: cancelled`);
    else {
      log.error(`${what}:`, error instanceof Error ? error : String(error));
      void notify(log, error);
    }
    return undefined;
  }
}

async function notify(log: LogOutputChannel, error: unknown): Promise<void> {
  const text = error instanceof UserError ? error.toText() : l10n.t('Azure DR met an unexpected error: {0}', messageOf(error));
  const showLog = l10n.t('Show Log');
  if ((await window.showErrorMessage(text, showLog)) === showLog) log.show();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
