import { env, l10n, window } from 'vscode';
import type { App } from '../app.ts';
import { resourceIds } from './resourceIds.ts';

/** How long the status bar says so. */
const shownMs = 3000;

/** Copies the ids of the selected rows, a line each, as Azure spells them; asks for a machine when called without a row. */
export async function copyResourceId({ view }: App, row?: unknown, selected?: unknown): Promise<void> {
  const ids = await resourceIds(view.screen, row, selected);
  if (ids.length === 0) return;
  await env.clipboard.writeText(ids.join('\n'));
  window.setStatusBarMessage(ids.length === 1 ? l10n.t('Resource ID copied') : l10n.t('{0} resource IDs copied', ids.length), shownMs);
}
