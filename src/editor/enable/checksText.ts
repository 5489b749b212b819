import type { PreflightResult } from '../../operations/preflight/preflight.ts';
import { passedByAll } from '../../operations/preflight/preflightText.ts';
import { commandIds } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown } from '../markdown.ts';
import { commandLink } from '../pages/commandLink.ts';
import { list } from '../pages/markdownParts.ts';
import { names } from './namesText.ts';

const levels = ['blocker', 'warning', 'unknown'] as const;

/** What the checks say: problems with their buttons, the gravest first, and what has passed. */
export function checksText(results: readonly PreflightResult[], l10n: Localizer): readonly string[] {
  const found = levels.flatMap((level) =>
    [
      ...Map.groupBy(
        results.filter((result) => result.level === level),
        ({ check, cause }) => `${check} ${cause}`,
      ).values(),
    ].map((same) => problem(same, l10n)),
  );
  const passed = passedByAll(results);
  return [
    `## ${l10n.t('Checks')}`,
    ...found,
    ...(passed.length === 0
      ? []
      : [
          `### ${levelMarks.pass} ${l10n.t('Passed by all: {0}', passed.length)}`,
          list(passed.map(({ check, looksAt }) => `${looksAt} (${check})`)),
        ]),
  ];
}

/** One problem, of all machines that have it. */
function problem(same: readonly PreflightResult[], l10n: Localizer): string {
  const [{ check, title, level, cause, consequence, fix, fixStep, source }] = same as readonly [PreflightResult];
  const link = `[${escapeMarkdown(source.title)}](<${source.url}>) (${escapeMarkdown(source.date)})`;
  const buttons = [
    ...(fixStep ? [commandLink(l10n.t('{0}…', fixStep.title), commandIds.fixEnabling, { check, cause })] : []),
    ...(level === 'blocker'
      ? same.map(({ machine, machineId }) => commandLink(l10n.t('Leave out {0}', machine), commandIds.leaveOutOfEnabling, { machineId }))
      : []),
  ];
  return [
    `### ${levelMarks[level]} ${escapeMarkdown(levelName(level, l10n))}: ${escapeMarkdown(title)}`,
    `${escapeMarkdown(
      names(
        same.map(({ machine }) => machine),
        l10n,
      ),
    )} · ${escapeMarkdown(check)}`,
    [
      `- **${l10n.t('Found')}** ${escapeMarkdown(cause)}`,
      `- **${l10n.t('What follows')}** ${escapeMarkdown(consequence)}`,
      `- **${l10n.t('What to do')}** ${escapeMarkdown(fix)} ${link}`,
    ].join('\n'),
    ...(buttons.length === 0 ? [] : [buttons.join('')]),
  ].join('\n\n');
}

const levelMarks = { blocker: '✗', warning: '⚠', unknown: '?', pass: '✓' } as const;

function levelName(level: PreflightResult['level'], l10n: Localizer): string {
  switch (level) {
    case 'blocker':
      return l10n.t('Blocker');
    case 'warning':
      return l10n.t('Warning');
    case 'unknown':
      return l10n.t('Unknown');
    case 'pass':
      return l10n.t('Passed');
  }
}
