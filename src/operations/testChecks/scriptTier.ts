import { apiVersions } from '../../azure/apiVersions.ts';
import { outboundOf } from '../../azure/siteRecovery/readReplicationSource.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { recordOf, recordsOf, textOf } from '../../azure/values.ts';
import type { Sent, WriteCall } from '../../azure/wire/armWriter.ts';
import type { TestMachine } from '../../model/testMachine.ts';
import { UserError } from '../../model/userError.ts';
import type { Run } from '../run/run.ts';
import type { TestCheck } from '../testCheck.ts';

/** How long a script may take. */
const longestScriptMs = 5 * 60_000;
const pollMs = 10_000;
/** Of the output, for people: characters. */
const mostOutput = 4000;

/**
 * Runs a script on the test machine by Azure's run command, as root or SYSTEM; on no other machine. Only where its subnet has a way out, without which
 * the command would hang. Azure does not tell how the script ended, only what it wrote.
 */
export async function scriptTier(
  azure: RecoveryAccess,
  test: TestMachine,
  script: string,
  { clock, signal }: Pick<Run, 'clock' | 'signal'>,
): Promise<TestCheck> {
  const machine = 'value' in test.machine ? test.machine.value : undefined;
  if (machine?.powerState !== 'running') return notRun('the test machine is not known to run');
  try {
    if (!(await hasWayOut(azure, test))) return notRun('no outbound path');
    const sent = await azure.send(runCommand(test.id, machine.osType === 'Windows', script));
    if (sent.kind === 'refused') return failed(`Azure refuses it: ${sent.problem.message} (${sent.problem.code})`);
    if (sent.kind !== 'accepted') return unknown(sent.error.toText());
    return await follow(azure, sent, { clock, signal });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return unknown(error.toText());
  }
}

/** By a public address, a NAT gateway, a route table, or Azure's own default: what the private path of a route table leads to is not looked at. */
async function hasWayOut(azure: RecoveryAccess, { interfaces }: TestMachine): Promise<boolean> {
  for (const one of interfaces) {
    const nic = 'value' in one ? one.value : null;
    if (nic?.configurations.some(({ publicAddressId }) => publicAddressId !== null) === true) return true;
    if (nic?.subnetId === undefined) continue;
    const subnet = await azure.read(nic.subnetId, apiVersions.network);
    const { isPrivate, natGatewayId, routeTableId } = outboundOf(recordOf(subnet?.['properties']));
    if (subnet && (!isPrivate || natGatewayId !== undefined || routeTableId !== undefined)) return true;
  }
  return false;
}

function runCommand(machineId: string, isWindows: boolean, script: string): WriteCall {
  return {
    method: 'POST',
    path: `${machineId}/runCommand`,
    apiVersion: apiVersions.compute,
    body: { commandId: isWindows ? 'RunPowerShellScript' : 'RunShellScript', script: script.split(/\r?\n/) },
  };
}

async function follow(
  azure: RecoveryAccess,
  { statusUrl, retryAfterMs }: Extract<Sent, { readonly kind: 'accepted' }>,
  { clock, signal }: Pick<Run, 'clock' | 'signal'>,
): Promise<TestCheck> {
  if (statusUrl === undefined) return unknown('Azure took it, and does not say how it goes.');
  for (const end = clock.now().getTime() + longestScriptMs; clock.now().getTime() < end;) {
    const status = await azure.status(statusUrl);
    if (status.kind === 'failed') return failed(`It failed: ${status.problem.message} (${status.problem.code})`);
    if (status.kind === 'succeeded') return outputOf(recordsOf(status.output?.['value']) ?? []);
    await clock.sleep(retryAfterMs ?? pollMs, signal);
  }
  return { check: 'script', level: 'warning', text: 'The script had not ended after 5 minutes, and was not waited for any longer.' };
}

/** One entry for both streams on Linux, one each on Windows. */
function outputOf(entries: readonly Readonly<Record<string, unknown>>[]): TestCheck {
  const text = entries
    .map((entry) => textOf(entry['message'])?.trim() ?? '')
    .filter((message) => message !== '')
    .join('\n');
  const shown = text.length > mostOutput ? `${text.slice(0, mostOutput)} …` : text;
  return {
    check: 'script',
    level: 'pass',
    text: shown === '' ? 'The script ran, and wrote nothing.' : `The script ran, and wrote:\n${shown}`,
  };
}

const failed = (text: string): TestCheck => ({ check: 'script', level: 'failed', text });
const unknown = (text: string): TestCheck => ({ check: 'script', level: 'unknown', text: `Whether the script ran is not known. ${text}` });
const notRun = (why: string): TestCheck => ({ check: 'script', level: 'notRun', text: `not run: ${why}` });
