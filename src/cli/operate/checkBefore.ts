import { abortable } from '../../azure/abortable.ts';
import { readReplicationSource } from '../../azure/siteRecovery/readReplicationSource.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { preflight, type PreflightResult } from '../../operations/preflight/preflight.ts';
import type { PreflightMachine } from '../../operations/preflight/preflightMachine.ts';
import { preflightText } from '../../operations/preflight/preflightText.ts';
import { attempt } from './attempt.ts';
import type { OperateOptions } from './operateOptions.ts';
import type { Plan } from './planOperations.ts';

/** What was looked at before anybody is asked. */
export interface CheckedBefore {
  readonly results: readonly PreflightResult[];
  /** For people; none when nothing was looked at. */
  readonly lines: readonly string[];
  /** Subjects of operations with a blocker that is not to be skipped: nothing may be sent for these. */
  readonly blocked: ReadonlySet<string>;
}

/** Checks machines that are to be enabled or re-protected. A check that the person skips by name is told all the same, as a warning. */
export async function checkBefore(
  azure: RecoveryAccess,
  { enablings, operations }: Plan,
  { skipPreflight: skipped }: Pick<OperateOptions, 'skipPreflight'>,
  endpoint: string,
  signal: AbortSignal,
): Promise<CheckedBefore> {
  const returning = operations.filter(({ kind }) => kind === 'reprotect');
  const sources = await abortable(
    Promise.all(returning.map((operation) => attempt(operation.machine, () => returningMachine(azure, operation)))),
    signal,
  );
  const machines = [...enablings, ...sources.flatMap((one) => ('value' in one ? one.value : []))];
  const unread = sources.flatMap((one) => ('error' in one ? `${one.machineId}: not checked beforehand. ${one.error.toText()}` : []));
  if (machines.length === 0) return { results: [], lines: unread, blocked: new Set() };
  const found = await preflight(azure, machines, signal);
  const isSkipped = ({ level, check }: PreflightResult): boolean => level === 'blocker' && skipped.includes(check);
  const results = found.map((one) => (isSkipped(one) ? Object.assign({}, one, { level: 'warning' as const }) : one));
  const waived = new Set(found.filter(isSkipped).map(({ check }) => check));
  const blockers = results.filter(({ level }) => level === 'blocker');
  const left = machines.filter(({ source }) => blockers.some(({ machineId }) => machineId === source.id));
  const flags = [...new Set(blockers.map(({ check }) => `--skip-preflight ${check}`))].join(' ');
  return {
    results,
    blocked: new Set(left.map(({ operation }) => operation.subject)),
    lines: [
      ...preflightText(results, endpoint),
      ...unread,
      ...(waived.size === 0 ? [] : [`Skipped: ${[...waived].join(', ')}. Azure may refuse, or fail.`]),
      ...(left.length === 0
        ? []
        : [`Nothing is sent for ${left.map(({ source }) => source.name).join(', ')}. To send it all the same: ${flags}`]),
    ],
  };
}

/** The machine that runs now is the one that is replicated back. */
async function returningMachine(azure: RecoveryAccess, operation: Plan['operations'][number]): Promise<PreflightMachine> {
  return { source: await readReplicationSource(azure, operation.confirmed?.recoveryMachineId ?? ''), choices: {}, operation };
}
