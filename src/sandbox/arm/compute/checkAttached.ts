import { listAt, textAt } from '../../recovery/field.ts';
import { keyOf, type ArmResource } from '../../resource.ts';
import type { ArmError } from '../../wire.ts';
import type { World } from '../../world.ts';
import { badRequest } from '../errors.ts';
import { diskEntries, nicEntries } from './attachments.ts';
import { powerStateOf } from './instanceView.ts';

/** Throws Azure's 400 for disks and network interfaces that a machine cannot be given, or not as it is. Words are those of public reports. */
export function checkAttached(world: World, machine: ArmResource, before: ArmResource | undefined): void {
  if (before) checkInterfaces(world, machine, before);
  for (const { managedDisk } of diskEntries(machine)) {
    const disk = world.store.get(managedDisk?.id ?? '');
    const refusal = disk && keyOf(textAt(disk, 'managedBy') ?? '') !== keyOf(machine.id) ? refusedDisk(machine, disk) : undefined;
    if (refusal) throw refusal;
  }
}

/** One network interface, or several: which of both is settled while a machine has a host (azure-powershell #4565). */
function checkInterfaces(world: World, machine: ArmResource, before: ArmResource): void {
  const [wanted, had] = [nicEntries(machine).length, nicEntries(before).length];
  if (wanted === 0 || had === 0 || (wanted === 1) === (had === 1)) return;
  if (powerStateOf(before, world.clock.now()) === 'deallocated') return;
  throw badRequest(
    'AddingOrDeletingNetworkInterfacesOnARunningVirtualMachineNotSupported',
    `Virtual machine ${machine.id} with a single network interface must be stop-deallocated before it can be updated to have multiple network interfaces and vice-versa.`,
  );
}

/** [GAP] A disk in a zone and a machine in none, nor in a set: Azure's answer was never read, so none is given. */
function refusedDisk(machine: ArmResource, disk: ArmResource): ArmError | undefined {
  const [zone, own] = [zoneOf(machine), zoneOf(disk)];
  if (zone === undefined) {
    if (own === undefined || textAt(machine, 'properties', 'availabilitySet', 'id') === undefined) return undefined;
    const reason = 'the resource belongs to an Availability Set and this feature is not supported.';
    return badRequest('BadRequest', `Zonal Disk '${disk.id}' cannot be attached to resource '${machine.name}' because ${reason}`);
  }
  const everywhere = textAt(disk, 'sku', 'name')?.endsWith('_ZRS') ?? false;
  if (zone === own || everywhere) return undefined;
  const where = own === undefined ? `in zone '${zone}'.` : `in the same zone as the VM. VM zone: '${zone}'. Disk zone: '${own}'.`;
  return badRequest('BadRequest', `Disk ${disk.id} cannot be attached to the VM because it is not ${where}`);
}

function zoneOf(resource: ArmResource): string | undefined {
  const [zone] = listAt(resource, 'zones');
  return typeof zone === 'string' ? zone : undefined;
}
