import { partsOf, type ArmId } from '../../model/armId.ts';
import type { VirtualMachine } from '../../model/compute.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { ProtectedItem } from '../../model/protectedItem.ts';
import { withDetails } from '../../model/mergeDetails.ts';
import { ArmReader } from '../wire/armReader.ts';
import type { Connection } from '../wire/connection.ts';
import { kqlText, queryOf, type Identified, type InventoryTable } from './inventoryTable.ts';
import { detailsOf } from './readDetails.ts';
import { openQuery } from './readGraph.ts';
import { readLinks } from './readLinks.ts';
import { readOneMachineStatus, type MachineStatus } from './readMachineStatus.ts';
import { readNow } from './readNow.ts';
import { TableReader } from './tableReader.ts';
import { backupItemsTable } from './tables/backupItemsTable.ts';
import { disksTable } from './tables/disksTable.ts';
import { machinesTable } from './tables/machinesTable.ts';
import { nameUnprotectedDisks, protectedItemsTable, type ProtectedItemRow } from './tables/protectedItemsTable.ts';
import { withSession } from '../wire/withSession.ts';
import { withStatus } from './withStatus.ts';

const tableCount = 6;

/**
 * The inventory with the rows of one machine read anew: the machine and its status, its disks, its protected items, backups and links;
 * with its details, where the inventory has any. Items come from Site Recovery itself: Resource Graph learns of changes minutes later. Where
 * that does not answer, the others are read one by one; then a backup that was made since is not found.
 * Rows that cannot be read stay as they were, with a gap for the machine, which goes with the next reading of it: others were read well.
 * `takenAt` stays: the other facts are that old.
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
    const read = <T extends Identified>(
      table: InventoryTable<T>,
      subscriptions: readonly string[] | undefined,
      only: string,
      kept: readonly T[],
      one: () => Promise<readonly T[]> = () => readNow(arm, table, kept.map(idOf)),
    ) =>
      reader.one(table.name, machineId, kept, async () => {
        const reading = await openQuery(arm, queryOf(table, only), subscriptions)
          .then(({ finish }) => finish())
          .catch(() => undefined);
        session.signal.throwIfAborted();
        if (!reading) return one();
        if (!reading.complete) reader.miss([table.name], machineId, 'incomplete', 'The pages did not add up: rows may be missing.');
        return reading.rows;
      });
    const keptItems = old.protectedItems.map((item): ProtectedItemRow => ({ id: item.id, item, unprotectedLuns: [] }));
    const now = read(machinesTable, here, anyId('id', [machineId]), old.machines, () => readNow(arm, machinesTable, [machineId]));
    const [machines, status, disks, listed, backupItems, links] = await Promise.all([
      now,
      old.machines.length === 0
        ? undefined
        : reader.one('machineStatus', machineId, statusOf(old), () => readOneMachineStatus(arm, machineId)),
      read(disksTable, here, `${anyId('managedBy', [machineId])} or ${anyId('id', old.disks.map(idOf))}`, old.disks, async () =>
        readNow(arm, disksTable, [...old.disks.map(idOf), ...disksOf(await now)]),
      ),
      read(
        protectedItemsTable,
        undefined,
        `${anyId('tostring(properties.providerSpecificDetails.fabricObjectId)', [machineId])} or ${anyId('id', old.protectedItems.map(idOf))}`,
        keptItems,
        () => Promise.resolve(keptItems),
      ),
      read(backupItemsTable, undefined, anyId('tostring(properties.sourceResourceId)', [machineId]), old.backupItems),
      reader.one('links', machineId, old.links, () => readLinks(arm, azureId)),
    ]);
    // Those that are known, by the inventory or by their marks on the machine.
    const ids = [...old.protectedItems.map(idOf), ...links.flatMap(({ targetId }) => targetId ?? [])];
    const items = await reader.one('protectedItems', machineId, listed, async () => {
      const others = listed.filter(({ id }) => !ids.includes(id));
      return [...others, ...(await readNow(arm, protectedItemsTable, ids))];
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
      gaps: [...inventory.gaps.filter(({ scope }) => scope !== machineId), ...reader.gaps],
    });
    if (inventory.details === undefined) return fresh;
    const subjects = { machines: fresh.machines.some(({ id }) => id === machineId) ? [machineId] : [], accounts: [], plans: [] };
    return withDetails(fresh, await detailsOf(arm, session.signal, { ...fresh, details: undefined }, subjects));
  });
}

type MachineRows = Pick<Inventory, 'machines' | 'disks' | 'protectedItems' | 'backupItems' | 'links'>;

function rowsOf(inventory: Inventory, machineId: ArmId): MachineRows {
  const machines = inventory.machines.filter(({ id }) => id === machineId);
  const attached = new Set(disksOf(machines));
  return {
    machines,
    disks: inventory.disks.filter(({ id }) => attached.has(id)),
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
  const goneDisks = new Set(disksOf(inventory.machines.filter(({ id }) => gone.has(id))));
  return {
    ...inventory,
    machines: inventory.machines.filter(({ id }) => !gone.has(id)),
    disks: inventory.disks.filter(({ id }) => !goneDisks.has(id)),
  };
}

/** The managed disks that machines name. */
function disksOf(machines: readonly VirtualMachine[]): readonly ArmId[] {
  return machines.flatMap(({ disks = [] }) => disks.flatMap(({ id }) => id ?? []));
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
