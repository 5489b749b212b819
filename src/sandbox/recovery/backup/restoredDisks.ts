import { diskEntries, newDisk, type DiskEntry } from '../../arm/compute/attachments.ts';
import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { fieldAt } from '../field.ts';

/** Where the disks of a point go. */
export interface RestoredTo {
  readonly groupId: string;
  readonly location: string;
  /** The data disks that are wanted; all where it is no list. */
  readonly luns: unknown;
}

export interface RestoredDisk {
  /** What it was restored from, as the machine names it. */
  readonly entry: DiskEntry;
  readonly disk: ArmResource;
}

/**
 * Puts the disks of a machine as they come out of a vault, attached to nothing; the OS disk first. [GAP] Their names, and that they are the disks
 * which the machine has now: what a machine had that is gone by now is not kept.
 */
export function putRestoredDisks(world: World, machine: ArmResource, { groupId, location, luns }: RestoredTo): readonly RestoredDisk[] {
  const stamp = world.clock
    .now()
    .toISOString()
    .replaceAll(/[-:]|\..*/g, '')
    .replace('T', '-');
  return diskEntries(machine).flatMap((entry, at) => {
    const isOs = at === 0;
    if (!isOs && Array.isArray(luns) && !luns.includes(entry.lun)) return [];
    const name = `${machine.name}-${isOs ? 'osdisk' : `datadisk-${String(entry.lun ?? at - 1).padStart(3, '0')}`}-${stamp}`;
    const source = world.store.get(entry.managedDisk?.id ?? '');
    const fresh = newDisk(world, machine, { id: `${groupId}/providers/Microsoft.Compute/disks/${name}`, name, entry, isOs });
    const sizeGb = fieldAt(source, 'properties', 'diskSizeGB') ?? fresh.properties?.['diskSizeGB'];
    const disk = {
      ...fresh,
      location,
      sku: source?.['sku'] ?? fresh['sku'],
      properties: {
        ...fresh.properties,
        creationData: { createOption: 'Restore' },
        diskSizeGB: sizeGb,
        diskSizeBytes: Number(sizeGb) * 1024 ** 3,
        diskState: 'Unattached',
      },
    };
    world.store.put(disk);
    return [{ entry, disk }];
  });
}
