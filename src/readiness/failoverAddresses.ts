import type { ArmId } from '../model/armId.ts';
import type { Details } from '../model/details.ts';
import type { ProtectedItem } from '../model/protectedItem.ts';
import type { RecoveryInterface } from '../model/recoverySettings.ts';
import { addressKey } from '../model/details.ts';
import { phaseOf } from './itemPhase.ts';

/** What failovers of all items would take of the addresses of their networks, as far as their settings were read. */
export interface FailoverAddresses {
  /** By subnet: how many addresses. */
  readonly bySubnet: ReadonlyMap<ArmId, number>;
  /** By {@link addressKey}: how many configurations ask for the address. */
  readonly byAddress: ReadonlyMap<ArmId, number>;
  /** Networks (undefined: any) of which items may take addresses whose settings were not read yet, or could not be read. */
  readonly unread: ReadonlySet<ArmId | undefined>;
  readonly unreadable: ReadonlySet<ArmId | undefined>;
}

/** The subnet of a network by its name. */
export function subnetId(networkId: ArmId, name: string): ArmId {
  return `${networkId}/subnets/${name.toLowerCase()}` as ArmId;
}

/** Of the items whose machines are there: only those are read at full depth. `interfaces`: those that the inventory holds, by id. */
export function failoverAddressesOf(
  items: readonly ProtectedItem[],
  machines: ReadonlyMap<ArmId, unknown>,
  interfaces: ReadonlyMap<ArmId, unknown>,
  details: Details,
): FailoverAddresses {
  const bySubnet = new Map<ArmId, number>();
  const byAddress = new Map<ArmId, number>();
  const unread = new Set<ArmId | undefined>();
  const unreadable = new Set<ArmId | undefined>();
  if (details.recoverySettings.size === 0) return { bySubnet, byAddress, unread, unreadable };
  for (const item of items) {
    const phase = phaseOf(item);
    // What is failed over or under test has its addresses already.
    if (phase === 'failedOver' || phase === 'testRunning' || item.sourceId === undefined || !machines.has(item.sourceId)) continue;
    const settings = details.recoverySettings.get(item.id);
    if (settings !== undefined && 'value' in settings) {
      for (const one of settings.value.interfaces) if (!isReused(one, interfaces, details)) addAddresses(one, bySubnet, byAddress);
    } else if (item.targetNetworkId !== null) (settings === undefined ? unread : unreadable).add(item.targetNetworkId);
  }
  return { bySubnet, byAddress, unread, unreadable };
}

/** An interface that is there is taken with the addresses that it has. */
function isReused({ reusedId }: RecoveryInterface, interfaces: ReadonlyMap<ArmId, unknown>, details: Details): boolean {
  if (reusedId === null) return false;
  const read = details.interfaces.get(reusedId);
  return interfaces.has(reusedId) || (read !== undefined && 'value' in read && read.value !== null);
}

function addAddresses({ networkId, addresses }: RecoveryInterface, bySubnet: Map<ArmId, number>, byAddress: Map<ArmId, number>): void {
  if (networkId === null) return;
  for (const { subnetName, staticAddress, isKept } of addresses) {
    if (subnetName !== null && !isKept) count(bySubnet, subnetId(networkId, subnetName));
    if (staticAddress !== null) count(byAddress, addressKey(networkId, staticAddress));
  }
}

function count(counts: Map<ArmId, number>, key: ArmId): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
