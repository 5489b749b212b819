/** What must be known of a machine to replicate it. Ids as Azure spelt them. */
export interface ReplicationSource {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly zone: string | undefined;
  readonly disks: readonly { readonly id: string; readonly isOs: boolean }[];
  /** Of the primary network interface. */
  readonly network: SourceNetwork;
}

export interface SourceNetwork {
  readonly id: string;
  /** The machine's subnet. */
  readonly subnetName: string;
  readonly addressPrefixes: readonly string[];
  readonly subnets: readonly { readonly name: string; readonly addressPrefix: string }[];
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
