import { Uri } from 'vscode';
import { toArmId, type ArmId } from '../../model/armId.ts';
import { jsonScheme } from '../ids.ts';
import { plain } from '../markdown.ts';

/** Address of the JSON about a resource; undefined: of the whole audit. Its last part becomes the tab's title. */
export function jsonUri(azureId: string | undefined): Uri {
  const name = azureId === undefined ? 'audit' : plain(azureId.split('/').at(-1) ?? '').replace(/[/\\]/g, ' ');
  const query = azureId === undefined ? '' : new URLSearchParams({ id: azureId }).toString();
  return Uri.from({ scheme: jsonScheme, path: `/${name}.json`, query });
}

/** The resource that such a page is about; undefined: the whole audit. */
export function parseJsonUri({ query }: Uri): ArmId | undefined {
  const id = new URLSearchParams(query).get('id');
  return id === null ? undefined : toArmId(id);
}
