import { l10n, window, workspace, type Uri } from 'vscode';
import type { App } from '../app.ts';
import { jsonUri } from '../json/jsonUri.ts';
import type { Screen } from '../tree/screen.ts';
import { machineItems, pick } from './pick.ts';
import { azureIdOf, rowArgument } from './rows.ts';

/** Opens the row's resource with its facts as JSON; without one asks for a machine, or for the whole audit: the view's title hands over whatever row has the focus. */
export async function showJson({ view }: App, row?: unknown): Promise<void> {
  const { screen } = view;
  if (!screen) return;
  const node = rowArgument(row);
  const id = node && azureIdOf(node);
  const uri = id === undefined ? await ask(screen) : jsonUri(id);
  if (uri) await window.showTextDocument(await workspace.openTextDocument(uri));
}

async function ask(screen: Screen): Promise<Uri | undefined> {
  const whole = { label: l10n.t('The whole audit'), description: l10n.t('as the terminal prints it'), value: jsonUri(undefined) };
  const machines = machineItems(screen).map(({ label, description, value }) => ({ label, description, value: jsonUri(value.azureId) }));
  return pick([whole, ...machines], l10n.t('Show JSON'), l10n.t('The audit, or a part of a machine’s name'));
}
