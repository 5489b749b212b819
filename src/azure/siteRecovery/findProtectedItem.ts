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
 * one that a failover has made; the first counts more. A vault that does not answer, such as one in a region that is down, stops nobody whose item is found. Each
 * found item is read once more by itself. For a machine whose item is not found, or cannot be read, there is the error that says so. Throws
 * a `UserError` when no list of vaults can be read.
 */
export async function findProtectedItems(
  azure: RecoveryAccess,
  machineIds: readonly string[],
  vaults: readonly string[],
): Promise<ReadonlyMap<ArmId, RecoveryItem | UserError>> {
  const places = vaults.length > 0 ? vaults : await readableVaults(azure);
  const { lists, ids } = await listUntilFound(azure, places, new Set(machineIds.map(toArmId)));
  const found = await Promise.all(
    machineIds.map(async (machineId) => {
      const id = ids.get(toArmId(machineId));
      const item = id === undefined ? undefined : await orError(azure.readItem(id));
      return [toArmId(machineId), item ?? notFound(machineId, lists)] as const;
    }),
  );
  return new Map(found);
}

/** Reads all vaults at once, and waits for none any more when the items of all machines are found: in an outage some may not answer for minutes. */
async function listUntilFound(
  azure: RecoveryAccess,
  vaults: readonly string[],
  wanted: ReadonlySet<ArmId>,
): Promise<{ readonly lists: readonly (readonly Row[] | undefined)[]; readonly ids: ReadonlyMap<ArmId, string> }> {
  const lists: (readonly Row[] | undefined)[] = vaults.map(() => undefined);
  const [replicated, recovered] = [new Map<ArmId, string>(), new Map<ArmId, string>()];
  const note = (row: Row, property: string, ids: Map<ArmId, string>): void => {
    const id = textOf(row['id']);
    const machine = textOf(recordOf(recordOf(row['properties'])?.['providerSpecificDetails'])?.[property]);
    if (id !== undefined && machine !== undefined) ids.set(toArmId(machine), id);
  };
  const { promise: allFound, resolve } = Promise.withResolvers<void>();
  const reading = vaults.map(async (vault, at) => {
    const rows = await readable(azure.list(`${vault}/replicationProtectedItems`, recoveryApiVersion));
    lists[at] = rows;
    for (const row of rows ?? []) {
      note(row, 'fabricObjectId', replicated);
      note(row, 'recoveryFabricObjectId', recovered);
    }
    if ([...wanted].every((id) => replicated.has(id))) resolve();
  });
  await Promise.race([allFound, Promise.all(reading)]);
  return { lists, ids: new Map([...recovered, ...replicated]) };
}

async function orError<T>(reading: Promise<T>): Promise<T | UserError> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
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
