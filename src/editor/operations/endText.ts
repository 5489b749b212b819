import { problemText } from '../../operations/problemText.ts';
import type { Localizer } from '../localizer.ts';
import { plain } from '../markdown.ts';
import { kindWords } from './kindWords.ts';
import { isCancelled, type OperationEntry } from './operationEntry.ts';
import type { Ran } from './operationRuns.ts';

export interface EndText {
  readonly text: string;
  /** Nothing to be done. */
  readonly isGood: boolean;
  /** What a person can do at once. */
  readonly helps: 'signIn' | undefined;
}

/** How operations that were begun together have ended, in one notification. Not for those that nobody wants followed. */
export function endText(ran: readonly Ran[], l10n: Localizer): EndText {
  const good = ran.filter(({ end }) => end.kind === 'succeeded');
  const bad = ran.filter(({ end }) => end.kind !== 'succeeded');
  const parts = [
    ...Array.from(
      Map.groupBy(good, ({ entry }) => entry.operation.kind),
      ([kind, same]) => kindWords(kind, l10n).done(namesOf(same)),
    ),
    ...good.flatMap(({ entry }) => failedChecks(entry, l10n)),
    ...bad.map((each) => badText(each, l10n)),
  ];
  return {
    text: parts.join(' '),
    isGood: bad.length === 0 && good.every(isWell),
    helps: bad.some(({ entry }) => entry.needsSignIn) ? 'signIn' : undefined,
  };
}

function namesOf(ran: readonly Ran[]): string {
  return ran.map(({ entry }) => plain(entry.operation.machine)).join(', ');
}

function isWell({ entry, end }: Ran): boolean {
  return end.kind === 'succeeded' && end.warnings.length === 0 && entry.record.testChecks.every(({ level }) => level !== 'failed');
}

/** What the machine of a test lacks. */
function failedChecks({ operation, record }: OperationEntry, l10n: Localizer): readonly string[] {
  const failed = record.testChecks.filter(({ level }) => level === 'failed').map(({ text }) => plain(text));
  return failed.length === 0
    ? []
    : [l10n.t('The test machine of {0} is not as it should be: {1}', plain(operation.machine), failed.join(' '))];
}

function badText({ entry, end }: Ran, l10n: Localizer): string {
  const name = plain(entry.operation.machine);
  switch (end.kind) {
    case 'failed':
      if (isCancelled(entry)) return l10n.t('{0}: the job was cancelled in Azure.', name);
      return l10n.t('{0}, {1} failed: {2}', name, kindWords(entry.operation.kind, l10n).name, plain(problemText(end.problem)[0] ?? ''));
    case 'changed':
      return l10n.t('{0}: nothing was sent, because somebody else has changed its replication meanwhile.', name);
    case 'uncertain':
      return l10n.t('{0}: the answer of Azure was lost, and no job tells whether it took the request.', name);
    default:
      return l10n.t('{0} is paused: {1}', name, plain(entry.trouble));
  }
}
