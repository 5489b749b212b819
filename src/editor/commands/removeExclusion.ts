import { l10n, window } from 'vscode';
import { isExcluded } from '../../readiness/assessment.ts';
import { isExpired, type Exclusion } from '../../readiness/exclusion.ts';
import { expiredExclusionRule } from '../../readiness/rules/exclusion.ts';
import type { App } from '../app.ts';
import { exclusionsOfPerson, removeExclusions } from '../exclusionSettings.ts';
import { plainItem } from '../markdown.ts';
import { tellUnusable } from '../tellUnusable.ts';
import { pick } from './pick.ts';
import { rowArguments } from './rows.ts';
import type { TreeNode } from '../tree/node.ts';

type Removed = Pick<Exclusion, 'rule' | 'resourceId'>;

/**
 * Removes the exclusions that the selected rows tell of; where these tell of none, one that is picked of all that stand in the settings: the view's
 * title hands over whatever row has the focus.
 */
export async function removeExclusion({ session, view }: App, row?: unknown, selected?: unknown): Promise<void> {
  const told = rowArguments(row, selected).flatMap(exclusionsOf);
  const removed = told.length > 0 ? told : await ask(view);
  if (removed.length === 0) return;
  await removeExclusions(removed);
  await session.whenIdle(); // The change of the settings has had it judged anew.
}

function exclusionsOf(node: TreeNode): readonly Removed[] {
  if (node.kind !== 'finding') return [];
  const { rule, resourceId, evidence } = node.finding;
  if (rule !== expiredExclusionRule.id) return isExcluded(node.finding) ? [{ rule, resourceId }] : [];
  return evidence.flatMap(({ property, value }) => (property === 'rule' ? [{ rule: String(value), resourceId }] : []));
}

async function ask({ screen }: App['view']): Promise<readonly Removed[]> {
  const { exclusions, problems } = exclusionsOfPerson();
  if (exclusions.length === 0 && problems.length > 0) {
    void tellUnusable(problems);
    return [];
  }
  if (exclusions.length === 0) {
    void window.showInformationMessage(l10n.t('No finding is excluded.'));
    return [];
  }
  const now = screen?.snapshot.assessment.now ?? new Date();
  const items = exclusions.map((exclusion) => ({
    label: `${exclusion.rule} · ${plainItem(exclusion.resourceId.split('/').at(-1) ?? '')}`,
    description: isExpired(exclusion, now) ? l10n.t('expired {0}', exclusion.until) : l10n.t('until {0}', exclusion.until),
    detail: plainItem(exclusion.reason),
    value: exclusion,
  }));
  const picked = await pick(items, l10n.t('Remove Exclusion'), l10n.t('The finding counts again'));
  return picked ? [picked] : [];
}
