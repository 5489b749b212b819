import { l10n, window, type Disposable, type Memento } from 'vscode';
import { plainMessage } from '../markdown.ts';
import { runQuietly } from '../runGuarded.ts';
import type { SafeLog } from '../safeLog.ts';
import type { Session } from '../session.ts';
import { isOpen } from './operationEntry.ts';
import type { Operations } from './operations.ts';

/** Key of the workspace's memory: names of the machines on which operations are under way in the sandbox. */
const key = 'sandboxUnderWay';

/** A sandbox ends with its window, and what is under way in it: the next window says so, once. Remembers it as long as it runs. */
export function tellWhatWent(operations: Operations, session: Session, state: Memento, log: SafeLog): Disposable {
  const went = state.get<readonly string[]>(key, []);
  if (went.length > 0) {
    const text = l10n.t('The sandbox ended with its window, and what was under way in it: {0}. It begins anew.', went.join(', '));
    void window.showInformationMessage(plainMessage(text));
  }
  let known: readonly string[] | undefined;
  const remember = async (): Promise<void> => {
    const isSandbox = session.estate?.time !== undefined;
    const names = isSandbox ? (await operations.list()).filter(isOpen).map(({ operation }) => operation.machine) : [];
    if (names.join() === known?.join()) return;
    known = names;
    await state.update(key, names.length > 0 ? names : undefined);
  };
  void runQuietly(log, 'operations', remember);
  return operations.onDidChange(() => void runQuietly(log, 'operations', remember));
}
