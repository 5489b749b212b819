import type { Command } from 'vscode';

/** Opens the settings' editor with these settings alone. */
export function openSettings(...ids: readonly string[]): Command {
  return { command: 'workbench.action.openSettings', title: '', arguments: [`@id:${ids.join(',')}`] };
}
