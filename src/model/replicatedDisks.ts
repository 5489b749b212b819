/** The disks of a protected item, and what a disk that is added takes from them. */
export interface ReplicatedDisks {
  /** ARM ids in lower case. */
  readonly diskIds: readonly string[];
  /** ARM ids: where a failover makes disks, and the account in the machine's region that changes go through; '' where Azure says nothing. */
  readonly groupId: string;
  readonly cacheAccountId: string;
}
