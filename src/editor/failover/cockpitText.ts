import { failoverPreviews, type FailoverPreview } from '../../operations/item/failoverPreview.ts';
import { isFollowed } from '../operations/operationEntry.ts';
import { ago } from '../age.ts';
import { commandIds } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown } from '../markdown.ts';
import { commandLink } from '../pages/commandLink.ts';
import { valueOf, type CockpitMachine, type CockpitModel } from './cockpitModel.ts';
import { chosenPointText } from './pointsText.ts';
import { machineSection } from './machineSection.ts';
import { offeredNow, standingOf } from './offeredNow.ts';
import { situationText } from './situationText.ts';

/** Machines beyond these have a line in the table, and no section of their own. */
const mostSections = 12;

/** The page from which machines are failed over, committed and brought back. Names from Azure are data. */
export function cockpitText(model: CockpitModel, l10n: Localizer): string {
  const { machines, source, now } = model;
  const previews = previewsOf(model);
  const left = machines.slice(mostSections).map(({ subject }) => subject.name);
  return [
    `# ${escapeMarkdown(titleOf(machines, l10n))}`,
    [`**${escapeMarkdown(source.label)}**`, ...placesOf(machines), ...agesOf(machines, now, l10n)].join(' · '),
    ...(source.kind === 'sandbox' ? [sandboxNote(model, l10n)] : []),
    ...buttons(model, l10n),
    ...(machines.length > 1 ? [overview(model, previews, l10n)] : []),
    ...shutDownText(model, l10n),
    ...machines.slice(0, mostSections).map((machine) => machineSection(machine, previews.get(machine), model, l10n)),
    ...(left.length > 0 ? [escapeMarkdown(l10n.t('In the table only: {0}.', left.join(', ')))] : []),
    '',
  ].join('\n\n');
}

/** Of the machines that can fail over now, and of which everything needed was read. */
export function previewsOf({ machines, now }: Pick<CockpitModel, 'machines' | 'now'>): ReadonlyMap<CockpitMachine, FailoverPreview> {
  const ready = machines.flatMap((machine) => {
    const { facts } = machine;
    return typeof facts === 'object' && 'value' in facts && offeredNow(machine).includes('failover') ? [{ machine, facts }] : [];
  });
  const all = failoverPreviews(
    ready.map(({ machine, facts }) => ({ ...facts.value, readAt: facts.at, source: machine.inventory.source })),
    now,
  );
  return new Map(ready.map(({ machine }, at) => [machine, all[at]!]));
}

export function titleOf(machines: readonly CockpitMachine[], l10n: Localizer): string {
  const [first, ...others] = machines;
  return first && others.length === 0 ? l10n.t('Failover of {0}', first.subject.name) : l10n.t('Failover of {0} machines', machines.length);
}

function placesOf(machines: readonly CockpitMachine[]): readonly string[] {
  const places = machines.flatMap(({ item }) => {
    const read = valueOf(item);
    return read ? [`${read.sourceLocation} ▸ ${read.targetLocation}`] : [];
  });
  return [...new Set(places)].map(escapeMarkdown);
}

function agesOf(machines: readonly CockpitMachine[], now: Date, l10n: Localizer): readonly string[] {
  const times = machines.flatMap(({ item }) => (typeof item === 'object' && 'at' in item ? [item.at.getTime()] : []));
  if (times.length === 0) return [];
  return [l10n.t('read {0}', ago(now.getTime() - Math.min(...times), l10n))];
}

function sandboxNote({ regionsDown }: CockpitModel, l10n: Localizer): string {
  const down = regionsDown.map((region) => `**${escapeMarkdown(l10n.t('{0} is down', region))}** ${l10n.t('(rehearsed)')}`);
  const note = l10n.t('Sandbox: nothing of it exists in Azure, and its time runs faster while something is under way.');
  return `> ${[...down, note].join(' · ')}`;
}

