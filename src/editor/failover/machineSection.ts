import { knownClouds } from '../../azure/clouds.ts';
import { partsOf, toArmId } from '../../model/armId.ts';
import type { Source } from '../../model/inventory.ts';
import type { FailoverPreview } from '../../operations/item/failoverPreview.ts';
import { offeredCommands } from '../../operations/item/offeredCommands.ts';
import { problemText } from '../../operations/problemText.ts';
import type { Standing } from '../../operations/item/whereItStands.ts';
import { portalUrl } from '../commands/portalUrl.ts';
import { commandIds } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown } from '../markdown.ts';
import { isFollowed, type OperationEntry } from '../operations/operationEntry.ts';
import { progressText } from '../operations/progressText.ts';
import { commandLink } from '../pages/commandLink.ts';
import { valueOf, type CockpitMachine, type CockpitModel } from './cockpitModel.ts';
import { offeredNow, standingOf } from './offeredNow.ts';
import { previewSections } from './previewSections.ts';
import { situationText } from './situationText.ts';
import { stepperText } from './stepperText.ts';

/** Everything about one machine: where it stands, what can be done, and what a failover would mean. */
export function machineSection(
  machine: CockpitMachine,
  preview: FailoverPreview | undefined,
  model: CockpitModel,
  l10n: Localizer,
): string {
  const { subject, facts, operation } = machine;
  const running = operation && isFollowed(operation) ? operation.operation.kind : undefined;
  const standing = standingOf(machine);
  return [
    `## ${escapeMarkdown(subject.name)}`,
    ...groupText(machine, l10n),
    ...(standing ? [stepperText(standing, running, l10n)] : []),
    ...(running === undefined ? [escapeMarkdown(sentence(situationText(machine, model.now, l10n)))] : []),
    ...operationText(operation, l10n),
    ...(standing && running === undefined ? whatToDo(machine, standing, model, l10n) : []),
    ...machineButtons(machine, l10n),
    ...(facts === 'reading' ? [l10n.t('Recovery points, size and quota are being read…')] : []),
    ...(typeof facts === 'object' && 'trouble' in facts
      ? [escapeMarkdown(l10n.t('Recovery points, size and quota could not be read: {0}', facts.trouble))]
      : []),
    ...(preview ? previewSections(machine, preview, l10n) : []),
    ...portalNotes(machine, model.source, l10n),
  ].join('\n\n');
}

/** What tells it from another machine of its name. */
function groupText({ item }: CockpitMachine, l10n: Localizer): readonly string[] {
  const read = valueOf(item);
  return read ? [escapeMarkdown(l10n.t('In the resource group {0}.', partsOf(toArmId(read.machineId)).resourceGroup))] : [];
}

/** How the newest operation goes, or why it has failed. */
function operationText(operation: OperationEntry | undefined, l10n: Localizer): readonly string[] {
  if (!operation) return [];
  if (isFollowed(operation)) return [`⟳ **${escapeMarkdown(progressText(operation, l10n))}**`];
  const problem = operation.record.steps.find((step) => step.problem)?.problem;
  if (operation.standing === 'failed' && problem) {
    return [`✗ ${problemText(problem).map(escapeMarkdown).join('  \n')}`];
  }
  const warnings = operation.record.steps.flatMap((step) => step.warnings);
  return warnings.map((warning) => `⚠ ${problemText(warning).map(escapeMarkdown).join('  \n')}`);
}

/** What a person has to know where it stands. */
function whatToDo(
  { item, inventory }: CockpitMachine,
  { situation, isBusy }: Standing,
  model: CockpitModel,
  l10n: Localizer,
): readonly string[] {
  const read = valueOf(item);
  if (!read || isBusy) return [];
  const { sourceLocation: home, targetLocation: away, friendlyName: name } = read;
  const isHomeDown = model.regionsDown.includes(home);
  if (situation === 'failedOver') {
    return [
      escapeMarkdown(
        l10n.t(
          '{0} runs in {1}. Look at it: if it is not what you need, change the recovery point; if it is, commit, which deletes the other points.',
          name,
          away,
        ),
      ),
    ];
  }
  if (situation !== 'committed') return [];
  if (inventory.isSourceThere === false) {
    return [
      escapeMarkdown(
        l10n.t(
          '{0} runs in {1} without protection. The machine that it came from is gone, so it cannot be re-protected: disable this replication, then enable it anew from {1}.',
          name,
          away,
        ),
      ),
    ];
  }
  const when = isHomeDown ? l10n.t('Re-protect it when {0} is up again.', home) : l10n.t('Re-protect it as soon as {0} is up.', home);
  return [
    escapeMarkdown(
      `${l10n.t('{0} runs in {1} without protection.', name, away)} ${when} ${l10n.t('The old machine in {0} must stay until then: re-protection begins with its disks.', home)}`,
    ),
  ];
}

function machineButtons(machine: CockpitMachine, l10n: Localizer): readonly string[] {
  const { itemId } = machine.subject;
  const offered = offeredNow(machine);
  const texts = [
    ['commit', l10n.t('Commit…'), commandIds.commitFailover],
    ['change-point', l10n.t('Change Recovery Point…'), commandIds.changeRecoveryPoint],
    ['reprotect', l10n.t('Re-protect…'), commandIds.reprotect],
    ['update', l10n.t('Update Failover Settings…'), commandIds.updateFailoverSettings],
    ['repair', l10n.t('Repair Replication…'), commandIds.repairReplication],
  ] as const;
  const next = standingOf(machine)?.next;
  const links = texts
    .filter(([command]) => offered.includes(command) && !(command === 'reprotect' && machine.inventory.isSourceThere === false))
    .map(([command, text, id]) => {
      const link = commandLink(text, id, { items: [itemId] });
      return command === next ? `**${link}**` : link;
    });
  return links.length === 0 ? [] : [links.join('')];
}

/** What can only be done in the portal, where the machine wants it. */
function portalNotes({ item, inventory, subject }: CockpitMachine, { label }: Source, l10n: Localizer): readonly string[] {
  const read = valueOf(item);
  const notes = read ? offeredCommands(read).inPortal.filter(({ command }) => inventory.wants.includes(command)) : [];
  if (notes.length === 0) return [];
  const portal = knownClouds.find(({ name }) => name === label)?.portal;
  const link = portal === undefined ? [] : [`[${l10n.t('Open in Portal')}](<${portalUrl(portal, subject.itemId)}>)`];
  return [`### ${l10n.t('Only in the portal')}`, notes.map(({ why }) => `- ${escapeMarkdown(why)}`).join('\n'), ...link];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
