import { l10n, window } from 'vscode';
import { isExcluded, type ExcludedFinding } from '../../readiness/assessment.ts';
import { dayMs } from '../../readiness/dates.ts';
import { dayOf, isDay } from '../../readiness/exclusion.ts';
import type { Finding } from '../../readiness/finding.ts';
import { expiredExclusionRule } from '../../readiness/rules/exclusion.ts';
import type { App } from '../app.ts';
import { addExclusions } from '../exclusionSettings.ts';
import { focusReturned } from '../focusReturned.ts';
import { plain } from '../markdown.ts';
import { findingCount } from '../tree/words.ts';
import { pick, pickFinding } from './pick.ts';
import { rowArguments } from './rows.ts';

/** How long an exclusion may be offered to hold, days. */
const offeredDays = [30, 90, 180] as const;

/** Excludes the findings of the selected rows, or one that is picked, with a reason and a last day that are asked for. */
export async function excludeFinding({ session, view }: App, row?: unknown, selected?: unknown): Promise<void> {
  const { screen } = view;
  if (!screen) return;
  const findings = await findingsOf(screen, row, selected);
  const [first] = findings;
  if (!first) return;
  const what =
    findings.length === 1 ? `${screen.ruleTitle(first.rule)} · ${screen.index.subjectName(first)}` : findingCount(findings.length, l10n);
  const title = l10n.t('Exclude: {0}', plain(what));
  const reason = await askReason(title);
  if (reason === undefined) return;
  const until = await askDay(title, screen.snapshot.assessment.now);
  if (until === undefined) return;
  await addExclusions(findings.map(({ rule, resourceId }) => ({ rule, resourceId, reason, until })));
  await session.whenIdle(); // The change of the settings has had it judged anew.
}

async function findingsOf(screen: NonNullable<App['view']['screen']>, row: unknown, selected: unknown): Promise<readonly Finding[]> {
  const rows = rowArguments(row, selected);
  if (rows.length > 0) return rows.flatMap((node) => (node.kind === 'finding' && isExcludable(node.finding) ? [node.finding] : []));
  const picked = await pickFinding(screen, isExcludable);
  return picked ? [picked] : [];
}

/** What is excluded keeps its reason; what has expired says so until it is renewed or removed. */
function isExcludable(finding: Finding | ExcludedFinding): boolean {
  return !isExcluded(finding) && finding.rule !== expiredExclusionRule.id;
}

async function askReason(title: string): Promise<string | undefined> {
  await focusReturned();
  const reason = await window.showInputBox({
    title,
    prompt: l10n.t('Why it does not count. The state of the machine stays as it is.'),
    placeHolder: l10n.t('Rebuilt from the image within an hour, agreed with the owner'),
    validateInput: (text) => (text.trim() === '' ? l10n.t('A reason is needed.') : undefined),
    ignoreFocusOut: true,
  });
  return reason?.trim();
}

/** `now`: by the clock that exclusions are judged by. */
async function askDay(title: string, now: Date): Promise<string | undefined> {
  const days = offeredDays.map((count) => {
    const day = dayOf(new Date(now.getTime() + count * dayMs));
    return { label: l10n.t('{0} days', count), description: l10n.t('until {0}', day), value: day };
  });
  const other = { label: l10n.t('Another day…'), description: '', value: '' };
  const picked = await pick([...days, other], title, l10n.t('How long? After its last day the finding counts again'));
  return picked === '' ? askOtherDay(title, now) : picked;
}

async function askOtherDay(title: string, now: Date): Promise<string | undefined> {
  await focusReturned();
  return window.showInputBox({
    title,
    prompt: l10n.t('The last day, UTC'),
    placeHolder: dayOf(now),
    validateInput: (text) => (isDay(text) && text >= dayOf(now) ? undefined : l10n.t('A day from today on, such as {0}.', dayOf(now))),
    ignoreFocusOut: true,
  });
}
