import { l10n, window } from 'vscode';
import type { App } from '../../app.ts';
import { plain } from '../../markdown.ts';
import { isFollowed, type OperationEntry } from '../operationEntry.ts';
import type { OperationsService } from '../operationsService.ts';
import { actOnJob } from './jobActions.ts';
import { operationsFor } from './operationsFor.ts';

/** Ends the following of the selected operations, or cancels their jobs in Azure: which of the two is asked. */
export async function cancelOperation(app: App, row?: unknown, selected?: unknown): Promise<void> {
  const own = await app.operations.load();
  const entries = await operationsFor(own, l10n.t('Cancel Operation'), isFollowed, row, selected);
  for (const entry of entries) await cancelOne(entry, own.service);
}

async function cancelOne(entry: OperationEntry, service: OperationsService): Promise<void> {
  const job = entry.live?.job;
  const canCancel = job?.allowedActions.includes('Cancel') === true;
  const stop = { title: l10n.t('Stop Following') };
  const cancel = { title: l10n.t('Cancel in Azure') };
  // Instead of the editor's own Cancel, which would not be told from the others.
  const leave = { title: l10n.t('Go On'), isCloseAffordance: true };
  const detail = [
    l10n.t('Stop Following: nothing more is sent, by later windows neither. What runs in Azure runs on. Retry Operation goes on with it.'),
    canCancel
      ? l10n.t('Cancel in Azure: the job “{0}” is cancelled there. What it has begun Azure takes back as far as it can.', plain(job.title))
      : l10n.t('Azure does not let the present step be cancelled.'),
  ].join('\n\n');
  const title = l10n.t('Cancel the operation on {0}?', plain(entry.operation.machine));
  const chosen = await window.showWarningMessage(title, { modal: true, detail }, stop, ...(canCancel ? [cancel] : []), leave);
  if (chosen === stop) (await service.runs())?.stop(entry.id);
  // Its run goes on following: the job tells when it is cancelled.
  if (chosen === cancel && job) await actOnJob(service, entry.operation.subject, entry.record.vaultId, job.id, 'cancel');
}
