import type { NetworkInterface, VirtualMachine } from './compute.ts';

/** What must be known of a machine to replicate it, read a moment ago. Ids as Azure spelt them. */
export interface ReplicationSource {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly zone: string | undefined;
  /** ARM id; undefined: in none. */
  readonly availabilitySetId: string | undefined;
  readonly disks: readonly SourceDisk[];
  /** Of the primary network interface. */
  readonly network: SourceNetwork;
  /** With its run-time status. */
  readonly machine: VirtualMachine;
  /** The primary one. */
  readonly networkInterface: NetworkInterface;
}

/** A managed disk of the machine. */
export interface SourceDisk {
  readonly id: string;
  readonly isOs: boolean;
  /** GiB; undefined where Azure does not show it. */
  readonly sizeGb: number | undefined;
  /** `Premium_LRS`, `StandardSSD_ZRS`, …; undefined where Azure does not show it. */
  readonly sku: string | undefined;
  /** ARM id of the disk encryption set, for a disk that is encrypted with a key of its owner's. */
  readonly encryptionSetId: string | undefined;
  /** Encrypted inside the guest (Azure Disk Encryption): `key`, its secret is encrypted with a key in its turn. */
  readonly guestEncryption: 'secret' | 'key' | undefined;
}

/** The network that the machine is in. */
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
  /** Of its resource group; undefined where that may not be read. */
  readonly groupLocation: string | undefined;
  readonly fabrics: readonly { readonly id: string; readonly location: string }[];
  readonly containers: readonly { readonly id: string; readonly fabricId: string }[];
  readonly mappings: readonly {
    readonly id: string;
    readonly sourceContainerId: string;
    readonly targetContainerId: string;
    readonly policyId: string;
    /** ARM id of the automation account by which agents are updated; undefined: they are not. */
    readonly automationAccountId: string | undefined;
  }[];
  readonly networkMappings: readonly NetworkMapping[];
}

/** Which network of the target region machines of a network get. Ids in lower case, as Azure shows them. */
export interface NetworkMapping {
  readonly id: string;
  readonly networkId: string;
  readonly location: string;
  readonly targetNetworkId: string;
  readonly targetLocation: string;
}
