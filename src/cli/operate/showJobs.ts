import { writeFile } from 'node:fs/promises';
import { abortable } from '../../azure/abortable.ts';
import { openRecoveryAccess, recoveryApiVersion, type RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { withSession } from '../../azure/withSession.ts';
import { findProtectedItems } from '../../azure/siteRecovery/findProtectedItem.ts';
import { toArmId } from '../../model/armId.ts';
import type { RecoveryJob } from '../../model/recoveryJob.ts';
import { UserError } from '../../model/userError.ts';
import { FileJournals } from '../../operations/fileJournals.ts';
import { operationOf } from '../../operations/journal.ts';
import { isAbout } from '../../operations/operation.ts';
import { operationRecord, type OperationRecord } from '../../operations/operationRecord.ts';
import { problemText } from '../../operations/problemText.ts';
import { vaultPathOf } from '../../operations/vaultPathOf.ts';
import { openSource } from '../openSource.ts';
import { printError } from '../printError.ts';
import { layOut, safeText } from '../terminalText.ts';
import { confirmed, confirmQuestion } from './confirmed.ts';
import type { JobsOptions } from './jobsOptions.ts';
import { operationExit } from './operationExit.ts';
import { openStateFolder } from './stateFolder.ts';

/**
 * Shows the operations that this terminal knows, and the jobs of vaults, all or those of machines; cancels a job; exports records. Answers with the
 * exit code.
 */
export async function showJobs(options: JobsOptions, signal: AbortSignal): Promise<number> {
  const connection = await openSource(options.source, signal);
  const state = await openStateFolder(options.stateFolder, options.source, connection);
  try {
    const machines = options.machines.map(toArmId);
    const kept = (await new FileJournals(state.path).list()).filter(
      (one) => machines.length === 0 || machines.some((id) => isAbout(operationOf(one), id)),
    );
    const records = kept.map(operationRecord);
    if (options.exportFile !== undefined) {
      await writeFile(options.exportFile, `${JSON.stringify(records, undefined, 2)}\n`, { mode: 0o600 });
      return operationExit.done;
    }
    return await withSession(connection, undefined, async (session) => {
      const azure = openRecoveryAccess(session);
      if (options.cancel !== undefined) return cancelJob(azure, options.vaults[0]!, options.cancel, options.yes, signal);
      const jobs = await abortable(jobsFor(azure, options, records), signal);
      print(records, jobs, options.json);
      return operationExit.done;
    });
  } finally {
    await state.close();
  }
}

/** Of the vaults that were given, or else of those that operations and machines tell; with machines only what is about their names. */
async function jobsFor(
  azure: RecoveryAccess,
  { machines, vaults: given }: Pick<JobsOptions, 'machines' | 'vaults'>,
  records: readonly OperationRecord[],
): Promise<readonly RecoveryJob[]> {
  const found = machines.length === 0 ? [] : [...(await findProtectedItems(azure, machines, given)).values()];
  const items = found.flatMap((item) => (item instanceof UserError ? [] : item));
  const told = [...records.map(({ vaultId }) => vaultId), ...items.map(({ azureId }) => vaultPathOf(azureId))];
  const vaults = given.length > 0 ? given : [...new Set(told.map(toArmId))];
  const jobs = (await Promise.all(vaults.map((vault) => azure.jobsSince(vault, undefined)))).flat();
  const names = [...records.map(({ machine }) => machine), ...items.map(({ friendlyName }) => friendlyName)];
  const about = new Set(names.map((name) => name.toLowerCase()));
  return machines.length === 0 ? jobs : jobs.filter(({ targetName }) => about.has(targetName.toLowerCase()));
}

const columns = [
  { title: 'STARTED', max: 20 },
  { title: 'WHAT', max: 44 },
  { title: 'OF', max: 40 },
  { title: 'STATE', max: 14 },
  { title: 'ID', max: 80 },
];

function print(records: readonly OperationRecord[], jobs: readonly RecoveryJob[], json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ operations: records, jobs }, undefined, 2));
    return;
  }
  const second = (iso: string | undefined): string => (iso === undefined ? '' : `${iso.slice(0, 19)}Z`);
  const rows = [
    ...records.map(({ startedAt, kind, machine, outcome, id }) => [second(startedAt), `operation ${kind}`, machine, outcome, id]),
    ...jobs.map(({ startedAt, title, targetName, standing, id }) => [second(startedAt?.toISOString()), title, targetName, standing, id]),
  ].map((row) => row.map(safeText));
  if (rows.length === 0) console.log('No operations are known here, and no vault was given.');
  else for (const line of layOut(columns, rows, (_row, _column, cell) => cell)) console.log(line);
}

async function cancelJob(azure: RecoveryAccess, vaultId: string, jobId: string, yes: boolean, signal: AbortSignal): Promise<number> {
  const job = await azure.readJob(vaultId, jobId);
  if (!job?.allowedActions.includes('Cancel')) {
    printError(job ? `The job "${job.title}" is ${job.standing} and cannot be cancelled.` : `The vault has no job ${jobId}.`);
    return operationExit.failed;
  }
  printError(`Cancels in Azure: ${job.title} of ${job.targetName}. What it has begun is taken back by Azure as far as it can be.`);
  if (!yes && !(process.stdin.isTTY && (await confirmed(confirmQuestion([]), signal)))) {
    printError('Nothing was sent: it was not confirmed.');
    return operationExit.usage;
  }
  const path = `${vaultId}/replicationJobs/${jobId}/cancel`;
  const sent = await azure.send({ method: 'POST', path, apiVersion: recoveryApiVersion, body: {} });
  if (sent.kind === 'accepted') {
    console.log(`Azure cancels the job ${jobId}.`);
    return operationExit.done;
  }
  if (sent.kind === 'refused') for (const line of problemText(sent.problem)) printError(line);
  else printError(sent.error.toText());
  return sent.kind === 'unknown' ? operationExit.underWay : operationExit.failed;
}
