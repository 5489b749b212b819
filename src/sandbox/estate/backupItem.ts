import type { EstateBuilder } from './estateBuilder.ts';
import type { Machine } from './machine.ts';
import type { Vault } from './vault.ts';

const type = 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems';
const policyName = 'DefaultPolicy';

/** The backup policy that Azure makes with a vault. Shape: OpenAPI `AzureIaaSVMProtectionPolicy` (no recording at hand: [GAP]). */
export function backupPolicy(b: EstateBuilder, vault: Vault, retentionDays = 30): void {
  b.add({
    id: `${vault.id}/backupPolicies/${policyName}`,
    name: policyName,
    type: 'Microsoft.RecoveryServices/vaults/backupPolicies',
    properties: {
      backupManagementType: 'AzureIaasVM',
      instantRpRetentionRangeInDays: 2,
      protectedItemsCount: 0,
      retentionPolicy: {
        retentionPolicyType: 'LongTermRetentionPolicy',
        dailySchedule: { retentionTimes: [b.daysAgo(30)], retentionDuration: { count: retentionDays, durationType: 'Days' } },
      },
      schedulePolicy: { schedulePolicyType: 'SimpleSchedulePolicy', scheduleRunFrequency: 'Daily', scheduleRunTimes: [b.daysAgo(30)] },
      timeZone: 'UTC',
    },
  });
}

/** Puts a machine into Azure Backup. Shape: OpenAPI `AzureIaaSComputeVMProtectedItem` (no recording at hand: [GAP]). */
export function backupItem(b: EstateBuilder, vault: Vault, machine: Machine, lastPointHours = 10): void {
  const key = `iaasvmcontainerv2;${machine.at.group.toLowerCase()};${machine.name.toLowerCase()}`;
  const lastPoint = b.hoursAgo(lastPointHours);
  b.add({
    id: `${vault.id}/backupFabrics/Azure/protectionContainers/IaasVMContainer;${key}/protectedItems/VM;${key}`,
    name: `VM;${key}`,
    type,
    properties: {
      friendlyName: machine.name,
      virtualMachineId: machine.id,
      sourceResourceId: machine.id,
      protectionStatus: 'Healthy',
      protectionState: 'Protected',
      healthStatus: 'Passed',
      healthDetails: [],
      lastBackupStatus: 'Completed',
      lastBackupTime: lastPoint,
      lastRecoveryPoint: lastPoint,
      protectedItemDataId: String(b.between(10 ** 9, 10 ** 10)),
      protectedItemType: 'Microsoft.Compute/virtualMachines',
      backupManagementType: 'AzureIaasVM',
      workloadType: 'VM',
      containerName: `iaasvmcontainerv2;${machine.at.group.toLowerCase()};${machine.name.toLowerCase()}`,
      policyId: `${vault.id}/backupPolicies/${policyName}`,
      policyName,
      policyType: 'V1',
      isArchiveEnabled: false,
      isScheduledForDeferredDelete: false,
      softDeleteRetentionPeriodInDays: 14,
      vaultId: vault.id,
    },
  });
}
