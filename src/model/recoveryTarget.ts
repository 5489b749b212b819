/** What a failover gives to one IP configuration. Texts are '' where nothing is set. */
export interface TargetAddress {
  /** Of the source configuration. */
  readonly name: string;
  readonly isPrimary: boolean;
  /** Comes along in a failover. */
  readonly isSelected: boolean;
  readonly subnetName: string;
  /** '': Azure gives one. */
  readonly staticAddress: string;
  readonly publicAddressId: string;
  readonly backendPoolIds: readonly string[];
  /** The same for a test failover, under Azure's own names: not touched here, and sent back as it was read. */
  readonly test: Readonly<Record<string, unknown>>;
}

export interface TargetInterface {
  /** A GUID: how Site Recovery names it. */
  readonly nicId: string;
  /** Name of the source interface; '' where Azure does not tell. */
  readonly name: string;
  readonly networkId: string;
  readonly securityGroupId: string;
  readonly addresses: readonly TargetAddress[];
  /** Other settings, under the names under which Azure takes them: sent back as they were read. */
  readonly more: Readonly<Record<string, unknown>>;
}

/** The machine that a failover of an item would make, as the item tells it: nothing of it is read in the region of the source. */
export interface RecoveryTarget {
  readonly machineName: string;
  readonly size: string;
  readonly zone: string;
  readonly groupId: string;
  readonly interfaces: readonly TargetInterface[];
  /** Logical unit numbers of disks of the source that are not replicated. */
  readonly leftOutLuns: readonly number[];
  /** How far the target was behind when that was last calculated; undefined: no figure. */
  readonly rpo: { readonly seconds: number; readonly at: Date } | undefined;
}
