import type { Quota, SizeOffer } from './capacity.ts';
import type { Region } from './region.ts';

/*
 * What can be chosen for the replication of a machine. Undefined, in place of a list: it may not be read, so nothing may be concluded from it.
 * Ids are spelt as Azure spells them.
 */

export interface TargetRegion extends Region {
  /** Azure's word for its part of the world: `Europe`, `US`; '' where Azure says nothing. */
  readonly geographyGroup: string;
  /** From the machine's region, over the surface of the earth; undefined where Azure tells no coordinates. */
  readonly distanceKm: number | undefined;
  /** Azure's own pair of the machine's region. */
  readonly isPair: boolean;
  /** By the policies "Allowed locations" of the subscription; undefined where policies may not be read. */
  readonly isAllowed: boolean | undefined;
}

/** Something that can be chosen, and its region. */
export interface Placed {
  readonly id: string;
  readonly name: string;
  readonly location: string;
}

export interface NetworkOption extends Placed {
  readonly addressPrefixes: readonly string[];
  readonly subnets: readonly { readonly name: string; readonly addressPrefix: string }[];
}

export interface CacheAccountOption extends Placed {
  readonly sku: string;
  /** Premium, for block blobs: the machine is then replicated for high churn. */
  readonly isHighChurn: boolean;
}

export interface PolicyOption {
  readonly id: string;
  readonly name: string;
  readonly retentionMinutes: number;
  /** 0: none. */
  readonly appConsistentMinutes: number;
}

/** Whether the target region has room for the machine. */
export interface Room {
  /** The machine's size as the region offers it to the subscription; null: not at all. */
  readonly offer: SizeOffer | null;
  /** Of the region and of the size's family. */
  readonly quotas: readonly Quota[];
}

/** What can be chosen once the region is. All in the target subscription and region, but for the last ones. */
export interface TargetOptions {
  readonly room: Room | undefined;
  /** In any region but the machine's. */
  readonly groups: readonly Placed[] | undefined;
  readonly networks: readonly NetworkOption[] | undefined;
  readonly availabilitySets: readonly Placed[] | undefined;
  readonly proximityGroups: readonly Placed[] | undefined;
  readonly capacityReservationGroups: readonly Placed[] | undefined;
  readonly diskEncryptionSets: readonly Placed[] | undefined;
  /** Of both subscriptions, in any region but the machine's. */
  readonly vaults: readonly Placed[] | undefined;
  /** In the machine's subscription and region, of a kind that Site Recovery takes. */
  readonly cacheAccounts: readonly CacheAccountOption[] | undefined;
  /** Of the machine's subscription. */
  readonly automationAccounts: readonly Placed[] | undefined;
}

/** Where a machine can be replicated to. */
export interface RegionOptions {
  /** Of the machine's region, as in {@link TargetRegion}. */
  readonly sourceGeography: string;
  /** All but the machine's own, nearest first. */
  readonly regions: readonly TargetRegion[];
}

export interface EnableOptions extends RegionOptions {
  /** Of the tenant of the machine's subscription. */
  readonly subscriptions: readonly { readonly id: string; readonly name: string }[];
  /** Undefined: no target region was given. */
  readonly target: TargetOptions | undefined;
}
