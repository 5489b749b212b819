import type { ArmResource } from '../../resource.ts';
import { textAt } from '../field.ts';
import { BACKUP_ITEM_TYPE, vaultIdOf } from '../vaultScope.ts';

export interface NewBackupItem {
  readonly id: string;
  readonly machine: ArmResource;
  readonly policy: ArmResource;
  /** A number in digits, of Azure Backup's own. */
  readonly dataId: string;
}

/** A machine that was just put into backup, without a backup yet [recorded; the last two members: OpenAPI]. */
export function newBackupItem({ id, machine, policy, dataId }: NewBackupItem): ArmResource {
  const name = id.split('/').at(-1) ?? '';
  return {
    id,
    name,
    type: BACKUP_ITEM_TYPE,
    properties: {
      kpisHealths: {},
      friendlyName: machine.name,
      virtualMachineId: machine.id,
      protectionStatus: 'Healthy',
      protectionState: 'IRPending',
      healthStatus: 'Passed',
      lastBackupStatus: '',
      lastBackupTime: '2001-01-01T00:00:00Z',
      protectedItemDataId: dataId,
      protectedItemType: 'Microsoft.Compute/virtualMachines',
      backupManagementType: 'AzureIaasVM',
      workloadType: 'VM',
      containerName: name.replace(/^VM;/, ''),
      sourceResourceId: machine.id,
      ...policyOf(policy),
      isArchiveEnabled: false,
      softDeleteRetentionPeriodInDays: 14,
      vaultId: vaultIdOf(id),
    },
  };
}

/** The policy as an item names it. */
export function policyOf(policy: ArmResource): { readonly policyId: string; readonly policyName: string; readonly policyType: string } {
  return { policyId: policy.id, policyName: policy.name, policyType: textAt(policy, 'properties', 'policyType') ?? 'V1' };
}

/** An item whose backups were stopped names no policy any more [recorded]. */
export const NO_POLICY = { policyId: '', policyName: '' } as const;

/** What a backup that succeeded says of an item's health [recorded]. */
export const HEALTHY = {
  kpisHealths: {
    BackupOperationStatusKPI: {
      resourceHealthStatus: 'Healthy',
      resourceHealthDetails: [{ code: 0, title: 'Success', message: '', recommendations: [] }],
    },
  },
  healthDetails: [
    {
      code: 400_239,
      title: 'IaasVmHealthGreenDefault',
      message: 'Backup pre-check status of this virtual machine is OK.',
      recommendations: [],
    },
  ],
} as const;

/** The container that a machine is to its vault [recorded]. */
export function backupContainerProperties(name: string, item: ArmResource): Record<string, unknown> {
  const virtualMachineId = textAt(item, 'properties', 'sourceResourceId') ?? null;
  return {
    virtualMachineId,
    virtualMachineVersion: 'Compute',
    resourceGroup: virtualMachineId?.split('/')[4] ?? null,
    friendlyName: textAt(item, 'properties', 'friendlyName') ?? name,
    backupManagementType: textAt(item, 'properties', 'backupManagementType') ?? 'AzureIaasVM',
    registrationStatus: 'Registered',
    healthStatus: 'Healthy',
    containerType: 'Microsoft.Compute/virtualMachines',
    protectableObjectType: 'Microsoft.Compute/virtualMachines',
  };
}
