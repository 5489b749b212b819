import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Identified, InventoryTable } from '../../../../src/azure/inventory/inventoryTable.ts';
import { parseContainerMapping } from '../../../../src/azure/inventory/readContainerMappings.ts';
import { parseLink } from '../../../../src/azure/inventory/readLinks.ts';
import { parseInstanceView } from '../../../../src/azure/inventory/readMachineStatus.ts';
import { alertProcessingRulesTable, parseAlertProcessingRule } from '../../../../src/azure/inventory/tables/alertProcessingRulesTable.ts';
import { backupItemsTable, parseBackupItem } from '../../../../src/azure/inventory/tables/backupItemsTable.ts';
import { backupPoliciesTable } from '../../../../src/azure/inventory/tables/backupPoliciesTable.ts';
import { disksTable } from '../../../../src/azure/inventory/tables/disksTable.ts';
import { machinesTable, parseMachine } from '../../../../src/azure/inventory/tables/machinesTable.ts';
import { networkInterfacesTable, parseNetworkInterface } from '../../../../src/azure/inventory/tables/networkInterfacesTable.ts';
import {
  nameUnprotectedDisks,
  parseProtectedItem,
  protectedItemsTable,
} from '../../../../src/azure/inventory/tables/protectedItemsTable.ts';
import { recoveryPlansTable } from '../../../../src/azure/inventory/tables/recoveryPlansTable.ts';
import { replicationPoliciesTable } from '../../../../src/azure/inventory/tables/replicationPoliciesTable.ts';
import { parseResourceGroup, resourceGroupsTable } from '../../../../src/azure/inventory/tables/resourceGroupsTable.ts';
import { parseServiceHealthAlert, serviceHealthAlertsTable } from '../../../../src/azure/inventory/tables/serviceHealthAlertsTable.ts';
import { parseStorageAccount, storageAccountsTable } from '../../../../src/azure/inventory/tables/storageAccountsTable.ts';
import { parseVault, vaultsTable } from '../../../../src/azure/inventory/tables/vaultsTable.ts';
import { dateOf, type Row } from '../../../../src/azure/values.ts';

const group = '/subscriptions/S/resourceGroups/G';
const vmId = `${group}/providers/Microsoft.Compute/virtualMachines/vm`;
const diskId = `${group}/providers/Microsoft.Compute/disks/d`;
const itemId = `${group}/providers/Microsoft.RecoveryServices/vaults/v/replicationFabrics/f/replicationProtectionContainers/c/replicationProtectedItems/i`;
const backupId = `${group}/providers/Microsoft.RecoveryServices/vaults/v/backupFabrics/Azure/protectionContainers/pc/protectedItems/VM;x`;

const vm = (row: Row = {}) => parseMachine({ id: vmId, name: 'vm', location: 'West Europe', size: 'Standard_D2s_v5', ...row });
const osDisk = { name: 'os', osType: 'Linux', managedDisk: { id: diskId, storageAccountType: 'Premium_LRS' } };

