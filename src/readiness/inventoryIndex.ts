import { resourceGroupOf, subscriptionOf, vaultOf } from '../model/armId.ts';
import type { ArmId } from '../model/armId.ts';
import type { ManagedDisk, NetworkInterface, VirtualMachine } from '../model/compute.ts';
import { noDetails } from '../model/details.ts';
import type { Details } from '../model/details.ts';
import type { Gap, Inventory, TableName } from '../model/inventory.ts';
import type { ProtectedItem } from '../model/protectedItem.ts';
import type { Region } from '../model/region.ts';
import type { Known, ResourceGroup } from '../model/resource.ts';
import type { StorageAccount } from '../model/storage.ts';
import type { BackupPolicy, BackupItem, ContainerMapping, ReplicationLink, ReplicationPolicy, Vault } from '../model/vault.ts';
import { DiskRows } from './diskRows.ts';
import type { ItemFacts, PlaceFacts } from './facts.ts';
import { failoverAddressesOf } from './failoverAddresses.ts';
import type { FailoverAddresses } from './failoverAddresses.ts';
import { inSlices } from './inSlices.ts';
import { phaseOf } from './itemPhase.ts';
import { oncePer } from './oncePer.ts';
import { fillPlaces } from './places.ts';
import { gapsByTable } from './tableGaps.ts';

/** What the tables hold of one machine. */
export interface MachineRows {
  readonly vm: VirtualMachine;
  /** Lower-case. Neighbours share one text, so that it is hashed once. */
  readonly subscriptionId: string;
  readonly group: ResourceGroup | undefined;
  /** In the order of their ids. */
  readonly items: readonly ItemFacts[];
  readonly backups: readonly BackupItem[];
  readonly links: readonly ReplicationLink[];
  /** Its disks in the order in which it names them; undefined for what is unmanaged or was not read. */
  readonly disks: readonly (ManagedDisk | undefined)[];
}

/** What the tables hold of one vault, be it readable itself or not. */
export interface VaultRows {
  readonly vault: Vault | undefined;
  readonly group: ResourceGroup | undefined;
  /** In the order of their ids. */
  readonly items: ItemFacts[];
  /** Policies of its backups; empty without backups. */
  readonly backupPolicyIds: Set<Known<ArmId | null>>;
  /** It holds an item or a backup of one of the machines. */
  readonly isServing: boolean;
}

/**
 * An inventory made ready for judging, once: linear in the estate's size. Rows are brought together here, because finding one by its long id
 * takes longer than most rules: of tens of thousands each look-up is several waits for the memory.
 */
export interface InventoryIndex {
  readonly inventory: Inventory;
  /** Ids of the picked subscriptions, lower-case. */
  readonly picked: ReadonlySet<string>;
  readonly machines: ReadonlyMap<ArmId, MachineRows>;
  readonly accounts: ReadonlyMap<ArmId, StorageAccount>;
  /** Account names are unique in Azure; a VHD's URL names its account. */
  readonly accountsByName: ReadonlyMap<string, StorageAccount>;
  readonly regions: ReadonlyMap<string, Region>;
  readonly disks: Pick<DiskRows, 'get'>;
  /** Disks that several machines may attach. */
  readonly sharedDisks: ReadonlySet<ArmId>;
  readonly groups: ReadonlyMap<ArmId, ResourceGroup>;
  readonly vaults: ReadonlyMap<ArmId, Vault>;
  /** Of the vaults that an item or a backup is in. */
  readonly vaultRows: ReadonlyMap<ArmId, VaultRows>;
  readonly policies: ReadonlyMap<ArmId, ReplicationPolicy>;
  readonly backupPolicies: ReadonlyMap<ArmId, BackupPolicy>;
  readonly mappingsBySource: ReadonlyMap<ArmId, readonly ContainerMapping[]>;
  /** Protected items in the order of their ids. */
  readonly items: readonly ItemFacts[];
  /** Items whose source is not among the machines, by its id. */
  readonly itemsLeft: ReadonlyMap<ArmId, readonly ItemFacts[]>;
  /** Items that do not tell which machine they protect. */
  readonly itemsWithoutSource: readonly ItemFacts[];
  readonly interfaces: ReadonlyMap<ArmId, NetworkInterface>;
  /** Facts of full depth, as far as they were read. */
  readonly details: Details;
  readonly places: ReadonlyMap<ArmId, PlaceFacts>;
  readonly failoverAddresses: FailoverAddresses;
}

