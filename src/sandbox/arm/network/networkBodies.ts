import { textAt } from '../../recovery/field.ts';
import { areApart, keyOf, parentOfKey, regionKey, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { badRequest } from '../errors.ts';
import { balancerParts } from './balancerParts.ts';
import { checkRules, shownRules, type Rule } from './securityRules.ts';
import {
  findSubnet,
  freeAddresses,
  ipConfigurationsOf,
  isUsable,
  prefixOf,
  takenAddresses,
  type IpConfiguration,
  type Subnet,
} from './addresses.ts';

type Properties = Record<string, unknown>;
/** Properties as Azure shows them, from what was sent and what stood before. */
type Complete = (world: World, resource: ArmResource, before: Properties) => Properties;

/** What the service adds to a body, by type in lower case. Other types of the network service are echoed. */
export const completions: Readonly<Record<string, Complete>> = {
  virtualnetworks: (world, resource, before) => {
    const { enableVmProtection: vmProtection, ...sent } = resource.properties ?? {};
    return {
      ...head(world, before),
      ...sent,
      ...(vmProtection === true && { enableVmProtection: true }),
      subnets: ((sent['subnets'] ?? before['subnets'] ?? []) as Subnet[]).map((subnet) => completeSubnet(world, resource.id, subnet)),
      virtualNetworkPeerings: sent['virtualNetworkPeerings'] ?? before['virtualNetworkPeerings'] ?? [],
      enableDdosProtection: sent['enableDdosProtection'] ?? false,
    };
  },
  loadbalancers: (world, resource, before) => ({ ...head(world, before), ...resource.properties, ...balancerParts(world, resource) }),
  networkinterfaces: (world, resource, before) => ({
    ...head(world, before),
    ...withoutShown(resource.properties, ['virtualMachine', 'primary', 'macAddress', 'hostedWorkloads', 'tapConfigurations']),
    ipConfigurations: ipConfigurationsOf(resource).map((configuration, i) =>
      completeConfiguration(world, resource, configuration, i === 0),
    ),
    dnsSettings: { dnsServers: [], appliedDnsServers: [], ...(resource.properties?.['dnsSettings'] as object | undefined) },
    enableAcceleratedNetworking: resource.properties?.['enableAcceleratedNetworking'] ?? false,
    enableIPForwarding: resource.properties?.['enableIPForwarding'] ?? false,
    ...(before['virtualMachine'] !== undefined && { virtualMachine: before['virtualMachine'], primary: before['primary'] ?? true }),
    nicType: resource.properties?.['nicType'] ?? 'Standard',
  }),
  publicipaddresses: (world, resource, before) => {
    const isStatic = resource.properties?.['publicIPAllocationMethod'] === 'Static' || skuIsStandard(resource);
    return {
      ...head(world, before),
      publicIPAllocationMethod: isStatic ? 'Static' : 'Dynamic',
      publicIPAddressVersion: 'IPv4',
      idleTimeoutInMinutes: 4,
      ipTags: [],
      ...(isStatic && { ipAddress: before['ipAddress'] ?? documentationAddress(world) }),
      ...withoutShown(resource.properties, ['ipConfiguration']),
      ...namedInPublic(resource),
    };
  },
  networksecuritygroups: (world, resource, before) => {
    const securityRules = (resource.properties?.['securityRules'] ?? before['securityRules'] ?? []) as readonly Rule[];
    checkRules(securityRules);
    return {
      ...head(world, before),
      ...withoutShown(resource.properties, ['networkInterfaces', 'subnets']),
      securityRules: shownRules({ ...resource, properties: { securityRules } }, 'securityRules'),
      defaultSecurityRules: shownRules(resource, 'defaultSecurityRules'),
    };
  },
};

/** From this api-version on, subnets of new networks give their machines no way out unless told to (Azure's announcement of March 2026). */
const PRIVATE_SINCE = '2025-07-01';

export function withPrivateSubnets(apiVersion: string, properties: Properties): Properties {
  if (apiVersion < PRIVATE_SINCE) return properties;
  const subnets = (properties['subnets'] ?? []) as readonly Subnet[];
  return {
    ...properties,
    subnets: subnets.map((subnet) => Object.assign({}, subnet, { properties: { defaultOutboundAccess: false, ...subnet.properties } })),
  };
}

/** Clients send back what they have read: Azure shows these, and takes them from nobody. */
function withoutShown(sent: Properties | undefined, shown: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(sent ?? {}).filter(([name]) => !shown.includes(name)));
}

