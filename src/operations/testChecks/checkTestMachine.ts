import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { readTestMachine } from '../../azure/siteRecovery/testMachine/readTestMachine.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { Run } from '../run/run.ts';
import { bootTier } from './bootTier.ts';
import { machineTier } from './machineTier.ts';
import { scriptTier } from './scriptTier.ts';
import type { TestCheck } from '../testCheck.ts';

/**
 * Looks at the machine of an open test failover, in tiers: what Azure shows of it; its boot diagnostics, where they are on; a script on it, where one is
 * given (that changes the test machine, and must have been confirmed). Never touches the source machine or its replication. What cannot be
 * read is `unknown`; rejects with the signal's reason only.
 */
export async function checkTestMachine(
  azure: RecoveryAccess,
  item: Pick<RecoveryItem, 'azureId' | 'testMachineId'>,
  { script, clock, signal }: Pick<Run, 'clock' | 'signal'> & { readonly script?: string | undefined },
): Promise<readonly TestCheck[]> {
  if (item.testMachineId === '') return [{ check: 'running', level: 'failed', text: 'There is no test machine.' }];
  const test = await readTestMachine(azure, item.azureId, item.testMachineId);
  signal.throwIfAborted();
  const boot = await bootTier(azure, test);
  signal.throwIfAborted();
  return [...machineTier(test), boot, ...(script === undefined ? [] : [await scriptTier(azure, test, script, { clock, signal })])];
}

/** Before the text of a check. */
const marks: Readonly<Record<TestCheck['level'], string>> = {
  pass: 'ok: ',
  warning: 'warning: ',
  failed: 'FAILED: ',
  notRun: '',
  unknown: 'not known: ',
};

/** For people, a line each, and the output of a script below its own. `seconds`: measured until the machine ran; undefined where nobody measured it. */
export function testChecksText(checks: readonly TestCheck[], seconds: number | undefined): readonly string[] {
  return [
    ...(seconds === undefined ? [] : [`time to running, measured by Azure's clock: ${minutes(seconds)}`]),
    ...checks.flatMap(({ check, level, text }) =>
      text.split('\n').map((line, at) => (at === 0 ? `check ${check}: ${marks[level]}${line}` : `  ${line}`)),
    ),
  ];
}

function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
