import { workspace } from 'vscode';

/**
 * A setting as it stands in the person's own settings, undefined where they have set none. What a workspace or a folder says is left
 * aside: the settings that are read here have `machine` scope, so the editor takes no workspace's word for them by itself, but that a
 * folder cannot decide where tokens go must not hang on the manifest alone.
 */
export function settingOfPerson(id: string): unknown {
  return workspace.getConfiguration().inspect(id)?.globalValue;
}
