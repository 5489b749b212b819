import { sourceFlags, sourceOf, type AuditSource } from '../auditSource.ts';
import { commandName } from '../commandName.ts';
import { flag, text, texts } from '../flagTypes.ts';
import { readWords } from '../readWords.ts';
import { usage } from '../usage.ts';
import { requireType } from './requireType.ts';

/** `azure-dr jobs`, as it was typed. */
export interface JobsOptions {
  readonly source: AuditSource;
  /** ARM ids; empty: those of the operations that the terminal knows, and of the machines. */
  readonly vaults: readonly string[];
  /** ARM ids; empty: everything is shown. */
  readonly machines: readonly string[];
  readonly json: boolean;
  /** Name of a job that is to be cancelled in Azure. */
  readonly cancel: string | undefined;
  /** File that the records of all operations are written to. */
  readonly exportFile: string | undefined;
  readonly yes: boolean;
  readonly stateFolder: string | undefined;
}

const flags = { ...sourceFlags, vault: texts, vm: texts, json: flag, cancel: text, export: text, yes: flag, state: text } as const;

/** Reads the words after `jobs`; throws a `UserError` that says what to write instead. */
export function parseJobsOptions(words: readonly string[]): JobsOptions {
  const values = readWords('jobs', words, flags);
  const vaults = values.vault ?? [];
  for (const id of vaults) requireType(id, '--vault', 'microsoft.recoveryservices/vaults');
  const machines = values.vm ?? [];
  for (const id of machines) requireType(id, '--vm', 'microsoft.compute/virtualmachines');
  if (values.cancel !== undefined && vaults.length !== 1) throw usage('--cancel needs the vault of the job.', 'Give one --vault ID.');
  if (values.cancel !== undefined && !/^[\w-]+$/.test(values.cancel)) {
    throw usage(`--cancel ${JSON.stringify(values.cancel)} is no id of a job.`, `${commandName} jobs --vault ID lists them.`);
  }
  const isElsewhere = values.sandbox === true || values.endpoint !== undefined;
  return {
    source: sourceOf({ ...values, cloud: isElsewhere ? values.cloud : (values.cloud ?? 'AzureCloud') }),
    vaults,
    machines,
    json: values.json === true,
    cancel: values.cancel,
    exportFile: values.export,
    yes: values.yes === true,
    stateFolder: values.state,
  };
}
