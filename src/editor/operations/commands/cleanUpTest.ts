import { l10n, window } from 'vscode';
import { consequences } from '../../../operations/consequences.ts';
import { planFromItem } from '../../../operations/item/planFromItem.ts';
import type { App } from '../../app.ts';
import { focusReturned } from '../../focusReturned.ts';
import { plainMessage } from '../../markdown.ts';
import { confirmText } from '../confirmText.ts';
import { machinesFor } from './machinesFor.ts';

/** Removes the test machines of the selected machines. The box for notes says what goes; Enter is the confirmation. */
export async function cleanUpTest(app: App, row?: unknown, selected?: unknown): Promise<void> {
  const ready = await machinesFor(app, 'cleanup-test', row, selected);
  if (!ready) return;
  const service = await app.operations.get();
  const planned = (notes: string) => ready.map(({ item }) => planFromItem('cleanup-test', item, { notes }));
  const preview = planned('');
  await focusReturned();
  const notes = await window.showInputBox({
    title: confirmText(preview, l10n).title,
    prompt: plainMessage(preview.flatMap(consequences).join(' ')),
    placeHolder: l10n.t('Notes for Azure’s record of the test (may be left empty)'),
    ignoreFocusOut: true,
  });
  if (notes !== undefined) await service.confirmAndStart(planned(notes), { alreadyConfirmed: true });
}