/** Rows looked at between two yields: a few milliseconds of work. */
const slice = 2000;

/** Yields every few milliseconds, so that a large estate does not block the caller's thread. */
export function* indexInventory(inventory: Inventory): Generator<void, InventoryIndex> {
  const groups = byId(inventory.resourceGroups);
  const disks = new DiskRows();
  const sharedDisks = new Set<ArmId>();
  yield* inSlices(inventory.disks, slice, (disk) => {
    disks.add(disk);
    if ((disk.maxShares ?? 1) > 1) sharedDisks.add(disk.id);
  });
  const machines = new Map<ArmId, Writable<MachineRows>>();
  yield* inSlices(inventory.machines, slice, machineAdder(machines, groups, disks));
  const vaults = byId(inventory.vaults);
  const vaultRows = new Map<ArmId, Writable<VaultRows>>();
  // Items and backups mostly come vault by vault.
  let last: { readonly id: ArmId; readonly rows: Writable<VaultRows> } | undefined;
  const rowsOfVault = (id: ArmId): Writable<VaultRows> => {
    if (last?.id === id) return last.rows;
    let rows = vaultRows.get(id);
    if (rows === undefined) {
      rows = { vault: vaults.get(id), group: groupOf(groups, id), items: [], backupPolicyIds: new Set(), isServing: false };
      vaultRows.set(id, rows);
    }
    last = { id, rows };
    return rows;
  };
  const items: ItemFacts[] = [];
  const itemsLeft = new Map<ArmId, ItemFacts[]>();
  const itemsWithoutSource: ItemFacts[] = [];
  const details = inventory.details ?? noDetails;
  const places = new Map<ArmId, PlaceFacts>();
  const interfaces = byId(inventory.networkInterfaces);
  const index: InventoryIndex = {
    inventory,
    picked: new Set(inventory.subscriptions.map(({ id }) => id.toLowerCase())),
    machines,
    accounts: byId(inventory.storageAccounts),
    accountsByName: new Map(inventory.storageAccounts.map((account) => [account.name.toLowerCase(), account])),
    regions: new Map(inventory.regions.map((region) => [region.id, region])),
    disks,
    sharedDisks,
    groups,
    vaults,
    vaultRows,
    policies: byId(inventory.replicationPolicies),
    backupPolicies: byId(inventory.backupPolicies),
    mappingsBySource: Map.groupBy(inventory.containerMappings, (mapping) => mapping.sourceContainerId),
    items,
    itemsLeft,
    itemsWithoutSource,
    interfaces,
    details,
    places,
    failoverAddresses: failoverAddressesOf(inventory.protectedItems, machines, interfaces, details),
  };
  yield;
  yield* inSlices(sortedById(inventory.protectedItems), slice, (item) => {
    const { sourceId } = item;
    const machine = sourceId === undefined ? undefined : machines.get(sourceId);
    const home = rowsOfVault(item.vaultId);
    const facts = itemFacts(item, machine?.vm, home, index);
    items.push(facts);
    home.items.push(facts);
    if (machine !== undefined) {
      machine.items = [...machine.items, facts];
      home.isServing = true;
    } else if (sourceId === undefined) itemsWithoutSource.push(facts);
    else addTo(itemsLeft, sourceId, facts);
  });
  yield* inSlices(inventory.backupItems, slice, (backup) => {
    const machine = machines.get(backup.sourceId);
    const home = rowsOfVault(backup.vaultId);
    home.backupPolicyIds.add(backup.policyId);
    if (machine === undefined) return;
    machine.backups = [...machine.backups, backup];
    home.isServing = true;
  });
  yield* inSlices(inventory.links, slice, (link) => {
    const machine = machines.get(link.machineId);
    if (machine !== undefined) machine.links = [...machine.links, link];
  });
  yield* fillPlaces(places, index);
  return index;
}

