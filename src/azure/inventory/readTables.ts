import { setImmediate, setTimeout } from 'node:timers/promises';
import { subscriptionOf, type ArmId } from '../../model/armId.ts';
import type { GraphReader } from './graphReader.ts';
import { HybridReader, type ListScopes } from './hybridReader.ts';
import { jointQuery, type Identified, type InventoryTable } from './inventoryTable.ts';
import type { TablePlan } from './planTables.ts';
import { readContainerMappings } from './readContainerMappings.ts';
import { readLinks } from './readLinks.ts';
import { readMachineStatus } from './readMachineStatus.ts';
import { readRegions } from './readRegions.ts';
import { readWanted } from './readWanted.ts';
import type { TableReader } from './tableReader.ts';
import type { TableSize } from './tableSizes.ts';
import { alertProcessingRulesTable } from './tables/alertProcessingRulesTable.ts';
import { backupItemsTable } from './tables/backupItemsTable.ts';
import { backupPoliciesTable } from './tables/backupPoliciesTable.ts';
import { disksTable } from './tables/disksTable.ts';
import { machinesTable } from './tables/machinesTable.ts';
import { networkInterfacesTable } from './tables/networkInterfacesTable.ts';
import { protectedItemsTable } from './tables/protectedItemsTable.ts';
import { recoveryPlansTable } from './tables/recoveryPlansTable.ts';
import { replicationPoliciesTable } from './tables/replicationPoliciesTable.ts';
import { resourceGroupsTable } from './tables/resourceGroupsTable.ts';
import { serviceHealthAlertsTable } from './tables/serviceHealthAlertsTable.ts';
import { storageAccountsTable } from './tables/storageAccountsTable.ts';
import { vaultsTable } from './tables/vaultsTable.ts';
import { withStatus } from './withStatus.ts';

/** Read in one query each. */
const placeTables = {
  vaults: vaultsTable,
  resourceGroups: resourceGroupsTable,
  serviceHealthAlerts: serviceHealthAlertsTable,
  alertProcessingRules: alertProcessingRulesTable,
};
const settingTables = {
  replicationPolicies: replicationPoliciesTable,
  recoveryPlans: recoveryPlansTable,
  backupPolicies: backupPoliciesTable,
};

/** Of which the number of rows is asked first. */
const resourceTables = {
  machines: machinesTable,
  storageAccounts: storageAccountsTable,
  disks: disksTable,
  networkInterfaces: networkInterfacesTable,
};
const vaultTables = { protectedItems: protectedItemsTable, backupItems: backupItemsTable };

/**
 * Head start of Resource Graph over the lists, milliseconds at most: its large answers take longest to arrive and to be made into facts, and hundreds
 * of lists, each on a new connection, would hold its next questions up by a tenth of a second.
 */
const headStartMs = 500;

/** How many tables `readTables` counts as progress: those of its result, and the status of machines. */
export const tableCount = 18;

/**
 * Reads the tables at the same time. First the subscriptions, and of Resource Graph the first pages of what it alone can find across
 * subscriptions and of the machines: they tell how large the estate is, and with that what else fits into Resource Graph's window.
 * `wanted`: ids of subscriptions, lower-case; undefined: all readable ones.
 */
