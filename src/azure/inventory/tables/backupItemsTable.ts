import { apiVersions } from '../../apiVersions.ts';
import { vaultOf } from '../../../model/armId.ts';
import type { BackupItem } from '../../../model/vault.ts';
import type { InventoryTable } from '../inventoryTable.ts';
import { armIdOf, dateOf, flagOf, orNone, sharedIdOf, textOf, type Row } from '../../values.ts';
import { resourceOf } from './resourceOf.ts';

export const backupItemsTable: InventoryTable<BackupItem> = {
  name: 'backupItems',
  from: 'recoveryservicesresources',
  type: 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems',
  columns: {
    itemType: 'properties.protectedItemType',
    workload: 'properties.workloadType',
    sourceId: 'properties.sourceResourceId',
    machineId: 'properties.virtualMachineId',
    lastRecoveryPoint: 'properties.lastRecoveryPoint',
    state: 'properties.protectionState',
    policyId: 'properties.policyId',
    isDeleted: 'properties.isScheduledForDeferredDelete',
  },
  list: {
    per: 'vault',
    path: '/backupProtectedItems',
    apiVersion: apiVersions.backup,
    query: { $filter: "backupManagementType eq 'AzureIaasVM'" },
  },
  parse: parseBackupItem,
};

const machinePath = /\/providers\/microsoft\.compute\/virtualmachines\/[^/]+$/;

/**
 * Only backups of whole machines: a database inside a machine is a protected item with the same `sourceResourceId`,
 * and brings no machine back (`protectedItemType` AzureVmWorkloadSQLDatabase, `workloadType` SQLDataBase). A deleted backup is none: soft delete keeps
 * it for some days, in which nothing can be restored before it is undeleted (Microsoft: "Frequently asked questions - Soft delete", 2024-01-05).
 */
export function parseBackupItem(row: Row): BackupItem | undefined {
  const resource = resourceOf(row);
  const sourceId = armIdOf(row['sourceId']) ?? armIdOf(row['machineId']);
  const vaultId = sharedIdOf(resource && vaultOf(resource.id));
  const isMachine =
    (textOf(row['itemType']) ?? 'Microsoft.Compute/virtualMachines').toLowerCase() === 'microsoft.compute/virtualmachines' &&
    (textOf(row['workload']) ?? 'VM').toLowerCase() === 'vm';
  if (!resource || !vaultId || !sourceId || !isMachine || flagOf(row['isDeleted']) === true || !machinePath.test(sourceId))
    return undefined;
  const protectionState = textOf(row['state']);
  return {
    id: resource.id,
    azureId: resource.azureId,
    vaultId,
    sourceId,
    lastRecoveryPoint: orNone(dateOf(row['lastRecoveryPoint']), row['lastRecoveryPoint'], protectionState !== undefined),
    protectionState,
    policyId: orNone(sharedIdOf(row['policyId']), row['policyId'], /^protectionstopped$/i.test(protectionState ?? '')),
  };
}
