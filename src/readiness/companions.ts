import { subscriptionOf } from '../model/armId.ts';
import type { ArmId } from '../model/armId.ts';
import type { ManagedDisk, VirtualMachine } from '../model/compute.ts';
import type { ProtectedItem } from '../model/protectedItem.ts';
import type { Known, Resource } from '../model/resource.ts';
import type { Companion, CompanionRole } from './assessment.ts';
import { hiddenMachines } from './hiddenProtection.ts';
import { inSlices } from './inSlices.ts';
import { isSource } from './inventoryIndex.ts';
import type { InventoryIndex } from './inventoryIndex.ts';
import { sortedFew } from './sortedFew.ts';

/** Site Recovery's own things: what they are, and by which id they are known. */
export interface Companions {
  readonly list: readonly Companion[];
  /** Machines that are not machines of their own. */
  readonly machines: ReadonlySet<ArmId>;
  /** Cache storage accounts, with the regions of the machines that are replicated through them. */
  readonly caches: ReadonlyMap<ArmId, ReadonlySet<Known<string>>>;
}

/** A machine (or the item, if the machine is gone) with its companions; of one machine a companion may stand in it twice. */
interface Served {
  readonly of: Pick<Resource, 'id' | 'azureId'>;
  readonly companions: Companion[];
}

interface Reference {
  readonly role: CompanionRole;
  readonly served: Served;
  readonly byName: boolean;
}

/** By the companion's id; a companion may serve several machines. */
type References = Map<ArmId, Reference[]>;

/** Rows looked at between two yields. */
const slice = 2000;

/**
 * Companions are known by reference from a readable item. By name, as a hint, only around machines that are replicated by an
 * item that cannot be read. A machine that is itself the source of an item is a machine of its own, whoever refers to it.
 * Linear in the size of the estate; yields every few milliseconds.
 */
export function* findCompanions(index: InventoryIndex): Generator<void, Companions> {
  const machines: References = new Map();
  const staged = new Map<ArmId, Set<Known<string>>>();
  // In the order of items: whatever the order of rows, so that only the few companions of one machine need sorting.
  const served = new Map<object, Served>();
  yield* inSlices(index.items, slice, ({ item, vm }) => {
    const of = vm ?? item;
    let own = served.get(of);
    if (own === undefined) served.set(of, (own = { of, companions: [] }));
    referTo(item, own, index, machines);
    addDisks(item, own, index, staged);
  });
  const hidden = hiddenMachines(index).map((vm) => ({ vm, served: { of: vm, companions: [] } }));
  for (const one of hidden) served.set(one.vm, one.served);
  for (const { vm, items, links } of hidden.length === 0 ? [] : index.machines.values()) {
    const of = links.length > 0 || items.length > 0 ? undefined : testedBy(vm, hidden);
    if (of !== undefined) refer(machines, vm.id, { role: 'testMachine', served: of, byName: true });
  }
  for (const account of hidden.length === 0 ? [] : index.accounts.values()) {
    const of = staged.has(account.id) ? undefined : stagedFor(account, hidden);
    if (of === undefined) continue;
    add(account, { role: 'cacheAccount', served: of.served, byName: true });
    stage(staged, account.id, of.vm.location);
  }
  yield;
  // Few disks are asked for, and most items have some.
  let replicas: ReadonlySet<ArmId> | undefined;
  const addDisk = (disk: ManagedDisk | undefined, reference: Reference): void => {
    if (disk !== undefined && !(replicas ??= replicaIds(index)).has(disk.id)) add(disk, reference);
  };
  for (const [id, references] of machines) {
    const rows = index.machines.get(id);
    for (const one of references) {
      add(rows?.vm, one);
      if (one.role === 'testMachine') for (const disk of rows?.disks ?? []) addDisk(disk, { ...one, role: 'testDisk' });
    }
  }
  yield;
  yield* inSlices(hidden.length === 0 ? [] : index.inventory.disks, slice, (disk) => {
    const of = replicaByName(disk, hidden);
    if (of !== undefined) addDisk(disk, { role: 'replicaDisk', served: of.served, byName: true });
  });
  const list: Companion[] = [];
  for (const { companions } of served.values()) {
    let last: Companion | undefined;
    for (const one of sortedFew(companions, inOrder)) {
      if (last === undefined || inOrder(last, one) !== 0) list.push(one);
      last = one;
    }
  }
  return { list, machines: new Set(machines.keys()), caches: staged };
}

function add(row: Resource | undefined, { role, served, byName }: Reference): void {
  if (row === undefined) return;
  const { id, azureId } = served.of;
  served.companions.push({ id: row.id, azureId: row.azureId, role, of: id, ofAzureId: azureId, byName });
}

