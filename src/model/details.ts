import type { ArmId } from './armId.ts';
import type { Quota, SizeOffer } from './capacity.ts';
import type { EligibilityProblem, NetworkInterface } from './compute.ts';
import type { SubnetUsage, TargetObject, VirtualNetwork } from './network.ts';
import type { PlanActions, RunbookState } from './plan.ts';
import type { RecoverySettings } from './recoverySettings.ts';
import type { GeoReplication } from './storage.ts';

/** What one read of full depth brought, or why it brought nothing. What is in no map was not read, or not yet. */
export type Detail<T> = { readonly value: T } | DetailFailure;

/** Why a read brought nothing. */
export interface DetailFailure {
  /** `denied`: no permission; `failed`: an error. */
  readonly failure: 'denied' | 'failed';
  /** For people: what happened, Azure's code at the end. */
  readonly detail: string;
}

export type DetailMap<T> = ReadonlyMap<ArmId, Detail<T>>;

/**
 * Facts of full depth: one read a resource. They are filled step by step, by any part of the estate in any order; `mergeDetails` puts a
 * step to what is known. A null value says that Azure knows no such resource.
 */
export interface Details {
  /** By machine: [] when Site Recovery would replicate it. Only of machines without a protected item. */
  readonly eligibility: DetailMap<readonly EligibilityProblem[]>;
  /** By protected item. */
  readonly recoverySettings: DetailMap<RecoverySettings>;
  /** By network interface: those of replicated machines that the inventory does not hold. */
  readonly interfaces: DetailMap<NetworkInterface | null>;
  /** By virtual network. */
  readonly networks: DetailMap<VirtualNetwork | null>;
  /** By virtual network; then by subnet. */
  readonly subnetUsages: DetailMap<ReadonlyMap<ArmId, SubnetUsage>>;
  /** By {@link addressKey}: whether the address can be given to a machine. */
  readonly addresses: DetailMap<boolean>;
  /** What a failover refers to in the target region, by its id. */
  readonly targets: DetailMap<TargetObject | null>;
  /** By {@link placeId}. */
  readonly quotas: DetailMap<readonly Quota[]>;
  /** By {@link placeId}; then by the name of the size, lower-case. */
  readonly sizes: DetailMap<ReadonlyMap<string, SizeOffer>>;
  /** By storage account; null: it has no geo-replication. */
  readonly geoReplication: DetailMap<GeoReplication | null>;
  /** By storage account: names of its file shares. */
  readonly fileShares: DetailMap<readonly string[]>;
  /** By cache storage account: whether blobs that are deleted in it are kept for a time. */
  readonly blobSoftDelete: DetailMap<boolean>;
  /** By recovery plan. */
  readonly planActions: DetailMap<PlanActions>;
  /** By runbook. */
  readonly runbooks: DetailMap<RunbookState | null>;
  /** By vault: `{name} {version}` of the operating systems that Site Recovery supports, lower-case; a version may end in `.*`. */
  readonly supportedSystems: DetailMap<ReadonlySet<string>>;
}

export type DetailKind = keyof Details;

export const noDetails: Details = {
  eligibility: new Map(),
  recoverySettings: new Map(),
  interfaces: new Map(),
  networks: new Map(),
  subnetUsages: new Map(),
  addresses: new Map(),
  targets: new Map(),
  quotas: new Map(),
  sizes: new Map(),
  geoReplication: new Map(),
  fileShares: new Map(),
  blobSoftDelete: new Map(),
  planActions: new Map(),
  runbooks: new Map(),
  supportedSystems: new Map(),
};

export const detailKinds = Object.keys(noDetails) as readonly DetailKind[];

/** A subscription in a region, as Azure's own limits know it; the id of capacity findings. */
export function placeId(subscription: string, region: string): ArmId {
  return `/subscriptions/${subscription}/providers/microsoft.compute/locations/${region}`.toLowerCase() as ArmId;
}

/** An address of a virtual network. */
export function addressKey(networkId: ArmId, address: string): ArmId {
  return `${networkId}/addresses/${address}` as ArmId;
}
