import type { ArmId } from '../model/armId.ts';
import type { VirtualMachine } from '../model/compute.ts';
import type { Depth, Inventory } from '../model/inventory.ts';
import type { ProtectedItem } from '../model/protectedItem.ts';
import { ArmReader } from './armReader.ts';
import type { Connection } from './connection.ts';
import { GraphReader } from './graphReader.ts';
import { eligibilityOf } from './readEligibility.ts';
import { readTables, tableCount } from './readTables.ts';
import type { Session } from './session.ts';
import { TableReader, type ReadProgress } from './tableReader.ts';
import { nameUnprotectedDisks } from './tables/protectedItemsTable.ts';
import { withSession } from './withSession.ts';
import { withStatus } from './withStatus.ts';

export interface ReadOptions {
  /** Undefined: full up to 500 machines. */
  readonly depth?: Depth;
  /** Ids of the subscriptions whose machines, disks and accounts are read; undefined: all readable ones. */
  readonly subscriptions?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}

/** Full depth is one read a machine: larger estates are read so only when asked to. */
const fullDepthMachines = 500;

/**
 * Reads the facts of an estate, from Resource Graph and from Resource Manager's lists side by side; docs/architecture.md ("Reading") says
 * what comes from where. A table that fails, is denied or does not add up leaves a `Gap`, and the rest goes on. Vaults and what Site
 * Recovery keeps in them, and resource groups, are read of every readable subscription: a vault may lie elsewhere than the machines that
 * it protects. The inventory's depth is `full` when everything of full depth was read.
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
  const { itemRows, machineStatus, ...tables } = await readTables(reader, graph, wanted);

  const byId = new Map(tables.machines.map((machine) => [machine.id, machine]));
  const protectedItems = itemRows
    .map((row) => nameUnprotectedDisks(row, row.item?.sourceId && byId.get(row.item.sourceId)))
    .filter((item) => item !== undefined);
  const machines = withStatus(tables.machines, new Map(machineStatus));
  const depth = options.depth ?? (machines.length <= fullDepthMachines ? 'full' : 'inventory');
  const deep = depth === 'full' ? await readDeeper(reader, machines, protectedItems) : { machines, depth };
  const { server, local } = session.serverTime() ?? { server: new Date(), local: new Date() };
  return {
    ...tables,
    ...deep,
    source: connection.source,
    takenAt: server,
    clockSkewMs: local.getTime() - server.getTime(),
    protectedItems,
    otherItems: itemRows.filter(({ item }) => item === undefined).length,
    gaps: reader.gaps,
  };
}

/** What takes one read a machine: whether Site Recovery would replicate those that it does not. */
async function readDeeper(
  reader: TableReader,
  machines: readonly VirtualMachine[],
  items: readonly ProtectedItem[],
): Promise<Pick<Inventory, 'machines' | 'depth'>> {
  const sources = new Set<ArmId | undefined>(items.map(({ sourceId }) => sourceId));
  const asked = machines.filter(({ id }) => !sources.has(id));
  const eligibility = await eligibilityOf(
    reader,
    asked.map(({ id }) => id),
  );
  return {
    machines: machines.map((machine) => withEligibility(machine, eligibility.get(machine.id))),
    depth: eligibility.size === asked.length ? 'full' : 'inventory',
  };
}

/** Spread, for the reason that `withStatus` gives. */
function withEligibility(machine: VirtualMachine, eligibilityProblems: VirtualMachine['eligibilityProblems']): VirtualMachine {
  return eligibilityProblems === undefined ? machine : { ...machine, eligibilityProblems };
}
