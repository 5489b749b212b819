import { regions } from '../arm/regions.ts';
import type { EstateBuilder } from './estateBuilder.ts';
import { idIn, type Place } from './place.ts';

export interface AccountOptions {
  readonly kind?: 'StorageV2' | 'Storage' | 'BlockBlobStorage' | 'FileStorage';
  /** Names of file shares in it. */
  readonly shares?: readonly string[];
  /** Hours that its copy in the other region is behind. */
  readonly behindHours?: number;
  /** Its first copy in the other region is under way. */
  readonly copying?: boolean;
  /** Where the primary copy lives now, after an account failover. */
  readonly failedOverTo?: string;
  /** When the account was last failed over. */
  readonly failedOverDaysAgo?: number;
  /** Its firewall is closed; `trusted`: but for trusted Microsoft services. */
  readonly firewall?: 'trusted' | 'closed';
  /** Access by shared key is off. */
  readonly withoutKeys?: boolean;
  /** Deleted blobs are kept for a week. */
  readonly softDelete?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  readonly createdDaysAgo?: number;
}

const services = ['dfs', 'web', 'blob', 'queue', 'table', 'file'];

/** Makes a storage account. Shape: `PUT storageAccounts/{name}`, with the secondary side where the SKU has one. Answers its id. */
export function storageAccount(b: EstateBuilder, at: Place, name: string, sku: string, options: AccountOptions = {}): string {
  const id = idIn(at, 'Microsoft.Storage/storageAccounts', name);
  const created = b.daysAgo(options.createdDaysAgo ?? b.between(200, 1500));
  const geo = /GRS|GZRS/.test(sku);
  const readable = sku.includes('RAG');
  const primary = options.failedOverTo ?? at.location;
  const encrypted = { keyType: 'Account', enabled: true, lastEnabledTime: created };
  b.add({
    id,
    name,
    type: 'Microsoft.Storage/storageAccounts',
    location: at.location,
    tags: { ...options.tags },
    kind: options.kind ?? 'StorageV2',
    sku: { name: sku, tier: sku.startsWith('Premium') ? 'Premium' : 'Standard' },
    properties: {
      keyCreationTime: { key1: created, key2: created },
      privateEndpointConnections: [],
      minimumTlsVersion: 'TLS1_2',
      allowBlobPublicAccess: false,
      networkAcls: {
        bypass: options.firewall === 'closed' ? 'None' : 'AzureServices',
        virtualNetworkRules: [],
        ipRules: [],
        defaultAction: options.firewall === undefined ? 'Allow' : 'Deny',
      },
      // Absent unless somebody has set it (recorded).
      ...(options.withoutKeys ? { allowSharedKeyAccess: false } : {}),
      supportsHttpsTrafficOnly: true,
      encryption: { services: { file: encrypted, blob: encrypted }, keySource: 'Microsoft.Storage' },
      accessTier: 'Hot',
      provisioningState: 'Succeeded',
      creationTime: created,
      primaryEndpoints: endpoints(name, services),
      primaryLocation: primary,
      statusOfPrimary: 'available',
      ...(geo ? { secondaryLocation: regions.get(primary)?.pair, statusOfSecondary: 'available' } : {}),
      ...(readable
        ? {
            secondaryEndpoints: endpoints(
              `${name}-secondary`,
              services.filter((service) => service !== 'file'),
            ),
          }
        : {}),
      ...geoReplicationStats(b, options),
      ...(options.failedOverDaysAgo === undefined ? {} : { lastGeoFailoverTime: b.daysAgo(options.failedOverDaysAgo) }),
    },
  });
  for (const share of options.shares ?? []) {
    b.add({
      id: `${id}/fileServices/default/shares/${share}`,
      name: share,
      type: 'Microsoft.Storage/storageAccounts/fileServices/shares',
      properties: { accessTier: 'TransactionOptimized', shareQuota: 5120, enabledProtocols: 'SMB', lastModifiedTime: b.daysAgo(2) },
    });
  }
  if (options.softDelete) {
    b.add({
      id: `${id}/blobServices/default`,
      name: 'default',
      type: 'Microsoft.Storage/storageAccounts/blobServices',
      properties: { deleteRetentionPolicy: { enabled: true, days: 7 } },
    });
  }
  return id;
}

/** Figures of an account whose copy is not as it should be; others follow the clock. */
function geoReplicationStats(b: EstateBuilder, { behindHours, copying }: AccountOptions): Record<string, unknown> {
  if (copying) return { geoReplicationStats: { status: 'Bootstrap', lastSyncTime: null, canFailover: false, canPlannedFailover: false } };
  return behindHours === undefined ? {} : { geoReplicationStats: { lastSyncTime: b.hoursAgo(behindHours).replace(/\.\d+Z$/, 'Z') } };
}

function endpoints(host: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((service) => [service, `https://${host}.${service === 'web' ? 'z6.web' : service}.core.windows.net/`]),
  );
}
