import { commands } from 'vscode';
import type { App } from '../app.ts';
import { accessUri } from '../explain/findingUri.ts';
import { rowArgument } from './rows.ts';

/** Opens the page that names the roles which are missing: those of the row's scope, or all. */
export async function howToFix({ view }: App, row?: unknown): Promise<void> {
  if (!view.screen) return;
  const node = rowArgument(row);
  const scope = node?.kind === 'group' ? node.key : node?.kind === 'note' ? node.note.noAccess : undefined;
  await commands.executeCommand('markdown.showPreview', accessUri(scope));
}
