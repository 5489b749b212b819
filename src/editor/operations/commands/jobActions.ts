import { l10n, window } from 'vscode';
import { sendJobAction, type JobAction } from '../../../azure/siteRecovery/sendJobAction.ts';
import { UserError } from '../../../model/userError.ts';
import { problemText } from '../../../operations/problemText.ts';
import type { App } from '../../app.ts';
import { plain } from '../../markdown.ts';
import type { OperationsService } from '../operationsService.ts';

/** What is asked of the jobs of the selected rows. Cancelling is asked about; a job goes on after the others without a question. */
export async function jobAction(app: App, action: JobAction, row?: unknown, selected?: unknown): Promise<void> {
  const { service, view } = await app.operations.load();
  const jobs = view.jobsOf(row, selected);
  if (jobs.length === 0 || (action === 'cancel' && !(await isCancelWanted(jobs.map(({ title }) => title))))) return;
  for (const { vaultId, jobId, through } of jobs) await actOnJob(service, through, vaultId, jobId, action);
  view.lookAgain();
}

async function isCancelWanted(titles: readonly string[]): Promise<boolean> {
  const cancel = { title: l10n.t('Cancel in Azure') };
  // Instead of the editor's own Cancel, which would not be told from the other.
  const leave = { title: l10n.t('Let It Run'), isCloseAffordance: true };
  const detail = l10n.t('What a job has begun Azure takes back as far as it can.');
  const question = l10n.t('Cancel in Azure: {0}?', titles.map(plain).join(', '));
  return (await window.showWarningMessage(question, { modal: true, detail }, cancel, leave)) === cancel;
}

/** `through`: a machine whose Azure the vault is in. Rejects with a `UserError` that has Azure's words when it does not take it. */
export async function actOnJob(
  service: OperationsService,
  through: string,
  vaultId: string,
  jobId: string,
  action: JobAction,
): Promise<void> {
  const sent = await service.withAccess(through, (azure) => sendJobAction(azure, vaultId, jobId, action));
  if (sent.kind === 'refused') {
    const [what = '', ...more] = problemText(sent.problem);
    throw new UserError('usage', what, more.join(' '), { azureCode: sent.problem.code });
  }
  if (sent.kind !== 'accepted') throw sent.error;
}
