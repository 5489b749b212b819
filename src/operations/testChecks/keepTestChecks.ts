import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { UserError } from '../../model/userError.ts';
import { operationOf, type Journal } from '../journal/journal.ts';
import type { Run } from '../run/run.ts';
import { checkTestMachine } from './checkTestMachine.ts';

/**
 * Looks at the machine that a test failover has made, and keeps in its journal what it showed. Where the item cannot be read now, nothing is kept.
 * Rejects with the signal's reason.
 */
export async function keepTestChecks(
  journal: Journal,
  azure: RecoveryAccess,
  { clock, signal }: Pick<Run, 'clock' | 'signal'>,
): Promise<void> {
  const azureId = operationOf(journal).confirmed?.azureId ?? '';
  try {
    const item = await azure.readItem(azureId);
    const checks = await checkTestMachine(azure, { azureId, testMachineId: item?.testMachineId ?? '' }, { clock, signal });
    await journal.append({ at: clock.now().toISOString(), type: 'checked', checks });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}
