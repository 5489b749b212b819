import { apiVersions } from '../apiVersions.ts';
import { toArmId, type ArmId } from '../../model/armId.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { UserError } from '../../model/userError.ts';
import { recordOf, textOf, type Row } from '../values.ts';
import { askGraph } from './askGraph.ts';
import { readable } from './readable.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/** Lists of vaults, as they come; undefined for one that does not. */
type VaultLists = readonly Promise<readonly string[] | undefined>[];

/**
 * Finds the protected items of machines in `vaults`, or else in every vault of every readable subscription: a vault may lie elsewhere than its
 * machines. Items are looked for by lists, because Resource Graph learns of a new one minutes later. Vaults are looked for by both: a list of vaults
 * spans all regions, and fails while one of them is down.
 *
 * A machine is known by the id of the one that is replicated, and by that of the one that a failover has made; the first counts more. A vault that
 * does not answer holds up nobody whose item is found elsewhere. Each item that is found is read once more by itself. A machine whose item is not
 * found, or cannot be read, has an error in its place; `notFound` says that every vault was looked into. Throws a `UserError` when the subscriptions
 * cannot be listed.
 */
export async function findProtectedItems(
  azure: RecoveryAccess,
  machineIds: readonly string[],
  vaults: readonly string[],
): Promise<ReadonlyMap<ArmId, RecoveryItem | UserError>> {
  const places = vaults.length > 0 ? [Promise.resolve(vaults)] : await readableVaults(azure);
  const { looked, ids } = await listUntilFound(azure, places, new Set(machineIds.map(toArmId)));
  const found = await Promise.all(
    machineIds.map(async (machineId) => {
      const id = ids.get(toArmId(machineId));
      const item = id === undefined ? undefined : await orError(azure.readItem(id));
      return [toArmId(machineId), item ?? notFound(machineId, looked)] as const;
    }),
  );
  return new Map(found);
}

interface Looked {
  /** Whether each vault could be read. */
  readonly vaults: ReadonlyMap<string, boolean>;
  /** How many lists of vaults did not come. */
  readonly unlisted: number;
}

/** Reads all vaults at once, and waits for none any more when the items of all machines are found: in an outage some may not answer for minutes. */
async function listUntilFound(
  azure: RecoveryAccess,
  places: VaultLists,
  wanted: ReadonlySet<ArmId>,
): Promise<{ readonly looked: Looked; readonly ids: ReadonlyMap<ArmId, string> }> {
  const vaults = new Map<string, boolean>();
  let unlisted = 0;
  const [replicated, recovered] = [new Map<ArmId, string>(), new Map<ArmId, string>()];
  const note = (row: Row, property: string, ids: Map<ArmId, string>): void => {
    const id = textOf(row['id']);
    const machine = textOf(recordOf(recordOf(row['properties'])?.['providerSpecificDetails'])?.[property]);
    if (id !== undefined && machine !== undefined) ids.set(toArmId(machine), id);
  };
  const { promise: allFound, resolve } = Promise.withResolvers<void>();
  const readVault = async (vault: string): Promise<void> => {
    if (vaults.has(toArmId(vault))) return;
    vaults.set(toArmId(vault), false);
    const rows = await readable(azure.list(`${vault}/replicationProtectedItems`, apiVersions.siteRecovery));
    vaults.set(toArmId(vault), rows !== undefined);
    for (const row of rows ?? []) {
      note(row, 'fabricObjectId', replicated);
      note(row, 'recoveryFabricObjectId', recovered);
    }
    if ([...wanted].every((id) => replicated.has(id))) resolve();
  };
  const reading = places.map(async (place) => {
    const listed = await place;
    if (!listed) unlisted++;
    await Promise.all((listed ?? []).map(readVault));
  });
  await Promise.race([allFound, Promise.all(reading)]);
  return { looked: { vaults, unlisted }, ids: new Map([...recovered, ...replicated]) };
}

async function orError<T>(reading: Promise<T>): Promise<T | UserError> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

function notFound(machineId: string, { vaults, unlisted }: Looked): UserError {
  const read = [...vaults.values()].filter((isRead) => isRead).length;
  const unread = vaults.size - read;
  const looked = [
    `${read} ${read === 1 ? 'vault was' : 'vaults were'} looked into`,
    ...(unread === 0 ? [] : [`${unread} cannot be read`]),
    ...(unlisted === 0 ? [] : ['not all vaults could be listed']),
  ].join(', ');
  if (unread > 0 || unlisted > 0) {
    return new UserError(
      'unreachable',
      `No vault that can be read has a protected item of ${machineId}: ${looked}.`,
      'Check the sign-in, and whether a region is down; a vault that is named (--vault ID) is looked into alone.',
    );
  }
  return new UserError(
    'notFound',
    `No vault has a protected item of ${machineId}: ${looked}.`,
    'Enable its replication first, or check the id and the sign-in.',
  );
}

async function readableVaults(azure: RecoveryAccess): Promise<VaultLists> {
  const subscriptions = await azure.list('/subscriptions', apiVersions.subscriptions);
  const idsOf = (rows: readonly Row[]): readonly string[] => rows.flatMap((row) => textOf(row['id']) ?? []);
  const lists = subscriptions.map(async (row) => {
    const path = `/subscriptions/${textOf(row['subscriptionId']) ?? ''}/providers/Microsoft.RecoveryServices/vaults`;
    const vaults = await readable(azure.list(path, apiVersions.vaults));
    return vaults && idsOf(vaults);
  });
  const known = askGraph(azure, "resources | where type == 'microsoft.recoveryservices/vaults' | project id | order by id asc");
  // The lists alone are all vaults: where Resource Graph does not answer, nothing is missing.
  return [...lists, known.then((rows) => idsOf(rows ?? []))];
}
