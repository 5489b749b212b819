import type { Gap, Inventory } from '../../model/inventory.ts';
import { partsOf, toArmId } from '../../model/armId.ts';
import { featureOf, permissions, roleForGap, type Feature } from '../../model/permissions.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown } from '../markdown.ts';

/**
 * The page of How to Fix: which role is missing on which scope, what for, and the command that assigns it. `scope`: a subscription or
 * vault id; undefined: all that was denied.
 */
export function accessPage(inventory: Inventory, scope: string | undefined, l10n: Localizer): string {
  const wanted = scope?.toLowerCase();
  const gaps = inventory.gaps.filter(
    ({ reason, scope: of }) => reason === 'denied' && (wanted === undefined || of?.toLowerCase() === wanted),
  );
  const title = scope === undefined ? l10n.t('What may not be read') : nameOf(scope, inventory);
  if (gaps.length === 0) return `# ${escapeMarkdown(title)}\n\n${l10n.t('Everything asked for could be read.')}\n`;
  const byRole = Map.groupBy(gaps, (gap) => roleForGap(gap).text);
  return [
    `# ${escapeMarkdown(l10n.t('How to fix: {0}', title))}`,
    l10n.t('Azure answered that you may not read this. Somebody who may assign roles there has to give you:'),
    ...[...byRole.values()].map((same) => section(same, l10n)),
    l10n.t('A role on a scope above it (resource group, subscription, management group) does as well. It may take some minutes to work.'),
    '',
  ].join('\n\n');
}

function section(gaps: readonly Gap[], l10n: Localizer): string {
  const { role, roleId, scope } = roleForGap(gaps[0]!);
  const features = [...new Set(gaps.map(({ table }) => featureOf[table]))];
  const where = scope === undefined ? l10n.t('every subscription that is to be read') : scope;
  return [
    `## ${escapeMarkdown(role)}`,
    [
      '| | |',
      '|:--|:--|',
      `| ${l10n.t('Scope')} | ${escapeMarkdown(where)} |`,
      `| ${l10n.t('Role ID')} | ${escapeMarkdown(roleId)} |`,
    ].join('\n'),
    features.map((feature) => forWhat(feature)).join('\n'),
    ...(scope === undefined
      ? []
      : [codeBlock(`az role assignment create --assignee <object ID> --role ${roleId} --scope ${quoted(scope)}`)]),
    `${l10n.t('Azure’s words:')} ${escapeMarkdown([...new Set(gaps.map(({ detail }) => detail))].join(' '))}`,
  ].join('\n\n');
}

function forWhat(feature: Feature): string {
  const { feature: what, without, actions } = permissions[feature];
  return [`- ${escapeMarkdown(what)}. ${escapeMarkdown(without)}`, ...actions.map((action) => `    - ${escapeMarkdown(action)}`)].join(
    '\n',
  );
}

function nameOf(scope: string, { subscriptions }: Inventory): string {
  if (scope.startsWith('/')) return partsOf(toArmId(scope)).name;
  return subscriptions.find(({ id }) => id.toLowerCase() === scope.toLowerCase())?.name ?? scope;
}

/** A scope is Azure's word, and the line is there to be copied into a shell. */
function quoted(scope: string): string {
  return `'${scope.replace(/[^\w/.;()@ -]/g, '')}'`;
}

function codeBlock(line: string): string {
  return `\`\`\`sh\n${line}\n\`\`\``;
}
