import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import type { Journal } from '../../operations/journal/journal.ts';
import { operationRecord } from '../../operations/journal/operationRecord.ts';
import type { RunClock } from '../../operations/run/run.ts';
import { checkTestMachine, testChecksText } from '../../operations/testChecks/checkTestMachine.ts';
import type { TestCheck } from '../../operations/testCheck.ts';

/** What is told of a test machine once it has been made. */
export interface ToldTestChecks {
  readonly checks: readonly TestCheck[];
  /** Measured until the machine ran, by Azure's clock; undefined where Azure does not say. */
  readonly secondsToRunning: number | undefined;
  readonly lines: readonly string[];
  /** Something that the machine should have it has not. */
  readonly hasFailed: boolean;
}

/** Looks at the machine that a test failover has made, and keeps in the journal what it showed. Throws a `UserError` where the item cannot be read. */
export async function tellTestChecks(
  azure: RecoveryAccess,
  journal: Journal,
  itemId: string,
  options: { readonly script: string | undefined; readonly clock: RunClock; readonly signal: AbortSignal },
): Promise<ToldTestChecks> {
  const item = await azure.readItem(itemId);
  const checks = await checkTestMachine(azure, { azureId: itemId, testMachineId: item?.testMachineId ?? '' }, options);
  await journal.append({ at: options.clock.now().toISOString(), type: 'checked', checks });
  const secondsToRunning = operationRecord(journal).steps.find(({ jobSeconds }) => jobSeconds !== undefined)?.jobSeconds;
  return {
    checks,
    secondsToRunning,
    lines: testChecksText(checks, secondsToRunning),
    hasFailed: checks.some(({ level }) => level === 'failed'),
  };
}
