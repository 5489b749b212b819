import { jobCancelled } from '../../operations/run/followJob.ts';
import type { StepRecord } from '../../operations/journal/operationRecord.ts';
import type { TestCheck } from '../../operations/testCheck.ts';
import { ageMs } from '../../readiness/dates.ts';
import { ago } from '../age.ts';
import { rowKinds } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import type { Row } from '../tree/row.ts';
import { kindWords } from './kindWords.ts';
import { isCancelled, type OperationEntry, type Standing } from './operationEntry.ts';
import { problemRows, taskRows, vaultRow } from './jobRows.ts';
import { checkIcons, problemIcons, standingIcons, stepIcons } from './operationIcons.ts';
import { operationsRow as row, type OperationsRow, type Shown } from './operationsRow.ts';
import { stepText } from './progressText.ts';
import { exactDuration } from './exactDuration.ts';

/** Operations that are shown; the records of all can be exported. */
const mostOperations = 50;
/** What is at work, and what waits for somebody. */
const opened: ReadonlySet<Standing> = new Set<Standing>(['running', 'paused', 'uncertain', 'failed', 'changed']);

/** The rows of the view Operations. Free of the editor, so that they are tested as text. */
export function operationsTree(shown: Shown, l10n: Localizer): readonly OperationsRow[] {
  return [
    ...shown.entries.slice(0, mostOperations).map((entry) => operationRow(entry, shown, l10n)),
    ...shown.vaults.map((vault) => vaultRow(vault, shown, l10n)),
  ];
}

function operationRow(entry: OperationEntry, shown: Shown, l10n: Localizer): OperationsRow {
  const { record, standing, operation } = entry;
  // The editor keeps open what was opened under an id: what has come to its end is another row, which begins closed.
  const id = `operation/${entry.id}${opened.has(standing) ? '' : '/closed'}`;
  const [only, ...others] = record.steps;
  const isSingle = only !== undefined && others.length === 0;
  const jobId = isSingle ? only.jobId : undefined;
  const steps = record.steps.map((step) => stepRow(id, step, entry, shown, l10n));
  return row({
    id,
    label: operation.machine,
    description: [kindWords(operation.kind, l10n).name, ...standingTexts(entry, shown, l10n)].filter((text) => text !== '').join(' · '),
    icon: standingIcons[standing],
    kind: kindOf(entry),
    of: { kind: 'operation', id: entry.id },
    children: [
      ...(isSingle ? stepChildren(id, only, entry, shown, l10n) : fromTheFirstUndone(id, steps, record.steps, l10n)),
      ...resultRows(id, entry, l10n),
    ],
    isOpen: opened.has(standing),
    needs:
      jobId === undefined || shown.jobs.has(jobId) || entry.live?.job || entry.needsSignIn ? undefined : { vaultId: record.vaultId, jobId },
  });
}

/** What it is at, or what it has failed at, is seen at once: what was done before stands behind one row. */
function fromTheFirstUndone(
  id: string,
  rows: readonly OperationsRow[],
  steps: readonly StepRecord[],
  l10n: Localizer,
): readonly OperationsRow[] {
  const done = steps.findIndex(({ state }) => state !== 'done');
  if (done < 2) return rows;
  const behind = row({
    id: `${id}/done`,
    label: l10n.t('{0} steps done', done),
    description: '',
    icon: stepIcons.done,
    children: rows.slice(0, done),
  });
  return [behind, ...rows.slice(done)];
}

function kindOf({ standing }: OperationEntry): Row['kind'] {
  switch (standing) {
    case 'waiting':
    case 'running':
      return rowKinds.operationFollowed;
    case 'succeeded':
    case 'elsewhere':
      return rowKinds.operation;
    default:
      return rowKinds.operationToRetry;
  }
}

function standingTexts(entry: OperationEntry, { now }: Shown, l10n: Localizer): readonly string[] {
  const { record, standing } = entry;
  const started = new Date(record.startedAt);
  const ended = record.endedAt === undefined ? undefined : new Date(record.endedAt);
  const when = ended === undefined ? [] : [ago(ageMs(ended, now), l10n)];
  switch (standing) {
    case 'waiting':
      return [l10n.t('waits for others')];
    case 'running':
      return [stepText(entry, l10n), exactDuration(ageMs(started, now))];
    case 'paused':
      return [l10n.t('paused')];
    case 'uncertain':
      return [l10n.t('not known whether Azure took the request')];
    case 'stopped':
      return [l10n.t('not followed')];
    case 'elsewhere':
      return [l10n.t('followed by another window')];
    case 'succeeded':
      return [timeText(entry, l10n), ...when];
    case 'failed':
      return [isCancelled(entry) ? l10n.t('cancelled in Azure') : l10n.t('failed'), ...when];
    case 'changed':
      return [l10n.t('not sent: somebody else has changed the replication'), ...when];
  }
}

