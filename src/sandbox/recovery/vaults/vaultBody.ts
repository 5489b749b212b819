import { preciseTime } from '../azureTime.ts';
import { VAULT_TYPE } from '../vaultScope.ts';
import { merge } from '../../arm/generic.ts';
import { regionKey, type ArmResource } from '../../resource.ts';

/** Answers of this api-version and older lack the properties of {@link SINCE_2023_04} [recorded at 2023-02-01, read at 2025-08-01]. */
const LAST_SHORT_API_VERSION = '2023-02-01';
const SINCE_2023_04: ReadonlySet<string> = new Set(['redundancySettings', 'secureScore', 'bcdrSecurityLevel']);

/** `W/"datetime'2023-08-02T12%3A16%3A56.4015009Z'"`. */
export function etagAt(now: Date): string {
  return `W/"datetime'${encodeURIComponent(preciseTime(now))}'"`;
}

export interface SentVault {
  readonly location: string;
  readonly tags?: Record<string, string>;
  readonly sku?: unknown;
  readonly identity?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** What the accepted PUT of a new vault answers [recorded]. */
export function provisioningVault(id: string, now: Date, sent: SentVault): ArmResource {
  return {
    location: regionKey(sent.location),
    name: id.split('/').at(-1) ?? '',
    etag: etagAt(now),
    ...(sent.tags && { tags: sent.tags }),
    ...(sent.identity !== undefined && { identity: sent.identity }),
    properties: {
      provisioningState: 'Provisioning',
      privateEndpointStateForBackup: 'None',
      privateEndpointStateForSiteRecovery: 'None',
      publicNetworkAccess: 'Enabled',
      restoreSettings: { crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: 'Enabled' } },
      ...sent.properties,
    },
    id,
    type: VAULT_TYPE,
    sku: sent.sku ?? { name: 'RS0', tier: 'Standard' },
  };
}

/** What the caller did not set has Azure's defaults [recorded, read]. */
const DEFAULTS = {
  monitoringSettings: {
    azureMonitorAlertSettings: { alertsForAllJobFailures: 'Enabled' },
    classicAlertSettings: { alertsForCriticalOperations: 'Enabled' },
  },
  securitySettings: {
    immutabilitySettings: null,
    softDeleteSettings: { softDeleteRetentionPeriodInDays: 14, softDeleteState: 'Enabled' },
    multiUserAuthorization: 'Disabled',
  },
  redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant', crossRegionRestore: 'Disabled' },
  secureScore: 'Minimum',
  bcdrSecurityLevel: 'Fair',
} as const;

/** The accepted PUT as newer api-versions answer it, with the defaults, and before it is known who has to approve what [recorded at 2026-05-01]. */
export function acceptedVault(vault: ArmResource, apiVersion: string): ArmResource {
  if (apiVersion <= LAST_SHORT_API_VERSION) return vault;
  const whole = withDefaults(vault);
  return {
    ...vault,
    properties: { ...whole, securitySettings: { ...(whole['securitySettings'] as object), multiUserAuthorization: 'Invalid' } },
  };
}

/** The vault once it is there. */
export function provisionedVault(vault: ArmResource, now: Date): ArmResource {
  const properties = { backupStorageVersion: 'Unassigned', ...withDefaults(vault), provisioningState: 'Succeeded' };
  return { ...vault, etag: etagAt(now), properties };
}

function withDefaults(vault: ArmResource): Record<string, unknown> {
  return merge(DEFAULTS, vault.properties ?? {}) as Record<string, unknown>;
}

/** A vault with nothing but defaults. */
export function newVault(id: string, now: Date, sent: SentVault): ArmResource {
  return provisionedVault(provisioningVault(id, now, sent), now);
}

export function showVault(vault: ArmResource, apiVersion: string): ArmResource {
  if (apiVersion > LAST_SHORT_API_VERSION) return vault;
  const shown = Object.entries(vault.properties ?? {}).filter(([key]) => !SINCE_2023_04.has(key));
  return { ...vault, properties: Object.fromEntries(shown) };
}
