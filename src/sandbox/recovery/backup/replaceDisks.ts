import { attach, detachOthers, type DiskEntry, type MachineProperties } from '../../arm/compute/attachments.ts';
import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { putRestoredDisks } from './restoredDisks.ts';

/**
 * Gives a machine the disks of a point in place of those that it has (documented: those stay, attached to nothing). [GAP] Whether the machine is
 * stopped for it: here it goes on as it was.
 */
export function replaceDisks(world: World, machine: ArmResource, luns: unknown): void {
  const groupId = machine.id.split('/').slice(0, 5).join('/');
  const restored = putRestoredDisks(world, machine, { groupId, location: machine.location ?? '', luns });
  const replaced = (entry: DiskEntry): DiskEntry => {
    const own = restored.find(({ entry: from }) => from === entry);
    if (!own) return entry;
    const { vhd: _vhd, ...rest } = entry;
    return { ...rest, name: own.disk.name, createOption: 'Attach', managedDisk: { id: own.disk.id } };
  };
  const after = attach(world, withDisks(machine, replaced));
  detachOthers(
    world,
    withDisks(machine, ({ deleteOption: _deleted, ...entry }) => entry),
    after,
  );
  world.store.put(after);
}

function withDisks(machine: ArmResource, change: (entry: DiskEntry) => DiskEntry): ArmResource {
  const profile = (machine.properties as MachineProperties | undefined)?.storageProfile;
  const osDisk = profile?.osDisk && change(profile.osDisk);
  const dataDisks = (profile?.dataDisks ?? []).map((entry) => change(entry));
  return { ...machine, properties: { ...machine.properties, storageProfile: { ...profile, ...(osDisk && { osDisk }), dataDisks } } };
}
