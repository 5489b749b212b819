/** What must be known of a machine that has failed over, to replicate it back. Ids as Azure spelt them. */
export interface FailedOver {
  /** The machine that runs now. */
  readonly machineId: string;
  readonly policyId: string;
  /** The container that the item is in, to which it is replicated back, and the one of the region in which the machine runs now. */
  readonly homeContainerId: string;
  readonly awayContainerId: string;
  /** Group and zone of the machine that it was failed over from; the zone '' for none. */
  readonly groupId: string;
  readonly zone: string;
  /** '' where there is none, or where it cannot be read. */
  readonly availabilitySetId: string;
  readonly disks: readonly FailedOverDisk[];
  /** The vault has a mapping from where the machine runs now to where it came from, under the item's policy. */
  readonly isPaired: boolean;
  /** The machine that it was failed over from. `unknown`: nobody could tell, such as while its region is down. */
  readonly source: 'there' | 'gone' | 'unknown';
}

export interface FailedOverDisk {
  readonly id: string;
  /** Group of the disk that it was copied from. */
  readonly groupId: string;
  /** Key of the disk that it was copied from; '' for Azure's own. */
  readonly encryptionSetId: string;
}
