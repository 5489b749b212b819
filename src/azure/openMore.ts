import type { BackupItem } from '../model/vault.ts';
import type { ManagedDisk, NetworkInterface } from '../model/compute.ts';
import type { StorageAccount } from '../model/storage.ts';
import type { GraphReader } from './graphReader.ts';
import { queryOf } from './inventoryTable.ts';
import { pageRows, type OpenQuery } from './readGraph.ts';
import { backupItemsTable } from './tables/backupItemsTable.ts';
import { disksTable } from './tables/disksTable.ts';
import { networkInterfacesTable } from './tables/networkInterfacesTable.ts';
import { storageAccountsTable } from './tables/storageAccountsTable.ts';

/** Rows that a machine is expected to bring with it: generously, so that no first page is read in vain. */
const disksAMachine = 4;
const interfacesAMachine = 1.5;

interface More {
  readonly storageAccounts: OpenQuery<StorageAccount> | undefined;
  readonly backupItems: OpenQuery<BackupItem> | undefined;
  readonly disks: OpenQuery<ManagedDisk> | undefined;
  readonly networkInterfaces: OpenQuery<NetworkInterface> | undefined;
}

/**
 * What the rest of the window is spent on, the most useful first: tables whose lists are many for the rows that they hold. `machines`:
 * how many there are, which tells the size of the others; undefined when Resource Graph does not answer.
 */
export async function openMore(
  graph: GraphReader,
  subscriptions: readonly string[] | undefined,
  machines: number | undefined,
): Promise<More> {
  const pagesFor = (rows: number): number => Math.max(1, Math.ceil(rows / pageRows));
  const count = machines ?? Infinity;
  // Each takes its part of the budget before it asks, so the order is that of the calls.
  const [storageAccounts, backupItems, disks, networkInterfaces] = await Promise.all([
    graph.open(queryOf(storageAccountsTable), subscriptions, 1),
    graph.open(queryOf(backupItemsTable), subscriptions, pagesFor(count)),
    graph.open(queryOf(disksTable), subscriptions, pagesFor(count * disksAMachine)),
    graph.open(queryOf(networkInterfacesTable), subscriptions, pagesFor(count * interfacesAMachine)),
  ]);
  return { storageAccounts, backupItems, disks, networkInterfaces };
}