export async function readTables(reader: TableReader, graph: GraphReader, wanted: readonly string[] | undefined) {
  const { arm } = reader;
  const hybrid = new HybridReader(reader, graph);
  const subscriptions = readWanted(reader, wanted);
  const readable = async (): Promise<ListScopes> => {
    const { readable: ids, known } = await subscriptions;
    return { ids, missing: known ? [] : [unlisted] };
  };
  const picked = async (): Promise<ListScopes> => {
    const { picked: rows, known } = await subscriptions;
    return { ids: rows.map(({ id }) => id), missing: known || wanted ? [] : [unlisted] };
  };

  // What Resource Graph does not hold begins soon, whatever becomes of the rest; whoever awaits it below hears of a failure.
  const asked = Promise.withResolvers<void>();
  const begun = Promise.race([asked.promise, setTimeout(headStartMs, undefined, { ref: false })]).then(picked);
  const machineStatus = begun.then((scopes) => hybrid.lists('machineStatus', scopes, (id) => readMachineStatus(arm, id)));
  const links = begun.then((scopes) => hybrid.lists('links', scopes, (id) => readLinks(arm, `/subscriptions/${id}`)));
  const regions = begun.then(({ ids, missing }) =>
    hybrid.lists('regions', { ids: ids.slice(0, 1), missing }, (id) => readRegions(arm, id)),
  );
  for (const early of [machineStatus, links, regions]) early.catch(() => {});

  const [found, openPlaces, openSettings, resources, inVaults] = await Promise.all([
    subscriptions,
    graph.open(jointQuery(placeTables), undefined),
    graph.open(jointQuery(settingTables), undefined),
    graph.sizes(resourceTables, wanted),
    graph.sizes(vaultTables, undefined),
  ]);
  if (!found.known) graph.liftBudget();

  const places = hybrid.together(placeTables, openPlaces, readable);
  const vaults = async (): Promise<ListScopes> => ({
    ids: (await places).vaults.map(({ id }) => id),
    missing: reader.gaps.filter(({ table }) => table === 'vaults'),
  });
  const pickedVaults = async (): Promise<ListScopes> => {
    const pickedIds = new Set(found.picked.map(({ id }) => id));
    const { ids, missing } = await vaults();
    return { ids: ids.filter((id) => pickedIds.has(subscriptionOf(id as ArmId))), missing };
  };
  const settings = hybrid.together(settingTables, openSettings, vaults);
  const plans = graph.plan({
    machines: { size: resources?.machines, rowBytes: 1500 },
    protectedItems: { size: inVaults?.protectedItems, rowBytes: 6000 },
    storageAccounts: { size: resources?.storageAccounts, rowBytes: 800 },
    backupItems: { size: inVaults && within(inVaults.backupItems, wanted), rowBytes: 1000 },
    disks: { size: resources?.disks, rowBytes: 450 },
    networkInterfaces: { size: resources?.networkInterfaces, rowBytes: 1000 },
  });
  const read = async <T extends Identified>(
    table: InventoryTable<T>,
    plan: TablePlan | undefined,
    scopes: () => Promise<ListScopes>,
  ): Promise<readonly T[]> => hybrid.table(table, graph.table(table, plan, wanted), scopes);
  const protectedItems = hybrid.table(protectedItemsTable, graph.table(protectedItemsTable, plans.protectedItems, undefined), vaults);
  const containerMappings = protectedItems.then((rows) => {
    const ids = [...new Set(rows.map(({ item }) => item?.vaultId).filter((id) => id !== undefined))];
    return hybrid.lists('containerMappings', { ids, missing: [] }, (id) => readContainerMappings(arm, id as ArmId));
  });

  // In the next turn, when the queries below are on their way.
  void setImmediate().then(asked.resolve);
  const [placeRows, settingRows, rows] = await Promise.all([
    places,
    settings,
    allOf({
      // Brought together while the rest is still being read.
      machines: Promise.all([read(machinesTable, plans.machines, picked), machineStatus]).then(async ([all, statuses]) =>
        withStatus(all, statuses),
      ),
      links,
      itemRows: protectedItems,
      containerMappings,
      regions,
      disks: read(disksTable, plans.disks, picked),
      // Shown in a machine's card, never judged: where Resource Graph has no room for them, `refreshMachine` reads those of one machine.
      networkInterfaces: read(networkInterfacesTable, plans.networkInterfaces, async () => (graph.failure ? picked() : nowhere)),
      storageAccounts: read(storageAccountsTable, plans.storageAccounts, picked),
      backupItems: read(backupItemsTable, plans.backupItems, pickedVaults),
    }),
  ]);
  return { subscriptions: found.picked, ...placeRows, ...settingRows, ...rows };
}

/** `Promise.all` by name. */
async function allOf<T extends object>(promises: { readonly [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const named = Object.entries<Promise<unknown>>(promises).map(async ([name, promise]) => [name, await promise] as const);
  return Object.fromEntries(await Promise.all(named)) as T;
}

/** The size of a table, as far as it is about these subscriptions. */
function within(size: TableSize, subscriptions: readonly string[] | undefined): TableSize {
  return subscriptions ? new Map([...size].filter(([id]) => subscriptions.includes(id))) : size;
}

const nowhere: ListScopes = { ids: [], missing: [] };
const unlisted = { scope: undefined, reason: 'failed', detail: 'The subscriptions could not be listed.' } as const;
