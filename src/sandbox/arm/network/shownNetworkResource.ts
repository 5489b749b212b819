import { hash } from 'node:crypto';
import { currentReferences, withReferences } from '../../backReferences.ts';
import { changedEach, textAt } from '../../recovery/field.ts';
import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { powerStateOf } from '../compute/instanceView.ts';
import { INTERFACES, ipConfigurationsOf, NETWORKS } from './addresses.ts';
import { BALANCERS } from './balancerParts.ts';
import { shownRules } from './securityRules.ts';

type Show = (world: World, resource: ArmResource, apiVersion: string) => ArmResource;

/** From these api-versions on answers have the members. [GAP] Read from recordings, public answers and templates; the first one may be earlier. */
const TRACKING_SINCE = '2022-05-01';
const AUXILIARY_SINCE = '2023-02-01';
const ENDPOINT_POLICIES_SINCE = '2024-01-01';

/**
 * Network resources as ARM shows them, by type: with what refers to them, and with what the service says of itself. Made when somebody reads, so
 * that a large estate begins at once. Members are those of public answers.
 */
const SHOWN: Readonly<Record<string, Show>> = {
  [INTERFACES.toLowerCase()]: shownInterface,
  'microsoft.network/networksecuritygroups': (world, group) =>
    referred(world, {
      ...group,
      properties: {
        ...group.properties,
        securityRules: shownRules(group, 'securityRules'),
        defaultSecurityRules: shownRules(group, 'defaultSecurityRules'),
      },
    }),
  [NETWORKS.toLowerCase()]: (world, network, apiVersion) => {
    const shown = network.properties?.['subnets'] === undefined ? network : referred(world, network);
    if (apiVersion < ENDPOINT_POLICIES_SINCE) return shown;
    return { ...shown, properties: { privateEndpointVNetPolicies: 'Disabled', ...shown.properties } };
  },
  [BALANCERS.toLowerCase()]: referred,
  'microsoft.network/publicipaddresses': (world, address) =>
    referred(world, { ...address, sku: { name: 'Basic', tier: 'Regional', ...(address['sku'] as object | undefined) } }),
};

/** Types that are shown otherwise than they are stored, lower-case. */
export const shownTypes: readonly string[] = Object.keys(SHOWN);

/** The resource itself where nothing is to be added. */
export function shownNetworkResource(world: World, resource: ArmResource, apiVersion: string): ArmResource {
  return SHOWN[resource.type.toLowerCase()]?.(world, resource, apiVersion) ?? resource;
}

function referred(world: World, resource: ArmResource): ArmResource {
  return withReferences(currentReferences(world), resource, resource.type.toLowerCase());
}

function shownInterface(world: World, nic: ArmResource, apiVersion: string): ArmResource {
  const { properties = {}, ...rest } = nic;
  const network = ipConfigurationsOf(nic)[0]?.properties?.subnet?.id?.split('/').slice(0, -2).join('/') ?? nic.id;
  return {
    ...rest,
    kind: nic['kind'] ?? 'Regular',
    properties: {
      ...properties,
      ipConfigurations: changedEach(ipConfigurationsOf(nic), ({ etag = nic['etag'], type = `${INTERFACES}/ipConfigurations` }) => ({
        etag,
        type,
      })),
      // [GAP] The letters of a region before `internal` are not published: everywhere the same here.
      dnsSettings: {
        dnsServers: [],
        appliedDnsServers: [],
        internalDomainNameSuffix: `${digest(network).slice(0, 26)}.ax.internal.cloudapp.net`,
        ...(properties['dnsSettings'] as object | undefined),
      },
      ...(isRunning(world, properties) && { macAddress: macAddress(nic.id) }),
      vnetEncryptionSupported: false,
      ...(apiVersion >= TRACKING_SINCE && { disableTcpStateTracking: properties['disableTcpStateTracking'] ?? false }),
      ...(apiVersion >= AUXILIARY_SINCE && {
        auxiliaryMode: properties['auxiliaryMode'] ?? 'None',
        auxiliarySku: properties['auxiliarySku'] ?? 'None',
      }),
      hostedWorkloads: [],
      tapConfigurations: [],
      nicType: properties['nicType'] ?? 'Standard',
    },
  };
}

/** A network interface has its address while a machine with it has hardware. */
function isRunning(world: World, properties: Readonly<Record<string, unknown>>): boolean {
  const machine = world.store.get(textAt(properties, 'virtualMachine', 'id') ?? '');
  return machine !== undefined && !['deallocating', 'deallocated'].includes(powerStateOf(machine, world.clock.now()));
}

/** Of the addresses that are set aside for Microsoft (00-0D-3A): the same interface always has the same one. */
function macAddress(id: string): string {
  const own = digest(id).toUpperCase();
  return `00-0D-3A-${own.slice(0, 2)}-${own.slice(2, 4)}-${own.slice(4, 6)}`;
}

/** Hexadecimal. */
function digest(id: string): string {
  return hash('sha1', id.toLowerCase());
}
