/** A point in time that a protected machine can be brought back to. */
export interface RecoveryPoint {
  readonly azureId: string;
  readonly time: Date;
  /** Applications had written what they held; otherwise the disks are as after a loss of power. */
  readonly isAppConsistent: boolean;
  /** Taken at the same moment for all machines of its replication group. */
  readonly isOfGroup: boolean;
}
