import type { ArmId } from '../../model/armId.ts';
import type { VirtualMachine } from '../../model/compute.ts';
import type { Depth, Inventory } from '../../model/inventory.ts';
import { withDetails } from '../../model/mergeDetails.ts';
import { unreadSubjects } from '../../model/subjects.ts';
import { ArmReader } from '../wire/armReader.ts';
import type { Connection } from '../wire/connection.ts';
import { GraphReader } from './graphReader.ts';
import { keepUnread } from './keepUnread.ts';
import { detailsOf } from './readDetails.ts';
import { readTables, tableCount } from './readTables.ts';
import type { Session } from '../wire/session.ts';
import { TableReader, type ReadProgress } from './tableReader.ts';
import { nameUnprotectedDisks, type ProtectedItemRow } from './tables/protectedItemsTable.ts';
import { withSession } from '../wire/withSession.ts';

export interface ReadOptions {
  /** Undefined: full up to 500 machines. */
  readonly depth?: Depth;
  /** Ids of the subscriptions whose machines, disks and accounts are read; undefined: all readable ones. */
  readonly subscriptions?: readonly string[];
  /** An earlier reading: what fails now stays of it, as `keepUnread` says. */
  readonly before?: Inventory | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** Full depth is one read a machine: larger estates are read so only when asked to. */
const fullDepthMachines = 500;

/**
 * Reads the facts of an estate, from Resource Graph and from Resource Manager's lists side by side; docs/architecture.md ("Reading") says
 * what comes from where. A table that fails, is denied or does not add up leaves a `Gap`, and the rest goes on. Vaults and what Site
 * Recovery keeps in them, and resource groups, are read of every readable subscription: a vault may lie elsewhere than the machines that
 * it protects. At full depth the inventory has its details, those that could not be read included.
 *
 * Throws a `UserError` when the list of subscriptions shows that nothing can be read (sign-in, network, certificate),
 * and the signal's reason when cancelled.
 */
export async function readInventory(connection: Connection, options: ReadOptions = {}): Promise<Inventory> {
  return withSession(connection, options.signal, (session) => readAll(connection, session, options));
}

async function readAll(connection: Connection, session: Session, options: ReadOptions): Promise<Inventory> {
  const reader = new TableReader(new ArmReader(session), session.signal, tableCount, options.onProgress);
  const graph = new GraphReader(reader, session.signal);
  const wanted = options.subscriptions?.map((id) => id.toLowerCase());
  const { itemRows, ...tables } = await readTables(reader, graph, wanted);

  const { machines } = tables;
  // Hardly any item needs its machine.
  let byId: ReadonlyMap<ArmId | undefined, VirtualMachine> | undefined;
  const sourceOf = ({ item, unprotectedLuns }: ProtectedItemRow): VirtualMachine | undefined =>
    unprotectedLuns.length === 0 ? undefined : (byId ??= new Map(machines.map((row) => [row.id, row]))).get(item?.sourceId);
  const protectedItems = itemRows.map((row) => nameUnprotectedDisks(row, sourceOf(row))).filter((item) => item !== undefined);
  const depth = options.depth ?? (machines.length <= fullDepthMachines ? 'full' : 'inventory');
  const rows = { ...tables, protectedItems };
  const details = depth === 'full' ? await detailsOf(reader.arm, session.signal, rows, unreadSubjects(rows)) : undefined;
  const { server, local } = session.serverTime() ?? { server: new Date(), local: new Date() };
  const inventory: Inventory = {
    ...rows,
    source: connection.source,
    depth,
    takenAt: server,
    clockSkewMs: local.getTime() - server.getTime(),
    otherItems: itemRows.filter(({ item }) => item === undefined).length,
    gaps: reader.gaps,
  };
  const whole = options.before ? await keepUnread(inventory, options.before) : inventory;
  return details === undefined ? whole : withDetails(whole, details);
}
