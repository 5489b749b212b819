import type { ArmId } from '../../model/armId.ts';
import { holdsAddress } from '../../model/addressRange.ts';
import type { NetworkInterface } from '../../model/compute.ts';
import type { Subnet, VirtualNetwork } from '../../model/network.ts';
import type { RecoveryInterface, RecoverySettings } from '../../model/recoverySettings.ts';
import type { ItemFacts } from '../facts.ts';
import type { Gathering } from '../gathering.ts';
import type { InventoryIndex } from '../inventoryIndex.ts';
import { isRegional } from '../itemPhase.ts';
import type { MachineRule, Verdict } from '../rule.ts';
import { sameRegion } from '../sameRegion.ts';
import { missing, notApplicable } from '../verdicts.ts';
import { withSettings } from './network.ts';
import { sources } from './sources.ts';

/** Whether the network around the failed-over machine does what that of its source does. */
export const networkParityRules: readonly MachineRule[] = [
  {
    id: 'DR-NET-003',
    on: 'machine',
    title: 'Failover leaves network settings behind',
    severity: 'medium',
    depth: 'full',
    affectsState: false,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: [
      'networkInterfaces: networkSecurityGroup, publicIPAddress, loadBalancerBackendAddressPools',
      'subnets: networkSecurityGroup, routeTable',
      'vmNics.recoveryNetworkSecurityGroupId',
      'vmNics.ipConfigs.recoveryPublicIPAddressId',
      'vmNics.ipConfigs.recoveryLBBackendAddressPoolIds',
    ],
    sources: [sources.customizeNetworking],
    corresponds: {},
    explanation:
      'The network interface or its subnet has a network security group, route table, public IP address or load balancer for which the failover settings have no counterpart.',
    consequence: 'The recovered machine is less protected, takes other routes, or is not reachable, until somebody sets this by hand.',
    fix: 'Make the counterparts in the target region and set them in the network settings of the replicated item, or in a step of the recovery plan.',
    check: ({ item }): Verdict => withSettings(item, judgeParity),
  },
  {
    id: 'DR-NET-005',
    on: 'machine',
    title: 'DNS of the failover network is in the region that would be lost',
    severity: 'high',
    depth: 'full',
    affectsState: false,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: [
      'virtualNetworks: dhcpOptions.dnsServers',
      'virtualNetworks: virtualNetworkPeerings',
      'providerSpecificDetails.primaryFabricLocation',
    ],
    sources: [sources.troubleshoot, sources.networking],
    corresponds: {},
    explanation:
      'All custom DNS servers of the failover network have addresses in networks of the source region. Servers outside Azure, or in other regions, are taken to stay.',
    consequence: 'The recovered machine resolves no names, so neither its services nor Site Recovery’s agent work.',
    fix: 'Add a DNS server in the target region, or one that does not depend on the source region, to the failover network.',
    check: ({ item }): Verdict => {
      const regional = item && isRegional(item.item);
      if (regional === false) return notApplicable;
      if (item !== undefined && regional === undefined) return missing('the regions of the protected item');
      return withSettings(item, judgeDns);
    },
  },
];

function judgeParity(gathering: Gathering, { interfaces }: RecoverySettings, { index }: ItemFacts): void {
  for (const recovery of interfaces) {
    const { sourceId } = recovery;
    if (sourceId === undefined) {
      gathering.lack('The protected item does not tell a network interface of the source.');
      continue;
    }
    const nic = interfaceOf(gathering, sourceId, index);
    const reused = recovery.reusedId === null ? null : interfaceOf(gathering, recovery.reusedId, index);
    // A source interface that is gone asks for nothing.
    if (nic != null && reused !== undefined) compare(gathering, nic, reused === null ? recovery : takingOver(recovery, reused), index);
  }
}

/** An interface that is reused brings what it has. */
function takingOver(recovery: RecoveryInterface, { securityGroupId, configurations }: NetworkInterface): RecoveryInterface {
  const publicAddressId = configurations.find((one) => one.publicAddressId !== null)?.publicAddressId ?? null;
  const backendPoolIds = configurations.flatMap((one) => one.backendPoolIds);
  return {
    ...recovery,
    securityGroupId: recovery.securityGroupId ?? securityGroupId ?? null,
    addresses: recovery.addresses.map((address) => ({
      ...address,
      publicAddressId: address.publicAddressId ?? publicAddressId,
      backendPoolIds: [...address.backendPoolIds, ...backendPoolIds],
    })),
  };
}

