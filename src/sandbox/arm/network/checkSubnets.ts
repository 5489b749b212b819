import type { ArmResource } from '../../resource.ts';
import { checkNetworkName } from '../checkName.ts';
import { badRequest } from '../errors.ts';
import { isIpv4, liesIn, overlap, prefixOf, rangeStart, type Subnet } from './addresses.ts';

/** Throws Azure's 400 where a subnet (IPv4) lies outside its network, or two share an address. */
export function checkSubnets(network: ArmResource, subnets: readonly Subnet[]): void {
  const { addressPrefixes = [] } = (network.properties?.['addressSpace'] ?? {}) as { addressPrefixes?: readonly string[] };
  for (const space of addressPrefixes) checkPrefix(space, network.id);
  const checked: Subnet[] = [];
  for (const subnet of subnets) {
    checkNetworkName(subnet.name);
    const prefix = subnet.properties?.addressPrefix ?? subnet.properties?.addressPrefixes?.[0];
    if (prefix === undefined || prefix.includes(':')) continue;
    checkPrefix(prefix, subnet.id ?? `${network.id}/subnets/${subnet.name}`);
    if (addressPrefixes.length > 0 && !addressPrefixes.some((space) => !space.includes(':') && liesIn(prefix, space))) {
      throw badRequest('NetcfgInvalidSubnet', `Subnet '${subnet.name}' is not valid in virtual network '${network.name}'.`);
    }
    if (checked.some((other) => overlap(prefixOf(other), prefix))) {
      throw badRequest(
        'NetcfgSubnetRangesOverlap',
        `Subnet '${subnet.name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${network.name}'.`,
      );
    }
    checked.push(subnet);
  }
}

/** Code and words are those of public reports (a range of IPv4 only). */
function checkPrefix(prefix: string, owner: string): void {
  if (prefix.includes(':')) return;
  const [address = '', bits = ''] = prefix.split('/');
  if (!isIpv4(address) || !/^(?:\d|[12]\d|3[0-2])$/.test(bits)) {
    throw badRequest(
      'InvalidAddressPrefixFormat',
      `Address prefix ${prefix} of resource ${owner} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
    );
  }
  const start = `${rangeStart(prefix)}/${bits}`;
  if (start === prefix) return;
  throw badRequest(
    'InvalidCIDRNotation',
    `The address prefix ${prefix} in resource ${owner} has an invalid CIDR notation. For the given prefix length, the address prefix should be ${start}.`,
  );
}
