import type { ArmId } from '../model/armId.ts';
import type { Depth, Inventory } from '../model/inventory.ts';
import type { Subscription } from '../model/resource.ts';

import { ArmReader } from './armReader.ts';
import type { Connection } from './connection.ts';
import { readContainerMappings } from './readContainerMappings.ts';
import { openGraph } from './readGraphTable.ts';
import { readLinks } from './readLinks.ts';
import { readMachineStatus } from './readMachineStatus.ts';
import { readSubscriptions } from './readSubscriptions.ts';
import type { Session } from './session.ts';
import { TableReader, type ReadProgress } from './tableReader.ts';
import { backupItemsTable } from './tables/backupItemsTable.ts';
import { disksTable } from './tables/disksTable.ts';
import { machinesTable } from './tables/machinesTable.ts';
import { networkInterfacesTable } from './tables/networkInterfacesTable.ts';
import { nameUnprotectedDisks, protectedItemsTable, type ProtectedItemRow } from './tables/protectedItemsTable.ts';
import { recoveryPlansTable } from './tables/recoveryPlansTable.ts';
import { replicationPoliciesTable } from './tables/replicationPoliciesTable.ts';
import { resourceGroupsTable } from './tables/resourceGroupsTable.ts';
import { storageAccountsTable } from './tables/storageAccountsTable.ts';
import { vaultsTable } from './tables/vaultsTable.ts';
import { withSession } from './withSession.ts';
import { withStatus } from './withStatus.ts';

export interface ReadOptions {
  /** Facts of the full depth are not read yet: the inventory says `inventory`, whatever is asked for. */
  readonly depth?: Depth;
  /** Ids of the subscriptions whose machines, disks and accounts are read; undefined: all readable ones. */
  readonly subscriptions?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** `resourceGroups` … `links`: how many tables `ReadProgress` counts. */
const tableCount = 14;

/**
 * Reads the facts of an estate. Tables are read at the same time; one that fails, is denied or does not add up leaves a `Gap`.
 * Vaults and what Site Recovery keeps in them, and resource groups, are read of every readable subscription: a vault may lie elsewhere
 * than the machines that it protects.
 *
 * Throws a `UserError` when the list of subscriptions shows that nothing can be read (sign-in, network, certificate),
 * and the signal's reason when cancelled.
 */
export async function readInventory(connection: Connection, options: ReadOptions = {}): Promise<Inventory> {
  return withSession(connection, options.signal, (session) => readAll(connection, session, options));
}

async function readAll(connection: Connection, session: Session, { subscriptions: picked, onProgress }: ReadOptions): Promise<Inventory> {
  const wanted = picked?.map((id) => id.toLowerCase());
  const reader = new TableReader(session, await openGraph(session), tableCount, onProgress);
  const arm = new ArmReader(session);
  const inPicked = { subscriptions: wanted };
  const everywhere = {};
  const subscriptions = readWanted(reader, session, wanted);
  const items = reader.graph(protectedItemsTable, everywhere);
  const [
    found,
    groups,
    machines,
    statuses,
    disks,
    networkInterfaces,
    storageAccounts,
    vaults,
    itemRows,
    replicationPolicies,
    containerMappings,
    recoveryPlans,
    backupItems,
    links,
  ] = await Promise.all([
    subscriptions,
    reader.graph(resourceGroupsTable, everywhere),
    reader.graph(machinesTable, inPicked),
    subscriptions.then((list) => reader.lists('machineStatus', idsOf(list), (id) => readMachineStatus(arm, id), [])),
    reader.graph(disksTable, inPicked),
    reader.graph(networkInterfacesTable, inPicked),
    reader.graph(storageAccountsTable, inPicked),
    reader.graph(vaultsTable, everywhere),
    items,
    reader.graph(replicationPoliciesTable, everywhere),
    items.then((rows) => reader.lists('containerMappings', vaultsOf(rows), (vault) => readContainerMappings(arm, vault), [])),
    reader.graph(recoveryPlansTable, everywhere),
    reader.graph(backupItemsTable, inPicked),
    subscriptions.then((list) => reader.lists('links', idsOf(list), (id) => readLinks(arm, `/subscriptions/${id}`), [])),
  ]);
  const byId = new Map(machines.map((machine) => [machine.id, machine]));
  const { server, local } = session.serverTime() ?? { server: new Date(), local: new Date() };
  return {
    source: connection.source,
    depth: 'inventory',
    takenAt: server,
    clockSkewMs: local.getTime() - server.getTime(),
    subscriptions: found,
    resourceGroups: groups,
    machines: withStatus(machines, new Map(statuses.flat())),
    disks,
    networkInterfaces,
    storageAccounts,
    vaults,
    protectedItems: itemRows
      .map((row) => nameUnprotectedDisks(row, row.item?.sourceId && byId.get(row.item.sourceId)))
      .filter((item) => item !== undefined),
    otherItems: itemRows.filter(({ item }) => item === undefined).length,
    replicationPolicies,
    containerMappings: containerMappings.flat(),
    recoveryPlans,
    backupItems,
    links: links.flat(),
    gaps: reader.gaps,
  };
}

/** The wanted subscriptions that are readable. A wanted one that is not leaves a gap. */
async function readWanted(reader: TableReader, session: Session, wanted: readonly string[] | undefined): Promise<readonly Subscription[]> {
  const readable = await reader.one('subscriptions', undefined, undefined, () => readSubscriptions(session));
  reader.done('subscriptions');
  if (!readable) {
    if (!wanted) reader.miss(['machineStatus', 'links'], undefined, 'failed', 'The subscriptions could not be listed.');
    return (wanted ?? []).map((id) => ({ id, name: id }));
  }
  if (!wanted) return readable;
  for (const id of wanted.filter((one) => !readable.some((subscription) => subscription.id === one))) {
    reader.miss(['subscriptions'], id, 'denied', 'The subscription does not exist, or you may not read it.');
  }
  return readable.filter(({ id }) => wanted.includes(id));
}

function idsOf(subscriptions: readonly Subscription[]): readonly string[] {
  return subscriptions.map(({ id }) => id);
}

/** Vaults that hold items which are judged. */
function vaultsOf(rows: readonly ProtectedItemRow[]): readonly ArmId[] {
  return [...new Set(rows.map(({ item }) => item?.vaultId).filter((id) => id !== undefined))];
}
