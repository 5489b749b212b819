import type { ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { computeOperation } from './computeOperation.ts';
import { instanceViewOf, powerStateOf } from './instanceView.ts';
import { MACHINES } from './machineReads.ts';
import { calledMachine } from './specialActions.ts';

const ONE = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${MACHINES}/{machine}`;
/** [GAP] Seconds; Azure's take minutes. */
const ASSESS_SECONDS = 60;
const INSTALL_SECONDS = 300;

/** Which patches a machine lacks: none here. The last answer stands in its instance view. Shapes: the OpenAPI's examples. */
export function registerPatches(world: World): void {
  world.router
    .add('POST', `${ONE}/assessPatches`, (call) => {
      const assessmentActivityId = world.newGuid();
      const counts = { rebootPending: false, criticalAndSecurityPatchCount: 0, otherPatchCount: 0 };
      return begin(world, call, ASSESS_SECONDS, 'availablePatchSummary', (startTime) => ({
        shown: { assessmentActivityId, ...counts, startTime },
        answer: { assessmentActivityId, ...counts, startDateTime: startTime, availablePatches: [] },
      }));
    })
    .add('POST', `${ONE}/installPatches`, (call) => {
      const installationActivityId = world.newGuid();
      const counts = {
        maintenanceWindowExceeded: false,
        excludedPatchCount: 0,
        notSelectedPatchCount: 0,
        pendingPatchCount: 0,
        installedPatchCount: 0,
        failedPatchCount: 0,
      };
      return begin(world, call, INSTALL_SECONDS, 'lastPatchInstallationSummary', (startTime) => ({
        shown: { installationActivityId, ...counts, startTime },
        answer: { installationActivityId, rebootStatus: 'NotNeeded', ...counts, patches: [], startDateTime: startTime },
      }));
    });
}

interface Outcome {
  /** In the instance view. */
  readonly shown: object;
  readonly answer: object;
}

function begin(world: World, call: Call, seconds: number, summary: string, outcome: (startTime: string) => Outcome): Reply {
  const { store, clock } = world;
  const machine = calledMachine(world, call);
  assertRunning(world, machine);
  const { shown, answer } = outcome(clock.now().toISOString());
  const finish = (): unknown => {
    const now = store.get(machine.id);
    if (!now) return undefined;
    const view = instanceViewOf(now, clock.now());
    const status = { status: 'Succeeded', ...shown, lastModifiedTime: clock.now().toISOString() };
    const patchStatus = { ...(view['patchStatus'] as object | undefined), [summary]: status };
    store.put({ ...now, properties: { ...now.properties, instanceView: { ...view, patchStatus } } });
    return { status: 'Succeeded', ...answer, error: null };
  };
  return computeOperation(world, call, machine.location ?? '', { seconds, finish });
}

/** Throws Azure's 409 for a machine that cannot be asked; [GAP] the words of scripts on machines. */
function assertRunning(world: World, machine: ArmResource): void {
  if (powerStateOf(machine, world.clock.now()) === 'running') return;
  throw new ArmError(409, 'OperationNotAllowed', 'The operation requires the VM to be running (or set to run).');
}
