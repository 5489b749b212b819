/**
 * What an operation must know of a protected item before it asks for anything, as it was read a moment ago. Plain JSON: it is written
 * into the operation's journal. Names of states are Azure's; '' where Azure says nothing.
 */
export interface RecoveryItem {
  readonly azureId: string;
  readonly friendlyName: string;
  /** Undefined where the service gives none. */
  readonly etag?: string | undefined;
  readonly protectionState: string;
  readonly testFailoverState: string;
  readonly activeLocation: string;
  /** In the order of the alphabet. */
  readonly allowedOperations: readonly string[];
  /** The job that runs on the item, or ran last; '' for none. */
  readonly jobId: string;
  readonly scenario: string;
  /** ISO; undefined when there is no such job. */
  readonly scenarioStartedAt?: string | undefined;
  /** The GUID by which jobs name the item; undefined where the item does not tell it. */
  readonly entityId?: string | undefined;
  /** ARM id of the source machine. */
  readonly machineId: string;
  readonly sourceLocation: string;
  readonly targetLocation: string;
  /** Where the machine was when its replication was enabled: after a failover and re-protection, the target. */
  readonly initialLocation: string;
  /** ISO; undefined when none has succeeded. */
  readonly lastTestAt?: string | undefined;
  readonly lastFailoverAt?: string | undefined;
  /** Network of the failover, and the one chosen for tests. */
  readonly networkId: string;
  readonly testNetworkId: string;
  /** What a failover would make, for people: size, networks, addresses. */
  readonly target: string;
  /** The machine of an open test failover; '' for none. */
  readonly testMachineId: string;
  /** The point that the machine has failed over to: ARM id; '' before a failover. */
  readonly recoveryPointId: string;
  /** The machine that a failover has made; '' before one. */
  readonly recoveryMachineId: string;
  /** Of the first copy, 0 to 100; undefined where Azure gives no figure. */
  readonly percentComplete?: number | undefined;
}
