import type { VaultAlerts } from '../../../model/alerts.ts';
import type { Vault } from '../../../model/vault.ts';
import { resourceColumns, type InventoryTable } from '../inventoryTable.ts';
import { orNone, recordOf, switchOf, textOf, type Row } from '../../values.ts';
import { resourceOf } from './resourceOf.ts';

export const vaultsTable: InventoryTable<Vault> = {
  name: 'vaults',
  from: 'resources',
  type: 'microsoft.recoveryservices/vaults',
  columns: {
    ...resourceColumns,
    redundancy: 'properties.redundancySettings',
    security: 'properties.securitySettings',
    monitoring: 'properties.monitoringSettings',
  },
  list: { per: 'subscription', path: '/providers/Microsoft.RecoveryServices/vaults', apiVersion: '2025-08-01' },
  parse: parseVault,
};

/** Settings that an older api-version leaves out stay unknown, as do those of which Azure says `Invalid` (OpenAPI: a value of each of them). */
export function parseVault(row: Row): Vault | undefined {
  const resource = resourceOf(row);
  const redundancy = recordOf(row['redundancy']);
  const security = recordOf(row['security']);
  const immutability = recordOf(security?.['immutabilitySettings'])?.['state'];
  const known = redundancy !== undefined || security !== undefined;
  return (
    resource && {
      ...resource,
      storageRedundancy: settingOf(redundancy?.['standardTierStorageRedundancy']),
      crossRegionRestore: switchOf(redundancy?.['crossRegionRestore']),
      softDelete: settingOf(recordOf(security?.['softDeleteSettings'])?.['softDeleteState']),
      immutability: orNone(textOf(immutability), immutability, security !== undefined),
      alerts: orNone(alertsOf(recordOf(row['monitoring'])), row['monitoring'], known),
    }
  );
}

function settingOf(value: unknown): string | undefined {
  const word = textOf(value);
  return word?.toLowerCase() === 'invalid' ? undefined : word;
}

function alertsOf(settings: Row | undefined): VaultAlerts | undefined {
  const monitor = recordOf(settings?.['azureMonitorAlertSettings']);
  const classic = recordOf(settings?.['classicAlertSettings']);
  return (
    settings && {
      jobFailures: switchOf(monitor?.['alertsForAllJobFailures']),
      replicationIssues: switchOf(monitor?.['alertsForAllReplicationIssues']),
      failoverIssues: switchOf(monitor?.['alertsForAllFailoverIssues']),
      classic: switchOf(classic?.['alertsForCriticalOperations']),
    }
  );
}
