import type { ArmId } from './armId.ts';

export interface Subnet {
  readonly id: ArmId;
  readonly name: string;
  readonly securityGroupId: ArmId | undefined;
  readonly routeTableId: ArmId | undefined;
}

/** A network that another one is peered with. */
export interface Peering {
  readonly networkId: ArmId;
  /** Address ranges of the other side: `10.2.0.0/16`. */
  readonly prefixes: readonly string[];
}

/** A virtual network, with what a failover asks of it. */
export interface VirtualNetwork {
  readonly id: ArmId;
  readonly location: string;
  readonly prefixes: readonly string[];
  readonly subnets: readonly Subnet[];
  /** Custom DNS servers; [] for Azure's own. */
  readonly dnsServers: readonly string[];
  readonly peerings: readonly Peering[];
}

/** Addresses of a subnet, without those that Azure keeps for itself. */
export interface SubnetUsage {
  readonly used: number;
  readonly limit: number;
}

/** A resource that a failover refers to: that it is there, and where. */
export interface TargetObject {
  readonly location: string;
}
