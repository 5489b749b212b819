import { partsOf, type ArmId } from '../../model/armId.ts';
import { describeMachine, placeText } from '../../readiness/describeMachine.ts';
import { stateLabel } from '../../readiness/text.ts';
import { isExcluded, type MachineState } from '../../readiness/assessment.ts';
import { expiredExclusionRule } from '../../readiness/rules/exclusion.ts';
import { rowKinds, settingIds } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import { plain } from '../markdown.ts';
import type { EstateIndex } from './estateIndex.ts';
import { icons, severityIcons, stateIcons, type Icon } from './icon.ts';
import { machineKind } from './machineKind.ts';
import type { BranchNode, FactNode, FindingNode, FindingsNode, GroupNode, MachineNode, NoteNode, RangeNode, TreeNode } from './node.ts';
import { asOfText, oldText } from './oldText.ts';
import type { Row } from './row.ts';
import { excludedCount, findingCount, gapReason, machineCount, severityCounts, severityName, stateCounts, stateName } from './words.ts';

export interface RowContext {
  readonly index: EstateIndex;
  readonly l10n: Localizer;
  /** Name of the tag that machines are grouped by. */
  readonly tag: string;
  /** One line that says what a rule found. */
  readonly ruleTitle: (rule: string) => string;
  /** Whether a row with children is open when it is shown for the first time. */
  readonly opens: (node: TreeNode) => boolean;
}

/** What a row says. */
export function rowOf(node: TreeNode, context: RowContext): Row {
  const row = { ...partsOfRow(node, context), id: node.id };
  return { ...row, label: plain(row.label), description: plain(row.description), spoken: plain(row.spoken) };
}

type Parts = Omit<Row, 'id'>;

function partsOfRow(node: TreeNode, context: RowContext): Parts {
  switch (node.kind) {
    case 'group':
      return groupRow(node, context);
    case 'range':
      return rangeRow(node, context);
    case 'machine':
      return machineRow(node, context);
    case 'fact':
      return factRow(node, context);
    case 'findings':
      return findingsRow(node, context);
    case 'finding':
      return findingRow(node, context);
    case 'note':
      return noteRow(node, context);
    case 'branch':
      return branchRow(node, context);
    case 'kept':
      return node.row;
  }
}

function groupRow(node: GroupNode, context: RowContext): Parts {
  const { groupBy, key, machines } = node;
  const { index, l10n } = context;
  const name = groupName(groupBy, key, context);
  const description = groupDescription(groupBy, key, machines, context);
  return {
    label: name,
    description,
    icon: groupIcon(groupBy, key),
    expansion: expansion(node, context),
    kind: groupBy === 'subscription' ? subscriptionKind(key, index) : rowKinds.group,
    spoken: l10n.t('{0}, {1}', name, description),
  };
}

function subscriptionKind(key: string, index: EstateIndex): Row['kind'] {
  return index.gapsOf(key).some(({ reason }) => reason === 'denied') ? rowKinds.subscriptionWithoutAccess : rowKinds.subscription;
}

function groupName(groupBy: GroupNode['groupBy'], key: string, { index, l10n, tag }: RowContext): string {
  switch (groupBy) {
    case 'subscription':
      return index.subscriptionName(key);
    case 'resourceGroup':
      return key === '' ? l10n.t('Resource group not known') : index.groupName(key as ArmId);
    case 'region':
      return key || l10n.t('Region not known');
    case 'vault':
      return key === '' ? l10n.t('In no vault') : (index.vault(key as ArmId)?.name ?? partsOf(key as ArmId).name);
    case 'tag':
      if (tag === '') return l10n.t('The setting {0} names no tag', settingIds.groupByTag);
      return key === '' ? l10n.t('Without the tag {0}', tag) : `${tag}: ${key}`;
    case 'state':
      return stateLabel(key as MachineState);
    case 'rebuilt':
      return l10n.t('Rebuilt, not recovered');
  }
}

function groupDescription(
  groupBy: GroupNode['groupBy'],
  key: string,
  machines: GroupNode['machines'],
  { index, l10n }: RowContext,
): string {
  if (machines.length === 0) {
    const gap = index.gapsOf(key)[0];
    return gap ? gapReason(gap, l10n) : l10n.t('no machines');
  }
  const counts = groupBy === 'state' || groupBy === 'rebuilt' ? machineCount(machines.length, l10n) : stateCounts(machines, l10n);
  return [counts, ...oldText(machines, l10n)].join(' · ');
}

function groupIcon(groupBy: GroupNode['groupBy'], key: string): Icon {
  return groupBy === 'state' ? stateIcons[key as MachineState] : icons[groupBy];
}

function rangeRow(node: RangeNode, context: RowContext): Parts {
  const { l10n } = context;
  const machines = node.seeds.flatMap((seed) => seed.machines);
  const label = l10n.t('{0} … {1}', node.first, node.last);
  const description = machines.length > 0 ? stateCounts(machines, l10n) : String(node.seeds.length);
  return {
    label,
    description,
    icon: icons.range,
    expansion: expansion(node, context),
    kind: rowKinds.group,
    spoken: l10n.t('{0} to {1}, {2}', node.first, node.last, description),
  };
}

/** States whose description says where the machine is already, or where place does not matter yet; of old facts it is said all the same. */
const placeless: ReadonlySet<MachineState> = new Set(['unknown', 'testRunning', 'failedOver']);

