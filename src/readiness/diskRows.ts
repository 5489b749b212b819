import { resourceGroupOf } from '../model/armId.ts';
import type { ArmId } from '../model/armId.ts';
import type { ManagedDisk } from '../model/compute.ts';

/** How far from where it is expected a disk is looked for: those of one machine stand together, in any order. */
const reach = 8;

interface Group {
  /** What ids of its disks begin with; '' for what is in no group. */
  readonly below: string;
  readonly rows: ManagedDisk[];
  /** Where the next disk is expected. */
  next: number;
  byId: Map<ArmId, ManagedDisk> | undefined;
}

/**
 * Disks by id, fastest for those that are asked for in the order of their machines. Of a large estate most ids are ids of disks, long ones,
 * and an index of them all is the slowest thing to make and to ask. Disks are mostly named after their machines, so within a group they
 * come in the order of these: the next ones are looked at first, and only groups where they are others get an index.
 */
export class DiskRows {
  readonly #groups = new Map<string, Group>();
  #group: Group | undefined;

  add(disk: ManagedDisk): void {
    let group = this.#groupOf(disk.id);
    if (group === undefined) {
      const id = resourceGroupOf(disk.id);
      this.#groups.set(id ?? '', (group = { below: id === undefined ? '' : `${id}/`, rows: [], next: 0, byId: undefined }));
    }
    group.rows.push(disk);
  }

  get(id: ArmId): ManagedDisk | undefined {
    const group = this.#groupOf(id);
    return group && (nextOf(group, id) ?? indexOf(group).get(id));
  }

  /** Neighbours mostly share it. */
  #groupOf(id: ArmId): Group | undefined {
    const { below = '' } = this.#group ?? {};
    if (below === '' || id.slice(0, below.length) !== below) this.#group = this.#groups.get(resourceGroupOf(id) ?? '');
    return this.#group;
  }
}

function nextOf(group: Group, id: ArmId): ManagedDisk | undefined {
  const { rows, next } = group;
  const end = Math.min(next + reach, rows.length);
  for (let at = Math.max(next - reach, 0); at < end; at += 1) {
    const row = rows[at]!;
    if (row.id !== id) continue;
    group.next = at + 1;
    return row;
  }
  return undefined;
}

function indexOf(group: Group): Map<ArmId, ManagedDisk> {
  if (group.byId === undefined) {
    group.byId = new Map();
    for (const row of group.rows) group.byId.set(row.id, row);
  }
  return group.byId;
}