function machineAdder(
  machines: Map<ArmId, MachineRows>,
  groups: ReadonlyMap<ArmId, ResourceGroup>,
  disks: DiskRows,
): (vm: VirtualMachine) => void {
  // Machines mostly come group by group: what neighbours share is found once.
  let below = '';
  let subscriptionId = '';
  let group: ResourceGroup | undefined;
  return (vm) => {
    const { id } = vm;
    // Several times as fast as `startsWith`.
    if (below === '' || id.slice(0, below.length) !== below) {
      const groupId = resourceGroupOf(id);
      below = groupId === undefined ? '' : `${groupId}/`;
      subscriptionId = subscriptionOf(id);
      group = groupId && groups.get(groupId);
    }
    machines.set(id, { vm, subscriptionId, group, items: none, backups: none, links: none, disks: disksOf(vm, disks) });
  };
}

/** An array of exactly their number: tens of thousands are kept. */
function disksOf(vm: VirtualMachine, disks: DiskRows): MachineRows['disks'] {
  return vm.disks?.map(({ id }) => id && disks.get(id)) ?? none;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Shared by all machines that have none. */
const none: readonly never[] = [];

function itemFacts(item: ProtectedItem, vm: VirtualMachine | undefined, { vault, group }: VaultRows, index: InventoryIndex): ItemFacts {
  return { id: item.id, azureId: item.azureId, index, item, phase: phaseOf(item), vm, vault, vaultGroup: group };
}

/**
 * Whether a table, or the part of it that one of the scopes (subscription or vault ids) covers, was not read whole.
 * Without scopes: any part of it.
 */
export function hasGap({ inventory }: InventoryIndex, table: TableName, ...scopes: readonly string[]): boolean {
  return inventory.gaps.length > 0 && allGaps(inventory).get(table)?.find(scopes) !== undefined;
}

/** What Azure failed to answer, where permissions have nothing to do with it. Scopes as for `hasGap`. */
export function failureOf({ inventory }: InventoryIndex, table: TableName, ...scopes: readonly string[]): Gap | undefined {
  return inventory.gaps.length === 0 ? undefined : failures(inventory).get(table)?.find(scopes);
}

const allGaps = oncePer(({ gaps }: Inventory) => gapsByTable(gaps));
const failures = oncePer(({ gaps }: Inventory) => gapsByTable(gaps.filter(({ reason }) => reason !== 'denied')));

/** The resource group of any resource, where it was read. */
export function groupOf(groups: ReadonlyMap<ArmId, ResourceGroup>, id: ArmId): ResourceGroup | undefined {
  const group = resourceGroupOf(id);
  return group === undefined ? undefined : groups.get(group);
}

/** The vault's id as Azure spells it, taken from an id below the vault. */
export function vaultAzureId(below: string): string {
  const vault = vaultOf(below.toLowerCase() as ArmId);
  return vault === undefined ? below : below.slice(0, vault.length);
}

/** Whether an item protects what has this id, be it among the machines or not. */
export function isSource({ machines, itemsLeft }: InventoryIndex, id: ArmId): boolean {
  return itemsLeft.has(id) || (machines.get(id)?.items.length ?? 0) > 0;
}

/** Rows come in any order; what is made of them may not depend on it. */
export function sortedById<Row extends { readonly id: ArmId }>(rows: Iterable<Row>): Row[] {
  return [...rows].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function byId<Row extends { readonly id: ArmId }>(rows: readonly Row[]): Map<ArmId, Row> {
  const map = new Map<ArmId, Row>();
  for (const row of rows) map.set(row.id, row);
  return map;
}

function addTo<Row>(groups: Map<ArmId, Row[]>, id: ArmId, row: Row): void {
  const group = groups.get(id);
  if (group === undefined) groups.set(id, [row]);
  else group.push(row);
}
