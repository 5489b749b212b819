import { areApart, isArmId, keyOf, type ArmResource } from '../../resource.ts';
import { ArmError } from '../../wire.ts';
import { fieldAt, textAt } from '../../recovery/field.ts';
import type { World } from '../../world.ts';
import { badRequest } from '../errors.ts';
import { diskBody } from './diskBody.ts';

export interface DiskEntry {
  readonly name?: string;
  readonly osType?: string;
  readonly createOption?: string;
  readonly deleteOption?: string;
  readonly diskSizeGB?: number;
  readonly lun?: number;
  readonly caching?: string;
  readonly writeAcceleratorEnabled?: boolean;
  readonly vhd?: unknown;
  readonly managedDisk?: { readonly id?: string; readonly storageAccountType?: string };
  readonly diffDiskSettings?: unknown;
  readonly toBeDetached?: boolean;
}

export interface MachineProperties {
  readonly storageProfile?: { readonly osDisk?: DiskEntry; readonly dataDisks?: readonly DiskEntry[]; readonly imageReference?: unknown };
  readonly networkProfile?: {
    readonly networkInterfaces?: readonly {
      readonly id?: string;
      readonly properties?: { readonly deleteOption?: string; readonly primary?: boolean };
    }[];
  };
}

const OS_DISK_GB = 127;
const DATA_DISK_GB = 128;
const DISKS = 'Microsoft.Compute/disks';

/**
 * The machine with every managed disk of its storage profile in place, made where it is new and attached where it exists, and with its network
 * interfaces marked as its own. Throws, with nothing done, when one of them is not there, lies in another region, or is another's.
 */
export function attach(world: World, machine: ArmResource): ArmResource {
  const nics = ownNics(world, machine);
  const properties = machine.properties as MachineProperties | undefined;
  const profile = properties?.storageProfile;
  const osDisk = profile?.osDisk && attachedDisk(world, machine, profile.osDisk, 0);
  const dataDisks = (profile?.dataDisks ?? []).map((entry, i) => attachedDisk(world, machine, entry, i + 1));
  for (const { disk } of [...(osDisk ? [osDisk] : []), ...dataDisks]) if (disk) world.store.put(disk);
  for (const nic of nics) world.store.put(nic);
  if (!profile) return machine;
  const storageProfile = { ...profile, ...(osDisk && { osDisk: osDisk.entry }), dataDisks: dataDisks.map(({ entry }) => entry) };
  return { ...machine, properties: { ...properties, storageProfile } };
}

interface Attached {
  readonly entry: DiskEntry;
  /** None for what is no resource: a VHD in a storage account, or a disk that lives on the host. */
  readonly disk?: ArmResource;
}

function attachedDisk(world: World, machine: ArmResource, entry: DiskEntry, index: number): Attached {
  if (entry.vhd !== undefined || entry.diffDiskSettings !== undefined) return { entry };
  const given = entry.managedDisk?.id;
  const kind = index === 0 ? 'OsDisk_1' : `DataDisk_${index}`;
  const name = given?.split('/').at(-1) ?? entry.name ?? `${machine.name}_${kind}_${world.newGuid().replaceAll('-', '')}`;
  const id = given ?? `${machine.id.split('/').slice(0, 5).join('/')}/providers/${DISKS}/${name}`;
  if (!isArmId(id)) throw badRequest('InvalidParameter', `'${id}' is not the id of a disk.`);
  const existing = world.store.get(id);
  if (!existing && entry.createOption?.toLowerCase() === 'attach') throw badRequest('InvalidParameter', `Disk '${id}' was not found.`);
  const owner = existing?.['managedBy'];
  if (typeof owner === 'string' && keyOf(owner) !== keyOf(machine.id)) {
    throw new ArmError(409, 'ConflictingUserInput', `Disk '${name}' cannot be attached as the disk is already owned by VM '${owner}'.`);
  }
  const disk = existing ?? newDisk(world, machine, { id, name, entry, isOs: index === 0 });
  const sku = (disk['sku'] as { name?: string } | undefined)?.name;
  const osType = entry.osType ?? textAt(disk, 'properties', 'osType') ?? osTypeOf(machine);
  return {
    disk: { ...disk, managedBy: machine.id, properties: { ...disk.properties, diskState: 'Attached' } },
    entry: {
      ...entry,
      name,
      ...(index === 0 && { osType }),
      diskSizeGB: disk.properties?.['diskSizeGB'] as number,
      managedDisk: { ...(sku && { storageAccountType: sku }), id: disk.id },
    },
  };
}

