import { subscriptionOf } from '../model/armId.ts';
import type { ArmId } from '../model/armId.ts';
import type { ManagedDisk } from '../model/compute.ts';
import type { ProtectedItem } from '../model/protectedItem.ts';
import type { Known, Resource } from '../model/resource.ts';
import type { Companion, CompanionRole } from './assessment.ts';
import { hiddenMachines } from './hiddenProtection.ts';
import type { InventoryIndex } from './inventoryIndex.ts';

/** Site Recovery's own things: what they are, and by which id they are known. */
export interface Companions {
  readonly list: readonly Companion[];
  /** Machines that are not machines of their own. */
  readonly machines: ReadonlySet<ArmId>;
  /** Cache storage accounts, with the regions of the machines that are replicated through them. */
  readonly caches: ReadonlyMap<ArmId, ReadonlySet<Known<string>>>;
}

/** The machine (or the item, if the machine is gone) that a companion serves. */
type Served = Pick<Resource, 'id' | 'azureId'>;

interface Reference {
  readonly role: CompanionRole;
  readonly of: Served;
  readonly byName: boolean;
}

/** Rows looked at between two yields. */
const slice = 2000;

/**
 * Companions are known by reference from a readable item. By name, as a hint, only around machines that are replicated by an
 * item that cannot be read. A machine that is itself the source of an item is a machine of its own, whoever refers to it.
 * Linear in the size of the estate; yields every few milliseconds.
 */
export function* findCompanions(index: InventoryIndex): Generator<void, Companions> {
  const machines: References = new Map();
  const caches: References = new Map();
  const replicas: References = new Map();
  const staged = new Map<ArmId, Set<Known<string>>>();
  // By the machine served, in the order of items: whatever the order of rows, so that only the few of one machine need sorting.
  const served = new Map<Served, Companion[]>();
  for (const item of index.items) {
    const of = servedBy(item, index);
    served.set(of, []);
    referTo(item, of, index, machines, caches, replicas);
    for (const { cacheAccountId } of item.disks ?? []) if (cacheAccountId !== undefined) stage(staged, cacheAccountId, item.sourceLocation);
  }
  yield;
  const hidden = hiddenMachines(index);
  for (const vm of hidden.length === 0 ? [] : index.machines.values()) {
    const of = index.linksByMachine.has(vm.id) || index.itemsBySource.has(vm.id) ? undefined : testedBy(vm, hidden);
    if (of !== undefined) refer(machines, vm.id, { role: 'testMachine', of, byName: true });
  }
  yield;

  for (const vm of hidden) served.set(vm, []);
  const add = (row: Resource | undefined, references: readonly Reference[]): void => {
    if (row === undefined) return;
    for (const { role, of, byName } of references) {
      served.get(of)?.push({ id: row.id, azureId: row.azureId, role, of: of.id, ofAzureId: of.azureId, byName });
    }
  };
  for (const [id, references] of machines) add(index.machines.get(id), references);
  for (const [id, references] of caches) add(index.accounts.get(id), references);
  yield;
  for (const [at, disk] of index.inventory.disks.entries()) {
    if (at % slice === 0) yield;
    const references = replicas.get(disk.id) ?? testDisk(disk, machines) ?? replicaByName(disk, hidden);
    if (references !== undefined) add(disk, references);
  }
  yield;
  const list = [...served.values()].flatMap((few) => few.toSorted(inOrder).filter(isFirst));
  return { list, machines: new Set(machines.keys()), caches: staged };
}

/** By the companion's id; a companion may serve several machines. The same reference may stand in it twice. */
type References = Map<ArmId, Reference[]>;

function refer(references: References, id: ArmId, reference: Reference): void {
  const known = references.get(id);
  if (known === undefined) references.set(id, [reference]);
  else if (known.at(-1)?.of !== reference.of || known.at(-1)?.role !== reference.role) known.push(reference);
}

function stage(staged: Map<ArmId, Set<Known<string>>>, account: ArmId, region: Known<string>): void {
  const regions = staged.get(account);
  if (regions === undefined) staged.set(account, new Set([region]));
  else regions.add(region);
}

/** The machine of an item, or the item itself where the machine is gone. */
function servedBy(item: ProtectedItem, index: InventoryIndex): Served {
  return (item.sourceId === undefined ? undefined : index.machines.get(item.sourceId)) ?? item;
}

function referTo(
  item: ProtectedItem,
  of: Served,
  index: InventoryIndex,
  machines: References,
  caches: References,
  replicas: References,
): void {
  const { recoveryMachineId: recovery, testMachineId: test } = item;
  if (recovery != null && !index.itemsBySource.has(recovery)) refer(machines, recovery, { role: 'recoveryMachine', of, byName: false });
  if (test != null && !index.itemsBySource.has(test)) refer(machines, test, { role: 'testMachine', of, byName: false });
  for (const { replicaDiskId, cacheAccountId } of item.disks ?? []) {
    if (replicaDiskId !== undefined) refer(replicas, replicaDiskId, { role: 'replicaDisk', of, byName: false });
    if (cacheAccountId !== undefined) refer(caches, cacheAccountId, { role: 'cacheAccount', of, byName: false });
  }
}

function testDisk({ attachedTo }: ManagedDisk, machines: References): Reference[] | undefined {
  const references = attachedTo === undefined ? undefined : machines.get(attachedTo);
  return references?.filter(({ role }) => role === 'testMachine').map(({ of, byName }) => ({ role: 'testDisk', of, byName }));
}

/** `{machine}-test` in another region: the name that Site Recovery gives to a test machine (recorded). */
function testedBy(vm: Resource, hidden: readonly Resource[]): Resource | undefined {
  const name = vm.name.toLowerCase();
  if (!name.endsWith('-test')) return undefined;
  return hidden.find((of) => name === `${of.name.toLowerCase()}-test` && of.location !== vm.location && isNear(of, vm));
}

/** `{disk}-ASRReplica`: the name that Site Recovery gives to a replica (recorded). */
function replicaByName(disk: ManagedDisk, hidden: ReturnType<typeof hiddenMachines>): Reference[] | undefined {
  const name = hidden.length === 0 ? '' : disk.name.toLowerCase();
  if (!name.endsWith('-asrreplica')) return undefined;
  const of = hidden.find((vm) => isNear(vm, disk) && vm.disks?.some((own) => name === `${own.name.toLowerCase()}-asrreplica`));
  return of === undefined ? undefined : [{ role: 'replicaDisk', of, byName: true }];
}

function isNear(a: Resource, b: Resource): boolean {
  return subscriptionOf(a.id) === subscriptionOf(b.id);
}

function inOrder(a: Companion, b: Companion): number {
  if (a.role !== b.role) return a.role < b.role ? -1 : 1;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return 0;
}

function isFirst(one: Companion, at: number, sorted: readonly Companion[]): boolean {
  const before = sorted[at - 1];
  return before === undefined || inOrder(before, one) !== 0;
}
