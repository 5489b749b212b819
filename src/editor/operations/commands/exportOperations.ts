import { l10n, Uri, window, workspace } from 'vscode';
import { UserError } from '../../../model/userError.ts';
import type { App } from '../../app.ts';

/** Writes the records of the selected operations, or of all that are known, into a JSON file that the person names. */
export async function exportOperations(app: App, row?: unknown, selected?: unknown): Promise<void> {
  const { service, view } = await app.operations.load();
  const ids = new Set(view.operationIds(row, selected));
  const records = (await service.list()).filter(({ id }) => ids.size === 0 || ids.has(id)).map(({ record }) => record);
  if (records.length === 0) {
    void window.showInformationMessage(l10n.t('No operation has run here yet.'));
    return;
  }
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const name = 'azure-dr-operations.json';
  const file = await window.showSaveDialog({
    ...(folder ? { defaultUri: Uri.joinPath(folder, name) } : {}),
    filters: { JSON: ['json'] },
    title: l10n.t('Export Operation Records'),
  });
  if (!file) return;
  try {
    await workspace.fs.writeFile(file, Buffer.from(`${JSON.stringify(records, undefined, 2)}\n`));
  } catch (cause) {
    throw new UserError('usage', `${file.fsPath} cannot be written.`, 'Make room, or name another file.', { cause });
  }
  await window.showTextDocument(file, { preview: true });
}