interface NewDisk {
  readonly id: string;
  readonly name: string;
  readonly entry: DiskEntry;
  readonly isOs: boolean;
}

/** A disk as a machine's entry wants it, attached to nothing yet. */
export function newDisk(world: World, machine: ArmResource, { id, name, entry, isOs }: NewDisk): ArmResource {
  const { zones } = machine as { zones?: readonly string[] };
  return diskBody(world, {
    id,
    name,
    type: DISKS,
    location: machine.location ?? '',
    ...(zones && { zones }),
    sku: { name: entry.managedDisk?.storageAccountType ?? 'Premium_LRS' },
    properties: {
      ...(isOs && { osType: entry.osType ?? osTypeOf(machine) }),
      creationData: { createOption: entry.createOption ?? (isOs ? 'FromImage' : 'Empty') },
      diskSizeGB: entry.diskSizeGB ?? (isOs ? OS_DISK_GB : DATA_DISK_GB),
    },
  });
}

/** As far as the image tells. */
export function osTypeOf(machine: ArmResource): string {
  const image = (machine.properties as MachineProperties | undefined)?.storageProfile?.imageReference;
  return /windows/i.test(JSON.stringify(image ?? '')) ? 'Windows' : 'Linux';
}

/** Lets go of what the machine no longer names. `gone`: the machine itself goes, and takes what is marked `Delete` with it. */
export function detachOthers(world: World, before: ArmResource, after: ArmResource | undefined): void {
  const { store } = world;
  const kept = new Set(after ? diskEntries(after).map(({ managedDisk }) => keyOf(managedDisk?.id ?? '')) : []);
  for (const { managedDisk, deleteOption } of diskEntries(before)) {
    const disk = managedDisk?.id === undefined || kept.has(keyOf(managedDisk.id)) ? undefined : store.get(managedDisk.id);
    if (!disk) continue;
    if (deleteOption === 'Delete') store.delete(disk.id);
    else {
      const { managedBy: _owner, ...free } = disk;
      store.put({ ...free, properties: { ...disk.properties, diskState: 'Unattached' } });
    }
  }
  const nicsKept = new Set(after ? nicEntries(after).map(({ id }) => keyOf(id ?? '')) : []);
  for (const { id, properties } of nicEntries(before)) {
    const nic = id === undefined || nicsKept.has(keyOf(id)) ? undefined : store.get(id);
    if (!nic) continue;
    if (properties?.deleteOption === 'Delete') store.delete(nic.id);
    else {
      const { virtualMachine: _machine, primary: _primary, ...free } = nic.properties ?? {};
      store.put({ ...nic, properties: free });
    }
  }
}

function ownNics(world: World, machine: ArmResource): readonly ArmResource[] {
  const entries = nicEntries(machine);
  const flagged = entries.findIndex(({ properties }) => properties?.primary === true);
  const nics: ArmResource[] = [];
  for (const [index, { id = '' }] of entries.entries()) {
    const nic = world.store.get(id);
    if (!nic || areApart(nic, machine)) {
      throw badRequest(
        'InvalidResourceReference',
        `Resource ${id} referenced by resource ${machine.id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
      );
    }
    const owner = fieldAt(nic.properties, 'virtualMachine', 'id');
    if (typeof owner === 'string' && keyOf(owner) !== keyOf(machine.id)) {
      // [GAP] The network service's words for what it will not delete, which public reports have; those for this were never read.
      throw badRequest('NicInUse', `Network Interface ${nic.id} is used by existing resource ${owner}.`);
    }
    nics.push({
      ...nic,
      properties: { ...nic.properties, primary: index === Math.max(flagged, 0), virtualMachine: { id: machine.id } },
    });
  }
  return nics;
}

/** The OS disk first. */
export function diskEntries(machine: ArmResource): readonly DiskEntry[] {
  const profile = (machine.properties as MachineProperties | undefined)?.storageProfile;
  return [...(profile?.osDisk ? [profile.osDisk] : []), ...(profile?.dataDisks ?? [])];
}

export function nicEntries(machine: ArmResource): NonNullable<NonNullable<MachineProperties['networkProfile']>['networkInterfaces']> {
  return (machine.properties as MachineProperties | undefined)?.networkProfile?.networkInterfaces ?? [];
}