function refer(references: References, id: ArmId, reference: Reference): void {
  const known = references.get(id);
  if (known === undefined) references.set(id, [reference]);
  else known.push(reference);
}

function stage(staged: Map<ArmId, Set<Known<string>>>, account: ArmId, region: Known<string>): void {
  const regions = staged.get(account);
  if (regions === undefined) staged.set(account, new Set([region]));
  else regions.add(region);
}

function referTo(item: ProtectedItem, served: Served, index: InventoryIndex, machines: References): void {
  const { recoveryMachineId: recovery, testMachineId: test } = item;
  if (recovery != null && !isSource(index, recovery)) refer(machines, recovery, { role: 'recoveryMachine', served, byName: false });
  const home = machineLeft(item, index);
  if (home !== undefined) refer(machines, home, { role: 'recoveryMachine', served, byName: true });
  if (test != null && !isSource(index, test)) refer(machines, test, { role: 'testMachine', served, byName: false });
}

/**
 * The machine that a re-protected one was failed over from, where Azure leaves it: it stands still in the target's group, and the next failover takes
 * its place. Azure names no id for it once the copy is done [recorded], so it is known by place, name and standing still.
 */
function machineLeft(
  { wasReprotected, initialLocation, sourceLocation, targetLocation, targetResourceGroupId, friendlyName }: ProtectedItem,
  index: InventoryIndex,
): ArmId | undefined {
  if (targetLocation === undefined || targetLocation === sourceLocation || targetResourceGroupId == null) return undefined;
  if (wasReprotected !== true && initialLocation !== targetLocation) return undefined;
  const id = `${targetResourceGroupId}/providers/microsoft.compute/virtualmachines/${friendlyName.toLowerCase()}` as ArmId;
  const vm = index.machines.get(id)?.vm;
  if (vm?.location !== targetLocation || isSource(index, id)) return undefined;
  return vm.powerState === 'deallocated' || vm.powerState === 'stopped' ? id : undefined;
}

/** What the disks of an item are replicated to and through. All of them mostly share a cache account: it is looked up once. */
function addDisks(
  { disks, sourceLocation }: ProtectedItem,
  served: Served,
  index: InventoryIndex,
  staged: Map<ArmId, Set<Known<string>>>,
): void {
  const replica: Reference = { role: 'replicaDisk', served, byName: false };
  let last: ArmId | undefined;
  for (const { replicaDiskId, cacheAccountId } of disks ?? []) {
    if (replicaDiskId !== undefined) add(index.disks.get(replicaDiskId), replica);
    if (cacheAccountId === undefined || cacheAccountId === last) continue;
    last = cacheAccountId;
    add(index.accounts.get(cacheAccountId), { role: 'cacheAccount', served, byName: false });
    stage(staged, cacheAccountId, sourceLocation);
  }
}

function replicaIds({ items }: InventoryIndex): Set<ArmId> {
  const ids = new Set<ArmId>();
  for (const { item } of items) for (const { replicaDiskId } of item.disks ?? []) if (replicaDiskId !== undefined) ids.add(replicaDiskId);
  return ids;
}

/** A machine that is replicated by an item that cannot be read. */
interface Hidden {
  readonly vm: VirtualMachine;
  readonly served: Served;
}

/** `{machine}-test` in another region: the name that Site Recovery gives to a test machine (recorded). */
function testedBy(test: Resource, hidden: readonly Hidden[]): Served | undefined {
  const name = test.name.toLowerCase();
  if (!name.endsWith('-test')) return undefined;
  return hidden.find(({ vm }) => name === `${vm.name.toLowerCase()}-test` && vm.location !== test.location && isNear(vm, test))?.served;
}

/** `{disk}-ASRReplica`: the name that Site Recovery gives to a replica (recorded). */
function replicaByName(disk: ManagedDisk, hidden: readonly Hidden[]): Hidden | undefined {
  const name = disk.name.toLowerCase();
  if (!name.endsWith('-asrreplica')) return undefined;
  return hidden.find(({ vm }) => isNear(vm, disk) && vm.disks?.some((own) => name === `${own.name.toLowerCase()}-asrreplica`));
}

/** `…asrcache` in the region of the machine: the name of a cache account that the portal makes. */
function stagedFor(account: Resource, hidden: readonly Hidden[]): Hidden | undefined {
  if (!account.name.toLowerCase().endsWith('asrcache')) return undefined;
  return hidden.find(({ vm }) => isNear(vm, account) && vm.location === account.location);
}

function isNear(a: Resource, b: Resource): boolean {
  return subscriptionOf(a.id) === subscriptionOf(b.id);
}

function inOrder(a: Companion, b: Companion): number {
  if (a.role !== b.role) return a.role < b.role ? -1 : 1;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return 0;
}
