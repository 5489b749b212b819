import { extensions } from 'vscode';
import { UserError } from '../../model/userError.ts';
import type { App } from '../app.ts';
import { azureResourcesId } from '../ids.ts';
import { pickMachine } from './pick.ts';
import { azureIdOf, rowArgument } from './rows.ts';

/** As much of the neighbour's exported API as is used: `@microsoft/vscode-azureresources-api`, version 2. */
interface ApiProvider {
  getApi(
    range: string,
    options: { readonly extensionId: string },
  ): { readonly resources: { revealAzureResource(id: string): Promise<void> } };
}

const ownId = 'azure-dr-readiness.azure-dr-readiness';

/** Shows the row's resource in the view of the Azure Resources extension; asks for a machine when called without a row. */
export async function revealInAzureResources({ view }: App, row?: unknown): Promise<void> {
  const node = rowArgument(row);
  const id = node ? azureIdOf(node) : view.screen && (await pickMachine(view.screen))?.azureId;
  if (id === undefined) return;
  const neighbour = extensions.getExtension<ApiProvider>(azureResourcesId);
  if (!neighbour) throw new UserError('usage', 'The Azure Resources extension is not installed.', `Install ${azureResourcesId}.`);
  const provider = await neighbour.activate();
  await provider.getApi('^2.0.0', { extensionId: ownId }).resources.revealAzureResource(id);
}
