import { reportNewDisks } from '../../recovery/items/reportNewDisks.ts';
import type { ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { badRequest } from '../errors.ts';
import { bodyObject, mergedResource, pathOf, putBody } from '../generic.ts';
import { withIdentity } from '../identity.ts';
import { isStill } from '../isStill.ts';
import { attach, detachOthers, type MachineProperties } from './attachments.ts';
import { withDisksAsAsked } from './askedDisks.ts';
import { checkAttached } from './checkAttached.ts';
import { checkComputerName } from './checkComputerName.ts';
import { computeOperation } from './computeOperation.ts';
import { markDisks } from './diskAccess.ts';
import { assertKept } from './fixedProperties.ts';
import { withPower } from './instanceView.ts';
import { machineBody } from './machineBody.ts';
import { MACHINES } from './machineReads.ts';
import { assertStays, calledMachine } from './specialActions.ts';

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
  router.add('POST', `${one}/attachDetachDataDisks`, (call) => {
    const machine = calledMachine(world, call);
    const waiting = begin(world, machineBody(withDisksAsAsked(machine, bodyObject(call))), machine);
    const finish = (): unknown => {
      const now = store.get(waiting.id);
      if (!now) return undefined;
      store.put(withState(now, 'Succeeded'));
      return now.properties?.['storageProfile'];
    };
    return computeOperation(world, call, machine.location ?? '', { seconds: UPDATE_SECONDS, finish });
  });
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
    if (before) {
      assertStays(before, 'Update VM');
      assertKept(before, sent);
    }
    const kept = before?.properties ?? {};
    const machine = machineBody({
      ...withIdentity(world, sent, before),
      properties: {
        vmId: kept['vmId'] ?? world.newGuid(),
        ...sent.properties,
        ...(kept['instanceView'] !== undefined && { instanceView: kept['instanceView'] }),
        timeCreated: kept['timeCreated'] ?? clock.now().toISOString(),
      },
    });
    const waiting = begin(world, machine, before);
    const seconds = before ? UPDATE_SECONDS : CREATE_SECONDS;
    const finish = (): unknown => {
      const now = store.get(waiting.id);
      if (!now) return undefined;
      const done = before ? now : withPower(now, 'running', clock.now());
      store.put(withState(done, 'Succeeded'));
      return undefined;
    };
    const { instanceView: _view, userData: _data, ...shown } = waiting.properties ?? {};
    return computeOperation(
      world,
      call,
      waiting.location ?? '',
      { seconds, finish },
      { status: before ? 200 : 201, body: { ...waiting, properties: shown } },
    );
  }
}

/** Puts the machine as it is while it is made or changed, with its disks and network interfaces, and lets go of those that it no longer names. */
function begin(world: World, machine: ArmResource, before: ArmResource | undefined): ArmResource {
  const luns = ((machine.properties as MachineProperties).storageProfile?.dataDisks ?? []).map(({ lun }) => lun);
  const twice = luns.find((lun, i) => lun !== undefined && luns.indexOf(lun) !== i);
  // Words are those of public reports (azure-sdk-for-go #678).
  if (twice !== undefined) throw badRequest('InvalidParameter', `A disk at LUN ${twice} already exists.`);
  checkAttached(world, machine, before);
  const attached = attach(world, machine);
  if (before) {
    detachOthers(world, before, attached);
    reportNewDisks(world, before, attached);
  }
  const waiting = withState(attached, before ? 'Updating' : 'Creating');
  world.store.put(waiting);
  markDisks(world, waiting);
  return waiting;
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
