import type { ArmId } from '../../model/armId.ts';
import { addressKey } from '../../model/details.ts';
import type { RecoveryInterface, RecoverySettings } from '../../model/recoverySettings.ts';
import { subnetId } from '../failoverAddresses.ts';
import type { ItemFacts } from '../facts.ts';
import { Gathering } from '../gathering.ts';
import type { MachineRule, Verdict } from '../rule.ts';
import { notApplicable, unlessReplicating } from '../verdicts.ts';
import { sources } from './sources.ts';

/** Where the machine that a failover makes is connected, and what it refers to there. */
export const networkRules: readonly MachineRule[] = [
  {
    id: 'DR-NET-001',
    on: 'machine',
    title: 'Failover network or subnet is missing',
    severity: 'critical',
    depth: 'full',
    affectsState: true,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: [
      'providerSpecificDetails.vmNics.recoveryVMNetworkId',
      'providerSpecificDetails.vmNics.ipConfigs.recoverySubnetName',
      'Microsoft.Network/virtualNetworks: subnets',
    ],
    sources: [sources.networking, sources.customizeNetworking],
    corresponds: {},
    explanation:
      'A network interface of the machine has no virtual network to be failed over to, or the network or the subnet that is set does not exist.',
    consequence: 'The failover fails, or brings up a machine that nobody can reach.',
    fix: 'Map the source network to one of the target region, and set network and subnet in the network settings of the replicated item.',
    check: ({ item }): Verdict => withSettings(item, judgeNetwork),
  },
  {
    id: 'DR-NET-002',
    on: 'machine',
    title: 'Address is not free in the failover network',
    severity: 'high',
    depth: 'full',
    affectsState: false,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: [
      'providerSpecificDetails.vmNics.ipConfigs.recoveryStaticIPAddress',
      'virtualNetworks/checkIpAddressAvailability: available',
      'virtualNetworks/usages: currentValue, limit',
    ],
    sources: [sources.retainAddress, sources.networking, sources.zoneToZone],
    corresponds: { aprl: ['e93bb813-b356-48f3-9bdf-a06a0a6ba039'] },
    explanation:
      'The static IP address that a failover is to give is in use, outside the network, or promised to another machine too; or the failover subnet has fewer free addresses than all machines that are failed over to it need. A machine that is failed over to another zone may keep its address in its own network; a network interface that is there to be reused brings its own.',
    consequence: 'The machine comes up with another address, or not at all, and whatever knows it by its address does not find it.',
    fix: 'Free the address or set another one in the network settings of the replicated item; give the failover subnet a larger range.',
    check: ({ item }): Verdict => withSettings(item, judgeAddresses),
  },
  {
    id: 'DR-NET-004',
    on: 'machine',
    title: 'Failover refers to a resource that is gone',
    severity: 'critical',
    depth: 'full',
    affectsState: true,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: [
      'recoveryAzureResourceGroupId',
      'recoveryAvailabilitySet',
      'recoveryProximityPlacementGroupId',
      'recoveryCapacityReservationGroupId',
      'vmNics.recoveryNetworkSecurityGroupId',
      'vmNics.ipConfigs.recoveryPublicIPAddressId',
      'vmNics.ipConfigs.recoveryLBBackendAddressPoolIds',
      'protectedManagedDisks.recoveryDiskEncryptionSetId',
    ],
    sources: [sources.customizeNetworking, sources.troubleshoot],
    corresponds: {},
    explanation:
      'The replicated item refers to something in the target region that Azure does not know: a resource group, public IP address, network security group, load balancer, availability set, proximity placement group, capacity reservation, disk encryption set or key vault.',
    consequence: 'The failover of the machine fails until the reference is cleared or the resource is made again.',
    fix: 'Make the resource again under the same name, or clear it in the settings of the replicated item.',
    check: ({ item }): Verdict => withSettings(item, judgeReferences),
  },
];

type Judge = (gathering: Gathering, settings: RecoverySettings, facts: ItemFacts) => void;

