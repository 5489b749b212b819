import type { Known, Resource } from './resource.ts';

/** SKU names are Azure's: `Standard_LRS`, `Standard_RAGZRS`, `Premium_ZRS`, … */
export interface StorageAccount extends Resource {
  readonly sku: Known<string>;
  /** The geo-redundant SKU that an earlier reading of ours showed, where `sku` is none now. No word of Azure's, which tells no history. */
  readonly geoSkuBefore?: string;
  /** `StorageV2`, `Storage`, `BlobStorage`, `BlockBlobStorage`, `FileStorage`. */
  readonly kind: Known<string>;
  /** Where the primary copy lives now; differs from `location` after an account failover. */
  readonly primaryLocation: Known<string>;
  /** null: the account has no secondary region. */
  readonly secondaryLocation: Known<string | null>;
  readonly lastGeoFailoverTime: Known<Date | null>;
  /** True where Azure leaves it out: that is its default. */
  readonly allowSharedKeyAccess: Known<boolean>;
  /** `Enabled`, which stands for no word of Azure's too; `Disabled`: whatever the firewall says; `SecuredByPerimeter`. */
  readonly publicNetworkAccess: Known<string>;
  /** What the firewall does with what no rule of it allows: `Allow`, `Deny`. */
  readonly networkDefaultAction: Known<string>;
  /** Who passes the firewall all the same: `None`, or of `AzureServices`, `Logging`, `Metrics`. */
  readonly networkBypass: Known<string>;
}

/** Geo-replication of an account, as `$expand=geoReplicationStats` shows it. */
export interface GeoReplication {
  /** `Live`, `Bootstrap` (first copy under way), `Unavailable`. */
  readonly status: Known<string>;
  /** What was written before is in the secondary region; null: Azure gives none yet. */
  readonly lastSyncTime: Known<Date | null>;
  readonly canFailover: Known<boolean>;
  readonly canPlannedFailover: Known<boolean>;
}