/** How long it took, by Azure's clock where Azure says it. */
function timeText({ record, operation }: OperationEntry, l10n: Localizer): string {
  const jobSeconds = record.steps.at(-1)?.jobSeconds;
  const took = jobSeconds === undefined ? Date.parse(record.endedAt ?? record.startedAt) - Date.parse(record.startedAt) : jobSeconds * 1000;
  const text = exactDuration(took);
  return operation.kind === 'test-failover' ? l10n.t('running after {0}', text) : l10n.t('done in {0}', text);
}

function stepRow(above: string, step: StepRecord, entry: OperationEntry, shown: Shown, l10n: Localizer): OperationsRow {
  // As above: a step that has failed begins open.
  const id = `${above}/${step.name}${step.state === 'failed' ? '/failed' : ''}`;
  const isNow = entry.live?.step === step.name && step.state !== 'done';
  const job = step.jobId === undefined ? undefined : (shown.jobs.get(step.jobId) ?? (isNow ? entry.live?.job : undefined));
  return row({
    id,
    label: step.title,
    description: stepDescription(step, isNow ? entry : undefined, l10n),
    icon: isNow ? stepIcons.running : stepIcons[step.state],
    said: step.state === 'done' && !step.wasThere ? l10n.t('done') : '',
    children: stepChildren(id, step, entry, shown, l10n),
    isOpen: isNow || step.state === 'failed',
    needs: step.jobId === undefined || job ? undefined : { vaultId: entry.record.vaultId, jobId: step.jobId },
  });
}

function stepDescription(step: StepRecord, now: OperationEntry | undefined, l10n: Localizer): string {
  if (now?.live?.percent !== undefined) return l10n.t('{0} %', now.live.percent);
  if (now) return now.live?.state ?? '';
  if (step.wasThere) return l10n.t('is there already');
  if (step.problem?.code === jobCancelled) return l10n.t('cancelled');
  if (step.state === 'failed') return [l10n.t('failed'), ...(step.problem ? [step.problem.code] : [])].join(' · ');
  if (step.startedAt === undefined || step.endedAt === undefined) return '';
  return exactDuration(step.jobSeconds === undefined ? Date.parse(step.endedAt) - Date.parse(step.startedAt) : step.jobSeconds * 1000);
}

/** Why it failed, what it warned of, and the tasks of its job: whoever looks has room for a few rows. */
function stepChildren(id: string, step: StepRecord, entry: OperationEntry, shown: Shown, l10n: Localizer): readonly OperationsRow[] {
  const live = entry.live?.step === step.name ? entry.live.job : undefined;
  const job = live ?? (step.jobId === undefined ? undefined : shown.jobs.get(step.jobId));
  return [
    ...(step.problem ? problemRows(`${id}/problem`, step.problem, 'error') : []),
    ...step.warnings.flatMap((problem, at) => problemRows(`${id}/warning${at}`, problem, 'warning')),
    ...(job ? taskRows(id, job, l10n) : []),
  ];
}

/** Where it is not plain from the text. */
function checkWord(level: TestCheck['level'], l10n: Localizer): string {
  switch (level) {
    case 'pass':
    case 'notRun': // which the text begins with
      return '';
    case 'warning':
      return l10n.t('to be looked at');
    case 'failed':
      return l10n.t('failed');
    case 'unknown':
      return l10n.t('not known');
  }
}

/** What it has brought, and what is in its way. */
function resultRows(id: string, { trouble, standing, record }: OperationEntry, l10n: Localizer): readonly OperationsRow[] {
  const rows = record.testChecks.map(({ check, level, text }) =>
    row({ id: `${id}/check-${check}`, label: text, description: checkWord(level, l10n), icon: checkIcons[level] }),
  );
  if (standing === 'uncertain') {
    rows.push(
      row({
        id: `${id}/uncertain`,
        label: l10n.t('The answer was lost, and no job tells. Look at the vault’s jobs, then send again or give up.'),
        description: '',
        icon: problemIcons.warning,
      }),
    );
  }
  if (trouble !== '') rows.push(row({ id: `${id}/trouble`, label: trouble, description: '', icon: problemIcons.warning }));
  return rows;
}
