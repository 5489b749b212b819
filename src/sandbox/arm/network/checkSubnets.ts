import type { ArmResource } from '../../resource.ts';
import { checkNetworkName } from '../checkName.ts';
import { badRequest } from '../errors.ts';
import { liesIn, overlap, prefixOf, type Subnet } from './addresses.ts';

/** Throws Azure's 400 where a subnet (IPv4) lies outside its network, or two share an address. */
export function checkSubnets(network: ArmResource, subnets: readonly Subnet[]): void {
  const { addressPrefixes = [] } = (network.properties?.['addressSpace'] ?? {}) as { addressPrefixes?: readonly string[] };
  const checked: Subnet[] = [];
  for (const subnet of subnets) {
    checkNetworkName(subnet.name);
    const prefix = subnet.properties?.addressPrefix ?? subnet.properties?.addressPrefixes?.[0];
    if (prefix === undefined || prefix.includes(':')) continue;
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