function machineRow(node: MachineNode, context: RowContext): Parts {
  const { index, l10n } = context;
  const { machine } = node;
  const what = describeMachine(machine, index.assessment.now);
  const parts = placeless.has(machine.state) && machine.unknownCause !== 'old' ? [what] : [what, placeText(machine)];
  // A machine never looks silently well, nor old facts like new ones.
  if (machine.excluded.length > 0) parts.push(excludedCount(machine.excluded.length, l10n));
  const place = index.placeAmongNamesakes(machine);
  const description = [...parts, ...asOfText(machine, l10n), ...(place === '' ? [] : [place])].join(' · ');
  const state = stateName(machine.state, l10n);
  return {
    label: machine.name,
    description,
    // What is rebuilt is not missed: its row is quiet.
    icon: machine.rebuilt && machine.state === 'unprotected' ? icons.rebuilt : stateIcons[machine.state],
    expansion: expansion(node, context),
    kind: machineKind(machine),
    // The icon tells the state; most descriptions begin with it themselves.
    spoken: what.startsWith(state)
      ? l10n.t('{0}, {1}', machine.name, description)
      : l10n.t('{0}, {1}: {2}', machine.name, state, description),
  };
}

function factRow(node: FactNode, context: RowContext): Parts {
  const { fact } = node;
  const { l10n } = context;
  const grave = graveWord(fact.icon, l10n);
  return {
    label: fact.label,
    description: fact.value,
    icon: fact.icon,
    expansion: expansion(node, context),
    kind: rowKinds.fact,
    spoken: grave === undefined ? l10n.t('{0}: {1}', fact.label, fact.value) : l10n.t('{0}, {1}: {2}', fact.label, grave, fact.value),
  };
}

/** What the icon of a fact says; undefined where its value says as much. */
function graveWord(icon: Icon, l10n: Localizer): string | undefined {
  if (icon === icons.bad) return l10n.t('problem');
  return icon === icons.warning ? l10n.t('warning') : undefined;
}

function findingsRow(node: FindingsNode, context: RowContext): Parts {
  const { l10n } = context;
  const { machine, findings, isExcluded: areExcluded } = node;
  const worst = findings.find(({ severity }) => severity === 'critical') ?? findings.find(({ severity }) => severity === 'high');
  const count = areExcluded ? excludedCount(findings.length, l10n) : findingCount(findings.length, l10n);
  const label = machine ? count : l10n.t('Accounts, vaults and other resources');
  const counts = severityCounts(findings, l10n);
  const description = machine ? counts : `${count} · ${counts}`;
  const icon = machine ? severityIcons[(worst ?? findings[0])?.severity ?? 'low'] : icons.resources;
  return {
    label,
    description,
    icon: areExcluded ? icons.excluded : icon,
    expansion: expansion(node, context),
    kind: rowKinds.group,
    spoken: l10n.t('{0}: {1}', label, description),
  };
}

function findingRow({ finding, machine }: FindingNode, { index, l10n, ruleTitle }: RowContext): Parts {
  const severity = severityName(finding.severity, l10n);
  const title = ruleTitle(finding.rule);
  const name = index.subjectName(finding);
  const spoken = [severity, title, machine?.name ?? name, finding.rule] as const;
  const place = machine ? [] : [name];
  if (isExcluded(finding)) {
    const { until, reason } = finding;
    return {
      label: title,
      description: [...place, l10n.t('until {0}', until), reason].join(' · '),
      icon: icons.excluded,
      expansion: 'none',
      kind: rowKinds.excluded,
      spoken: l10n.t('excluded {0} finding: {1}, {2}, {3}, until {4}: {5}', ...spoken, until, reason),
    };
  }
  const isExpired = finding.rule === expiredExclusionRule.id;
  // Which exclusion it was, and until when it held: there may be several of one resource.
  const which = isExpired ? finding.evidence.filter(({ property }) => property !== 'reason').map(({ value }) => String(value)) : [];
  return {
    label: title,
    description: [...place, severity, finding.rule, ...which].join(' · '),
    icon: severityIcons[finding.severity],
    expansion: 'none',
    kind: isExpired ? rowKinds.expired : rowKinds.finding,
    spoken: [l10n.t('{0} finding: {1}, {2}, {3}', ...spoken), ...which].join(', '),
  };
}

function noteRow(node: NoteNode, context: RowContext): Parts {
  const { note } = node;
  return {
    label: note.label,
    description: note.description,
    icon: icons[note.icon],
    expansion: expansion(node, context),
    kind: noteKind(note),
    spoken: context.l10n.t('{0}: {1}', note.label, note.description),
  };
}

function branchRow(node: BranchNode, context: RowContext): Parts {
  const { label, description, icon, spoken, azureId } = node.branch;
  return {
    label,
    description,
    icon,
    spoken,
    expansion: expansion(node, context),
    kind: azureId === undefined ? rowKinds.group : rowKinds.resource,
  };
}

function noteKind(note: NoteNode['note']): Row['kind'] {
  if (note.lockedTenant) return rowKinds.lockedTenant;
  if (note.notPicked) return rowKinds.notPicked;
  if (note.regionDown !== undefined) return rowKinds.regionDown;
  return note.noAccess === undefined ? rowKinds.note : rowKinds.noteWithoutAccess;
}

function expansion(node: TreeNode, { opens }: RowContext): Row['expansion'] {
  if (!hasChildren(node)) return 'none';
  return opens(node) ? 'expanded' : 'collapsed';
}

/** Known without making the children. */
function hasChildren(node: TreeNode): boolean {
  if (node.kind === 'branch') return node.branch.children !== undefined;
  if (node.kind === 'fact') return (node.fact.findings?.length ?? 0) > 0;
  return node.kind === 'note' ? node.note.lines.length > 0 : node.kind !== 'finding';
}
