import type { TargetNetwork, TargetSubnet } from '../../model/preflightFacts.ts';
import { sameText } from '../../model/sameText.ts';
import { sources } from '../../readiness/rules/sources.ts';
import { pages } from './pages.ts';
import { MissingFact, need, type Found, type Judged, type PreflightCheck } from './preflightCheck.ts';
import { hasPublicAddress, isMade } from './subjectOf.ts';

/** Azure keeps the first four addresses of a subnet and the last one. */
const reservedAddresses = 5;

/** Ways out of the subnets, and room in the target's. */
export const networkChecks: readonly PreflightCheck[] = [
  {
    id: 'PF-NET-001',
    looksAt: 'Way out of the machine’s subnet',
    title: 'Subnet of the machine has no way out to the Internet',
    level: 'blocker',
    cost: 'none: read with the machine; 1 a route table of a private subnet',
    source: pages.outbound,
    consequence:
      'The mobility agent reaches neither Site Recovery nor the cache account: enabling fails (151037, 151072, 151195 to 151197), and so does re-protection.',
    fix: 'Give the subnet a NAT gateway, or a route to a firewall. Networks made since 31 March 2026 are private unless told otherwise. Where the machine goes out by a proxy, by a route learnt from a gateway, or by private endpoints, skip this check.',
    atReprotect: true,
    judge: judgeWayOut,
  },
  {
    id: 'PF-NET-002',
    looksAt: 'Way out of the target subnet',
    title: 'Target subnet has no way out to the Internet',
    level: 'warning',
    cost: 'none more than PF-NET-003',
    source: pages.outbound,
    consequence: 'After a failover the machine cannot be re-protected: its agent does not reach Site Recovery from there.',
    fix: 'Give the target subnet a NAT gateway, or a route to a firewall, before it is needed.',
    atReprotect: false,
    judge: (judged) => {
      const subnet = targetSubnetOf(judged);
      if (!subnet?.isPrivate || subnet.natGatewayId !== undefined) return [];
      if (subnet.routeTableId !== undefined)
        throw new MissingFact('Whether the route table of the target subnet leads out was not looked at.');
      return [{ cause: `The subnet ${subnet.name} is private (defaultOutboundAccess is false), without NAT gateway and route table.` }];
    },
  },
  {
    id: 'PF-NET-003',
    looksAt: 'Region and subnet of the target network',
    title: 'Target network cannot be used',
    level: 'blocker',
    cost: '1 a pair of regions',
    source: sources.networking,
    consequence: 'Enabling fails, or the failover does.',
    fix: 'Choose a network in the target region, and a subnet that it has.',
    atReprotect: false,
    judge: (judged) => {
      const network = targetNetworkOf(judged);
      const { targetRegion, networkId } = judged.subject;
      if (!network) {
        if (networkId === undefined) return [];
        return isMade(judged.operation, networkId) ? judgeMadeNetwork(judged) : [{ cause: `There is no network ${networkId}.` }];
      }
      if (network.location !== targetRegion) return [{ cause: `The network is in ${network.location}, not in ${targetRegion}.` }];
      return targetSubnetOf(judged) ? [] : [{ cause: `The network has no subnet ${subnetNameOf(judged)}.` }];
    },
  },
  {
    id: 'PF-NET-004',
    looksAt: 'Free addresses of the target subnet',
    title: 'Target subnet has too few free addresses',
    level: 'warning',
    cost: 'none more than PF-NET-003',
    source: sources.networking,
    consequence: 'A failover of all the machines fails for those that get no address.',
    fix: 'Choose a larger subnet, or free addresses in it. Machines that are replicated to it already need theirs, too.',
    atReprotect: false,
    judge: (judged) => {
      const subnet = targetSubnetOf(judged);
      if (!subnet) return [];
      const { subject, all } = judged;
      const free = sizeOf(subnet) - subnet.used;
      const needed = all.filter(
        (one) => sameText(one.subject.networkId, subject.networkId) && sameText(subnetNameOf(one), subnet.name),
      ).length;
      return free >= needed ? [] : [{ cause: `Free addresses in the subnet ${subnet.name}: ${Math.max(0, free)}, needed: ${needed}.` }];
    },
  },
];

/** It gets the subnets of the machine's own network. */
function judgeMadeNetwork(judged: Judged): readonly Found[] {
  const { subnets } = judged.source.network;
  const wanted = subnetNameOf(judged);
  return subnets.some(({ name }) => sameText(name, wanted)) ? [] : [{ cause: `The network that is made gets no subnet ${wanted}.` }];
}

function judgeWayOut({ source, facts }: Judged): readonly Found[] {
  const subnet = source.network.subnets.find(({ name }) => sameText(name, source.network.subnetName));
  if (!subnet) throw new MissingFact('The subnet of the machine was not read.');
  if (subnet.natGatewayId !== undefined || hasPublicAddress(source)) return [];
  if (source.networkInterface.configurations.some(({ backendPoolIds }) => backendPoolIds.length > 0)) {
    throw new MissingFact('The machine is behind a load balancer: whether that has outbound rules was not looked at.');
  }
  if (!subnet.isPrivate) return [];
  if (subnet.routeTableId !== undefined && need(facts.defaultRoutes, subnet.routeTableId, 'the route table of the subnet')) return [];
  return [
    {
      cause: `The subnet ${subnet.name} is private (defaultOutboundAccess is false), without NAT gateway, public address and route for all addresses.`,
    },
  ];
}

/** Null: yet to be made, like the machine's; or of no matter. */
function targetNetworkOf({ subject: { networkId }, facts }: Judged): TargetNetwork | null {
  return networkId === undefined ? null : need(facts.networks, networkId, 'the target network');
}

function targetSubnetOf(judged: Judged): TargetSubnet | undefined {
  return targetNetworkOf(judged)?.subnets.find(({ name }) => sameText(name, subnetNameOf(judged)));
}

function subnetNameOf({ choices, source }: Pick<Judged, 'choices' | 'source'>): string {
  return choices.subnetName ?? source.network.subnetName;
}

function sizeOf({ addressPrefix }: TargetSubnet): number {
  const bits = Number(/^\d+(?:\.\d+){3}\/(\d+)$/.exec(addressPrefix)?.[1] ?? Number.NaN);
  if (Number.isNaN(bits)) throw new MissingFact('The range of the target subnet is not shown in IPv4.');
  return 2 ** (32 - bits) - reservedAddresses;
}
