import type { NetworkInterface, VirtualMachine } from './compute.ts';

/** What must be known of a machine to replicate it, read a moment ago. Ids as Azure spelt them. */
export interface ReplicationSource {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly zone: string | undefined;
  readonly disks: readonly SourceDisk[];
  /** Of the primary network interface. */
  readonly network: SourceNetwork;
  /** With its run-time status. */
  readonly machine: VirtualMachine;
  /** The primary one. */
  readonly networkInterface: NetworkInterface;
}

export interface SourceDisk {
  readonly id: string;
  readonly isOs: boolean;
  /** GiB; undefined where the machine does not show it (Azure shows it of machines that run). */
  readonly sizeGb: number | undefined;
}

export interface SourceNetwork {
  readonly id: string;
  /** The machine's subnet. */
  readonly subnetName: string;
  readonly addressPrefixes: readonly string[];
  readonly subnets: readonly SourceSubnet[];
}

export interface SourceSubnet extends SubnetOutbound {
  readonly name: string;
  readonly addressPrefix: string;
}

/** By what a subnet's machines reach the Internet, as far as the subnet tells. */
export interface SubnetOutbound {
  /** ARM id; undefined: none. */
  readonly natGatewayId: string | undefined;
  readonly routeTableId: string | undefined;
  /** `defaultOutboundAccess` is false: Azure gives its machines no way out of its own accord. */
  readonly isPrivate: boolean;
}

/** What a vault has of Site Recovery. All names and ids as Azure spelt them. */
export interface VaultSetup {
  readonly location: string;
  readonly fabrics: readonly { readonly id: string; readonly location: string }[];
  readonly containers: readonly { readonly id: string; readonly fabricId: string }[];
  readonly mappings: readonly {
    readonly id: string;
    readonly sourceContainerId: string;
    readonly targetContainerId: string;
    readonly policyId: string;
  }[];
}
