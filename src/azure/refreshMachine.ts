import { partsOf, type ArmId } from '../model/armId.ts';
import type { Gap, Inventory } from '../model/inventory.ts';
import type { ProtectedItem } from '../model/protectedItem.ts';
import { withDetails } from '../model/mergeDetails.ts';

import { ArmReader } from './armReader.ts';
import type { Connection } from './connection.ts';
import { kqlText, queryOf, type Identified, type InventoryTable } from './inventoryTable.ts';
import { detailsOf } from './readDetails.ts';
import { openQuery } from './readGraph.ts';
import { readLinks } from './readLinks.ts';
import { readItemsNow } from './readItemsNow.ts';
import { readOneMachineStatus, type MachineStatus } from './readMachineStatus.ts';
import { TableReader } from './tableReader.ts';
import { backupItemsTable } from './tables/backupItemsTable.ts';
import { disksTable } from './tables/disksTable.ts';
import { machinesTable } from './tables/machinesTable.ts';
import { nameUnprotectedDisks, protectedItemsTable, type ProtectedItemRow } from './tables/protectedItemsTable.ts';
import { withSession } from './withSession.ts';
import { withStatus } from './withStatus.ts';

const tableCount = 6;

/**
 * The inventory with the rows of one machine read anew: the machine and its status, its disks, its protected items, backups and links;
 * with its details, where the inventory has any. Items come from Site Recovery itself: Resource Graph learns of changes minutes later.
 * Rows that cannot be read stay as they were, with a gap for the machine's subscription. `takenAt` stays: the other facts are that old.
 *
 * Throws a `UserError`, or the signal's reason when cancelled.
 */
export async function refreshMachine(
  connection: Connection,
  inventory: Inventory,
  machineId: ArmId,
  options: { signal?: AbortSignal } = {},
): Promise<Inventory> {
  const old = rowsOf(inventory, machineId);
  const { subscription } = partsOf(machineId);
  const azureId = old.machines[0]?.azureId ?? machineId;
  return withSession(connection, options.signal, async (session) => {
    const arm = new ArmReader(session);
    const reader = new TableReader(arm, session.signal, tableCount);
    const here = [subscription];
    const graph = <T extends Identified>(
      table: InventoryTable<T>,
      subscriptions: readonly string[] | undefined,
      only: string,
      kept: readonly T[],
    ) =>
      reader.one(table.name, subscription, kept, async () => {
        const { rows, complete } = await (await openQuery(arm, queryOf(table, only), subscriptions)).finish();
        if (!complete) reader.miss([table.name], subscription, 'incomplete', 'The pages did not add up: rows may be missing.');
        return rows;
      });
    const [machines, status, disks, listed, backupItems, links] = await Promise.all([
      graph(machinesTable, here, anyId('id', [machineId]), old.machines),
      old.machines.length === 0
        ? undefined
        : reader.one('machineStatus', subscription, statusOf(old), () => readOneMachineStatus(arm, machineId)),
      graph(disksTable, here, `${anyId('managedBy', [machineId])} or ${anyId('id', old.disks.map(idOf))}`, old.disks),
      graph(
        protectedItemsTable,
        undefined,
        `${anyId('tostring(properties.providerSpecificDetails.fabricObjectId)', [machineId])} or ${anyId('id', old.protectedItems.map(idOf))}`,
        old.protectedItems.map((item): ProtectedItemRow => ({ id: item.id, item, unprotectedLuns: [] })),
      ),
      graph(backupItemsTable, undefined, anyId('tostring(properties.sourceResourceId)', [machineId]), old.backupItems),
      reader.one('links', subscription, old.links, () => readLinks(arm, azureId)),
    ]);
    // Those that are known, by the inventory or by their marks on the machine.
    const ids = [...new Set([...old.protectedItems.map(idOf), ...links.map(({ targetId }) => targetId)])];
    const items = await reader.one('protectedItems', subscription, listed, async () => {
      const others = listed.filter(({ id }) => !ids.includes(id));
      return [...others, ...(await readItemsNow(arm, ids))];
    });
    const statuses = new Map(status === undefined ? [] : [[machineId, status]]);
    const fresh = withoutOldTests(old.protectedItems, {
      ...inventory,
      machines: replaced(inventory.machines, old.machines, await withStatus(machines, statuses)),
      disks: replaced(inventory.disks, old.disks, disks),
      protectedItems: replaced(
        inventory.protectedItems,
        old.protectedItems,
        items.map((row) => nameUnprotectedDisks(row, machines[0])).filter((item) => item !== undefined),
      ),
      backupItems: replaced(inventory.backupItems, old.backupItems, backupItems),
      links: replaced(inventory.links, old.links, links),
      gaps: [...inventory.gaps, ...reader.gaps.filter((gap) => !inventory.gaps.some((known) => sameGap(known, gap)))],
    });
    if (inventory.details === undefined) return fresh;
    const subjects = { machines: fresh.machines.some(({ id }) => id === machineId) ? [machineId] : [], accounts: [], plans: [] };
    return withDetails(fresh, await detailsOf(arm, session.signal, { ...fresh, details: undefined }, subjects));
  });
}

type MachineRows = Pick<Inventory, 'machines' | 'disks' | 'protectedItems' | 'backupItems' | 'links'>;

function rowsOf(inventory: Inventory, machineId: ArmId): MachineRows {
  return {
    machines: inventory.machines.filter(({ id }) => id === machineId),
    disks: inventory.disks.filter(({ attachedTo }) => attachedTo === machineId),
    protectedItems: inventory.protectedItems.filter(({ sourceId }) => sourceId === machineId),
    backupItems: inventory.backupItems.filter(({ sourceId }) => sourceId === machineId),
    links: inventory.links.filter((link) => link.machineId === machineId),
  };
}

/** A test machine that no item names any more was removed by its clean-up: left there, it would pass for a machine that nobody replicates. */
function withoutOldTests(before: readonly ProtectedItem[], inventory: Inventory): Inventory {
  const named = new Set(inventory.protectedItems.map(({ testMachineId }) => testMachineId));
  const gone = new Set(before.flatMap(({ testMachineId }) => (testMachineId == null || named.has(testMachineId) ? [] : [testMachineId])));
  if (gone.size === 0) return inventory;
  return {
    ...inventory,
    machines: inventory.machines.filter(({ id }) => !gone.has(id)),
    disks: inventory.disks.filter(({ attachedTo }) => attachedTo === undefined || !gone.has(attachedTo)),
  };
}

function statusOf({ machines: [machine] }: MachineRows): MachineStatus {
  return {
    powerState: machine?.powerState,
    agentStatus: machine?.agentStatus,
    failedExtensions: machine?.failedExtensions,
    osName: machine?.osName,
    osVersion: machine?.osVersion,
  };
}

/** KQL: the column is one of the ids, in whatever case. */
function anyId(column: string, ids: readonly string[]): string {
  return ids.length === 0 ? 'false' : `${column} in~ (${ids.map(kqlText).join(', ')})`;
}

function idOf(row: { readonly id: ArmId }): ArmId {
  return row.id;
}

/** All rows, without the old ones of the machine and with the new ones in their place. */
function replaced<T extends { readonly id: ArmId }>(all: readonly T[], old: readonly T[], fresh: readonly T[]): readonly T[] {
  const gone = new Set([...old, ...fresh].map(idOf));
  return [...all.filter(({ id }) => !gone.has(id)), ...fresh];
}

function sameGap(a: Gap, b: Gap): boolean {
  return a.table === b.table && a.scope === b.scope && a.reason === b.reason;
}
