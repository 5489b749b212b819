import type { ArmId } from '../../model/armId.ts';
import { holdsAddress } from '../../model/addressRange.ts';
import type { NetworkInterface } from '../../model/compute.ts';
import { noDetails, type Details } from '../../model/details.ts';
import { placeOf } from '../../model/failoverTarget.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { VirtualNetwork } from '../../model/network.ts';
import type { ProtectedItem } from '../../model/protectedItem.ts';
import type { RecoveryInterface } from '../../model/recoverySettings.ts';
import { cacheAccounts, type Subjects } from '../../model/subjects.ts';
import { ArmReader } from '../wire/armReader.ts';
import type { Connection } from '../wire/connection.ts';
import { readCapacity } from './details/capacity.ts';
import { DetailReader } from './details/detailReader.ts';
import { readEligibility } from './details/eligibility.ts';
import { readAddress, readInterface, readNetwork, readSubnetUsages } from './details/networks.ts';
import { readPlan } from './details/plans.ts';
import { readRecoverySettings } from './details/recoverySettings.ts';
import { readAccount } from './details/storage.ts';
import { readTarget } from './details/targets.ts';
import { readSupportedSystems } from './details/supportedSystems.ts';
import { withSession } from '../wire/withSession.ts';

/** The rows that a reading of details looks things up in. */
export type DetailRows = Pick<Inventory, 'machines' | 'protectedItems' | 'storageAccounts' | 'networkInterfaces' | 'details'>;

/**
 * Reads full depth for a part of an estate: what is asked for, and what that leads to. What the inventory knows of full depth is not read
 * again; what several subjects share (a region's quota, a network) is read once. All reads keep to the connection's limits. Answers with
 * what is new, for `withDetails`; a read that fails is part of it.
 *
 * Throws a `UserError`, or the signal's reason when cancelled: then nothing is kept of it.
 */
export async function readDetails(
  connection: Connection,
  inventory: DetailRows,
  subjects: Subjects,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Details> {
  return withSession(connection, options.signal, (session) => detailsOf(new ArmReader(session), session.signal, inventory, subjects));
}

/** The same within a reading. */
export async function detailsOf(arm: ArmReader, signal: AbortSignal, rows: DetailRows, subjects: Subjects): Promise<Details> {
  const reader = new DetailReader(arm, signal, rows.details ?? noDetails);
  await new EstateDetails(reader, rows).read(subjects);
  return reader.fresh;
}

/** Subjects under way at the same time: more would wait for the limits anyway, and be begun and ended in one block of the caller's thread. */
const subjectsAtOnce = 64;

async function eachOf(readings: readonly (() => Promise<unknown>)[]): Promise<void> {
  const left = readings.values();
  const readOn = async (): Promise<void> => {
    for (const read of left) await read();
  };
  await Promise.all(Array.from({ length: subjectsAtOnce }, readOn));
}

class EstateDetails {
  readonly #reader: DetailReader;
  readonly #items: ReadonlyMap<ArmId | undefined, readonly ProtectedItem[]>;
  readonly #interfaces: ReadonlyMap<ArmId, NetworkInterface>;
  readonly #rows: DetailRows;

  constructor(reader: DetailReader, rows: DetailRows) {
    this.#reader = reader;
    this.#rows = rows;
    this.#items = Map.groupBy(rows.protectedItems, ({ sourceId }) => sourceId);
    this.#interfaces = new Map(rows.networkInterfaces.map((nic) => [nic.id, nic]));
  }

  async read({ machines, accounts, plans }: Subjects): Promise<void> {
    const wanted = new Set(accounts);
    const caches = cacheAccounts(this.#rows.protectedItems);
    await eachOf([
      ...machines.map((id) => () => this.#readMachine(id)),
      ...this.#rows.storageAccounts
        .filter(({ id }) => wanted.has(id))
        .map((account) => () => readAccount(this.#reader, account, caches.has(account.id))),
      ...plans.map((id) => () => readPlan(this.#reader, id)),
    ]);
  }

  async #readMachine(id: ArmId): Promise<void> {
    const items = this.#items.get(id);
    if (items === undefined) await readEligibility(this.#reader, id);
    else await Promise.all(items.map((item) => this.#readItem(item)));
  }

  async #readItem(item: ProtectedItem): Promise<void> {
    const place = placeOf(item);
    await Promise.all([
      this.#readSettings(item),
      readSupportedSystems(this.#reader, item.vaultId),
      ...(place === undefined ? [] : [readCapacity(this.#reader, place)]),
    ]);
  }

  async #readSettings(item: ProtectedItem): Promise<void> {
    const settings = await readRecoverySettings(this.#reader, item.id);
    if (settings === undefined) return;
    const targets = new Set(settings.references.map(({ id }) => id));
    await Promise.all([
      ...settings.interfaces.map((one) => this.#readNetworks(one)),
      ...Array.from(targets, (id) => readTarget(this.#reader, id)),
    ]);
  }

  async #readNetworks({ sourceId, reusedId, networkId, addresses }: RecoveryInterface): Promise<void> {
    await Promise.all([
      ...(reusedId === null || this.#interfaces.has(reusedId) ? [] : [readInterface(this.#reader, reusedId)]),
      ...(sourceId === undefined ? [] : [this.#readSource(sourceId)]),
      ...(networkId === null ? [] : [this.#readTargetNetwork(networkId), readSubnetUsages(this.#reader, networkId)]),
      ...addresses.flatMap(({ staticAddress, isKept }) =>
        networkId === null || staticAddress === null || isKept ? [] : [readAddress(this.#reader, networkId, staticAddress)],
      ),
    ]);
  }

  /** The network interface that is replaced, and the network that it is in. */
  async #readSource(id: ArmId): Promise<void> {
    const nic = this.#interfaces.get(id) ?? (await readInterface(this.#reader, id));
    if (nic?.subnetId !== undefined) await readNetwork(this.#reader, networkOfSubnet(nic.subnetId));
  }

  /** With the networks that its DNS servers are in. */
  async #readTargetNetwork(id: ArmId): Promise<void> {
    const network = await readNetwork(this.#reader, id);
    if (network == null) return;
    await Promise.all(peersWithServers(network).map((peer) => readNetwork(this.#reader, peer)));
  }
}

function networkOfSubnet(subnetId: ArmId): ArmId {
  return subnetId.slice(0, subnetId.lastIndexOf('/subnets/')) as ArmId;
}

function peersWithServers({ dnsServers, peerings }: VirtualNetwork): ArmId[] {
  return peerings
    .filter(({ prefixes }) => dnsServers.some((server) => prefixes.some((prefix) => holdsAddress(prefix, server))))
    .map(({ networkId }) => networkId);
}
