import type { RecoveryJob } from '../../model/recoveryJob.ts';
import type { Localizer } from '../localizer.ts';
import { kindWords } from './kindWords.ts';
import type { OperationEntry } from './operationEntry.ts';

/** What an operation is at: `Create test virtual machine (2/4)`, `Replicate sql-01 to northeurope`, `first copy 43 %`; '' before it has begun. */
export function stepText({ live, operation }: OperationEntry, l10n: Localizer): string {
  if (!live) return '';
  const { job, percent } = live;
  const step = operation.steps.find(({ name }) => name === live.step);
  if (percent !== undefined) return l10n.t('first copy {0} %', percent);
  return (job && taskText(job)) || (step?.title ?? '');
}

/** The task that a job is at, and how many there are; '' for a job that runs none. */
function taskText({ tasks }: RecoveryJob): string {
  const at = tasks.findIndex(({ state }) => state === 'InProgress');
  return at < 0 ? '' : `${tasks[at]!.title} (${at + 1}/${tasks.length})`;
}

/** On the machine's row: `test failover: Create test virtual machine (2/4)`. */
export function progressText(entry: OperationEntry, l10n: Localizer): string {
  const { name } = kindWords(entry.operation.kind, l10n);
  const what = entry.standing === 'waiting' ? l10n.t('waits for others') : stepText(entry, l10n);
  return what === '' ? name : l10n.t('{0}: {1}', name, what);
}
