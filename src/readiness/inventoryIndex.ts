import { resourceGroupOf, vaultOf } from '../model/armId.ts';
import type { ArmId } from '../model/armId.ts';
import type { ManagedDisk, NetworkInterface, VirtualMachine } from '../model/compute.ts';
import { noDetails } from '../model/details.ts';
import type { Details } from '../model/details.ts';
import type { Inventory, TableName } from '../model/inventory.ts';
import type { ProtectedItem } from '../model/protectedItem.ts';
import type { Region } from '../model/region.ts';
import type { ResourceGroup } from '../model/resource.ts';
import type { StorageAccount } from '../model/storage.ts';
import type { BackupItem, ContainerMapping, ReplicationLink, ReplicationPolicy, Vault } from '../model/vault.ts';
import type { PlaceFacts } from './facts.ts';
import { failoverAddressesOf } from './failoverAddresses.ts';
import type { FailoverAddresses } from './failoverAddresses.ts';
import { fillPlaces } from './places.ts';

/** An inventory made ready for look-ups, once: linear in the estate's size. */
export interface InventoryIndex {
  readonly inventory: Inventory;
  /** Ids of the picked subscriptions, lower-case. */
  readonly picked: ReadonlySet<string>;
  readonly machines: ReadonlyMap<ArmId, VirtualMachine>;
  readonly accounts: ReadonlyMap<ArmId, StorageAccount>;
  /** Account names are unique in Azure; a VHD's URL names its account. */
  readonly accountsByName: ReadonlyMap<string, StorageAccount>;
  readonly regions: ReadonlyMap<string, Region>;
  readonly disks: ReadonlyMap<ArmId, ManagedDisk>;
  /** Disks that several machines may attach. */
  readonly sharedDisks: ReadonlySet<ArmId>;
  readonly groups: ReadonlyMap<ArmId, ResourceGroup>;
  /** Groups that another resource manages, with all that is in them. */
  readonly managedGroups: ReadonlySet<ArmId>;
  readonly vaults: ReadonlyMap<ArmId, Vault>;
  readonly policies: ReadonlyMap<ArmId, ReplicationPolicy>;
  readonly mappingsBySource: ReadonlyMap<ArmId, readonly ContainerMapping[]>;
  /** Protected items in the order of their ids. */
  readonly items: readonly ProtectedItem[];
  readonly itemsBySource: ReadonlyMap<ArmId, readonly ProtectedItem[]>;
  readonly itemsByVault: ReadonlyMap<ArmId, readonly ProtectedItem[]>;
  /** Items that do not tell which machine they protect. */
  readonly itemsWithoutSource: readonly ProtectedItem[];
  readonly backupsBySource: ReadonlyMap<ArmId, readonly BackupItem[]>;
  readonly backupVaults: ReadonlySet<ArmId>;
  readonly linksByMachine: ReadonlyMap<ArmId, readonly ReplicationLink[]>;
  readonly interfaces: ReadonlyMap<ArmId, NetworkInterface>;
  /** Facts of full depth, as far as they were read. */
  readonly details: Details;
  readonly places: ReadonlyMap<ArmId, PlaceFacts>;
  readonly failoverAddresses: FailoverAddresses;
}

/** Yields between tables, so that a large estate does not block the caller's thread. */
export function* indexInventory(inventory: Inventory): Generator<void, InventoryIndex> {
  const machines = byId(inventory.machines);
  yield;
  const items = sortedById(inventory.protectedItems);
  yield;
  const itemsBySource = grouped(items, (item) => item.sourceId);
  const itemsByVault = grouped(items, (item) => item.vaultId);
  yield;
  const backupsBySource = grouped(inventory.backupItems, (item) => item.sourceId);
  const linksByMachine = grouped(inventory.links, (link) => link.machineId);
  yield;
  const disks = byId(inventory.disks);
  yield;
  const details = inventory.details ?? noDetails;
  const places = new Map<ArmId, PlaceFacts>();
  const index: InventoryIndex = {
    inventory,
    picked: new Set(inventory.subscriptions.map(({ id }) => id.toLowerCase())),
    machines,
    accounts: byId(inventory.storageAccounts),
    accountsByName: new Map(inventory.storageAccounts.map((account) => [account.name.toLowerCase(), account])),
    regions: new Map(inventory.regions.map((region) => [region.id, region])),
    disks,
    sharedDisks: new Set(inventory.disks.filter(({ maxShares }) => (maxShares ?? 1) > 1).map(({ id }) => id)),
    groups: byId(inventory.resourceGroups),
    managedGroups: new Set(inventory.resourceGroups.filter(({ managedBy }) => managedBy !== undefined).map(({ id }) => id)),
    vaults: byId(inventory.vaults),
    policies: byId(inventory.replicationPolicies),
    mappingsBySource: grouped(inventory.containerMappings, (mapping) => mapping.sourceContainerId),
    items,
    itemsBySource,
    itemsByVault,
    itemsWithoutSource: items.filter((item) => item.sourceId === undefined),
    backupsBySource,
    backupVaults: new Set(inventory.backupItems.map((item) => item.vaultId)),
    linksByMachine,
    interfaces: byId(inventory.networkInterfaces),
    details,
    places,
    failoverAddresses: failoverAddressesOf(items, details),
  };
  yield;
  fillPlaces(places, index);
  return index;
}

/**
 * Whether a table, or the part of it that one of the scopes (subscription or vault ids) covers, was not read whole.
 * Without scopes: any part of it.
 */
export function hasGap(index: InventoryIndex, table: TableName, ...scopes: readonly string[]): boolean {
  const { gaps } = index.inventory;
  if (gaps.length === 0) return false;
  return gaps.some((gap) => {
    if (gap.table !== table) return false;
    return gap.scope === undefined || scopes.length === 0 || scopes.includes(gap.scope.toLowerCase());
  });
}

export function groupOf(index: InventoryIndex, id: ArmId): ResourceGroup | undefined {
  const group = resourceGroupOf(id);
  return group === undefined ? undefined : index.groups.get(group);
}

/** The vault's id as Azure spells it, taken from an id below the vault. */
export function vaultAzureId(below: string): string {
  const vault = vaultOf(below.toLowerCase() as ArmId);
  return vault === undefined ? below : below.slice(0, vault.length);
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

function grouped<Row>(rows: readonly Row[], key: (row: Row) => ArmId | undefined): Map<ArmId, Row[]> {
  const map = new Map<ArmId, Row[]>();
  for (const row of rows) {
    const id = key(row);
    if (id === undefined) continue;
    const list = map.get(id);
    if (list === undefined) map.set(id, [row]);
    else list.push(row);
  }
  return map;
}