/** The common beginning of rules on what a failover would make: only of what replicates and was read. */
export function withSettings(facts: ItemFacts | undefined, judge: Judge): Verdict {
  const early = unlessReplicating(facts);
  if (early !== undefined || facts === undefined) return early ?? notApplicable;
  // What is under test has taken its addresses, and shows that the rest works.
  if (facts.phase === 'testRunning') return notApplicable;
  const gathering = new Gathering();
  const settings = gathering.take(facts.index.details.recoverySettings.get(facts.item.id), 'the settings of the protected item');
  if (settings !== undefined) judge(gathering, settings, facts);
  return gathering.verdict();
}

function judgeNetwork(gathering: Gathering, { interfaces }: RecoverySettings, { item, index }: ItemFacts): void {
  if (interfaces.length === 0) {
    if (item.targetNetworkId === null) gathering.add('selectedRecoveryAzureNetworkId', null);
    else gathering.lack('The protected item does not tell its network interfaces.');
  }
  for (const { networkId, addresses } of interfaces) {
    if (networkId === null) {
      gathering.add('vmNics.recoveryVMNetworkId', null);
      continue;
    }
    const network = gathering.take(index.details.networks.get(networkId), 'the failover network');
    if (network === null) gathering.add('vmNics.recoveryVMNetworkId: does not exist', networkId);
    for (const { subnetName } of addresses) {
      if (network == null || subnetName === null) continue;
      const isThere = network.subnets.some(({ name }) => name.toLowerCase() === subnetName.toLowerCase());
      if (!isThere) gathering.add('vmNics.ipConfigs.recoverySubnetName: does not exist', subnetName);
    }
  }
}

function judgeAddresses(gathering: Gathering, { interfaces }: RecoverySettings, facts: ItemFacts): void {
  for (const one of interfaces) if (one.networkId !== null) judgeInterface(gathering, one, one.networkId, facts);
}

function judgeInterface(gathering: Gathering, { reusedId, addresses }: RecoveryInterface, networkId: ArmId, { index }: ItemFacts): void {
  const { details, failoverAddresses: asked } = index;
  if (reusedId !== null) {
    const reused =
      index.interfaces.get(reusedId) ??
      gathering.take(details.interfaces.get(reusedId), 'the network interface that a failover takes over');
    // What is there comes with its addresses.
    if (reused !== null) return;
  }
  for (const { staticAddress, isKept } of addresses) {
    if (staticAddress === null) continue;
    const key = addressKey(networkId, staticAddress);
    const isFree = isKept || gathering.take(details.addresses.get(key), `whether ${staticAddress} is free`);
    if (isFree === false) gathering.add('vmNics.ipConfigs.recoveryStaticIPAddress: not available', staticAddress);
    else if ((asked.byAddress.get(key) ?? 0) > 1)
      gathering.add('vmNics.ipConfigs.recoveryStaticIPAddress: set for several machines', staticAddress);
  }
  const subnets = new Set(
    addresses.flatMap(({ subnetName, isKept }) => (subnetName === null || isKept ? [] : [subnetId(networkId, subnetName)])),
  );
  if (subnets.size === 0) return;
  const usages = gathering.take(details.subnetUsages.get(networkId), 'the free addresses of the failover network');
  for (const subnet of subnets) {
    // A subnet that is not counted does not exist, which is DR-NET-001's, or is none for machines.
    const usage = usages?.get(subnet);
    if (usage === undefined) continue;
    const needed = asked.bySubnet.get(subnet) ?? 0;
    const free = usage.limit - usage.used;
    if (needed <= free) continue;
    gathering.add('subnet', subnet.slice(subnet.lastIndexOf('/') + 1));
    gathering.add('usages: free addresses', free);
    gathering.add('addresses that failovers need', needed);
  }
  const concerns = (networks: ReadonlySet<ArmId | undefined>): boolean => networks.has(networkId) || networks.has(undefined);
  if (concerns(asked.unread)) gathering.wait();
  if (concerns(asked.unreadable)) gathering.lack('The settings of other items that are failed over to this network cannot be read.');
}

function judgeReferences(gathering: Gathering, { references }: RecoverySettings, { index }: ItemFacts): void {
  for (const { property, id } of references) {
    const target = gathering.take(index.details.targets.get(id), `whether ${property} exists`);
    if (target === null) gathering.add(`${property}: does not exist`, id);
  }
}