function interfaceOf(gathering: Gathering, id: ArmId, { interfaces, details }: InventoryIndex): NetworkInterface | null | undefined {
  return interfaces.get(id) ?? gathering.take(details.interfaces.get(id), 'a network interface of the machine');
}

const noSubnet = 'The read did not give the subnet of a network interface.';

function networkOf(subnetId: ArmId): ArmId {
  return subnetId.slice(0, subnetId.lastIndexOf('/subnets/')) as ArmId;
}

function compare(gathering: Gathering, nic: NetworkInterface, recovery: RecoveryInterface, index: InventoryIndex): void {
  for (const { name, publicAddressId, backendPoolIds } of nic.configurations) {
    const target = recovery.addresses.find((address) => address.name.toLowerCase() === name.toLowerCase());
    if (target === undefined) continue;
    if (publicAddressId !== null && target.publicAddressId === null) gathering.add('vmNics.ipConfigs.recoveryPublicIPAddressId', null);
    if (backendPoolIds.length > 0 && target.backendPoolIds.length === 0)
      gathering.add('vmNics.ipConfigs.recoveryLBBackendAddressPoolIds', null);
  }
  if (nic.securityGroupId === undefined) gathering.lack('The read did not give the network security group of a network interface.');
  if (nic.subnetId === undefined) gathering.lack(noSubnet);
  const source = nic.subnetId === undefined ? undefined : sourceSubnet(gathering, nic.subnetId, index);
  const targets = targetSubnets(gathering, recovery, index);
  if (targets === undefined) return;
  const isGuarded = (nic.securityGroupId ?? source?.securityGroupId) !== undefined;
  if (isGuarded && recovery.securityGroupId === null && targets.some(({ securityGroupId }) => securityGroupId === undefined)) {
    gathering.add('vmNics.recoveryNetworkSecurityGroupId', null);
  }
  if (source?.routeTableId !== undefined && targets.some(({ routeTableId }) => routeTableId === undefined)) {
    gathering.add('routeTable of the failover subnet', null);
  }
}

function sourceSubnet(gathering: Gathering, id: ArmId, index: InventoryIndex): Subnet | undefined {
  const network = gathering.take(index.details.networks.get(networkOf(id)), 'the network of the machine');
  return network?.subnets.find((subnet) => subnet.id === id);
}

/** Undefined where it is not known which; [] where a subnet is missing, which is DR-NET-001's. */
function targetSubnets(gathering: Gathering, { networkId, addresses }: RecoveryInterface, index: InventoryIndex): Subnet[] | undefined {
  if (networkId === null) return [];
  const network = gathering.take(index.details.networks.get(networkId), 'the failover network');
  if (network === undefined) return undefined;
  const names = new Set(addresses.map(({ subnetName }) => subnetName?.toLowerCase()));
  return network === null ? [] : network.subnets.filter(({ name }) => names.has(name.toLowerCase()));
}

function judgeDns(gathering: Gathering, { interfaces }: RecoverySettings, { item, index }: ItemFacts): void {
  const { networks } = index.details;
  const sourceNetworks = (): readonly (VirtualNetwork | null | undefined)[] =>
    interfaces.map(({ sourceId }) => {
      const nic = sourceId === undefined ? undefined : interfaceOf(gathering, sourceId, index);
      if (nic == null) return nic;
      if (nic.subnetId !== undefined) return gathering.take(networks.get(networkOf(nic.subnetId)), 'the network of the machine');
      gathering.lack(noSubnet);
      return undefined;
    });
  for (const networkId of new Set(interfaces.map((one) => one.networkId))) {
    if (networkId === null) continue;
    const network = gathering.take(networks.get(networkId), 'the failover network');
    if (network == null || network.dnsServers.length === 0) continue;
    const peers = network.peerings.filter(({ prefixes }) => network.dnsServers.some((server) => holds(prefixes, server)));
    const around = peers.map((peer) => gathering.take(networks.get(peer.networkId), 'a network with DNS servers'));
    const known = [network, ...around, ...sourceNetworks()].filter((one) => one != null);
    const isLost = (server: string): boolean => {
      const home = known.find(({ prefixes }) => holds(prefixes, server));
      return home !== undefined && sameRegion(home.location, item.sourceLocation ?? '');
    };
    if (network.dnsServers.every(isLost)) {
      gathering.add('dhcpOptions.dnsServers', network.dnsServers.join(', '));
      gathering.add('location of these servers', item.sourceLocation ?? null);
    }
  }
}

function holds(prefixes: VirtualNetwork['prefixes'], address: string): boolean {
  return prefixes.some((prefix) => holdsAddress(prefix, address));
}
