import { commands, l10n, window } from 'vscode';
import type { RecoveryItem } from '../../../model/recoveryItem.ts';
import { retryOf } from '../../../operations/item/retryOf.ts';
import type { App } from '../../app.ts';
import { typedWord } from '../typedWord.ts';
import { commandIds } from '../../ids.ts';
import { plain } from '../../markdown.ts';
import type { OperationEntry, Standing } from '../operationEntry.ts';
import type { LoadedOperations } from '../lazyOperations.ts';
import type { OperationsService } from '../operationsService.ts';
import { operationsFor } from './operationsFor.ts';

const retried: ReadonlySet<Standing> = new Set<Standing>(['paused', 'uncertain', 'stopped', 'failed', 'changed']);

/** Goes on with the selected operations: what is paused or stopped where it stood, what has failed from the step that failed. */
export async function retryOperation(app: App, row?: unknown, selected?: unknown): Promise<void> {
  const own = await app.operations.load();
  const entries = await operationsFor(own, l10n.t('Retry Operation'), ({ standing }) => retried.has(standing), row, selected);
  for (const entry of entries) await retryOne(entry, own);
}

async function retryOne(entry: OperationEntry, own: LoadedOperations): Promise<void> {
  const { service } = own;
  switch (entry.standing) {
    case 'failed':
    case 'changed':
      return again(entry, service);
    case 'uncertain':
      return decide(entry, own);
    default:
      if (entry.needsSignIn) await commands.executeCommand(commandIds.signIn);
      await service.goOn(entry.id);
  }
}

/** What was confirmed does not hold any more: the item is read anew, and asked about anew; a failover by its name, as from the cockpit. */
async function again({ operation, record }: OperationEntry, service: OperationsService): Promise<void> {
  const { confirmed } = operation;
  const item: RecoveryItem | undefined =
    confirmed && (await service.withAccess(operation.subject, (azure) => azure.readItem(confirmed.azureId)));
  const next = retryOf(operation, record, item);
  await service.confirmAndStart([next], next.kind === 'failover' ? { typed: typedWord([next], l10n) } : {});
}

async function decide(entry: OperationEntry, { service, view }: LoadedOperations): Promise<void> {
  // The first one is what Enter does.
  const look = l10n.t('Show the Vault’s Jobs');
  const send = l10n.t('Send Again');
  const giveUp = l10n.t('Give Up');
  const chosen = await window.showWarningMessage(
    l10n.t('Send the request for {0} again?', plain(entry.operation.machine)),
    {
      modal: true,
      detail: l10n.t(
        'Its answer was lost, and no job in the vault tells that Azure took it. If it did, Azure would do it a second time. Look at the vault’s jobs first. Give Up ends the operation here; what runs in Azure runs on.',
      ),
    },
    look,
    send,
    giveUp,
  );
  if (chosen === look) await view.revealJobs(entry.record.vaultId);
  const step = entry.record.steps.find(({ state }) => state === 'intended')?.name;
  if (chosen === send) await service.goOn(entry.id, step);
  if (chosen === giveUp) await (await service.runs())?.giveUp(entry.id);
}
