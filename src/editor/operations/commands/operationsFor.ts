import { l10n, window } from 'vscode';
import { pick } from '../../commands/pick.ts';
import { plain } from '../../markdown.ts';
import { kindWords } from '../kindWords.ts';
import type { OperationEntry } from '../operationEntry.ts';
import type { OperationsView } from '../operationsView.ts';
import type { OperationsService } from '../operationsService.ts';

/** The operations of the selected rows, of those that are wanted, or one that is asked for; none when the person leaves. */
export async function operationsFor(
  { service, view }: { readonly service: OperationsService; readonly view: OperationsView },
  title: string,
  isWanted: (entry: OperationEntry) => boolean,
  row: unknown,
  selected: unknown,
): Promise<readonly OperationEntry[]> {
  const entries = (await service.list()).filter(isWanted);
  const ids = new Set(view.operationIds(row, selected));
  if (ids.size > 0) return entries.filter(({ id }) => ids.has(id));
  if (entries.length === 0) {
    void window.showInformationMessage(l10n.t('{0}: no operation offers this now.', title));
    return [];
  }
  const items = entries.map((entry) => ({
    label: plain(entry.operation.machine),
    description: kindWords(entry.operation.kind, l10n).name,
    value: entry,
  }));
  const picked = await pick(items, title, l10n.t('Type a part of the machine’s name'));
  return picked ? [picked] : [];
}
