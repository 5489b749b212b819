import { writeFile } from 'node:fs/promises';
import { vaultPathOf } from '../../model/armPath.ts';
import { apiVersions } from '../../azure/apiVersions.ts';
import { abortable } from '../../azure/abortable.ts';
import { openRecoveryAccess, type RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { withSession } from '../../azure/wire/withSession.ts';
import { findProtectedItems } from '../../azure/siteRecovery/findProtectedItems.ts';
import { toArmId } from '../../model/armId.ts';
import type { RecoveryJob } from '../../model/recoveryJob.ts';
import { UserError } from '../../model/userError.ts';
import { FileJournals } from '../../operations/journal/fileJournals.ts';
import { operationOf } from '../../operations/journal/journal.ts';
import { isAbout } from '../../operations/operation.ts';
import { operationRecord, type OperationRecord } from '../../operations/journal/operationRecord.ts';
import { problemText } from '../../operations/problemText.ts';
import { commandName } from '../commandName.ts';
import { openSource } from '../openSource.ts';
import { printError } from '../printError.ts';
import { layOut, safeJson, safeText } from '../terminalText.ts';
import { usage } from '../usage.ts';
import { writeOut } from '../writeOut.ts';
import { attempt } from './attempt.ts';
import { confirmed, confirmQuestion } from './confirmed.ts';
import type { JobsOptions } from './jobsOptions.ts';
import { operationExit } from './operationExit.ts';
import { isFileError, keptIn, openStateFolder } from './stateFolder.ts';

/**
 * Shows the operations that this terminal knows, and the jobs of vaults, all or those of machines; cancels a job; exports records. Answers with the
 * exit code.
 */
export async function showJobs(options: JobsOptions, signal: AbortSignal): Promise<number> {
  const connection = await openSource(options.source, signal);
  const state = await openStateFolder(options.stateFolder, options.source, connection);
  try {
    const machines = options.machines.map(toArmId);
    const journals = new FileJournals(state.path, (error) => printError(error.toText()));
    const kept = (await keptIn(state.path, journals.list())).filter(
      (one) => machines.length === 0 || machines.some((id) => isAbout(operationOf(one), id)),
    );
    const records = kept.map(operationRecord);
    if (options.exportFile !== undefined) {
      await exportTo(options.exportFile, records);
      return operationExit.done;
    }
    return await withSession(connection, undefined, async (session) => {
      const azure = openRecoveryAccess(session);
      if (options.cancel !== undefined) return cancelJob(azure, options.vaults[0]!, options.cancel, options.yes, signal);
      const { jobs, failed } = await abortable(jobsFor(azure, options, records), signal);
      await print(records, jobs, options.json, nothingText(options, failed));
      for (const line of failed) printError(line);
      return failed.length === 0 ? operationExit.done : operationExit.failed;
    });
  } finally {
    await state.close();
  }
}

async function exportTo(file: string, records: readonly OperationRecord[]): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(records, undefined, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw usage(`${JSON.stringify(file)} cannot be written (${error.code}).`, 'Give the path of a file to --export.');
  }
}

interface Jobs {
  readonly jobs: readonly RecoveryJob[];
  /** A line for each place that could not be read: what this terminal has recorded is shown all the same. */
  readonly failed: readonly string[];
}

