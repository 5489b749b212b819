import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { fieldAt, listAt, textAt } from '../../recovery/field.ts';
import { badRequest } from '../errors.ts';
import { bodyObject } from '../generic.ts';
import { computeOperation } from './computeOperation.ts';
import { powerStateOf } from './instanceView.ts';
import { MACHINES } from './machineReads.ts';
import { calledMachine } from './specialActions.ts';

const ONE = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${MACHINES}/{machine}`;
/** [GAP] Seconds that a script takes; never recorded. */
const SCRIPT_SECONDS = 20;

/** What can be asked of a machine besides its power: where its screenshot and its log are, and a script on it. */
export function registerMachineActions(world: World): void {
  world.router.add('POST', `${ONE}/retrieveBootDiagnosticsData`, (call) => bootDiagnostics(world, call));
  world.router.add('POST', `${ONE}/runCommand`, (call) => runCommand(world, call));
}

/** Shape: documented. [GAP] The addresses lead nowhere: no blobs are played. */
function bootDiagnostics(world: World, call: Call): Reply {
  const machine = calledMachine(world, call);
  if (fieldAt(machine, 'properties', 'diagnosticsProfile', 'bootDiagnostics', 'enabled') !== true) {
    throw badRequest('BootDiagnosticsNotEnabled', `Boot diagnostics is not enabled for the VM '${machine.name}'.`);
  }
  const blob = (name: string): string =>
    `https://sandbox.blob.core.windows.net/bootdiagnostics-${machine.name}/${machine.name}.${name}?sv=2023-01-03&sr=b&sig=none`;
  return { status: 200, body: { consoleScreenshotBlobUri: blob('screenshot.bmp'), serialConsoleLogBlobUri: blob('serialconsole.log') } };
}

/**
 * Shape: documented. [GAP] Nothing is run: the answer repeats the first line of the script, as a shell that echoes would; Azure's codes for a machine
 * that does not run were never recorded.
 */
function runCommand(world: World, call: Call): Reply {
  const machine = calledMachine(world, call);
  const body = bodyObject(call);
  const isWindows = textAt(machine, 'properties', 'storageProfile', 'osDisk', 'osType') === 'Windows';
  const wanted = isWindows ? 'RunPowerShellScript' : 'RunShellScript';
  if (body['commandId'] !== wanted)
    throw badRequest('InvalidParameter', `The command '${String(body['commandId'])}' is not for this machine.`);
  if (powerStateOf(machine, world.clock.now()) !== 'running') {
    throw badRequest('OperationNotAllowed', 'The operation requires the VM to be running (or set to run).');
  }
  const [first = ''] = listAt(body, 'script').map(String);
  const entry = (stream: string, message: string): object => ({
    code: `ComponentStatus/${stream}/succeeded`,
    level: 'Info',
    displayStatus: 'Provisioning succeeded',
    message,
  });
  const value = isWindows
    ? [entry('StdOut', first), entry('StdErr', '')]
    : [{ ...entry('', `Enable succeeded: \n[stdout]\n${first}\n\n[stderr]\n`), code: 'ProvisioningState/succeeded' }];
  return computeOperation(world, call, machine.location ?? '', { seconds: SCRIPT_SECONDS, finish: () => ({ value }) });
}
