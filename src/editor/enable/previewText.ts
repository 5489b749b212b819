import { groupPathOf, lastOf } from '../../model/armPath.ts';
import type { Source } from '../../model/inventory.ts';
import { consequences } from '../../operations/consequences.ts';
import { estimateMonthly } from '../../operations/estimate/estimateMonthly.ts';
import { dollars } from '../../operations/estimate/estimateText.ts';
import type { PreflightResult } from '../../operations/preflight/preflight.ts';
import type { PutStep } from '../../operations/step.ts';
import { commandIds } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown } from '../markdown.ts';
import { commandLink } from '../pages/commandLink.ts';
import { list, table } from '../pages/markdownParts.ts';
import { checksText } from './checksText.ts';
import type { LeftOut, PlannedMachine } from './enablePlan.ts';
import { distinct, names } from './namesText.ts';

/** What the preview of Enable Replication shows. */
export interface EnablePreview {
  readonly source: Source;
  readonly machines: readonly PlannedMachine[];
  readonly leftOut: readonly LeftOut[];
  /** Of the checks; undefined while they run. */
  readonly results: readonly PreflightResult[] | undefined;
}

/** The page that says what would be done, before anything is sent. Names from Azure are data. */
export function previewText(preview: EnablePreview, l10n: Localizer): string {
  const { source, machines, leftOut, results } = preview;
  const count = machines.length;
  const sections = [
    `# ${escapeMarkdown(titleOf(machines, l10n))}`,
    `**${escapeMarkdown(source.label)}** · ${l10n.t('Nothing has been sent yet.')}`,
    ...(source.kind === 'sandbox'
      ? [`> ${l10n.t('Sandbox: what is made here is invented. Nothing of it exists in Azure, and nothing costs anything.')}`]
      : []),
    ...(count === 0 ? [l10n.t('No machine is left.')] : [actions(preview, l10n), machinesTable(machines, results, l10n)]),
    ...(leftOut.length === 0 ? [] : [`## ${l10n.t('Left out')}`, list(leftOut.map(({ name, reason }) => `${name}: ${reason}`))]),
    ...(results && count > 0 ? checksText(results, l10n) : []),
    ...(count === 0 ? [] : resources(machines, l10n)),
    ...(count === 0 ? [] : cost(machines, l10n)),
    ...(count === 0 ? [] : [`## ${l10n.t('What happens')}`, list(distinct(machines.flatMap(({ operation }) => consequences(operation))))]),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** The page once it is sent. */
export function startedText(machines: readonly PlannedMachine[], l10n: Localizer): string {
  return [
    `# ${escapeMarkdown(titleOf(machines, l10n))}`,
    l10n.t('It has begun. Progress stands on the rows of the machines and in the view Operations; a notification tells the end.'),
    commandLink(l10n.t('Show Operations'), commandIds.showOperations),
    list(machines.map(({ source, choices }) => `${source.name}: ${source.location} ▸ ${choices.targetRegion}`)),
    '',
  ].join('\n\n');
}

function titleOf(machines: readonly PlannedMachine[], l10n: Localizer): string {
  const [first] = machines;
  return machines.length === 1 && first
    ? l10n.t('Enable replication of {0}', first.source.name)
    : l10n.t('Enable replication of {0} machines', machines.length);
}

function actions({ results }: EnablePreview, l10n: Localizer): string {
  const copy = commandLink(l10n.t('Copy as az rest commands'), commandIds.copyEnableCommands);
  if (!results) return `${l10n.t('The checks run…')}\n\n${copy}`;
  const again = commandLink(l10n.t('Check again'), commandIds.checkEnabling);
  const blocked = new Set(results.filter(({ level }) => level === 'blocker').map(({ machineId }) => machineId)).size;
  if (blocked > 0) {
    const what = blocked === 1 ? l10n.t('1 machine is blocked') : l10n.t('{0} machines are blocked', blocked);
    return `**${what}.** ${l10n.t('Nothing can be started until what blocks is resolved, or the machine is left out.')}\n\n${again}${copy}`;
  }
  return `**${commandLink(l10n.t('Enable Replication'), commandIds.startEnabling)}**${copy}${again}`;
}

function machinesTable(machines: readonly PlannedMachine[], results: readonly PreflightResult[] | undefined, l10n: Localizer): string {
  const head = [l10n.t('Machine'), l10n.t('From ▸ to'), l10n.t('Disks'), l10n.t('Checks')];
  const rows = machines.map(({ source, choices }) => {
    const { leaveOut = [], targetRegion } = choices;
    const left = source.disks.filter(({ id }) => leaveOut.includes(id)).length;
    const disks = left === 0 ? String(source.disks.length) : l10n.t('{0} of {1}', source.disks.length - left, source.disks.length);
    return [source.name, `${source.location} ▸ ${targetRegion}`, disks, verdict(source.id, results, l10n)];
  });
  return table(head, rows);
}

function verdict(machineId: string, results: readonly PreflightResult[] | undefined, l10n: Localizer): string {
  if (!results) return l10n.t('running…');
  const own = results.filter((result) => result.machineId === machineId);
  const count = (level: PreflightResult['level']): number => own.filter((result) => result.level === level).length;
  const [blockers, warnings, unknown] = [count('blocker'), count('warning'), count('unknown')];
  const parts = [
    ...(blockers > 0 ? [l10n.t('blocked: {0}', blockers)] : []),
    ...(warnings > 0 ? [l10n.t('warnings: {0}', warnings)] : []),
    ...(unknown > 0 ? [l10n.t('unknown: {0}', unknown)] : []),
  ];
  return parts.length === 0 ? l10n.t('passed') : parts.join(' · ');
}

/** Each resource once, with the machines that it serves. */
function resources(machines: readonly PlannedMachine[], l10n: Localizer): readonly string[] {
  const all = machines.flatMap((machine) =>
    machine.operation.steps
      .filter((step): step is PutStep => step.kind === 'put')
      .map((step) => ({ step, name: machine.source.name, isThere: machine.isThere.has(step.name) })),
  );
  const byPath = [...Map.groupBy(all, ({ step }) => step.call.path.toLowerCase()).values()];
  const rowsOf = (isThere: boolean): readonly (readonly string[])[] =>
    byPath
      .filter((uses) => uses.some((use) => use.isThere) === isThere)
      .map((uses) => [
        uses[0]!.step.title,
        lastOf(groupPathOf(uses[0]!.step.call.path)),
        names(
          uses.map(({ name }) => name),
          l10n,
        ),
      ]);
  const head = [l10n.t('Resource'), l10n.t('Resource group'), l10n.t('For')];
  const [made, there] = [rowsOf(false), rowsOf(true)];
  return [
    ...(made.length === 0 ? [] : [`## ${l10n.t('What is made')}`, table(head, made)]),
    ...(there.length === 0 ? [] : [`## ${l10n.t('What is there already and is used')}`, table(head, there)]),
  ];
}

/** An estimate, and said so; of one machine line by line. */
function cost(machines: readonly PlannedMachine[], l10n: Localizer): readonly string[] {
  const all = machines.map(({ source, choices, estimateFacts }) => ({
    name: source.name,
    estimate: estimateMonthly(source, choices, estimateFacts),
  }));
  const isKnown = all.every(({ estimate }) => estimate.monthly.every(({ usd }) => usd !== undefined));
  const [first] = all;
  const sum = (key: 'monthlyUsd' | 'onceUsd'): string => dollars(all.reduce((total, { estimate }) => total + estimate[key], 0));
  const amount = (usd: number | undefined): string => (usd === undefined ? '?' : dollars(usd));
  const rows =
    all.length === 1 && first
      ? [...first.estimate.monthly, ...first.estimate.once].map(({ what, usd }) => [what, amount(usd)])
      : all.map(({ name, estimate }) => [name, dollars(estimate.monthlyUsd)]);
  const total = l10n.t('About {0} US dollars a month, and {1} once', sum('monthlyUsd'), sum('onceUsd'));
  return [
    `## ${l10n.t('What it costs')}`,
    `**${total}${isKnown ? '' : ` ${l10n.t('and what is not known')}`}.** ${l10n.t('This is an estimate, with prices of {0}.', first?.estimate.pricesOf ?? '')}`,
    table([all.length === 1 ? l10n.t('What') : l10n.t('Machine'), l10n.t('US dollars')], rows),
    list(distinct(all.flatMap(({ estimate }) => estimate.assumptions))),
  ];
}
