import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { UserError } from '../../model/userError.ts';
import { operationNeeded, type ItemCommand } from './offeredCommands.ts';

/** Throws a `UserError` when an item, as it was read, does not offer what a command needs. */
export function requireOffered(kind: ItemCommand, { friendlyName, allowedOperations }: RecoveryItem): void {
  const needed = operationNeeded[kind];
  if (allowedOperations.includes(needed)) return;
  throw new UserError(
    'usage',
    `${friendlyName} does not offer ${needed} now, but ${allowedOperations.join(', ') || 'nothing at the moment'}.`,
    'Wait for the job that runs on it, or do first what it offers.',
  );
}
