import { shownRules } from '../arm/network/securityRules.ts';
import type { EstateBuilder } from './estateBuilder.ts';
import { idIn, type Place } from './place.ts';

export interface Network {
  readonly id: string;
  readonly location: string;
  /** The first two numbers of its addresses: `10.1`. */
  readonly prefix: string;
  readonly subnets: readonly string[];
  /** How many addresses have been given away. */
  seats: number;
}

/** A virtual network `{prefix}.0.0/16` with its subnets, `{prefix}.1.0/24` and on, each behind one network security group. */
export function virtualNetwork(
  b: EstateBuilder,
  at: Place,
  name: string,
  prefix: string,
  subnets: readonly string[],
  dnsServers: readonly string[] = [],
): Network {
  const id = idIn(at, 'Microsoft.Network/virtualNetworks', name);
  const securityGroupId = idIn(at, 'Microsoft.Network/networkSecurityGroups', `${name}-nsg`);
  const group = {
    id: securityGroupId,
    name: `${name}-nsg`,
    type: 'Microsoft.Network/networkSecurityGroups',
    location: at.location,
    etag: `W/"${b.guid()}"`,
  };
  const defaultSecurityRules = shownRules(group, 'defaultSecurityRules');
  b.add({ ...group, properties: { provisioningState: 'Succeeded', resourceGuid: b.guid(), securityRules: [], defaultSecurityRules } });
  b.add({
    id,
    name,
    type: 'Microsoft.Network/virtualNetworks',
    location: at.location,
    etag: `W/"${b.guid()}"`,
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: b.guid(),
      addressSpace: { addressPrefixes: [`${prefix}.0.0/16`] },
      subnets: subnets.map((subnet, i) => ({
        id: subnetId(id, subnet),
        name: subnet,
        etag: `W/"${b.guid()}"`,
        type: 'Microsoft.Network/virtualNetworks/subnets',
        properties: {
          provisioningState: 'Succeeded',
          addressPrefix: `${prefix}.${i + 1}.0/24`,
          networkSecurityGroup: { id: securityGroupId },
          delegations: [],
        },
      })),
      ...(dnsServers.length > 0 ? { dhcpOptions: { dnsServers } } : {}),
      virtualNetworkPeerings: [],
      enableDdosProtection: false,
    },
  });
  return { id, location: at.location, prefix, subnets, seats: 0 };
}

function subnetId(networkId: string, subnet: string): string {
  return `${networkId}/subnets/${subnet}`;
}

/** Where a network interface sits. */
export interface Seat {
  readonly network: Network;
  readonly subnet: string;
  readonly address: string;
}

/** Azure keeps the first four addresses of a subnet (and the last) for itself. */
const firstHost = 4;
export const seatsPerSubnet = 240;

/** The next free address of a network; its subnets fill up in order. */
export function takeSeat(network: Network): Seat {
  const at = Math.floor(network.seats / seatsPerSubnet);
  const host = firstHost + (network.seats++ % seatsPerSubnet);
  const subnet = network.subnets[at];
  if (subnet === undefined) throw new Error(`Network ${network.id} is full.`);
  return { network, subnet, address: `${network.prefix}.${at + 1}.${host}` };
}

export function networkInterface(
  b: EstateBuilder,
  at: Place,
  name: string,
  seat: Seat,
  machineId: string,
  publicAddressId?: string,
): string {
  const id = idIn(at, 'Microsoft.Network/networkInterfaces', name);
  b.add({
    id,
    name,
    type: 'Microsoft.Network/networkInterfaces',
    location: seat.network.location,
    etag: `W/"${b.guid()}"`,
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: b.guid(),
      ipConfigurations: [
        {
          id: `${id}/ipConfigurations/ipconfig1`,
          name: 'ipconfig1',
          type: 'Microsoft.Network/networkInterfaces/ipConfigurations',
          properties: {
            provisioningState: 'Succeeded',
            privateIPAddress: seat.address,
            privateIPAllocationMethod: 'Dynamic',
            privateIPAddressVersion: 'IPv4',
            primary: true,
            ...(publicAddressId ? { publicIPAddress: { id: publicAddressId } } : {}),
            subnet: { id: subnetId(seat.network.id, seat.subnet) },
          },
        },
      ],
      dnsSettings: { dnsServers: [], appliedDnsServers: [] },
      enableAcceleratedNetworking: false,
      enableIPForwarding: false,
      primary: true,
      virtualMachine: { id: machineId },
      nicType: 'Standard',
    },
  });
  return id;
}
