import { ConfigurationTarget, workspace } from 'vscode';

/** Keeps a choice about the view as a setting, where the setting stands already. */
export async function keepViewSetting(id: string, value: string): Promise<void> {
  const settings = workspace.getConfiguration();
  const ofWorkspace = settings.inspect(id)?.workspaceValue !== undefined;
  await settings.update(id, value, ofWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
}
