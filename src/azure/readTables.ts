import { subscriptionOf, type ArmId } from '../model/armId.ts';
import type { GraphReader } from './graphReader.ts';
import { HybridReader, type ListScopes } from './hybridReader.ts';
import { jointQuery, queryOf } from './inventoryTable.ts';
import { openMore } from './openMore.ts';
import { readContainerMappings } from './readContainerMappings.ts';
import { readLinks } from './readLinks.ts';
import { readMachineStatus } from './readMachineStatus.ts';
import { readRegions } from './readRegions.ts';
import { readWanted } from './readWanted.ts';
import type { TableReader } from './tableReader.ts';
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

  // What Resource Graph does not hold begins at once, whatever becomes of the rest; whoever awaits it below hears of a failure.
  const machineStatus = picked().then((scopes) => hybrid.lists('machineStatus', scopes, (id) => readMachineStatus(arm, id)));
  const links = picked().then((scopes) => hybrid.lists('links', scopes, (id) => readLinks(arm, `/subscriptions/${id}`)));
  const regions = picked().then(({ ids, missing }) =>
    hybrid.lists('regions', { ids: ids.slice(0, 1), missing }, (id) => readRegions(arm, id)),
  );
  for (const early of [machineStatus, links, regions]) early.catch(() => {});

  const [found, openPlaces, openSettings, openItems, openMachines] = await Promise.all([
    subscriptions,
    graph.peek(jointQuery(placeTables), undefined),
    graph.peek(jointQuery(settingTables), undefined),
    graph.peek(queryOf(protectedItemsTable), undefined),
    graph.peek(queryOf(machinesTable), wanted),
  ]);
  if (!found.known) graph.liftBudget();

  const places = hybrid.together(placeTables, graph.keep(openPlaces), readable);
  const vaults = async (): Promise<ListScopes> => ({
    ids: (await places).vaults.map(({ id }) => id),
    missing: reader.gaps.filter(({ table }) => table === 'vaults'),
  });
  const pickedVaults = async (): Promise<ListScopes> => {
    const pickedIds = new Set(found.picked.map(({ id }) => id));
    const { ids, missing } = await vaults();
    return { ids: ids.filter((id) => pickedIds.has(subscriptionOf(id as ArmId))), missing };
  };
  const settings = hybrid.together(settingTables, graph.keep(openSettings), vaults);
  const protectedItems = hybrid.table(protectedItemsTable, graph.keep(openItems), vaults);
  const machines = hybrid.table(machinesTable, graph.keep(openMachines), picked);
  const containerMappings = protectedItems.then((rows) => {
    const ids = [...new Set(rows.map(({ item }) => item?.vaultId).filter((id) => id !== undefined))];
    return hybrid.lists('containerMappings', { ids, missing: [] }, (id) => readContainerMappings(arm, id as ArmId));
  });
  const more = openMore(graph, wanted, openMachines?.total);

  const rest = await Promise.all([
    // Brought together while the rest is still being read.
    Promise.all([machines, machineStatus]).then(async ([rows, statuses]) => withStatus(rows, statuses)),
    links,
    protectedItems,
    containerMappings,
    regions,
    places,
    settings,
    more.then(({ disks }) => hybrid.table(disksTable, disks, picked)),
    // Shown in a machine's card, never judged: where Resource Graph has no room for them, `refreshMachine` reads those of one machine.
    more.then(({ networkInterfaces }) => hybrid.table(networkInterfacesTable, networkInterfaces, graph.failure ? picked : none)),
    more.then(({ storageAccounts }) => hybrid.table(storageAccountsTable, storageAccounts, picked)),
    more.then(({ backupItems }) => hybrid.table(backupItemsTable, backupItems, pickedVaults)),
  ]);
  return {
    subscriptions: found.picked,
    machines: rest[0],
    links: rest[1],
    itemRows: rest[2],
    containerMappings: rest[3],
    regions: rest[4],
    ...rest[5],
    ...rest[6],
    disks: rest[7],
    networkInterfaces: rest[8],
    storageAccounts: rest[9],
    backupItems: rest[10],
  };
}

const none = (): Promise<ListScopes> => Promise.resolve({ ids: [], missing: [] });
const unlisted = { scope: undefined, reason: 'failed', detail: 'The subscriptions could not be listed.' } as const;