function head(world: World, before: Properties): Properties {
  return { provisioningState: 'Succeeded', resourceGuid: before['resourceGuid'] ?? world.newGuid() };
}

export function completeSubnet(world: World, networkId: string, subnet: Subnet): Subnet {
  // Azure shows these, and takes them from nobody.
  const { ipConfigurations: _shown, ...properties } = subnet.properties ?? {};
  return {
    name: subnet.name,
    id: `${networkId}/subnets/${subnet.name}`,
    etag: subnet.etag ?? `W/"${world.newGuid()}"`,
    properties: {
      provisioningState: 'Succeeded',
      delegations: [],
      privateEndpointNetworkPolicies: 'Disabled',
      privateLinkServiceNetworkPolicies: 'Enabled',
      ...properties,
    },
    type: 'Microsoft.Network/virtualNetworks/subnets',
  };
}

function completeConfiguration(
  world: World,
  nic: ArmResource,
  { name = 'ipconfig1', properties = {} }: IpConfiguration,
  first: boolean,
): IpConfiguration {
  const subnetId = properties.subnet?.id;
  if (subnetId === undefined)
    throw badRequest('SubnetIsRequired', `Subnet reference is required for ipconfiguration ${nic.id}/ipConfigurations/${name}.`);
  const subnet = findSubnet(world, subnetId);
  const network = world.store.get(parentOfKey(keyOf(subnetId)));
  if (!subnet || areApart(network, nic)) {
    throw badRequest(
      'InvalidResourceReference',
      `Resource ${subnetId} referenced by resource ${nic.id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    );
  }
  const taken = takenAddresses(world, subnetId, nic.id);
  const wanted = properties.privateIPAddress;
  if (wanted !== undefined && properties.privateIPAllocationMethod === 'Static') {
    if (!isUsable(prefixOf(subnet), wanted)) {
      throw badRequest(
        'PrivateIPAddressNotInSubnet',
        `Private static IP address ${wanted} does not belong to the range of subnet prefix ${prefixOf(subnet)}.`,
      );
    }
    if (taken.has(wanted)) throw badRequest('PrivateIPAddressInUse', `Private static IP address ${wanted} is already in use.`);
  }
  const address = wanted !== undefined && !taken.has(wanted) ? wanted : freeAddresses(subnet, taken, 1)[0];
  if (address === undefined) throw badRequest('SubnetIsFull', `Subnet ${subnet.name} does not have enough capacity for 1 IP addresses.`);
  return {
    name,
    id: `${nic.id}/ipConfigurations/${name}`,
    properties: {
      provisioningState: 'Succeeded',
      privateIPAllocationMethod: 'Dynamic',
      privateIPAddressVersion: 'IPv4',
      primary: first,
      ...properties,
      privateIPAddress: address,
    },
  };
}

/** An address with a label has a name (documented). */
function namedInPublic({ location = '', properties }: ArmResource): Properties {
  const label = textAt(properties, 'dnsSettings', 'domainNameLabel');
  if (label === undefined) return {};
  return { dnsSettings: { ...(properties?.['dnsSettings'] as object), fqdn: publicName(label, location) } };
}

/** `web.westeurope.cloudapp.azure.com` of the label `web`. */
export function publicName(label: string, location: string): string {
  return `${label}.${regionKey(location)}.cloudapp.azure.com`.toLowerCase();
}

function skuIsStandard(resource: ArmResource): boolean {
  return (resource['sku'] as { name?: string } | undefined)?.name === 'Standard';
}

/** From the ranges that are set aside for documentation (RFC 5737). */
function documentationAddress(world: World): string {
  const range = ['192.0.2', '198.51.100', '203.0.113'][Math.floor(world.random() * 3)]!;
  return `${range}.${1 + Math.floor(world.random() * 254)}`;
}
