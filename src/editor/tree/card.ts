import { partsOf, vaultOf, type ArmId } from '../../model/armId.ts';
import type { ProtectedItem } from '../../model/protectedItem.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import { realDate } from '../../readiness/dates.ts';
import { placeText } from '../../readiness/describeMachine.ts';
import { ageText } from '../../readiness/durationText.ts';
import { recoveryText } from '../../readiness/text.ts';
import { utc } from '../age.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown, plain } from '../markdown.ts';
import type { EstateIndex } from './estateIndex.ts';
import { stateIcons } from './icon.ts';
import { rpoText } from './machineFacts.ts';
import type { TreeNode } from './node.ts';
import { rowOf, type RowContext } from './rowOf.ts';
import { findingCount, severityCounts, stateName } from './words.ts';

export interface CardContext extends RowContext {
  /** What a rule found, in a sentence. */
  readonly ruleExplanation: (rule: string) => string;
  /** When the facts of a machine were read, by the server's clock. */
  readonly factsAsOf: (subscription: string, machine: ArmId) => Date;
}

/** The card that the hover of a row shows, in Markdown with theme icons; every word from Azure is escaped. */
export function cardOf(node: TreeNode, context: CardContext): string {
  switch (node.kind) {
    case 'machine':
      return machineCard(node.machine, context);
    case 'finding': {
      const { finding } = node;
      const row = rowOf(node, context);
      return [`**${escapeMarkdown(row.label)}**`, escapeMarkdown(context.ruleExplanation(finding.rule)), code(finding.resourceId)].join(
        '\n\n',
      );
    }
    case 'group':
    case 'range':
    case 'fact':
    case 'findings':
    case 'note':
    case 'branch':
    case 'kept': {
      const row = rowOf(node, context);
      const more = node.kind === 'fact' && node.fact.detail ? [escapeMarkdown(node.fact.detail)] : [];
      const id = idOf(node);
      return [`**${escapeMarkdown(row.label)}**`, escapeMarkdown(row.description), ...more, ...(id === undefined ? [] : [code(id)])].join(
        '\n\n',
      );
    }
  }
}

function idOf(node: TreeNode): string | undefined {
  if (node.kind === 'branch') return node.branch.azureId;
  return node.kind === 'group' && node.groupBy === 'subscription' ? `/subscriptions/${node.key}` : undefined;
}

function machineCard(machine: AssessedMachine, context: CardContext): string {
  const { l10n, index } = context;
  const { inventory } = index.assessment;
  const state = `$(${stateIcons[machine.state].name}) ${escapeMarkdown(stateName(machine.state, l10n))}`;
  const rows = facts(machine, context).map(([name, value]) => `| ${escapeMarkdown(name)} | ${escapeMarkdown(value)} |`);
  return [
    `**${escapeMarkdown(machine.name)}** — ${state}`,
    escapeMarkdown(machine.reason),
    ['| | |', '|:--|:--|', ...rows].join('\n'),
    escapeMarkdown(l10n.t('{0}. Facts as of {1}.', inventory.source.label, utc(context.factsAsOf(machine.subscriptionId, machine.id)))),
  ].join('\n\n');
}

function facts(machine: AssessedMachine, context: CardContext): readonly (readonly [string, string])[] {
  const { l10n, index } = context;
  const { item } = machine;
  const place = partsOf(machine.id);
  return [
    [l10n.t('Subscription'), index.subscriptionName(machine.subscriptionId)],
    [l10n.t('Resource group'), place.resourceGroup],
    [l10n.t('Region'), placeText(machine)],
    ...(item ? itemFacts(machine, item, context) : []),
    [machine.state === 'failedOver' ? l10n.t('If its region fails') : l10n.t('If {0} fails', machine.location), recoveryText(machine)],
    ...(machine.findings.length > 0
      ? [[findingCount(machine.findings.length, l10n), severityCounts(machine.findings, l10n)] as const]
      : []),
    ...machine.excluded.map(({ rule, until, reason }) => [l10n.t('Excluded'), l10n.t('{0} until {1}: {2}', rule, until, reason)] as const),
  ];
}

function itemFacts(machine: AssessedMachine, item: ProtectedItem, { l10n, index }: CardContext): readonly (readonly [string, string])[] {
  const { now } = index.assessment;
  const { vault } = machine;
  return [
    [l10n.t('Recovery point'), rpoText(machine, l10n, now) || l10n.t('no RPO figure')],
    [l10n.t('Last test failover'), drillText(item.lastSuccessfulTestFailover, now, l10n)],
    [l10n.t('Recovery plan'), plansText(item, index, l10n)],
    [l10n.t('Vault'), vault ? `${vault.name} (${vault.location})` : partsOf(item.vaultId).name],
  ];
}

/** The plans of the item's vault that it is in. Lists show plans without their members: those are read at full depth. */
function plansText(item: ProtectedItem, index: EstateIndex, l10n: Localizer): string {
  const { recoveryPlans, details } = index.assessment.inventory;
  const plans = recoveryPlans
    .filter(({ id }) => vaultOf(id) === item.vaultId)
    .map(({ name, id }) => {
      const read = details?.planActions.get(id);
      return { name, members: read && 'value' in read ? read.value.groups.flatMap(({ itemIds }) => itemIds) : undefined };
    });
  const names = plans.filter(({ members }) => members?.includes(item.id)).map(({ name }) => name);
  const isWhole = plans.every(({ members }) => members) && !index.hasGap('recoveryPlans', 'vaults');
  if (names.length === 0) return isWhole ? l10n.t('none') : l10n.t('not read');
  return isWhole ? names.join(', ') : l10n.t('{0}; others were not read', names.join(', '));
}

function drillText(drill: Date | null | undefined, now: Date, l10n: Localizer): string {
  if (drill === undefined) return l10n.t('not known');
  const date = realDate(drill);
  return date ? l10n.t('{0}, {1} ago', utc(date), ageText(date, now)) : l10n.t('never');
}

/** An id as code; ids hold no backtick, and what is not an id must not end the code. */
function code(id: string): string {
  return `\`${plain(id).replace(/[`$]/g, ' ')}\``;
}
