import type { ArmId } from './armId.ts';
import type { Quota, SizeOffer } from './capacity.ts';
import type { EligibilityProblem } from './compute.ts';
import type { Detail } from './details.ts';
import type { PermissionSet } from './permissionSet.ts';
import type { SubnetOutbound } from './replicationSource.ts';
import type { StorageAccount } from './storage.ts';
import type { ReplicationLink } from './vault.ts';

/** Facts by the id of what they are about, lower-case. What is in no map was not read: nothing may be concluded. */
export type FactMap<T> = ReadonlyMap<string, Detail<T>>;

/** What is looked at before replication is enabled, or a machine is re-protected, as it was read a moment ago. */
export interface PreflightFacts {
  /** By machine: [] when Site Recovery would take it. */
  readonly eligibility: FactMap<readonly EligibilityProblem[]>;
  /** By subscription (`/subscriptions/{id}`): the links `ASR-Protect-*` in it. */
  readonly links: FactMap<readonly ReplicationLink[]>;
  /** By protected item that a link of one of the machines names: whether it is there. */
  readonly linkedItems: FactMap<boolean>;
  /** By subscription: all locks on it and in it. */
  readonly locks: FactMap<readonly Lock[]>;
  /** By resource group: ids, as Azure spelt them, of the disks in it whose name ends in `-ASRReplica`; null: there is no such group. */
  readonly replicas: FactMap<readonly string[] | null>;
  /** By cache storage account; null: it is yet to be made. */
  readonly cacheAccounts: FactMap<StorageAccount | null>;
  /** By network; null: it is yet to be made. */
  readonly networks: FactMap<TargetNetwork | null>;
  /** By route table: whether it has a route for all addresses, and it leads somewhere. */
  readonly defaultRoutes: FactMap<boolean>;
  /** By `placeId`. */
  readonly quotas: FactMap<readonly Quota[]>;
  /** By `placeId`; then by the name of the size, lower-case. */
  readonly sizes: FactMap<ReadonlyMap<string, SizeOffer>>;
  /** By subscription: `registrationState` by namespace, lower-case. */
  readonly providers: FactMap<ReadonlyMap<string, string>>;
  /** By resource group or subscription: what the caller may do there; null: there is no such group. */
  readonly permissions: FactMap<readonly PermissionSet[] | null>;
  /** By {@link policyKey}: what Azure Policy says of a resource that is to be made. */
  readonly policies: FactMap<readonly PolicyDenial[]>;
}

/** A management lock. */
export interface Lock {
  /** As Azure spelt it. */
  readonly scope: string;
  /** Azure's word: `ReadOnly`, `CanNotDelete`. */
  readonly level: string;
  readonly name: string;
}

/** A network that machines are to fail over to. */
export interface TargetNetwork {
  readonly location: string;
  readonly subnets: readonly TargetSubnet[];
}

export interface TargetSubnet extends SubnetOutbound {
  readonly name: string;
  readonly addressPrefix: string;
  /** Addresses that are given out. */
  readonly used: number;
}

/** An assignment of a policy that forbids. */
export interface PolicyDenial {
  readonly assignmentId: string;
  /** The property that it forbids, or '' where Azure names none. */
  readonly field: string;
}

/** A resource that is to be made, as Azure Policy is asked about it. */
export interface PolicyQuestion {
  /** Resource group, or the subscription where the group is yet to be made. */
  readonly scope: ArmId;
  readonly apiVersion: string;
  readonly content: { readonly type: string; readonly location: string } & Readonly<Record<string, unknown>>;
}

/** Alike for questions that have the same answer. */
export function policyKey({ scope, content }: PolicyQuestion): string {
  return `${scope} ${JSON.stringify(content)}`.toLowerCase();
}

/** What is to be looked at for one machine. Ids in any case. */
export interface PreflightSubject {
  readonly machineId: ArmId;
  readonly sourceRegion: string;
  readonly targetRegion: string;
  /** Where a failover makes the machine, and Site Recovery its disks. */
  readonly targetGroupId: string;
  readonly vaultId: string;
  /** Paths (`/subscriptions/{id}`) of the subscriptions that take part, the machine's first. */
  readonly subscriptions: readonly [ArmId, ...ArmId[]];
  readonly cacheAccountId: string;
  /** Undefined: it is not known, or of no matter. */
  readonly networkId: string | undefined;
  /** Route table by which the machine may reach the Internet, where nothing else tells. */
  readonly routeTableId: string | undefined;
  /** What the calls to come need the caller to be allowed. */
  readonly rights: readonly RightsNeeded[];
  /** A machine that is enabled, rather than re-protected. */
  readonly isNew: boolean;
  /** The protected item that is made; what it leaves on the machine is no obstacle to making it again. */
  readonly itemId: ArmId | undefined;
  /** The machine of a failover. */
  readonly madeMachine: PolicyQuestion;
  /** The cache account, where it is to be made unless it is there. */
  readonly madeCacheAccount: PolicyQuestion | undefined;
}

/** Actions of Azure's role-based access control that are needed in a resource group. */
export interface RightsNeeded {
  readonly groupId: string;
  readonly actions: readonly string[];
}

/** Most calls for one machine and for one pair of regions (of one pair of subscriptions). The pages of a list are one call. */
export const mostCalls = { machine: 3, pair: 10 } as const;
