import { objectsAt } from '../../recovery/field.ts';
import { keyOf, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';

export const NETWORKS = 'Microsoft.Network/virtualNetworks';
export const INTERFACES = 'Microsoft.Network/networkInterfaces';

export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly etag?: string;
  readonly type?: string;
  readonly properties?: { readonly addressPrefix?: string; readonly addressPrefixes?: readonly string[]; readonly [key: string]: unknown };
}

export interface IpConfiguration {
  readonly id?: string;
  readonly name?: string;
  readonly etag?: unknown;
  readonly type?: string;
  readonly properties?: {
    readonly subnet?: { readonly id?: string };
    readonly privateIPAddress?: string;
    readonly privateIPAllocationMethod?: string;
    readonly primary?: boolean;
    readonly [key: string]: unknown;
  };
}

/** Azure keeps the first four addresses of a subnet and the last one. */
const RESERVED_AT_START = 4;

/** Of a network as it is stored, each with its id and name, which those put by the control API may lack. */
export function subnetsOf(network: ArmResource): readonly Subnet[] {
  return objectsAt(network.properties, 'subnets').map((subnet) => {
    const { id, name = '' } = subnet as Partial<Subnet>;
    return id === undefined ? Object.assign({}, subnet, { name, id: `${network.id}/subnets/${name}` }) : (subnet as Subnet);
  });
}

export function ipConfigurationsOf(nic: ArmResource): readonly IpConfiguration[] {
  return objectsAt(nic.properties, 'ipConfigurations');
}

/** The subnet that an id names, in its network. */
export function findSubnet(world: World, subnetId: string): Subnet | undefined {
  const network = world.store.get(subnetId.split('/').slice(0, -2).join('/'));
  return network && subnetsOf(network).find(({ name }) => name.toLowerCase() === subnetId.split('/').at(-1)?.toLowerCase());
}

/** Addresses taken in a subnet, but for those of one interface. */
export function takenAddresses(world: World, subnetId: string, exceptNic = ''): Set<string> {
  const taken = new Set<string>();
  for (const nic of world.store.list(INTERFACES)) {
    if (keyOf(nic.id) === keyOf(exceptNic)) continue;
    for (const { properties } of ipConfigurationsOf(nic)) {
      const isHere = keyOf(properties?.subnet?.id ?? '') === keyOf(subnetId);
      if (isHere && properties?.privateIPAddress !== undefined) taken.add(properties.privateIPAddress);
    }
  }
  return taken;
}

/** Ids of the configurations that have an address in a subnet, by the key of the subnet. */
export function takenConfigurations(world: World): ReadonlyMap<string, readonly string[]> {
  const taken = world.store.list(INTERFACES).flatMap((nic) =>
    ipConfigurationsOf(nic).map(({ id, name, properties }) => ({
      id: id ?? `${nic.id}/ipConfigurations/${name ?? ''}`,
      subnet: keyOf(properties?.subnet?.id ?? ''),
    })),
  );
  return new Map([...Map.groupBy(taken, ({ subnet }) => subnet)].map(([subnet, own]) => [subnet, own.map(({ id }) => id)]));
}

/** The first free addresses of a subnet (IPv4), at most so many. */
export function freeAddresses(subnet: Subnet, taken: ReadonlySet<string>, count: number): string[] {
  const { first, size } = rangeOf(prefixOf(subnet));
  const free: string[] = [];
  for (let offset = RESERVED_AT_START; offset < size - 1 && free.length < count; offset++) {
    const address = textOf(first + offset);
    if (!taken.has(address)) free.push(address);
  }
  return free;
}

export function prefixOf({ properties }: Subnet): string {
  return properties?.addressPrefix ?? properties?.addressPrefixes?.[0] ?? '10.0.0.0/24';
}

/** Whether an address can be given to a machine: in the range, and not one of those that Azure keeps. */
export function isUsable(prefix: string, address: string): boolean {
  const { first, size } = rangeOf(prefix);
  const offset = numberOf(address) - first;
  return offset >= RESERVED_AT_START && offset < size - 1;
}

/** How many addresses of a range machines can have: without the first four and the last. */
export function usableAddresses(prefix: string): number {
  return Math.max(0, rangeOf(prefix).size - RESERVED_AT_START - 1);
}

/** Whether two ranges share an address. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [rangeOf(one), rangeOf(other)];
  return a.first < b.first + b.size && b.first < a.first + a.size;
}

/** Whether the first range lies in the second. */
export function liesIn(inner: string, outer: string): boolean {
  const [a, b] = [rangeOf(inner), rangeOf(outer)];
  return a.first >= b.first && a.first + a.size <= b.first + b.size;
}

/** The first address of the range that a prefix lies in: `10.0.1.0` of `10.0.1.7/24`. */
export function rangeStart(prefix: string): string {
  const { first, size } = rangeOf(prefix);
  return textOf(first - (first % size));
}

/** `10.0.0.0/24` as a number of addresses from a first one. */
function rangeOf(prefix: string): { first: number; size: number } {
  const [address = '', bits = '32'] = prefix.split('/');
  return { first: numberOf(address), size: 2 ** (32 - Number(bits)) };
}

export function isIpv4(address: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(address) && address.split('.').every((part) => Number(part) < 256);
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function textOf(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
