import { expect, it } from 'vitest';
import { AZURE_CLI_TIMEOUT_MS, withAzureCli } from './azureCli.ts';

/** A backup takes an eighth of a second: after a poll of what still runs, the CLI waits for 5 s, or for 30. */
const SPEED = ['--speed', '20000'];
const VAULT = ['-g', 'rg-backup', '-v', 'rsv-backup'];
const OF_MACHINES = ['--backup-management-type', 'AzureIaasVM'];

it('the Azure CLI, unchanged, drives backups from the vault on', { timeout: AZURE_CLI_TIMEOUT_MS }, (context) =>
  withAzureCli(context, SPEED, async ({ az }) => {
    await az('group', 'create', '-n', 'rg-backup', '-l', 'westeurope');
    const vault = await az('backup', 'vault', 'create', '-g', 'rg-backup', '-n', 'rsv-backup', '-l', 'westeurope');
    expect(vault.properties.provisioningState).toBe('Succeeded');
    const policies = await az('backup', 'policy', 'list', ...VAULT);
    expect(policies.map(({ name }: { name: string }) => name)).toEqual(['DefaultPolicy', 'EnhancedPolicy', 'HourlyLogBackup']);

    // Debian's CLI cannot read a machine (see the test of its lists), so it cannot enable one by itself: the same request by `az rest`.
    const [found] = (await az('rest', '--url', `${vault.id}/backupProtectableItems?api-version=2022-02-01`)).value;
    const sourceResourceId = found.properties.virtualMachineId;
    const policyId = `${vault.id}/backupPolicies/DefaultPolicy`;
    const body = { properties: { protectedItemType: 'Microsoft.Compute/virtualMachines', sourceResourceId, policyId } };
    const url = `${found.id.replace('protectableItems', 'protectedItems')}?api-version=2022-02-01`;
    await az('rest', '--method', 'put', '--url', url, '--body', JSON.stringify(body));

    const name = found.properties.friendlyName;
    const container = await az('backup', 'container', 'show', '-n', name, ...VAULT, ...OF_MACHINES);
    expect(container.properties.virtualMachineId).toBe(sourceResourceId);
    const item = [...VAULT, '-c', name, '-i', name, ...OF_MACHINES, '--workload-type', 'VM'];

    const backup = await az('backup', 'protection', 'backup-now', ...item);
    expect(backup.properties.operation).toBe('Backup');
    await az('backup', 'job', 'wait', ...VAULT, '-n', backup.name, '--timeout', '60');
    const [point] = await az('backup', 'recoverypoint', 'list', ...item);
    expect(point.properties.recoveryPointTierDetails.map(({ type }: { type: string }) => type)).toContain('HardenedRP');

    await az('storage', 'account', 'create', '-g', 'rg-backup', '-n', 'stagingofbackup', '-l', 'westeurope', '--sku', 'Standard_LRS');
    const staged = ['--storage-account', 'stagingofbackup', '--target-resource-group', 'rg-backup'];
    const restore = await az('backup', 'restore', 'restore-disks', ...VAULT, '-c', name, '-i', name, '-r', point.name, ...staged);
    expect(restore.properties.operation).toBe('Restore');
    await az('backup', 'job', 'wait', ...VAULT, '-n', restore.name, '--timeout', '60');
    const restored = await az('backup', 'job', 'show', ...VAULT, '-n', restore.name);
    expect(restored.properties.extendedInfo.propertyBag['Template Blob Uri']).toContain('https://stagingofbackup.blob.core.windows.net/');

    const changed = await az('backup', 'item', 'set-policy', ...VAULT, '-c', name, '-n', name, ...OF_MACHINES, '-p', 'EnhancedPolicy');
    expect(changed.properties).toMatchObject({ operation: 'ConfigureBackup', status: 'Completed' });
    const stopped = await az('backup', 'protection', 'disable', ...item, '--yes');
    expect(stopped.properties.operation).toBe('DisableBackup');
    const resumed = await az('backup', 'protection', 'resume', ...item, '--policy-name', 'DefaultPolicy');
    expect(resumed.properties.status).toBe('Completed');
    const deleted = await az('backup', 'protection', 'disable', ...item, '--delete-backup-data', 'true', '--yes');
    expect(deleted.properties.extendedInfo.propertyBag['Number of Recovery Points']).toBe('1');
    const refused = await az('backup', 'vault', 'delete', '-g', 'rg-backup', '-n', 'rsv-backup', '--yes').catch(String);
    expect(refused).toContain('ServiceResourceNotEmptyWithContainerDetails');
    const blocked = await az('group', 'delete', '-n', 'rg-backup', '--yes').catch(String);
    expect(blocked).toContain('(ResourceGroupDeletionBlocked) Deletion of resource group');
    expect(blocked).toContain('ServiceResourceNotEmptyWithContainerDetails');
    const undeleted = await az('backup', 'protection', 'undelete', ...item);
    expect(undeleted.properties.operation).toBe('Undelete');

    const disabled = await az(
      'backup',
      'vault',
      'backup-properties',
      'set',
      '-g',
      'rg-backup',
      '-n',
      'rsv-backup',
      '--soft-delete-feature-state',
      'Disable',
    );
    expect(disabled.properties.softDeleteFeatureState).toBe('Disabled');
    await az('backup', 'protection', 'disable', ...item, '--delete-backup-data', 'true', '--yes');
    expect(await az('backup', 'item', 'list', ...VAULT)).toEqual([]);
    const jobs = await az('backup', 'job', 'list', ...VAULT, '--operation', 'DeleteBackupData', '--status', 'Completed');
    expect(jobs).toHaveLength(2);
    await az('backup', 'vault', 'delete', '-g', 'rg-backup', '-n', 'rsv-backup', '--yes');
    expect(await az('backup', 'vault', 'list', '-g', 'rg-backup')).toEqual([]);
    await az('group', 'delete', '-n', 'rg-backup', '--yes');
    expect(await az('group', 'exists', '-n', 'rg-backup')).toBe(false);
  }),
);
