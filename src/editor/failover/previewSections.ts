import type { FailoverPreview } from '../../operations/item/failoverPreview.ts';
import { durationText } from '../../readiness/durationText.ts';
import { utc } from '../age.ts';
import { commandIds } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown } from '../markdown.ts';
import { commandLink } from '../pages/commandLink.ts';
import { valueOf, type CockpitMachine } from './cockpitModel.ts';
import { chosenPoint, pointChoices } from './pointsText.ts';
import { targetTable } from './targetTable.ts';

/** Points beside the chosen one that the page itself shows. */
const mostPoints = 3;

/** What a failover of one machine would mean: its recovery points, what it becomes, what does not come along. */
export function previewSections(machine: CockpitMachine, preview: FailoverPreview, l10n: Localizer): readonly string[] {
  const { points, leftBehind, problems } = preview;
  const change = commandLink(l10n.t('Choose Another Point…'), commandIds.changeFailover, { do: 'point', item: machine.subject.itemId });
  return [
    ...problems.map((problem) => `✗ **${l10n.t('This failover would fail:')}** ${escapeMarkdown(problem)}`),
    `### ${l10n.t('Recovery point')}`,
    points.length === 0
      ? `✗ ${l10n.t('Azure has no recovery point of it: a failover will fail.')}`
      : pointsTable(machine.recoveryPoint, preview, l10n),
    ...(points.length === 0 ? [] : [change]),
    `### ${l10n.t('What it becomes')}`,
    targetTable(preview, machine.isReadingRoom ? 'reading' : valueOf(machine.facts)?.room, l10n),
    `### ${l10n.t('What does not come along')}`,
    ...leftBehindText(leftBehind, l10n),
    sourceText(machine, preview, l10n),
  ];
}

function pointsTable(choice: string, preview: FailoverPreview, l10n: Localizer): string {
  const all = pointChoices(preview, l10n);
  const chosen = chosenPoint(choice, preview, l10n);
  const shown = all.filter(({ choice: one }, at) => at <= mostPoints || one === chosen?.choice || isNamed(one, preview));
  const rows = shown.map(({ choice: one, name, taken, loss }) => {
    const isChosen = one === chosen?.choice;
    const cells = [isChosen ? `● ${name}` : name, taken, loss].map(escapeMarkdown);
    return `| ${cells.map((cell) => (isChosen ? `**${cell}**` : cell)).join(' | ')} |`;
  });
  const oldest = preview.points.at(-1);
  return [
    `| ${l10n.t('Recovery point')} | ${l10n.t('Taken')} | ${l10n.t('Lost')} |`,
    '|:--|:--|:--|',
    ...rows,
    '',
    ...(oldest
      ? [escapeMarkdown(l10n.t('{0} points in all; the oldest is {1} old.', preview.points.length, durationText(oldest.lossMs)))]
      : []),
  ].join('\n');
}

function isNamed(choice: string, { points }: FailoverPreview): boolean {
  return points.some(({ point, words }) => point.azureId === choice && words.length > 0);
}

function leftBehindText(left: FailoverPreview['leftBehind'], l10n: Localizer): readonly string[] {
  const list = (isCertain: boolean): string =>
    left
      .filter((one) => one.isCertain === isCertain)
      .map(({ text }) => `- ${escapeMarkdown(text)}`)
      .join('\n');
  const [certain, possible] = [list(true), list(false)];
  return [
    ...(certain === '' ? [] : [certain]),
    ...(possible === '' ? [] : [`${l10n.t('As far as it has such things, which was not read:')}\n\n${possible}`]),
  ];
}

/** Nothing is asked of the region that may be down: what is known of the machine itself is as old as the inventory. */
function sourceText({ inventory }: CockpitMachine, { item }: FailoverPreview, l10n: Localizer): string {
  const { source } = inventory;
  if (!source) return escapeMarkdown(l10n.t('The machine itself was not read; nothing is asked of {0} now.', item.sourceLocation));
  return escapeMarkdown(
    l10n.t('The machine itself as it was read at {0}; nothing is asked of {1} now.', utc(source.readAt), item.sourceLocation),
  );
}
