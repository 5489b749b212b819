import { env, l10n, Uri, window } from 'vscode';
import { knownClouds } from '../../azure/clouds.ts';
import type { App } from '../app.ts';
import { pickMachine } from './pick.ts';
import { portalUrl } from './portalUrl.ts';
import { resourceOf, rowArguments, type RowResource } from './rows.ts';
import type { Screen } from '../tree/screen.ts';

/** More pages than this are asked about. */
const mostUnasked = 5;

/** Opens the resources of the selected rows in the Azure portal; asks for a machine when called without a row. */
export async function openInPortal({ view }: App, row?: unknown, selected?: unknown): Promise<void> {
  const { screen } = view;
  if (!screen) return;
  const resources = await resourcesOf(screen, row, selected);
  const [first] = resources;
  if (!first) return;
  const { kind, label } = screen.snapshot.assessment.inventory.source;
  if (kind === 'sandbox') {
    void window.showInformationMessage(l10n.t('{0} exists in the sandbox only. The Azure portal does not know it.', first.name));
    return;
  }
  const portal = knownClouds.find(({ name }) => name === label)?.portal;
  if (portal === undefined) {
    void window.showInformationMessage(l10n.t('{0} has no portal that is known here.', label));
    return;
  }
  if (resources.length > mostUnasked && !(await areManyWanted(resources.length))) return;
  for (const { azureId } of resources) await env.openExternal(Uri.parse(portalUrl(portal, azureId), true));
}

async function resourcesOf(screen: Screen, row: unknown, selected: unknown): Promise<readonly RowResource[]> {
  const rows = rowArguments(row, selected);
  if (rows.length > 0) return [...new Map(rows.flatMap((node) => resourceOf(node) ?? []).map((each) => [each.azureId, each])).values()];
  const machine = await pickMachine(screen);
  return machine ? [machine] : [];
}

async function areManyWanted(count: number): Promise<boolean> {
  const open = l10n.t('Open {0} Pages', count);
  const chosen = await window.showWarningMessage(l10n.t('Open {0} pages of the Azure portal?', count), { modal: true }, open);
  return chosen === open;
}