/** What can be done with all of them; the first is the next step of most. */
function buttons({ machines }: CockpitModel, l10n: Localizer): readonly string[] {
  const again = commandLink(l10n.t('Read Again'), commandIds.changeFailover, { do: 'read' });
  const guide = commandLink(l10n.t('Guide: When a Region Is Down'), commandIds.openOutageGuide);
  const ready = machines.filter((machine) => offeredNow(machine).includes('failover'));
  const parts: string[] = [];
  if (ready.length > 0) {
    const isBack = ready.every((machine) => standingOf(machine)?.isTurned === true);
    const what = ready.length === 1 ? ready[0]!.subject.name : l10n.t('{0} Machines', ready.length);
    const text = isBack ? l10n.t('Fail Back {0}…', what) : l10n.t('Fail Over {0}…', what);
    // Named, for the page that is still seen may be that of other machines.
    const items = ready.map(({ subject }) => subject.itemId);
    parts.push(commandLink(text, commandIds.changeFailover, { do: 'start', items }));
    if (ready.length > 1) parts.push(commandLink(l10n.t('Recovery Point of All…'), commandIds.changeFailover, { do: 'pointOfAll' }));
  }
  if (machines.length > 1) {
    const waiting = (command: 'commit' | 'reprotect'): readonly string[] =>
      machines
        .filter((machine) => offeredNow(machine).includes(command) && standingOf(machine)?.next === command)
        .map(({ subject }) => subject.itemId);
    const [commit, reprotect] = [waiting('commit'), waiting('reprotect')];
    if (commit.length > 1)
      parts.push(commandLink(l10n.t('Commit {0} Machines…', commit.length), commandIds.commitFailover, { items: commit }));
    if (reprotect.length > 1) {
      parts.push(commandLink(l10n.t('Re-protect {0} Machines…', reprotect.length), commandIds.reprotect, { items: reprotect }));
    }
  }
  const [main, ...others] = parts;
  const isReading = machines.some(({ item, facts, isReadingRoom }) => item === 'reading' || facts === 'reading' || isReadingRoom);
  return [
    ...(isReading ? [l10n.t('What Azure knows of them is being read…')] : []),
    `${main === undefined ? '' : `**${main}**`}${others.join('')}${again}${guide}`,
  ];
}

function overview(model: CockpitModel, previews: ReadonlyMap<CockpitMachine, FailoverPreview>, l10n: Localizer): string {
  const head = [l10n.t('Machine'), l10n.t('Where it stands')];
  if (previews.size > 0) head.push(l10n.t('Recovery point'), l10n.t('What stands against it'));
  const rows = model.machines.map((machine) => {
    const preview = previews.get(machine);
    const cells = [machine.subject.name, situationText(machine, model.now, l10n)];
    if (preview) cells.push(chosenPointText(machine.recoveryPoint, preview, l10n), problemsText(preview, machine.isReadingRoom, l10n));
    return cells;
  });
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [line(head), `|${':--|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function problemsText({ problems, points, room }: FailoverPreview, isReading: boolean, l10n: Localizer): string {
  if (points.length === 0) return l10n.t('no recovery point');
  if (problems.length > 0) return problems.join(' ');
  if (isReading) return l10n.t('being read…');
  return room ? l10n.t('nothing known') : l10n.t('size and quota could not be read');
}

/** The one choice that is made for all: a region that is down cannot stop its machines. */
function shutDownText({ machines, shutsDownSource }: CockpitModel, l10n: Localizer): readonly string[] {
  const canFail = machines.filter(
    (machine) => offeredNow(machine).includes('failover') && !(machine.operation && isFollowed(machine.operation)),
  );
  if (canFail.length === 0) return [];
  const change = commandLink(shutsDownSource ? l10n.t('Leave Running') : l10n.t('Shut Down First'), commandIds.changeFailover, {
    do: 'shutDown',
  });
  const text = shutsDownSource
    ? l10n.t(
        '**Shut down first: yes.** Azure tries to stop the old machine, so that nothing more is written there, and goes on where it cannot.',
      )
    : l10n.t(
        '**Shut down first: no.** If the old machine still runs, both run, and what the old one goes on writing is not in the new one.',
      );
  return [`${text} ${change}`];
}
