import type { ArmResource } from '../resource.ts';
import type { EstateBuilder } from './estateBuilder.ts';
import { idIn, siteRecoverySpelling, type Place } from './place.ts';

export interface VaultOptions {
  readonly redundancy?: 'GeoRedundant' | 'LocallyRedundant' | 'ZoneRedundant';
  readonly crossRegionRestore?: 'Enabled' | 'Disabled';
  readonly softDelete?: 'Enabled' | 'Disabled';
  readonly immutability?: 'Disabled' | 'Unlocked' | 'Locked';
  /** Alerts of Azure Monitor: all, or none. */
  readonly alerts?: 'Enabled' | 'Disabled';
  readonly classicAlerts?: 'Enabled' | 'Disabled';
  readonly tags?: Readonly<Record<string, string>>;
}

/** A region as a vault's fabric knows it, with its one container. */
export interface Fabric {
  readonly id: string;
  readonly location: string;
  readonly friendlyName: string;
  readonly containerId: string;
  readonly containerName: string;
  readonly providerId: string;
  /** The container's own resource, to count its items in. */
  readonly container: ArmResource;
}

export interface Vault {
  readonly id: string;
  readonly name: string;
  readonly at: Place;
  /** The id as Site Recovery spells it. */
  readonly spelt: string;
  readonly fabrics: Map<string, Fabric>;
}

/** Makes a Recovery Services vault. Shape: `GET vaults/{name}`, api-version 2025-08-01. */
export function vault(b: EstateBuilder, at: Place, name: string, options: VaultOptions = {}): Vault {
  const id = idIn(at, 'Microsoft.RecoveryServices/vaults', name);
  b.add({
    id,
    name,
    type: 'Microsoft.RecoveryServices/vaults',
    location: at.location,
    etag: `W/"datetime'${encodeURIComponent(b.daysAgo(b.between(30, 400)))}'"`,
    tags: { ...options.tags },
    sku: { name: 'RS0', tier: 'Standard' },
    properties: {
      provisioningState: 'Succeeded',
      backupStorageVersion: 'V2',
      privateEndpointStateForBackup: 'None',
      privateEndpointStateForSiteRecovery: 'None',
      publicNetworkAccess: 'Enabled',
      bcdrSecurityLevel: 'Good',
      secureScore: 'Adequate',
      monitoringSettings: {
        azureMonitorAlertSettings: {
          alertsForAllJobFailures: options.alerts ?? 'Enabled',
          alertsForAllReplicationIssues: options.alerts ?? 'Enabled',
          alertsForAllFailoverIssues: options.alerts ?? 'Enabled',
        },
        classicAlertSettings: {
          alertsForCriticalOperations: options.classicAlerts ?? 'Disabled',
          emailNotificationsForSiteRecovery: 'Disabled',
        },
      },
      redundancySettings: {
        standardTierStorageRedundancy: options.redundancy ?? 'GeoRedundant',
        crossRegionRestore: options.crossRegionRestore ?? 'Disabled',
      },
      restoreSettings: { crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: 'Enabled' } },
      securitySettings: {
        softDeleteSettings: {
          softDeleteRetentionPeriodInDays: 14,
          softDeleteState: options.softDelete ?? 'Enabled',
          enhancedSecurityState: 'Enabled',
        },
        ...(options.immutability ? { immutabilitySettings: { state: options.immutability } } : {}),
        multiUserAuthorization: 'Disabled',
      },
    },
  });
  return { id, name, at, spelt: siteRecoverySpelling(id), fabrics: new Map() };
}
