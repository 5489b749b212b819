import { l10n, workspace } from 'vscode';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import type { App } from '../app.ts';
import { settingIds } from '../ids.ts';
import { plainItem } from '../markdown.ts';
import { groupings, type GroupBy } from '../tree/viewOptions.ts';
import { groupingName, machineCount } from '../tree/words.ts';
import { keepViewSetting } from './keepViewSetting.ts';
import { pick } from './pick.ts';

/** `wanted`: a `GroupBy`, for `tag` with the tag's name; asks for what is not given. The choice is kept as a setting. */
export async function groupBy({ view }: App, wanted?: unknown, tag?: unknown): Promise<void> {
  const chosen = groupings.find((each) => each === wanted) ?? (await ask(workspace.getConfiguration().get<GroupBy>(settingIds.groupBy)));
  if (!chosen) return;
  if (chosen === 'tag') {
    const name = typeof tag === 'string' ? tag : await askTag(view.screen?.snapshot.assessment.machines ?? []);
    if (name === undefined) return;
    await keepViewSetting(settingIds.groupByTag, name);
  }
  await keepViewSetting(settingIds.groupBy, chosen);
  await view.redraw();
}

async function ask(present: GroupBy | undefined): Promise<GroupBy | undefined> {
  const items = groupings.map((value) => ({
    label: groupingName(value, l10n),
    description: value === present ? l10n.t('as now') : '',
    value,
  }));
  return pick(items, l10n.t('Group machines by'), l10n.t('Pick a grouping'));
}

/** The names of the machines' tags, the most used first. */
async function askTag(machines: readonly AssessedMachine[]): Promise<string | undefined> {
  const counts = new Map<string, number>();
  for (const { vm } of machines) for (const name of Object.keys(vm?.tags ?? {})) counts.set(name, (counts.get(name) ?? 0) + 1);
  const items = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => ({ label: plainItem(name), description: machineCount(count, l10n), value: name }));
  return pick(items, l10n.t('Group machines by a tag'), l10n.t('Pick the tag'));
}
