import { ConfigurationTarget, l10n, window, workspace } from 'vscode';
import type { App } from '../app.ts';
import { settingIds } from '../ids.ts';
import { groupings, type GroupBy } from '../tree/viewOptions.ts';
import { groupingName } from '../tree/words.ts';

/** `wanted`: `subscription`, `region` or `state`; asks without it. The choice is kept as a setting, where the setting stands already. */
export async function groupBy({ view }: App, wanted?: unknown): Promise<void> {
  const settings = workspace.getConfiguration();
  const chosen = groupings.find((each) => each === wanted) ?? (await ask(settings.get<GroupBy>(settingIds.groupBy)));
  if (!chosen) return;
  const ofWorkspace = settings.inspect(settingIds.groupBy)?.workspaceValue !== undefined;
  await settings.update(settingIds.groupBy, chosen, ofWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
  await view.redraw();
}

async function ask(present: GroupBy | undefined): Promise<GroupBy | undefined> {
  const items = groupings.map((value) => ({
    label: groupingName(value, l10n),
    description: value === present ? l10n.t('as now') : '',
    value,
  }));
  const picked = await window.showQuickPick(items, { title: l10n.t('Group machines by'), placeHolder: l10n.t('Pick a grouping') });
  return picked?.value;
}
