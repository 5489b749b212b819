/**
 * What a person may choose when a machine is to be replicated; undefined: the default. Ids are those of resources that are there; what is
 * not chosen is made, under names that follow from the inputs.
 */
export interface EnableChoices {
  readonly targetRegion: string;
  /** Subscription of the same tenant in which the group of the target is made; undefined: the machine's own. */
  readonly targetSubscription?: string | undefined;
  /** Of what a failover makes; undefined: one is made. */
  readonly targetGroupId?: string | undefined;
  /** Undefined: what the vault maps the machine's network to, else one like it. */
  readonly networkId?: string | undefined;
  /** Undefined: of the same name as the machine's. */
  readonly subnetName?: string | undefined;
  /** Undefined: a set where the machine is in one, else single. */
  readonly availability?: Availability | undefined;
  readonly proximityGroupId?: string | undefined;
  readonly capacityReservationGroupId?: string | undefined;
  /** Of the disks that a failover makes: `Premium_LRS`, `StandardSSD_LRS`, …; undefined: as the source disk. */
  readonly diskType?: string | undefined;
  /** Of the disks that are written to until then; undefined: as `diskType`. */
  readonly replicaDiskType?: string | undefined;
  /** ARM ids of disks that are not replicated. */
  readonly leaveOut?: readonly string[] | undefined;
  /** In the target region, for disks that are encrypted with a key of their owner's. */
  readonly diskEncryptionSetId?: string | undefined;
  /** For disks that are encrypted inside the guest. */
  readonly keyVault?: TargetKeyVault | undefined;
  readonly vaultId?: string | undefined;
  /** In the machine's region and subscription. */
  readonly cacheAccountId?: string | undefined;
  /** The cache account that is made is a premium one: for up to 100 MB/s of changes. Cannot be changed while the machine is replicated. */
  readonly highChurn?: boolean | undefined;
  /** Undefined: the policy that the vault replicates with between the two regions, else one that is made. */
  readonly policyId?: string | undefined;
  /** Of a policy that is made. */
  readonly policy?: PolicyChoice | undefined;
  /** Machines of one group share recovery points; at most 16. */
  readonly multiVmGroup?: string | undefined;
  /** By whose identity Site Recovery updates the agents of all machines that the vault replicates between the two regions; undefined: nobody's. */
  readonly automationAccountId?: string | undefined;
}

/** How the machine of a failover is kept apart from others. */
export type Availability =
  | { readonly kind: 'single' }
  | { readonly kind: 'zone'; readonly zone: string }
  /** `id` undefined: a set is made. */
  | { readonly kind: 'set'; readonly id?: string | undefined };

export interface PolicyChoice {
  /** For how long recovery points are kept: 1 hour to 15 days. */
  readonly retentionHours: number;
  /** 0: no app-consistent points; else an hour or more, in minutes. */
  readonly appConsistentMinutes: number;
}

/** Where the secrets of Azure Disk Encryption have been copied to. */
export interface TargetKeyVault {
  /** ARM id of the key vault with the secrets. */
  readonly vaultId: string;
  /** Identifiers (URLs) of the secrets, by the ARM id of the disk in lower case. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Identifier of the key that encrypts the secrets; undefined where there is none. */
  readonly keyUrl?: string | undefined;
  /** ARM id of the key vault with that key; undefined: the same. */
  readonly keyVaultId?: string | undefined;
}
