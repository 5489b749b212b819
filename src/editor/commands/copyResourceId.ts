import { env, l10n, window } from 'vscode';
import type { App } from '../app.ts';
import { pickMachine } from './pick.ts';
import { azureIdOf, rowArguments } from './rows.ts';

/** How long the status bar says so. */
const shownMs = 3000;

/** Copies the ids of the selected rows, a line each, as Azure spells them; asks for a machine when called without a row. */
export async function copyResourceId({ view }: App, row?: unknown, selected?: unknown): Promise<void> {
  const ids = await idsOf(view, row, selected);
  if (ids.length === 0) return;
  await env.clipboard.writeText(ids.join('\n'));
  window.setStatusBarMessage(ids.length === 1 ? l10n.t('Resource ID copied') : l10n.t('{0} resource IDs copied', ids.length), shownMs);
}

async function idsOf(view: App['view'], row: unknown, selected: unknown): Promise<readonly string[]> {
  const rows = rowArguments(row, selected);
  if (rows.length > 0) return [...new Set(rows.flatMap((node) => azureIdOf(node) ?? []))];
  const machine = view.screen && (await pickMachine(view.screen));
  return machine ? [machine.azureId] : [];
}
