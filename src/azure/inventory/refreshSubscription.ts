import { partsOf, type ArmId } from '../../model/armId.ts';
import type { Gap, Inventory } from '../../model/inventory.ts';
import { withDetails } from '../../model/mergeDetails.ts';
import { UserError } from '../../model/userError.ts';
import type { Connection } from '../wire/connection.ts';
import { readInventory, type ReadOptions } from './readInventory.ts';

/**
 * The inventory with one subscription read anew. What is read of all subscriptions anyway (vaults and what they hold, resource groups) is
 * replaced whole; what of it cannot be read stays, as old. `takenAt` stays: the facts of the other subscriptions are that old. Throws as
 * `readInventory`, and when its machines cannot be read for another reason than a missing role: what was read before is then better than nothing.
 */
export async function refreshSubscription(
  connection: Connection,
  inventory: Inventory,
  subscriptionId: string,
  options: Omit<ReadOptions, 'subscriptions' | 'before'> = {},
): Promise<Inventory> {
  const id = subscriptionId.toLowerCase();
  const fresh = await readInventory(connection, { ...options, subscriptions: [id], before: inventory });
  const unread = fresh.gaps.find(({ table, reason }) => table === 'machines' && reason === 'failed');
  if (unread) throw new UserError('serverError', `Its machines could not be read: ${unread.detail}`, 'Those that were read before stay.');
  const others = <T extends { readonly id: ArmId }>(rows: readonly T[]): readonly T[] =>
    rows.filter((row) => partsOf(row.id).subscription !== id);
  const merged: Inventory = {
    ...fresh,
    depth: inventory.depth,
    details: inventory.details,
    takenAt: inventory.takenAt,
    subscriptions: [...inventory.subscriptions.filter((subscription) => subscription.id !== id), ...fresh.subscriptions],
    machines: [...others(inventory.machines), ...fresh.machines],
    disks: [...others(inventory.disks), ...fresh.disks],
    networkInterfaces: [...others(inventory.networkInterfaces), ...fresh.networkInterfaces],
    storageAccounts: [...others(inventory.storageAccounts), ...fresh.storageAccounts],
    backupItems: [...others(inventory.backupItems), ...fresh.backupItems],
    links: [...others(inventory.links), ...fresh.links],
    gaps: [
      ...inventory.gaps.filter(({ table, scope }) => scope !== id && !readEverywhere.has(table)),
      ...fresh.gaps.map((gap) => narrowed(gap, id)),
    ],
  };
  // What was read of full depth stays until it is read anew.
  const details = fresh.details ?? inventory.details;
  return details === undefined ? merged : withDetails(merged, details);
}

/** A gap of the reading of one subscription is about that subscription, where the table is not read of all. */
function narrowed(gap: Gap, subscriptionId: string): Gap {
  const { table, scope, reason, detail } = gap;
  return readEverywhere.has(table) ? gap : { table, scope: scope ?? subscriptionId, reason, detail };
}

/** Tables that a reading of one subscription reads of all: their old gaps are gone with the old rows. */
const readEverywhere: ReadonlySet<string> = new Set([
  'regions',
  'resourceGroups',
  'vaults',
  'protectedItems',
  'replicationPolicies',
  'containerMappings',
  'recoveryPlans',
  'backupPolicies',
  'serviceHealthAlerts',
  'alertProcessingRules',
]);
