import { lastOf } from '../../model/armPath.ts';
import type { Room } from '../../model/enableOptions.ts';
import type { TargetInterface } from '../../model/recoveryTarget.ts';
import type { FailoverPreview } from '../../operations/item/failoverPreview.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown } from '../markdown.ts';

/** The machine that a failover makes, in Markdown. */
export function targetTable({ item, target, problems }: FailoverPreview, room: Room | 'reading' | undefined, l10n: Localizer): string {
  const rows: readonly (readonly [string, string])[] = [
    [l10n.t('Machine'), target.machineName || item.friendlyName],
    [l10n.t('Region'), target.zone === '' ? item.targetLocation : l10n.t('{0}, zone {1}', item.targetLocation, target.zone)],
    [l10n.t('Size'), [target.size || l10n.t('not set'), roomText(room, problems, l10n)].join(' · ')],
    [l10n.t('Resource group'), lastOf(target.groupId)],
    ...target.interfaces.map((nic) => [l10n.t('Network'), interfaceText(nic, l10n)] as const),
  ];
  return ['| | |', '|:--|:--|', ...rows.map(([name, value]) => `| ${escapeMarkdown(name)} | ${escapeMarkdown(value)} |`)].join('\n');
}

function roomText(room: Room | 'reading' | undefined, problems: readonly string[], l10n: Localizer): string {
  if (room === 'reading') return l10n.t('being read…');
  if (!room) return l10n.t('whether there is room could not be read');
  const quotas = room.quotas.map(({ name, used, limit }) => l10n.t('{0}: {1} of {2} in use', name, used, limit));
  const verdict = problems.length > 0 ? problems.join(' ') : l10n.t('offered there, and the quota suffices now');
  return [verdict, ...quotas].join(' · ');
}

function interfaceText({ name, networkId, addresses }: TargetInterface, l10n: Localizer): string {
  if (networkId === '') return l10n.t('{0}: no network', name);
  const parts = addresses
    .filter(({ isSelected }) => isSelected)
    .map(
      ({ subnetName, staticAddress }) =>
        `${staticAddress || l10n.t('a new address')} (${[lastOf(networkId), subnetName].filter((part) => part !== '').join('/')})`,
    );
  return name === '' ? parts.join(', ') : l10n.t('{0}: {1}', name, parts.join(', '));
}
