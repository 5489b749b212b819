import { toArmId } from '../../../src/model/armId.ts';
import type { NetworkInterface } from '../../../src/model/compute.ts';
import { noDetails, placeId, type Detail, type DetailFailure, type Details } from '../../../src/model/details.ts';
import type { VirtualNetwork } from '../../../src/model/network.ts';
import type { RecoveryAddress, RecoveryInterface, RecoverySettings } from '../../../src/model/recoverySettings.ts';
import { groupId, item, sub, vaultId } from './facts.ts';

/** Details for tests: machine `m` of `facts.ts`, read at full depth, and everything is well. */

export const netId = (name: string) => toArmId(`${groupId('rg-net')}/providers/Microsoft.Network/virtualNetworks/${name}`);
export const [source, target] = [netId('vnet-weu'), netId('vnet-neu')];
export const nicId = toArmId(`${groupId()}/providers/Microsoft.Network/networkInterfaces/m-nic`);
export const somethingId = (type: string, name: string) => toArmId(`${groupId('rg-target')}/providers/${type}/${name}`);
export const place = placeId(sub, 'northeurope');
export const itemId = item('m').id;

export const denied: DetailFailure = { failure: 'denied', detail: 'You may not read this. (AuthorizationFailed)' };

export function value<T>(of: T): Detail<T> {
  return { value: of };
}

const address: RecoveryAddress = {
  name: 'ipconfig1',
  subnetName: 'app',
  staticAddress: null,
  isKept: false,
  publicAddressId: null,
  backendPoolIds: [],
};
export const recoveryInterface: RecoveryInterface = {
  sourceId: nicId,
  networkId: target,
  securityGroupId: null,
  reusedId: null,
  addresses: [address],
};

export function settings(change: Partial<RecoverySettings> = {}): RecoverySettings {
  return { interfaces: [recoveryInterface], disks: [], references: [], ...change };
}

/** The settings with another address for the failover. */
export function withAddress(change: Partial<RecoveryAddress>): RecoverySettings {
  return settings({ interfaces: [{ ...recoveryInterface, addresses: [{ ...address, ...change }] }] });
}

export function network(name: string, location: string, prefix: string, change: Partial<VirtualNetwork> = {}): VirtualNetwork {
  const id = netId(name);
  const subnet = { id: toArmId(`${id}/subnets/app`), name: 'app', securityGroupId: undefined, routeTableId: undefined };
  return { id, location, prefixes: [prefix], subnets: [subnet], dnsServers: [], peerings: [], ...change };
}

export function networks(
  change: { readonly source?: Partial<VirtualNetwork>; readonly target?: Partial<VirtualNetwork> } = {},
): Details['networks'] {
  return new Map([
    [source, value(network('vnet-weu', 'westeurope', '10.1.0.0/16', change.source))],
    [target, value(network('vnet-neu', 'northeurope', '10.2.0.0/16', change.target))],
  ]);
}

export function nic(change: Partial<NetworkInterface> = {}): NetworkInterface {
  return {
    id: nicId,
    azureId: nicId,
    name: 'm-nic',
    location: 'westeurope',
    tags: {},
    privateAddresses: ['10.1.0.4'],
    subnetId: toArmId(`${source}/subnets/app`),
    securityGroupId: null,
    configurations: [{ name: 'ipconfig1', publicAddressId: null, backendPoolIds: [] }],
    ...change,
  };
}

export const offer = {
  name: 'Standard_D2s_v5',
  family: 'standardDSv5Family',
  cores: 2,
  zones: ['1', '2'],
  restriction: undefined,
  restrictedZones: [],
} as const;

export function details(change: Partial<Details> = {}): Details {
  return {
    ...noDetails,
    recoverySettings: new Map([[itemId, value(settings())]]),
    interfaces: new Map([[nicId, value(nic())]]),
    networks: networks(),
    subnetUsages: new Map([[target, value(new Map([[toArmId(`${target}/subnets/app`), { used: 0, limit: 251 }]]))]]),
    quotas: new Map([
      [
        place,
        value([
          { name: 'cores', used: 10, limit: 100 },
          { name: 'standardDSv5Family', used: 10, limit: 100 },
        ]),
      ],
    ]),
    sizes: new Map([[place, value(new Map([['standard_d2s_v5', offer]]))]]),
    supportedSystems: new Map([[toArmId(vaultId()), value(new Set(['ubuntu 22.04', 'redhat 8.*', 'debian 11', 'suse 12']))]]),
    ...change,
  };
}
