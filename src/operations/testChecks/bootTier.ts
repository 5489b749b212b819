import { apiVersions } from '../../azure/apiVersions.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { textOf } from '../../azure/values.ts';
import type { TestMachine } from '../../model/testMachine.ts';
import { UserError } from '../../model/userError.ts';
import type { TestCheck } from '../testCheck.ts';

/**
 * Whether the machine's screenshot and log can be had: Azure answers with signed addresses, which hold for two hours and are kept nowhere here. It
 * changes nothing, and needs the action `Microsoft.Compute/virtualMachines/retrieveBootDiagnosticsData/action`.
 */
export async function bootTier(azure: RecoveryAccess, { id, hasBootDiagnostics }: TestMachine): Promise<TestCheck> {
  if (hasBootDiagnostics === undefined) return { check: 'boot', level: 'unknown', text: 'Whether boot diagnostics are on is not known.' };
  if (!hasBootDiagnostics) return { check: 'boot', level: 'notRun', text: 'not run: boot diagnostics are off' };
  try {
    const answer = await azure.ask(`${id}/retrieveBootDiagnosticsData`, apiVersions.compute, {});
    const found = [
      ...(textOf(answer['consoleScreenshotBlobUri']) === undefined ? [] : ['screenshot']),
      ...(textOf(answer['serialConsoleLogBlobUri']) === undefined ? [] : ['log']),
    ];
    return found.length === 0
      ? { check: 'boot', level: 'warning', text: 'Boot diagnostics have neither a screenshot nor a log yet.' }
      : { check: 'boot', level: 'pass', text: `Boot diagnostics have a ${found.join(' and a ')}: look at them in the portal.` };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { check: 'boot', level: 'unknown', text: `Boot diagnostics cannot be read. ${error.toText()}` };
  }
}