test('whatever a row holds, no parser throws', () => {
  const tables: readonly InventoryTable<Identified>[] = [
    backupItemsTable,
    backupPoliciesTable,
    disksTable,
    machinesTable,
    networkInterfacesTable,
    protectedItemsTable,
    recoveryPlansTable,
    replicationPoliciesTable,
    resourceGroupsTable,
    serviceHealthAlertsTable,
    alertProcessingRulesTable,
    storageAccountsTable,
    vaultsTable,
  ];
  const ids = fc.constantFrom(vmId, itemId, backupId);
  for (const table of tables) {
    const row = fc.record(
      { id: fc.oneof(ids, fc.jsonValue()), ...Object.fromEntries(Object.keys(table.columns).map((column) => [column, fc.jsonValue()])) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(row, (any) => {
        table.parse(any);
      }),
      { numRuns: 200 },
    );
  }
  fc.assert(
    fc.property(fc.object(), (any) => {
      parseInstanceView(any);
      parseLink(any);
      parseContainerMapping(any);
    }),
  );
});

describe('a machine', () => {
  test('without an OS disk in its row has unknown disks; without data disks it has its OS disk alone', () => {
    expect(vm()?.disks).toBeUndefined();
    expect(vm({ osDisk: 'odd' })?.disks).toBeUndefined();
    expect(vm({ osDisk, dataDisks: 'odd' })?.disks).toBeUndefined();
    expect(vm({ osDisk, dataDisks: [{ name: 'what is this' }] })?.disks).toBeUndefined();
    expect(vm({ osDisk, dataDisks: null })?.disks).toHaveLength(1);
    expect(vm({ osDisk, dataDisks: [] })?.disks).toHaveLength(1);
  });

  test('with a VHD, a data disk and an ephemeral disk', () => {
    const vhd = { name: 'old', vhd: { uri: 'https://a.blob.core.windows.net/vhds/os.vhd' } };
    expect(vm({ osDisk: vhd, dataDisks: [{ lun: 3, name: 'd', managedDisk: { id: diskId } }] })?.disks).toMatchObject([
      { role: 'os', id: undefined, vhdUri: 'https://a.blob.core.windows.net/vhds/os.vhd' },
      { role: 'data', id: diskId.toLowerCase(), lun: 3, storageType: undefined },
    ]);
    expect(vm({ osDisk: { ...osDisk, diffDiskSettings: { option: 'Local' } } })?.ephemeralOsDisk).toBe(true);
  });

  test('of a scale set, Spot, managed, zonal, trusted', () => {
    expect(
      vm({
        scaleSet: `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/ss`,
        priority: 'Spot',
        managedBy: `${group}/providers/x/y/z`,
        zones: ['2'],
        securityType: 'TrustedLaunch',
        encryptionAtHost: 1,
        powerState: 'PowerState/deallocated',
      }),
    ).toMatchObject({
      location: 'westeurope',
      scaleSetId: `${group}/providers/Microsoft.Compute/virtualMachineScaleSets/ss`.toLowerCase(),
      priority: 'Spot',
      zones: ['2'],
      securityType: 'TrustedLaunch',
      encryptionAtHost: true,
      powerState: 'deallocated',
    });
  });

  test('with zones, without them, or with what is none', () => {
    for (const none of [undefined, null, []]) expect(vm({ zones: none })?.zones).toEqual([]);
    for (const odd of ['1', {}, [1], ['1', null], 0]) expect(vm({ zones: odd })?.zones).toBeUndefined();
    expect(parseMachine({ id: vmId })?.zones).toBeUndefined();
    const zonesOf = (zones: unknown) => disksTable.parse({ id: diskId, sku: 'Premium_LRS', zones })?.zones;
    expect([zonesOf(['3']), zonesOf(undefined), zonesOf('3')]).toEqual([['3'], [], undefined]);
  });

  test('that is plain is known to be so, but a row that carries nothing says nothing', () => {
    expect(vm()).toMatchObject({ securityType: null, encryptionAtHost: false, powerState: undefined });
    expect(parseMachine({ id: vmId })).toMatchObject({
      size: undefined,
      securityType: undefined,
      encryptionAtHost: undefined,
      disks: undefined,
    });
  });
});

describe('a protected item', () => {
  test('of another kind is no item; one of unknown kind is one with nothing known', () => {
    expect(parseProtectedItem({ id: itemId, instanceType: 'InMageRcm' })).toBeUndefined();
    const unknown = parseProtectedItem({ id: itemId });
    expect(unknown).toMatchObject({
      protectionState: undefined,
      rpoSeconds: undefined,
      lastSuccessfulTestFailover: undefined,
      disks: undefined,
    });
    expect(unknown?.unprotectedDiskIds).toBeUndefined();
  });

  test('with a disk entry that names no disk has unknown disks', () => {
    expect(parseProtectedItem({ id: itemId, instanceType: 'A2A', protectedManagedDisks: [{ diskId }, {}] })?.disks).toBeUndefined();
    expect(parseProtectedItem({ id: itemId, instanceType: 'A2A', protectedManagedDisks: [] })?.disks).toEqual([]);
  });

  test('names its unprotected disks by logical unit number, resolved with the source machine', () => {
    const row = protectedItemsTable.parse({ id: itemId, instanceType: 'A2A', unprotectedDisks: [{ diskLunId: 3 }] });
    const source = vm({ osDisk, dataDisks: [{ lun: 3, name: 'd', managedDisk: { id: `${diskId}3` } }] });
    expect(nameUnprotectedDisks(row!, source)?.unprotectedDiskIds).toEqual([`${diskId}3`.toLowerCase()]);
    expect(nameUnprotectedDisks(row!, vm({ osDisk }))?.unprotectedDiskIds).toBeUndefined();
    expect(nameUnprotectedDisks(row!, undefined)?.unprotectedDiskIds).toBeUndefined();
  });

  test.each([[{}], [null], [{ diskLunId: '3' }]])('with an unprotected disk that is not named does not tell them: %j', (entry) => {
    const row = protectedItemsTable.parse({ id: itemId, instanceType: 'A2A', unprotectedDisks: [{ diskId }, entry] });
    expect(nameUnprotectedDisks(row!, vm({ osDisk }))?.unprotectedDiskIds).toBeUndefined();
  });
});

test.each([
  [0, 0],
  [48, 48],
  [-1, undefined],
  ['48', undefined],
  [null, null],
])('an RPO of %j is read as %j', (rpoInSeconds, rpoSeconds) => {
  const row = { id: itemId, instanceType: 'A2A', fabricObjectId: vmId, rpoInSeconds };
  expect(protectedItemsTable.parse(row)?.item?.rpoSeconds).toBe(rpoSeconds);
});

test('a backup of a database in the machine is no backup of the machine', () => {
  const row = { id: backupId, sourceId: vmId, state: 'Protected', lastRecoveryPoint: '2026-09-14T01:00:00Z' };
  expect(parseBackupItem(row)).toMatchObject({ sourceId: vmId.toLowerCase(), lastRecoveryPoint: new Date('2026-09-14T01:00:00Z') });
  expect(parseBackupItem({ ...row, itemType: 'Microsoft.Compute/virtualMachines', workload: 'VM' })).toBeDefined();
  expect(parseBackupItem({ ...row, itemType: 'AzureVmWorkloadSQLDatabase' })).toBeUndefined();
  expect(parseBackupItem({ ...row, workload: 'SQLDataBase' })).toBeUndefined();
  expect(parseBackupItem({ ...row, sourceId: `${group}/providers/Microsoft.Storage/storageAccounts/a` })).toBeUndefined();
  expect(parseBackupItem({ ...row, lastRecoveryPoint: null })?.lastRecoveryPoint).toBeNull();
  expect(parseBackupItem({ ...row, lastRecoveryPoint: 7 })?.lastRecoveryPoint).toBeUndefined();
});

test('a backup that is stopped follows no policy; of one that does not tell its state nothing is said', () => {
  const row = { id: backupId, sourceId: vmId, state: 'ProtectionStopped' };
  expect([undefined, null, ''].map((policyId) => parseBackupItem({ ...row, policyId })?.policyId)).toEqual([null, null, null]);
  expect(parseBackupItem({ ...row, policyId: 7 })?.policyId).toBeUndefined();
  for (const state of [undefined, 'Protected']) expect(parseBackupItem({ ...row, state, policyId: null })?.policyId).toBeUndefined();
});

test('a backup that soft delete only keeps is none', () => {
  const row = { id: backupId, sourceId: vmId, state: 'ProtectionStopped', lastRecoveryPoint: '2026-09-14T01:00:00Z' };
  expect(parseBackupItem({ ...row, isDeleted: true })).toBeUndefined();
  expect(parseBackupItem({ ...row, isDeleted: 1 })).toBeUndefined();
  expect(parseBackupItem({ ...row, isDeleted: false })).toBeDefined();
});

test('a geo-redundant account after a failover', () => {
  const id = `${group}/providers/Microsoft.Storage/storageAccounts/a`;
  expect(
    parseStorageAccount({ id, sku: 'Standard_LRS', primaryLocation: 'northeurope', lastGeoFailoverTime: '2026-08-01T00:00:00Z' }),
  ).toMatchObject({ primaryLocation: 'northeurope', secondaryLocation: null, lastGeoFailoverTime: new Date('2026-08-01T00:00:00Z') });
  expect(parseStorageAccount({ id })).toMatchObject({ sku: undefined, secondaryLocation: undefined, lastGeoFailoverTime: undefined });
});

test('a vault with its settings', () => {
  const row = {
    id: `${group}/providers/Microsoft.RecoveryServices/vaults/v`,
    redundancy: { standardTierStorageRedundancy: 'GeoRedundant', crossRegionRestore: 'Disabled' },
    security: { softDeleteSettings: { softDeleteState: 'AlwaysON' } },
  };
  expect(parseVault(row)).toMatchObject({
    storageRedundancy: 'GeoRedundant',
    crossRegionRestore: false,
    softDelete: 'AlwaysON',
    immutability: null,
  });
});

test('settings of a vault of which Azure says Invalid are not known', () => {
  const row = {
    id: `${group}/providers/Microsoft.RecoveryServices/vaults/v`,
    redundancy: { standardTierStorageRedundancy: 'Invalid', crossRegionRestore: 'Disabled' },
    security: { softDeleteSettings: { softDeleteState: 'Invalid' } },
  };
  expect(parseVault(row)).toMatchObject({ storageRedundancy: undefined, crossRegionRestore: false, softDelete: undefined });
});

test('alerts of a vault: none shown, or not read', () => {
  const id = `${group}/providers/Microsoft.RecoveryServices/vaults/v`;
  const redundancy = { standardTierStorageRedundancy: 'GeoRedundant' };
  expect(parseVault({ id, redundancy })?.alerts).toBeNull();
  expect(parseVault({ id })?.alerts).toBeUndefined();
  expect(parseVault({ id, redundancy, monitoring: 'on' })?.alerts).toBeUndefined();
});

test('a firewall, keys, write accelerator, host and shared disk', () => {
  const id = `${group}/providers/Microsoft.Storage/storageAccounts/a`;
  const networkAcls = { defaultAction: 'Deny', bypass: 'Logging, AzureServices' };
  expect(parseStorageAccount({ id, allowSharedKeyAccess: false, networkAcls })).toMatchObject({
    allowSharedKeyAccess: false,
    networkDefaultAction: 'Deny',
    networkBypass: 'Logging, AzureServices',
  });
  expect(parseStorageAccount({ id })).toMatchObject({ allowSharedKeyAccess: undefined, networkDefaultAction: undefined });
  const accelerated = { ...osDisk, writeAcceleratorEnabled: true };
  const host = `${group}/providers/Microsoft.Compute/hostGroups/g/hosts/h`;
  expect(parseMachine({ id: vmId, osDisk: accelerated, host, diskController: 'NVMe' })).toMatchObject({
    hostId: host.toLowerCase(),
    diskController: 'NVMe',
    disks: [{ writeAccelerator: true }],
  });
  expect(parseMachine({ id: vmId })).toMatchObject({ hostId: undefined, diskController: undefined });
  expect(disksTable.parse({ id, sku: 'Premium_LRS' })?.maxShares).toBe(1);
  expect(disksTable.parse({ id, maxShares: 3 })?.maxShares).toBe(3);
  expect(disksTable.parse({ id })?.maxShares).toBeUndefined();
  // What is there and cannot be read is not taken for what stands for nothing.
  expect(disksTable.parse({ id, sku: 'Premium_LRS', maxShares: '3' })?.maxShares).toBeUndefined();
  expect(parseMachine({ id: vmId, osDisk, host: {} })?.hostId).toBeUndefined();
  const keys = (allowSharedKeyAccess: unknown) =>
    parseStorageAccount({ id, primaryLocation: 'westeurope', allowSharedKeyAccess })?.allowSharedKeyAccess;
  expect([keys(undefined), keys(null), keys(0), keys('false')]).toEqual([true, true, false, undefined]);
  const access = (publicNetworkAccess: unknown) =>
    parseStorageAccount({ id, primaryLocation: 'westeurope', publicNetworkAccess })?.publicNetworkAccess;
  expect([access(undefined), access(null), access('Disabled'), access(0)]).toEqual(['Enabled', 'Enabled', 'Disabled', undefined]);
  expect(parseStorageAccount({ id })?.publicNetworkAccess).toBeUndefined();
});

test('an activity-log alert: its clauses, or what is not readable of them', () => {
  const id = `${group}/providers/Microsoft.Insights/activityLogAlerts/a`;
  const category = { field: 'category', equals: 'ServiceHealth' };
  const alert = (allOf: unknown) => parseServiceHealthAlert({ id, condition: { allOf } });
  expect(alert([category])).toMatchObject({ regions: null, services: null, incidentTypes: null, enabled: undefined, scopes: undefined });
  expect(
    alert([category, { anyOf: [{ field: 'properties.impactedServices[*].ServiceName', containsAny: ['Virtual Machines'] }] }])?.services,
  ).toEqual(['virtual machines']);
  expect(alert([{ field: 'category', equals: 'Administrative' }])).toBeUndefined();
  expect(alert('x')).toMatchObject({ regions: undefined, services: undefined, incidentTypes: undefined });
});

test('an alert processing rule: adding groups, or silencing', () => {
  const id = `${group}/providers/Microsoft.AlertsManagement/actionRules/r`;
  const adding = { actionType: 'AddActionGroups', actionGroupIds: [`${group}/ag`] };
  expect(parseAlertProcessingRule({ id, enabled: 1, scopes: [group], actions: [adding] })).toMatchObject({
    enabled: true,
    scopes: [group.toLowerCase()],
    actionGroupIds: [`${group}/ag`.toLowerCase()],
    filters: [],
    isScheduled: false,
    silences: false,
  });
  expect(parseAlertProcessingRule({ id, actions: [{ actionType: 'RemoveAllActionGroups' }] })).toMatchObject({
    scopes: undefined,
    actionGroupIds: [],
    silences: true,
  });
  expect(parseAlertProcessingRule({ id })).toMatchObject({
    actionGroupIds: undefined,
    silences: undefined,
    filters: undefined,
    isScheduled: undefined,
  });
});

test('a list of which one entry is not readable is not known, rather than shorter', () => {
  const id = `${group}/providers/x/y/z`;
  for (const hole of [null, 7, {}]) {
    const rule = parseAlertProcessingRule({ id, scopes: [group, hole], actions: [{ actionGroupIds: [`${group}/ag`, hole] }] });
    expect([rule?.scopes, rule?.actionGroupIds]).toEqual([undefined, undefined]);
    const alert = parseServiceHealthAlert({ id, scopes: [hole], actions: { actionGroups: [hole] } });
    expect([alert?.scopes, alert?.actionGroupIds]).toEqual([undefined, undefined]);
  }
  expect(parseAlertProcessingRule({ id, actions: [null] })).toMatchObject({ actionGroupIds: undefined, silences: undefined });
  expect(parseProtectedItem({ id: itemId, instanceType: 'A2A', healthErrors: [{}, null] })?.healthErrors).toBeUndefined();
});

test('the filters and the schedule of an alert processing rule', () => {
  const rule = (more: Row) =>
    parseAlertProcessingRule({ id: `${group}/providers/Microsoft.AlertsManagement/actionRules/r`, scopes: [group], ...more });
  const vaults = { field: 'TargetResourceType', operator: 'Equals', values: ['Microsoft.RecoveryServices/Vaults'] };
  expect(rule({ conditions: [vaults] })?.filters).toEqual([
    { field: 'targetresourcetype', operator: 'equals', values: ['microsoft.recoveryservices/vaults'] },
  ]);
  for (const odd of [[vaults, {}], [null], { severity: {} }, 'x']) expect(rule({ conditions: odd })?.filters).toBeUndefined();
  const times = (schedule: unknown) => rule({ schedule })?.isScheduled;
  expect([null, { effectiveFrom: '2026-01-01T00:00:00' }, { recurrences: [] }].map(times)).toEqual([false, false, false]);
  expect([{ effectiveUntil: '2026-01-01T00:00:00' }, { recurrences: [{ recurrenceType: 'Daily' }] }].map(times)).toEqual([true, true]);
  expect(times('nightly')).toBeUndefined();
});

test('a network interface and a managed resource group', () => {
  const subnet = `${group}/providers/Microsoft.Network/virtualNetworks/n/subnets/s`;
  expect(
    parseNetworkInterface({
      id: `${group}/x`,
      ipConfigurations: [{ properties: { privateIPAddress: '10.0.0.4', subnet: { id: subnet } } }],
    }),
  ).toMatchObject({ privateAddresses: ['10.0.0.4'], subnetId: subnet.toLowerCase() });
  expect(parseResourceGroup({ id: group, managedBy: `${group}/providers/A/b/c` })?.managedBy).toBe(
    `${group}/providers/a/b/c`.toLowerCase(),
  );
});

describe('a link', () => {
  const id = `${vmId}/providers/Microsoft.Resources/links/ASR-Protect-i`;

  test('of Site Recovery marks its machine', () => {
    expect(parseLink({ id, properties: { sourceId: vmId, targetId: itemId } })).toMatchObject({
      machineId: vmId.toLowerCase(),
      targetId: itemId.toLowerCase(),
    });
    expect(parseLink({ id, properties: { targetId: itemId } })?.machineId).toBe(vmId.toLowerCase());
    for (const properties of [undefined, {}, { targetId: null }, { targetId: 7 }])
      expect(parseLink({ id, properties })).toMatchObject({ machineId: vmId.toLowerCase(), targetId: undefined });
  });

  test('of others is none', () => {
    expect(parseLink({ id: `${vmId}/providers/Microsoft.Resources/links/mine`, properties: { targetId: itemId } })).toBeUndefined();
    expect(parseLink({ properties: { targetId: itemId } })).toBeUndefined();
  });
});

describe('an instance view', () => {
  const ready = { statuses: [{ code: 'ProvisioningState/succeeded', displayStatus: 'Ready' }] };

  test('of a running machine with a failed extension', () => {
    const failed = { name: 'SiteRecovery-Windows', statuses: [{ code: 'ProvisioningState/failed/1' }] };
    expect(
      parseInstanceView({ statuses: [{ code: 'PowerState/running' }], vmAgent: ready, extensions: [failed, { name: 'ok', statuses: [] }] }),
    ).toEqual({
      powerState: 'running',
      agentStatus: 'Ready',
      failedExtensions: ['SiteRecovery-Windows'],
    });
  });

  test('without a list of extensions: none, or those that the agent reports', () => {
    expect(parseInstanceView({ vmAgent: ready }).failedExtensions).toEqual([]);
    const handlers = [
      { type: 'A', status: { level: 'Error' as const } },
      { type: 'B', status: { level: 'Info' as const } },
    ];
    expect(parseInstanceView({ vmAgent: { ...ready, extensionHandlers: handlers } }).failedExtensions).toEqual(['A']);
  });

  test('of a stopped machine says nothing of agent and extensions; none says nothing at all', () => {
    expect(parseInstanceView({ statuses: [{ code: 'PowerState/deallocated' }] })).toEqual({
      powerState: 'deallocated',
      agentStatus: undefined,
      failedExtensions: undefined,
    });
    expect(parseInstanceView(undefined)).toEqual({ powerState: undefined, agentStatus: undefined, failedExtensions: undefined });
  });
});

test('dates: without a zone they are UTC, sentinels are none, the rest is unknown', () => {
  expect(dateOf('2026-09-14T08:00:00.1234567')).toEqual(new Date('2026-09-14T08:00:00.123Z'));
  expect(dateOf('2026-09-14T10:00:00+02:00')).toEqual(new Date('2026-09-14T08:00:00Z'));
  for (const never of ['1753-01-01T01:01:01Z', '9999-12-31T23:59:59.9999999', '0001-01-01T00:00:00', '1601-01-01T00:00:00Z'])
    expect(dateOf(never)).toBeNull();
  for (const odd of ['', 'soon', 5, null, undefined, {}, '2026-99-99T00:00:00Z']) expect(dateOf(odd)).toBeUndefined();
});

test('the retention of a backup policy is that of the schedule that keeps longest', () => {
  const id = `${group}/providers/Microsoft.RecoveryServices/vaults/v/backupPolicies/p`;
  const daysOf = (retention: unknown) => backupPoliciesTable.parse({ id, name: 'p', retention })?.retentionDays;
  const lasting = (count: number, durationType: string) => ({ retentionDuration: { count, durationType } });
  expect(daysOf({ dailySchedule: lasting(7, 'Days') })).toBe(7);
  expect(daysOf({ dailySchedule: lasting(7, 'Days'), weeklySchedule: lasting(12, 'Weeks'), monthlySchedule: lasting(2, 'Months') })).toBe(
    84,
  );
  expect(daysOf({ yearlySchedule: lasting(1, 'Years') })).toBe(365);
  expect(daysOf(lasting(14, 'Days'))).toBe(14);
  for (const unknown of [undefined, {}, { dailySchedule: lasting(7, 'Fortnights') }, 'x']) expect(daysOf(unknown)).toBeUndefined();
});
