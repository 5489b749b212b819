import { subscriptionOf } from '../model/armId.ts';
import type { ArmId } from '../model/armId.ts';
import type { ManagedDisk } from '../model/compute.ts';
import type { ProtectedItem } from '../model/protectedItem.ts';
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
  const machines = new Map<ArmId, Reference>();
  const caches = new Map<ArmId, Map<ArmId, Reference>>();
  const replicas = new Map<ArmId, Reference>();
  for (const item of index.items) refer(item, index, machines, caches, replicas);
  yield;
  const hidden = hiddenMachines(index);
  for (const vm of hidden.length === 0 ? [] : index.machines.values()) {
    const of = index.linksByMachine.has(vm.id) ? undefined : testedBy(vm, hidden);
    if (of !== undefined && !index.itemsBySource.has(vm.id)) machines.set(vm.id, { role: 'testMachine', of, byName: true });
  }
  yield;

  const list: Companion[] = [];
  const add = ({ id, azureId }: Resource, { role, of, byName }: Reference): void => {
    list.push({ id, azureId, role, of: of.id, ofAzureId: of.azureId, byName });
  };
  for (const [id, reference] of machines) {
    const vm = index.machines.get(id);
    if (vm !== undefined) add(vm, reference);
  }
  for (const [id, references] of caches) {
    const account = index.accounts.get(id);
    if (account !== undefined) for (const reference of references.values()) add(account, reference);
  }
  yield;
  for (const [at, disk] of index.inventory.disks.entries()) {
    if (at % slice === 0) yield;
    const reference = replicas.get(disk.id) ?? testDisk(disk, machines) ?? replicaByName(disk, hidden);
    if (reference !== undefined) add(disk, reference);
  }
  yield;
  return { list: list.toSorted(inOrder), machines: new Set(machines.keys()), caches: new Set(caches.keys()) };
}

function refer(
  item: ProtectedItem,
  index: InventoryIndex,
  machines: Map<ArmId, Reference>,
  caches: Map<ArmId, Map<ArmId, Reference>>,
  replicas: Map<ArmId, Reference>,
): void {
  const of = (item.sourceId === undefined ? undefined : index.machines.get(item.sourceId)) ?? item;
  for (const [id, role] of [
    [item.recoveryMachineId, 'recoveryMachine'],
    [item.testMachineId, 'testMachine'],
  ] as const) {
    if (id != null && !index.itemsBySource.has(id)) machines.set(id, { role, of, byName: false });
  }
  for (const { replicaDiskId, cacheAccountId } of item.disks ?? []) {
    if (replicaDiskId !== undefined) replicas.set(replicaDiskId, { role: 'replicaDisk', of, byName: false });
    if (cacheAccountId === undefined) continue;
    let served = caches.get(cacheAccountId);
    if (served === undefined) caches.set(cacheAccountId, (served = new Map()));
    if (!served.has(of.id)) served.set(of.id, { role: 'cacheAccount', of, byName: false });
  }
}

function testDisk({ attachedTo }: ManagedDisk, machines: ReadonlyMap<ArmId, Reference>): Reference | undefined {
  const machine = attachedTo === undefined ? undefined : machines.get(attachedTo);
  return machine?.role === 'testMachine' ? { ...machine, role: 'testDisk' } : undefined;
}

/** `{machine}-test` in another region: the name that Site Recovery gives to a test machine (recorded). */
function testedBy(vm: Resource, hidden: readonly Resource[]): Resource | undefined {
  const name = vm.name.toLowerCase();
  if (!name.endsWith('-test')) return undefined;
  return hidden.find((of) => name === `${of.name.toLowerCase()}-test` && of.location !== vm.location && isNear(of, vm));
}

/** `{disk}-ASRReplica`: the name that Site Recovery gives to a replica (recorded). */
function replicaByName(disk: ManagedDisk, hidden: ReturnType<typeof hiddenMachines>): Reference | undefined {
  const name = hidden.length === 0 ? '' : disk.name.toLowerCase();
  if (!name.endsWith('-asrreplica')) return undefined;
  const of = hidden.find((vm) => isNear(vm, disk) && vm.disks?.some((own) => name === `${own.name.toLowerCase()}-asrreplica`));
  return of === undefined ? undefined : { role: 'replicaDisk', of, byName: true };
}

function isNear(a: Resource, b: Resource): boolean {
  return subscriptionOf(a.id) === subscriptionOf(b.id);
}

function inOrder(a: Companion, b: Companion): number {
  if (a.of !== b.of) return a.of < b.of ? -1 : 1;
  if (a.role !== b.role) return a.role < b.role ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
