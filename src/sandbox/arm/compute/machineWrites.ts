import { reportNewDisks } from '../../recovery/items/reportNewDisks.ts';
import type { ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { mergedResource, pathOf, putBody } from '../generic.ts';
import { withPrincipal } from '../identity.ts';
import { isStill } from '../isStill.ts';
import { attachDisks, attachNics, detachOthers, type MachineProperties } from './attachments.ts';
import { checkComputerName } from './checkComputerName.ts';
import { computeOperation } from './computeOperation.ts';
import { withPower } from './instanceView.ts';
import { machineBody } from './machineBody.ts';
import { MACHINES } from './machineReads.ts';
import { assertStays } from './specialActions.ts';

/** [GAP] Seconds; never recorded. */
const CREATE_SECONDS = 45;
const UPDATE_SECONDS = 20;
const DELETE_SECONDS = 40;

/** PUT, PATCH and DELETE of virtual machines, with what they do to disks and network interfaces. */
export function registerMachineWrites(world: World): void {
  const { router, store, clock } = world;
  const one = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${MACHINES}/{machine}`;

  router.add('PUT', one, (call) => {
    const { resource, before } = putBody(world, call);
    if (!before) checkComputerName(resource);
    return save(call, withoutSecrets(resource), before);
  });
  router.add('PATCH', one, (call) => save(call, withoutSecrets(mergedResource(world, call)), store.get(pathOf(call).id)));
  router.add('DELETE', one, (call) => {
    const machine = store.get(pathOf(call).id);
    if (!machine) return { status: 204 };
    store.put(withState(machine, 'Deleting'));
    const finish = (): void => {
      if (!isStill(world, machine, 'vmId')) return;
      detachOthers(world, machine, undefined);
      store.delete(machine.id);
    };
    return computeOperation(world, call, machine.location ?? '', { seconds: DELETE_SECONDS, finish });
  });

  function save(call: Call, sent: ArmResource, before: ArmResource | undefined): Reply {
    if (before) assertStays(before, 'Update VM');
    const kept = before?.properties ?? {};
    const machine = machineBody({
      ...withPrincipal(world, sent, before),
      properties: {
        vmId: kept['vmId'] ?? world.newGuid(),
        ...sent.properties,
        ...(kept['instanceView'] !== undefined && { instanceView: kept['instanceView'] }),
        timeCreated: kept['timeCreated'] ?? clock.now().toISOString(),
      },
    });
    attachNics(world, machine);
    const attached = attachDisks(world, machine);
    if (before) {
      detachOthers(world, before, attached);
      reportNewDisks(world, before, attached);
    }
    const waiting = withState(attached, before ? 'Updating' : 'Creating');
    store.put(waiting);
    const seconds = before ? UPDATE_SECONDS : CREATE_SECONDS;
    const finish = (): unknown => {
      const now = store.get(attached.id);
      if (!now) return undefined;
      const done = before ? now : withPower(now, 'running', clock.now());
      store.put(withState(done, 'Succeeded'));
      return undefined;
    };
    const { instanceView: _view, userData: _data, ...shown } = waiting.properties ?? {};
    return computeOperation(
      world,
      call,
      attached.location ?? '',
      { seconds, finish },
      { status: before ? 200 : 201, body: { ...waiting, properties: shown } },
    );
  }
}

function withState(machine: ArmResource, provisioningState: string): ArmResource {
  return { ...machine, properties: { ...machine.properties, provisioningState } };
}

/** Azure takes a password and never shows it again. */
function withoutSecrets(machine: ArmResource): ArmResource {
  const properties = machine.properties as (MachineProperties & { osProfile?: Record<string, unknown> }) | undefined;
  if (!properties?.osProfile) return machine;
  const { adminPassword: _password, customData: _data, ...osProfile } = properties.osProfile;
  return { ...machine, properties: { ...properties, osProfile } };
}
