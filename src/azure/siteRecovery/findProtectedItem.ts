import { toArmId, type ArmId } from '../../model/armId.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { UserError } from '../../model/userError.ts';
import { recordOf, textOf, type Row } from '../values.ts';
import { readable } from './readable.ts';
import { recoveryApiVersion, type RecoveryAccess } from './recoveryAccess.ts';
import { vaultApiVersion } from './readVaultSetup.ts';

const subscriptionsApiVersion = '2022-12-01';

/**
 * The protected items of machines, looked for in `vaults`, or else in every vault of every readable subscription (a vault may lie elsewhere than its
 * machines), by lists: Resource Graph learns of a new item minutes later. A machine is known by the id of the one that is replicated, and of the
 * one that a failover has made. A vault that does not answer, such as one in a region that is down, stops nobody whose item is found. Each
 * found item is read once more by itself. Throws a `UserError` that names the machine whose item is not found, and how many vaults could
 * not be read.
 */
export async function findProtectedItems(
  azure: RecoveryAccess,
  machineIds: readonly string[],
  vaults: readonly string[],
): Promise<ReadonlyMap<ArmId, RecoveryItem>> {
  const places = vaults.length > 0 ? vaults : await readableVaults(azure);
  const lists = await Promise.all(places.map((vault) => readable(azure.list(`${vault}/replicationProtectedItems`, recoveryApiVersion))));
  const ids = new Map<ArmId, string>();
  for (const property of ['recoveryFabricObjectId', 'fabricObjectId']) {
    for (const row of lists.flatMap((list) => list ?? [])) {
      const id = textOf(row['id']);
      const machine = textOf(recordOf(recordOf(row['properties'])?.['providerSpecificDetails'])?.[property]);
      if (id !== undefined && machine !== undefined) ids.set(toArmId(machine), id);
    }
  }
  const items = new Map<ArmId, RecoveryItem>();
  for (const machineId of machineIds) {
    const id = ids.get(toArmId(machineId));
    const item = id === undefined ? undefined : await azure.readItem(id);
    if (!item) throw notFound(machineId, lists);
    items.set(toArmId(machineId), item);
  }
  return items;
}

function notFound(machineId: string, lists: readonly (readonly Row[] | undefined)[]): UserError {
  const unread = lists.filter((list) => list === undefined).length;
  const looked = `${lists.length - unread} vaults were looked into${unread === 0 ? '' : `, ${unread} cannot be read`}`;
  return new UserError(
    'notFound',
    `No vault has a protected item of ${machineId}: ${looked}.`,
    'Enable its replication first, or check the id and the sign-in.',
  );
}

async function readableVaults(azure: RecoveryAccess): Promise<readonly string[]> {
  const subscriptions = await azure.list('/subscriptions', subscriptionsApiVersion);
  const path = (row: Row): string => `/subscriptions/${textOf(row['subscriptionId']) ?? ''}/providers/Microsoft.RecoveryServices/vaults`;
  const vaults = await Promise.all(subscriptions.map((row) => readable(azure.list(path(row), vaultApiVersion))));
  return vaults.flatMap((rows) => (rows ?? []).flatMap((row) => textOf(row['id']) ?? []));
}
