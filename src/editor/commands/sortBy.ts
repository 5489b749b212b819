import { l10n, workspace } from 'vscode';
import type { App } from '../app.ts';
import { settingIds } from '../ids.ts';
import { sortings, type SortBy } from '../tree/viewOptions.ts';
import { sortingName } from '../tree/words.ts';
import { keepViewSetting } from './keepViewSetting.ts';
import { pick } from './pick.ts';

/** `wanted`: a `SortBy`; asks without it. The choice is kept as a setting. */
export async function sortBy({ view }: App, wanted?: unknown): Promise<void> {
  const chosen = sortings.find((each) => each === wanted) ?? (await ask(workspace.getConfiguration().get<SortBy>(settingIds.sortBy)));
  if (!chosen) return;
  await keepViewSetting(settingIds.sortBy, chosen);
  await view.redraw();
}

async function ask(present: SortBy | undefined): Promise<SortBy | undefined> {
  const items = sortings.map((value) => ({
    label: sortingName(value, l10n),
    description: value === present ? l10n.t('as now') : '',
    value,
  }));
  return pick(items, l10n.t('Sort machines by'), l10n.t('Pick an order'));
}
