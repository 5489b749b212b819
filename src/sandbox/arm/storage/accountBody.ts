import type { ArmResource } from '../../resource.ts';
import { ArmError } from '../../wire.ts';
import { badRequest } from '../errors.ts';
import { regions } from '../regions.ts';
import { merge, type PutBody } from '../generic.ts';

export const ACCOUNTS = 'Microsoft.Storage/storageAccounts';

export interface Sku {
  readonly name: string;
  readonly tier: string;
}

/** What the sandbox itself looks at. */
export interface AccountProperties {
  readonly primaryLocation?: string;
  readonly secondaryLocation?: string;
  /** Seeded figures. */
  readonly geoReplicationStats?: object;
}

export function accountSku(name: string): Sku {
  return { name, tier: name.startsWith('Premium') ? 'Premium' : 'Standard' };
}

export function skuName(account: ArmResource): string {
  return (account['sku'] as Partial<Sku> | undefined)?.name ?? 'Standard_LRS';
}

export const isGeoRedundant = (sku: string): boolean => /GRS|GZRS/.test(sku);

/** An account as Azure shows it (recorded), from what a PUT sent and what was there before. */
export function accountBody({ resource, before }: PutBody, now: Date): ArmResource {
  const created = now.toISOString();
  const encrypted = { keyType: 'Account', enabled: true, lastEnabledTime: created };
  const sku = (resource['sku'] as Partial<Sku> | undefined)?.name ?? (before && skuName(before)) ?? 'Standard_LRS';
  const kind = resource['kind'] ?? before?.['kind'] ?? 'StorageV2';
  const defaults = {
    keyCreationTime: { key1: created, key2: created },
    privateEndpointConnections: [],
    minimumTlsVersion: 'TLS1_0',
    allowBlobPublicAccess: true,
    networkAcls: { bypass: 'AzureServices', virtualNetworkRules: [], ipRules: [], defaultAction: 'Allow' },
    supportsHttpsTrafficOnly: true,
    encryption: { services: { file: encrypted, blob: encrypted }, keySource: 'Microsoft.Storage' },
    // The first kind of accounts has none [recorded at 2024-01-01].
    ...(kind !== 'Storage' && { accessTier: 'Hot' }),
    provisioningState: 'Succeeded',
    creationTime: created,
    primaryEndpoints: endpoints(resource.name, servicesOf(kind)),
    primaryLocation: resource.location ?? before?.location,
    statusOfPrimary: 'available',
  };
  const properties = merge(merge(defaults, before?.properties ?? {}), resource.properties ?? {}) as Record<string, unknown>;
  const identity = resource['identity'] ?? before?.['identity'];
  const account: ArmResource = {
    sku: accountSku(sku),
    kind,
    id: resource.id,
    name: resource.name,
    type: ACCOUNTS,
    ...(resource.location !== undefined && { location: resource.location }),
    ...(identity !== undefined && { identity }),
    tags: resource.tags ?? before?.tags ?? {},
    properties,
  };
  return withSku(account, sku);
}

const SKU = /^(?:Standard_(?:LRS|ZRS|GRS|RAGRS|GZRS|RAGZRS)|Premium_(?:LRS|ZRS)|StandardV2_(?:LRS|ZRS|GRS|GZRS)|PremiumV2_(?:LRS|ZRS))$/i;
const KIND = /^(?:Storage|StorageV2|BlobStorage|FileStorage|BlockBlobStorage)$/i;

/** Throws Azure's 400 for a kind of account or of redundancy that there is not. Code and words: terraform-provider-azurerm #8089; names: arm-storage. */
export function assertKnownKind(account: ArmResource): void {
  const wrong = [...(KIND.test(String(account['kind'])) ? [] : ['kind']), ...(SKU.test(skuName(account)) ? [] : ['sku'])];
  if (wrong.length === 0) return;
  throw badRequest('InvalidValuesForRequestParameters', `Values for request parameters are invalid: ${wrong.join(', ')}.`);
}

/** In how many places of one region, and on what kind of disks. Only a conversion, or nothing at all, changes these. */
const fixedPart = (sku: string): string => `${sku.toLowerCase().split('_')[0]} ${/ZRS/i.test(sku) ? 'zones' : 'one place'}`;

/**
 * Throws Azure's 400 for a redundancy that an account cannot be given by a change: the OpenAPI says so, and from one within zones to its geo-redundant
 * one was recorded. Code, status and words are those of public reports (terraform-provider-azurerm #110).
 */
export function assertSkuMayChange(before: ArmResource, after: ArmResource): void {
  if (fixedPart(skuName(before)) === fixedPart(skuName(after))) return;
  throw badRequest('StorageAccountTypeConversionNotAllowed', `Storage account type cannot be changed to ${skuName(after)}.`);
}

/** Throws Azure's 409 for a change of an account that is being failed over. Code and words are those of public reports. */
export function assertNotBusy(account: ArmResource): void {
  if (account.properties?.['failoverInProgress'] !== true) return;
  throw new ArmError(
    409,
    'StorageAccountOperationInProgress',
    'An operation is currently performing on this storage account that requires exclusive access.',
  );
}

/** The account with another redundancy: its secondary side comes and goes with the SKU. */
export function withSku(account: ArmResource, sku: string): ArmResource {
  const { secondaryLocation: _location, statusOfSecondary: _status, secondaryEndpoints: _endpoints, ...rest } = account.properties ?? {};
  const { primaryLocation, secondaryLocation } = (account.properties ?? {}) as AccountProperties;
  const secondary = secondaryLocation ?? regions.get(primaryLocation ?? account.location ?? '')?.pair;
  const properties = {
    ...rest,
    ...(isGeoRedundant(sku) && secondary !== undefined && { secondaryLocation: secondary, statusOfSecondary: 'available' }),
    ...(sku.startsWith('Standard_RAG') && {
      secondaryEndpoints: endpoints(
        `${account.name}-secondary`,
        servicesOf(account['kind']).filter((service) => service !== 'file'),
      ),
    }),
  };
  return { ...account, sku: accountSku(sku), properties };
}

/** Services of kinds that lack some (documented: "Types of storage accounts"; `Storage` recorded). */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  Storage: ['blob', 'queue', 'table', 'file'],
  BlobStorage: ['dfs', 'blob'],
  BlockBlobStorage: ['dfs', 'web', 'blob'],
  FileStorage: ['file'],
};

function servicesOf(kind: unknown): readonly string[] {
  return SERVICES[String(kind)] ?? ['dfs', 'web', 'blob', 'queue', 'table', 'file'];
}

function endpoints(host: string, services: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    services.map((service) => [service, `https://${host}.${service === 'web' ? 'z13.web' : service}.core.windows.net/`]),
  );
}
