import { subscriptionOf } from '../model/armId.ts';
import type { ArmId } from '../model/armId.ts';
import type { Resource } from '../model/resource.ts';
import type { Companion, CompanionRole } from './assessment.ts';
import { hiddenMachines } from './hiddenProtection.ts';
import type { InventoryIndex } from './inventoryIndex.ts';

/** Site Recovery's own things: what they are, and by which id they are known. */
export interface Companions {
  readonly list: readonly Companion[];
  /** Machines that are not machines of their own. */
  readonly machines: ReadonlySet<ArmId>;
  /** Cache storage accounts. */
  readonly caches: ReadonlySet<ArmId>;
}

/**
 * Companions are known by reference from a readable item. By name, as a hint, only around machines that are replicated by an
 * item that cannot be read. A machine that is itself the source of an item is a machine of its own, whoever refers to it.
 * Yields now and then.
 */
export function* findCompanions(index: InventoryIndex): Generator<void, Companions> {
  const list: Companion[] = [];
  const machines = new Set<ArmId>();
  const caches = new Set<ArmId>();
  const add = (row: Resource | undefined, role: CompanionRole, of: Pick<Resource, 'id' | 'azureId'>, byName = false): void => {
    if (row !== undefined) list.push({ id: row.id, azureId: row.azureId, role, of: of.id, ofAzureId: of.azureId, byName });
  };
  const addMachine = (id: ArmId | null | undefined, role: CompanionRole, of: Pick<Resource, 'id' | 'azureId'>, byName = false): void => {
    if (id == null || index.itemsBySource.has(id)) return;
    machines.add(id);
    add(index.machines.get(id), role, of, byName);
  };

  const testDisksOf = new Map<ArmId, Pick<Resource, 'id' | 'azureId'>>();
  const cachePairs = new Set<string>();
  for (const [at, item] of index.inventory.protectedItems.entries()) {
    if (at % chunk === 0) yield;
    const of = (item.sourceId === undefined ? undefined : index.machines.get(item.sourceId)) ?? item;
    addMachine(item.recoveryMachineId, 'recoveryMachine', of);
    addMachine(item.testMachineId, 'testMachine', of);
    if (item.testMachineId != null) testDisksOf.set(item.testMachineId, of);
    for (const { replicaDiskId, cacheAccountId } of item.disks ?? []) {
      if (replicaDiskId !== undefined) add(index.disks.get(replicaDiskId), 'replicaDisk', of);
      if (cacheAccountId === undefined) continue;
      caches.add(cacheAccountId);
      const pair = `${cacheAccountId} ${of.id}`;
      if (cachePairs.has(pair)) continue;
      cachePairs.add(pair);
      add(index.accounts.get(cacheAccountId), 'cacheAccount', of);
    }
  }
  addByName(index, add, addMachine, testDisksOf);
  yield;
  if (testDisksOf.size > 0) {
    for (const disk of index.inventory.disks) {
      const of = disk.attachedTo === undefined ? undefined : testDisksOf.get(disk.attachedTo);
      if (of !== undefined) add(disk, 'testDisk', of);
    }
  }
  return { list: list.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)), machines, caches };
}

const chunk = 500;

function sortKey({ of, role, id }: Companion): string {
  return `${of} ${role} ${id}`;
}

/** `{machine}-test`, `{disk}-ASRReplica`: names that Site Recovery gives (recorded). */
function addByName(
  index: InventoryIndex,
  add: (row: Resource | undefined, role: CompanionRole, of: Resource, byName: boolean) => void,
  addMachine: (id: ArmId, role: CompanionRole, of: Resource, byName: boolean) => void,
  testDisksOf: Map<ArmId, Pick<Resource, 'id' | 'azureId'>>,
): void {
  const hidden = hiddenMachines(index);
  if (hidden.length === 0) return;
  const byTestName = new Map(hidden.map((vm) => [`${subscriptionOf(vm.id)} ${vm.name.toLowerCase()}-test`, vm]));
  for (const vm of index.inventory.machines) {
    const of = byTestName.get(`${subscriptionOf(vm.id)} ${vm.name.toLowerCase()}`);
    if (of === undefined || vm.location === of.location || index.linksByMachine.has(vm.id)) continue;
    addMachine(vm.id, 'testMachine', of, true);
    testDisksOf.set(vm.id, of);
  }
  const byReplicaName = new Map<string, Resource>(
    hidden.flatMap((vm) => (vm.disks ?? []).map((disk) => [`${subscriptionOf(vm.id)} ${disk.name.toLowerCase()}-asrreplica`, vm] as const)),
  );
  for (const disk of index.inventory.disks) {
    const of = byReplicaName.get(`${subscriptionOf(disk.id)} ${disk.name.toLowerCase()}`);
    if (of !== undefined) add(disk, 'replicaDisk', of, true);
  }
}