/** Of the vaults that were given, or else of those that operations and machines tell; with machines only what is about their names. */
async function jobsFor(
  azure: RecoveryAccess,
  { machines, vaults: given }: Pick<JobsOptions, 'machines' | 'vaults'>,
  records: readonly OperationRecord[],
): Promise<Jobs> {
  const looked = machines.length === 0 ? undefined : await attempt('', () => findProtectedItems(azure, machines, given));
  const found = looked && 'value' in looked ? [...looked.value.values()] : [];
  const items = found.flatMap((item) => (item instanceof UserError ? [] : item));
  // A machine without an item has no jobs; one whose item may be where nobody could look is told.
  const hidden = found.flatMap((item) => (item instanceof UserError && item.reason !== 'notFound' ? item.toText() : []));
  const told = [...records.map(({ vaultId }) => vaultId), ...items.map(({ azureId }) => vaultPathOf(azureId))];
  const vaults = given.length > 0 ? given : [...new Set(told.map(toArmId))];
  const read = await Promise.all(vaults.map((vault) => attempt(vault, () => azure.jobsSince(vault, undefined))));
  const jobs = read.flatMap((one) => ('value' in one ? one.value : []));
  const failed = [
    ...(looked && 'error' in looked ? [`vaults: ${looked.error.toText()}`] : []),
    ...hidden,
    ...read.flatMap((one) => ('error' in one ? `${one.machineId}: ${one.error.toText()}` : [])),
  ];
  const names = [...records.map(({ machine }) => machine), ...items.map(({ friendlyName }) => friendlyName)];
  const about = new Set(names.map((name) => name.toLowerCase()));
  return { jobs: machines.length === 0 ? jobs : jobs.filter(({ targetName }) => about.has(targetName.toLowerCase())), failed };
}

const columns = [
  { title: 'STARTED', max: 20 },
  { title: 'WHAT', max: 44 },
  { title: 'OF', max: 40 },
  { title: 'STATE', max: 14 },
  { title: 'ID', max: 80 },
];

/** What stands in place of an empty list. */
function nothingText({ machines, vaults }: Pick<JobsOptions, 'machines' | 'vaults'>, failed: readonly string[]): string {
  const of = machines.length === 0 ? '' : ' of these machines';
  if (failed.length > 0) return `No operations${of} are known here.`;
  if (machines.length > 0 || vaults.length > 0) return `No operations${of} are known here, and no jobs.`;
  return 'No operations are known here, and no vault was given.';
}

async function print(records: readonly OperationRecord[], jobs: readonly RecoveryJob[], json: boolean, nothing: string): Promise<void> {
  if (json) return writeOut([safeJson(JSON.stringify({ operations: records, jobs }, undefined, 2)), '\n']);
  const second = (iso: string | undefined): string => (iso === undefined ? '' : `${iso.slice(0, 19)}Z`);
  const rows = [
    ...records.map(({ startedAt, kind, machine, outcome, id }) => [second(startedAt), `operation ${kind}`, machine, outcome, id]),
    ...jobs.map(({ startedAt, title, targetName, standing, id }) => [second(startedAt?.toISOString()), title, targetName, standing, id]),
  ].map((row) => row.map(safeText));
  const lines = rows.length === 0 ? [nothing] : layOut(columns, rows, (_row, _column, cell) => cell);
  await writeOut([lines.join('\n'), '\n']);
}

async function cancelJob(azure: RecoveryAccess, vaultId: string, jobId: string, yes: boolean, signal: AbortSignal): Promise<number> {
  const job = await abortable(azure.readJob(vaultId, jobId), signal);
  if (!job?.allowedActions.includes('Cancel')) {
    printError(
      job
        ? `The job "${job.title}" is ${job.standing} and cannot be cancelled.`
        : `The vault has no job ${jobId}. ${commandName} jobs --vault ID lists them.`,
    );
    return operationExit.failed;
  }
  printError(`Cancels in Azure: ${job.title} of ${job.targetName}. What it has begun is taken back by Azure as far as it can be.`);
  if (!yes && !(process.stdin.isTTY && (await confirmed(confirmQuestion([]), signal)))) {
    printError('Nothing was sent: it was not confirmed.');
    return operationExit.usage;
  }
  const path = `${vaultId}/replicationJobs/${jobId}/cancel`;
  const sent = await azure.send({ method: 'POST', path, apiVersion: apiVersions.siteRecovery, body: {} });
  if (sent.kind === 'accepted') {
    console.log(`Azure cancels the job ${jobId}.`);
    return operationExit.done;
  }
  if (sent.kind === 'refused') for (const line of problemText(sent.problem)) printError(line);
  else printError(sent.error.toText());
  return sent.kind === 'unknown' ? operationExit.underWay : operationExit.failed;
}
