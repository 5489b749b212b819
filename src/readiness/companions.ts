import type { ArmId } from '../model/armId.ts';
import type { ManagedDisk, VirtualMachine } from '../model/compute.ts';
import type { ProtectedItem } from '../model/protectedItem.ts';
import type { Known, Resource } from '../model/resource.ts';
import type { Companion, CompanionRole } from './assessment.ts';
import type { ItemFacts } from './facts.ts';
import { hiddenMachines } from './hiddenProtection.ts';
import { inSlices } from './inSlices.ts';
import { isSource } from './inventoryIndex.ts';
import type { InventoryIndex } from './inventoryIndex.ts';
import { NamedAfter } from './namedAfter.ts';
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
  const replicas = new Set<ManagedDisk>();
  // In the order of items: whatever the order of rows, so that only the few companions of one machine need sorting.
  const served = new Map<object, Served>();
  yield* inSlices(index.items, slice, (facts) => {
    const { item, vm } = facts;
    const of = vm ?? item;
    let own = served.get(of);
    if (own === undefined) served.set(of, (own = { of, companions: [] }));
    referTo(facts, own, index, machines);
    addDisks(item, own, index, { replicas, staged });
  });
  const hidden = hiddenMachines(index);
  const hiddenNames = new NamedAfter();
  yield* inSlices(hidden, slice, (vm) => {
    served.set(vm, { of: vm, companions: [] });
    hiddenNames.add(vm);
  });
  const servedBy = (vm: VirtualMachine | undefined): Served | undefined => (vm === undefined ? undefined : served.get(vm));
  yield* inSlices(hidden.length === 0 ? [] : [...index.machines.values()], slice, ({ vm, items, links }) => {
    const of = links.length > 0 || items.length > 0 ? undefined : servedBy(hiddenNames.ofTest(vm));
    if (of !== undefined) refer(machines, vm.id, { role: 'testMachine', served: of, byName: true });
  });
  for (const account of hidden.length === 0 ? [] : index.accounts.values()) {
    const vm = staged.has(account.id) ? undefined : hiddenNames.ofCache(account);
    const of = servedBy(vm);
    if (vm === undefined || of === undefined) continue;
    add(account, { role: 'cacheAccount', served: of, byName: true });
    stage(staged, account.id, vm.location);
  }
  yield;
  const addDisk = (disk: ManagedDisk | undefined, reference: Reference): void => {
    if (disk !== undefined && !replicas.has(disk)) add(disk, reference);
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
    const of = servedBy(hiddenNames.ofReplica(disk));
    if (of !== undefined) addDisk(disk, { role: 'replicaDisk', served: of, byName: true });
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

function referTo({ item, phase }: ItemFacts, served: Served, index: InventoryIndex, machines: References): void {
  const { recoveryMachineId: recovery, testMachineId: test } = item;
  if (recovery != null && !isSource(index, recovery)) refer(machines, recovery, { role: 'recoveryMachine', served, byName: false });
  const home = machineLeft(item, index);
  if (home !== undefined) refer(machines, home, { role: 'recoveryMachine', served, byName: true });
  if (test != null && !isSource(index, test)) refer(machines, test, { role: 'testMachine', served, byName: false });
  // Azure names no id before the job that makes the machine is done.
  const recovered = phase === 'failedOver' && recovery == null ? madeOf(item, '', index) : undefined;
  if (recovered !== undefined) refer(machines, recovered.id, { role: 'recoveryMachine', served, byName: true });
  const tested = phase === 'testRunning' && test == null ? madeOf(item, '-test', index) : undefined;
  if (tested !== undefined) refer(machines, tested.id, { role: 'testMachine', served, byName: true });
}

/**
 * The machine that a re-protected one was failed over from, where Azure leaves it: it stands still in the target's group, and the next failover takes
 * its place. Azure names no id for it once the copy is done [recorded], so it is known by place, name and standing still.
 */
function machineLeft(item: ProtectedItem, index: InventoryIndex): ArmId | undefined {
  const { wasReprotected, initialLocation, sourceLocation, targetLocation } = item;
  if (targetLocation === undefined) return undefined;
  // Between zones of one region the regions tell nothing.
  if (wasReprotected !== true && (initialLocation !== targetLocation || targetLocation === sourceLocation)) return undefined;
  const vm = madeOf(item, '', index);
  return vm?.powerState === 'deallocated' || vm?.powerState === 'stopped' ? vm.id : undefined;
}

/** The machine that Site Recovery made of an item, by its place and name: in the target's group, named as the source, with `-test` after it for a test. */
function madeOf(
  { targetLocation, targetResourceGroupId, friendlyName }: ProtectedItem,
  suffix: '' | '-test',
  index: InventoryIndex,
): VirtualMachine | undefined {
  if (targetLocation === undefined || targetResourceGroupId === undefined) return undefined;
  const id = `${targetResourceGroupId}/providers/microsoft.compute/virtualmachines/${friendlyName.toLowerCase()}${suffix}` as ArmId;
  const vm = index.machines.get(id)?.vm;
  return vm?.location === targetLocation && !isSource(index, id) ? vm : undefined;
}

/** What the disks of an item are replicated to and through. All of them mostly share a cache account: it is looked up once. */
function addDisks(
  { disks, sourceLocation }: ProtectedItem,
  served: Served,
  index: InventoryIndex,
  { replicas, staged }: { readonly replicas: Set<ManagedDisk>; readonly staged: Map<ArmId, Set<Known<string>>> },
): void {
  const reference: Reference = { role: 'replicaDisk', served, byName: false };
  let last: ArmId | undefined;
  for (const { replicaDiskId, cacheAccountId } of disks ?? []) {
    const replica = replicaDiskId === undefined ? undefined : index.disks.get(replicaDiskId);
    add(replica, reference);
    if (replica !== undefined) replicas.add(replica);
    if (cacheAccountId === undefined || cacheAccountId === last) continue;
    last = cacheAccountId;
    add(index.accounts.get(cacheAccountId), { role: 'cacheAccount', served, byName: false });
    stage(staged, cacheAccountId, sourceLocation);
  }
}

function inOrder(a: Companion, b: Companion): number {
  if (a.role !== b.role) return a.role < b.role ? -1 : 1;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return 0;
}
