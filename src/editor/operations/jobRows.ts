import type { Problem } from '../../model/problem.ts';
import { hasEnded, type JobTask, type RecoveryJob } from '../../model/recoveryJob.ts';
import { problemText } from '../../operations/problemText.ts';
import { utc } from '../age.ts';
import { rowKinds } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import type { Row } from '../tree/row.ts';
import { exactDuration } from './exactDuration.ts';
import { jobIcons, problemIcons, taskIcon } from './operationIcons.ts';
import { operationsRow as row, type OperationsRow, type Shown, type ShownVault } from './operationsRow.ts';

/** Jobs of one vault that are shown. */
const mostJobs = 100;

/** The jobs of a vault, each with its problems and its tasks. */
export function vaultRow({ id, name, jobs, trouble }: ShownVault, shown: Shown, l10n: Localizer): OperationsRow {
  const own = `vault/${id}`;
  const running = jobs?.filter((job) => !hasEnded(job)).length ?? 0;
  const counts = jobs === undefined ? [] : [jobs.length === 1 ? l10n.t('1 job') : l10n.t('{0} jobs', jobs.length)];
  if (running > 0) counts.push(l10n.t('{0} running', running));
  return row({
    id: own,
    label: l10n.t('Jobs of {0}', name),
    description: trouble === '' ? counts.join(' · ') : trouble,
    icon: trouble === '' ? { name: 'shield' } : problemIcons.warning,
    kind: rowKinds.vaultJobs,
    of: { kind: 'vault', vaultId: id },
    children: (jobs ?? []).slice(0, mostJobs).map((job) => jobRow(own, id, job, shown, l10n)),
    needs: jobs === undefined ? { vaultId: id } : undefined,
  });
}

function jobRow(above: string, vaultId: string, listed: RecoveryJob, shown: Shown, l10n: Localizer): OperationsRow {
  const id = `${above}/${listed.id}`;
  const whole = shown.jobs.get(listed.id);
  const { title, standing, targetName, startedAt, endedAt, allowedActions } = listed;
  const took = startedAt && endedAt ? exactDuration(endedAt.getTime() - startedAt.getTime()) : '';
  return row({
    id,
    label: title,
    description: [targetName, standingWord(standing, l10n), took, startedAt ? utc(startedAt) : '']
      .filter((text) => text !== '')
      .join(' · '),
    icon: jobIcons[standing],
    kind: jobKind(allowedActions),
    of: { kind: 'job', vaultId, jobId: listed.id, title: targetName === '' ? title : `${title} (${targetName})` },
    children: whole
      ? [
          ...whole.errors.flatMap((problem, at) => problemRows(`${id}/problem${at}`, problem, 'error')),
          ...whole.warnings.flatMap((problem, at) => problemRows(`${id}/warning${at}`, problem, 'warning')),
          ...taskRows(id, whole, l10n),
        ]
      : [],
    needs: whole === undefined ? { vaultId, jobId: listed.id } : undefined,
  });
}

/** `job+cancel`: what Azure allows on it. */
function jobKind(allowed: readonly string[]): Row['kind'] {
  const flags = (['Cancel', 'Restart', 'Resume'] as const).filter((action) => allowed.includes(action));
  return flags.length === 0 ? rowKinds.job : `${rowKinds.job}+${flags.join('+').toLowerCase()}`;
}

function standingWord(standing: RecoveryJob['standing'], l10n: Localizer): string {
  switch (standing) {
    case 'running':
      return l10n.t('runs');
    case 'waiting':
      return l10n.t('waits for somebody');
    case 'succeeded':
      return l10n.t('succeeded');
    case 'failed':
      return l10n.t('failed');
    case 'cancelled':
      return l10n.t('cancelled');
  }
}

export function taskRows(above: string, job: RecoveryJob, l10n: Localizer): readonly OperationsRow[] {
  return job.tasks.map((task, at) => {
    const took = task.startedAt && task.endedAt ? exactDuration(task.endedAt.getTime() - task.startedAt.getTime()) : '';
    const description = [taskState(task, hasEnded(job), l10n), took].filter((text) => text !== '').join(' · ');
    const said = task.state === 'Succeeded' ? l10n.t('succeeded') : '';
    return row({ id: `${above}/task${at}`, label: task.title, description, icon: taskIcon(task.state), said });
  });
}

/** Azure's word where it is not plain from the icon alone. */
function taskState({ state }: JobTask, isOver: boolean, l10n: Localizer): string {
  switch (state) {
    case 'NotStarted':
      return isOver ? l10n.t('not begun') : l10n.t('to come');
    case 'InProgress':
      return l10n.t('runs');
    case 'Succeeded':
      return '';
    default:
      return state;
  }
}

/** What Azure says of a problem, what it means, and what to do: a row each. */
export function problemRows(id: string, problem: Problem, level: keyof typeof problemIcons): readonly OperationsRow[] {
  return problemText(problem).map((text, at) =>
    row({ id: `${id}/${at}`, label: text, description: '', icon: at === 0 ? problemIcons[level] : problemIcons.more }),
  );
}
