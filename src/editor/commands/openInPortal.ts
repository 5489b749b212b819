import { env, l10n, Uri, window } from 'vscode';
import { knownClouds } from '../../azure/clouds.ts';
import type { App } from '../app.ts';
import { pickMachine } from './pick.ts';
import { portalUrl } from './portalUrl.ts';
import { resourceOf, rowArgument } from './rows.ts';

/** Opens the row's resource in the Azure portal; asks for a machine when called without a row. */
export async function openInPortal({ view }: App, row?: unknown): Promise<void> {
  const { screen } = view;
  if (!screen) return;
  const node = rowArgument(row);
  const resource = node ? resourceOf(node) : await pickMachine(screen);
  if (!resource) return;
  const { kind, label } = screen.snapshot.assessment.inventory.source;
  if (kind === 'sandbox') {
    void window.showInformationMessage(l10n.t('{0} exists in the sandbox only. The Azure portal does not know it.', resource.name));
    return;
  }
  const portal = knownClouds.find(({ name }) => name === label)?.portal;
  if (portal === undefined) {
    void window.showInformationMessage(l10n.t('{0} has no portal that is known here.', label));
    return;
  }
  await env.openExternal(Uri.parse(portalUrl(portal, resource.azureId), true));
}
