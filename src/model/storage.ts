import type { Known, Resource } from './resource.ts';

/** SKU names are Azure's: `Standard_LRS`, `Standard_RAGZRS`, `Premium_ZRS`, … */
export interface StorageAccount extends Resource {
  readonly sku: Known<string>;
  /** `StorageV2`, `Storage`, `BlobStorage`, `BlockBlobStorage`, `FileStorage`. */
  readonly kind: Known<string>;
  /** Where the primary copy lives now; differs from `location` after an account failover. */
  readonly primaryLocation: Known<string>;
  /** null: the account has no secondary region. */
  readonly secondaryLocation: Known<string | null>;
  readonly lastGeoFailoverTime: Known<Date | null>;
}
