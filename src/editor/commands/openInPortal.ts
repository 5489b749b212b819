import { env, l10n, Uri, window } from 'vscode';
import { knownClouds } from '../../azure/clouds.ts';
import type { App } from '../app.ts';
import { portalUrl } from './portalUrl.ts';
import { resourceIds } from './resourceIds.ts';

/** More pages than this are asked about. */
const mostUnasked = 5;

/** Opens the resources of the selected rows in the Azure portal; asks for a machine when called without a row. */
export async function openInPortal({ view }: App, row?: unknown, selected?: unknown): Promise<void> {
  const { screen } = view;
  if (!screen) return;
  const ids = await resourceIds(screen, row, selected);
  if (ids.length === 0) return;
  const { kind, label } = screen.snapshot.assessment.inventory.source;
  if (kind === 'sandbox') {
    void window.showInformationMessage(l10n.t('The sandbox’s resources exist in the sandbox only. The Azure portal does not know them.'));
    return;
  }
  const portal = knownClouds.find(({ name }) => name === label)?.portal;
  if (portal === undefined) {
    void window.showInformationMessage(l10n.t('{0} has no portal that is known here.', label));
    return;
  }
  if (ids.length > mostUnasked && !(await areManyWanted(ids.length))) return;
  for (const id of ids) await env.openExternal(Uri.parse(portalUrl(portal, id), true));
}

async function areManyWanted(count: number): Promise<boolean> {
  const open = l10n.t('Open {0} Pages', count);
  const chosen = await window.showWarningMessage(l10n.t('Open {0} pages of the Azure portal?', count), { modal: true }, open);
  return chosen === open;
}
