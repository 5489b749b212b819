import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { UserError } from '../../model/userError.ts';
import { requireOffered } from './requireOffered.ts';
import type { Operation } from '../operation.ts';
import type { OperationRecord } from '../journal/operationRecord.ts';

/**
 * An operation that goes on where another has ended badly: resources are looked for again and made where they are missing, requests that were carried
 * out are not sent again. `item`: the protected item as it is now. Throws a `UserError` when the item is gone, or does not offer it any more.
 */
export function retryOf(operation: Operation, record: OperationRecord, item: RecoveryItem | undefined): Operation {
  const done = new Set(record.steps.filter(({ state }) => state === 'done').map(({ name }) => name));
  const steps = operation.steps.filter(({ kind, name }) => kind === 'put' || !done.has(name));
  if (operation.kind === 'enable') return { ...operation, steps };
  if (!item) throw new UserError('notFound', `The protected item of ${operation.machine} is not there any more.`, 'Refresh the machine.');
  requireOffered(operation.kind, item);
  return { ...operation, steps, confirmed: item };
}
