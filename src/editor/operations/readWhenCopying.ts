import type { Disposable } from 'vscode';
import { setTimeout as wait } from 'node:timers/promises';
import { toArmId } from '../../model/armId.ts';
import { runQuietly } from '../runGuarded.ts';
import type { SafeLog } from '../safeLog.ts';
import type { Session } from '../session.ts';
import type { OperationEntry } from './operationEntry.ts';
import type { Operations } from './operations.ts';

/** Machines that come so close together are read together. */
const togetherMs = 2000;

/**
 * Reads machines anew as soon as nothing but their first copy is waited for: Azure has their protected items then, and they are in state `protecting`,
 * not `unprotected`. Their end is somebody else's.
 */
export function readWhenCopying(operations: Operations, session: Session, log: SafeLog): Disposable {
  const seen = new Set<string>();
  let isWaiting = false;
  const unseen = async (): Promise<readonly OperationEntry[]> =>
    (await operations.list()).filter((entry) => isCopying(entry) && !seen.has(entry.id));
  const read = async (): Promise<void> => {
    if (isWaiting || (await unseen()).length === 0) return;
    isWaiting = true;
    await wait(togetherMs);
    isWaiting = false;
    const entries = await unseen();
    for (const { id } of entries) seen.add(id);
    // The time of a sandbox has run ahead of all its facts.
    if (session.estate?.time && entries.length > 0) await session.refresh({ kind: 'all' }, 'never');
    else for (const { operation } of entries) await session.refresh({ kind: 'machine', id: toArmId(operation.subject) }, 'never');
  };
  return operations.onDidChange(() => void runQuietly(log, 'operations', read));
}

/** What is still to be done of it is waiting. */
function isCopying({ operation, live }: OperationEntry): boolean {
  return live !== undefined && operation.steps.find(({ name }) => name === live.step)?.kind === 'wait';
}
