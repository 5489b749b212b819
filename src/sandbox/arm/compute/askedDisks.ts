import { listAt, textAt } from '../../recovery/field.ts';
import { keyOf, type ArmResource } from '../../resource.ts';
import { badRequest } from '../errors.ts';
import type { DiskEntry, MachineProperties } from './attachments.ts';

interface Asked extends Pick<DiskEntry, 'lun' | 'caching' | 'deleteOption' | 'writeAcceleratorEnabled'> {
  readonly diskId: string;
  readonly diskEncryptionSet?: unknown;
}

/** What `attachDetachDataDisks` makes of a machine. The OpenAPI: who names no LUN is given one. [GAP] Neither it nor a refusal was recorded. */
export function withDisksAsAsked(machine: ArmResource, asked: object): ArmResource {
  const properties = machine.properties as MachineProperties | undefined;
  const { storageProfile } = properties ?? {};
  const before = storageProfile?.dataDisks ?? [];
  const keys = (disks: readonly DiskEntry[]): Set<string> => new Set(disks.map(({ managedDisk }) => keyOf(managedDisk?.id ?? '')));

  const gone = new Set(listAt(asked, 'dataDisksToDetach').map((disk) => keyOf(idOf(disk))));
  const absent = [...gone].find((key) => !keys(before).has(key));
  if (absent !== undefined) throw badRequest('InvalidParameter', `Disk '${absent}' is not attached to VM '${machine.name}'.`);

  const dataDisks = before.filter(({ managedDisk }) => !gone.has(keyOf(managedDisk?.id ?? '')));
  for (const disk of listAt(asked, 'dataDisksToAttach')) {
    const id = idOf(disk);
    const { diskId: _id, diskEncryptionSet: _set, lun = freeLun(dataDisks), ...rest } = disk as Asked;
    if (keys(dataDisks).has(keyOf(id))) throw badRequest('InvalidParameter', `Disk '${id}' is already attached to VM '${machine.name}'.`);
    dataDisks.push({ ...rest, lun, createOption: 'Attach', managedDisk: { id } });
  }
  return { ...machine, properties: { ...properties, storageProfile: { ...storageProfile, dataDisks } } };
}

function idOf(disk: unknown): string {
  const id = textAt(disk, 'diskId');
  if (id === undefined) throw badRequest('InvalidParameter', "Required parameter 'diskId' is missing (null).");
  return id;
}

function freeLun(disks: readonly DiskEntry[]): number {
  const taken = new Set(disks.map(({ lun }) => lun));
  let lun = 0;
  while (taken.has(lun)) lun += 1;
  return lun;
}
