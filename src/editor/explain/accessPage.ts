import type { Gap, Inventory } from '../../model/inventory.ts';
import { partsOf, toArmId } from '../../model/armId.ts';
import { featureOf, permissions, roleForGap, type Feature } from '../../model/permissions.ts';
import type { Localizer } from '../localizer.ts';
import type { AssessedMachine, Assessment } from '../../readiness/assessment.ts';
import { vaultAzureId } from '../../readiness/inventoryIndex.ts';
import { escapeMarkdown } from '../markdown.ts';
import { isHidden } from '../tree/machineKind.ts';

/** Azure's words where it has none. */
const silence = 'Left out by Azure without a word.';

/**
 * The page of How to Fix: which role is missing on which scope, what for, and the command that assigns it. `scope`: id of a subscription,
 * vault or machine; undefined: all that was denied.
 */
export function accessPage({ inventory, machines }: Assessment, scope: string | undefined, l10n: Localizer): string {
  const wanted = scope?.toLowerCase();
  const isWanted = (id: string | undefined): boolean => wanted === undefined || id?.toLowerCase() === wanted;
  const gaps = [
    ...inventory.gaps.filter(({ reason, scope: of }) => reason === 'denied' && isWanted(of)),
    ...hiddenVaults(machines, isWanted, inventory),
  ];
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

/** The vaults of machines whose protected item, or its vault, was not shown, as if Azure had denied them in words. */
function hiddenVaults(machines: Assessment['machines'], isWanted: (id: string) => boolean, { links }: Inventory): readonly Gap[] {
  const itemsOf = ({ id, item }: AssessedMachine): readonly string[] =>
    item ? [item.azureId] : links.flatMap(({ machineId, targetId }) => (machineId === id ? (targetId ?? []) : []));
  const hidden = machines.filter(isHidden);
  const wanted = hidden.filter(({ id }) => isWanted(id));
  const own = wanted.flatMap(itemsOf);
  // What a machine without a mark of its own is, only the items of others tell.
  const ids = own.length > 0 || wanted.length === 0 ? own : hidden.flatMap(itemsOf);
  const isAnywhere = wanted.some(({ id }) => links.some(({ machineId, targetId }) => machineId === id && targetId === undefined));
  const scopes = new Set<string | undefined>(isAnywhere ? [...ids.map(vaultAzureId), undefined] : ids.map(vaultAzureId));
  return Array.from(scopes, (scope) => ({ table: 'protectedItems', scope, reason: 'denied', detail: silence }));
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
