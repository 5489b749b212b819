import { commands, l10n, window } from 'vscode';
import { plainMessage } from './markdown.ts';
import { openSettings } from './openSettings.ts';
import { settingIn } from './settingIn.ts';

/** Says what of the settings cannot be used (sentences that begin with the setting's id), and offers the way there. */
export async function tellUnusable(problems: readonly string[]): Promise<void> {
  const open = l10n.t('Open Settings');
  const text = l10n.t('Not all settings of the audit can be used. {0}', problems.join(' '));
  if ((await window.showWarningMessage(plainMessage(text), open)) !== open) return;
  const { command, arguments: words = [] } = openSettings(...new Set(problems.map(settingIn)));
  await commands.executeCommand(command, ...(words as readonly unknown[]));
}
