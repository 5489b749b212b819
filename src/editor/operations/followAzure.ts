import { existsSync } from 'node:fs';
import type { Disposable } from 'vscode';
import type { Session } from '../session.ts';
import { azureFolder } from './azureFolder.ts';
import type { LazyOperations } from './lazyOperations.ts';

/**
 * Loads operations once Azure is open and an earlier window has left journals: what is under way is then followed. `storage`: the extension's own
 * folder. A sandbox leaves none.
 */
export function followAzure(session: Session, operations: LazyOperations, storage: string): Disposable {
  const subscription = session.onDidChange(() => {
    if (session.state.kind !== 'open' || session.choice?.kind !== 'azure') return;
    subscription.dispose();
    if (existsSync(azureFolder(storage))) void operations.get();
  });
  return subscription;
}
