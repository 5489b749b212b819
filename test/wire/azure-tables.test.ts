import { expect, test } from 'vitest';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { tableCount } from '../../src/azure/inventory/readTables.ts';
import { partsOf } from '../../src/model/armId.ts';
import { account, container, elsewhere, group, here, item, link, machine, openAzure, vault } from './azureHarness.ts';

const web = machine('web01', {
  zones: ['1'],
  tags: { env: 'prod' },
  properties: {
    networkProfile: { networkInterfaces: [{ id: `${group}/providers/Microsoft.Network/networkInterfaces/web01-nic` }] },
    securityProfile: { securityType: 'TrustedLaunch', encryptionAtHost: true },
    hostGroup: { id: `${group}/providers/Microsoft.Compute/hostGroups/Hosts` },
    diagnosticsProfile: { bootDiagnostics: { enabled: true, storageUri: 'https://webdata.blob.core.windows.net/' } },
  },
});
const webItem = item('web01-item', web.id, { unprotectedDisks: null });

const estate = [
  { id: group, name: 'Web', type: 'Microsoft.Resources/resourceGroups', location: 'westeurope', tags: { team: 'a' } },
  {
    id: `/subscriptions/${here}/resourceGroups/MC_aks`,
    name: 'MC_aks',
    type: 'Microsoft.Resources/resourceGroups',
    location: 'westeurope',
    managedBy: `${group}/providers/Microsoft.ContainerService/managedClusters/aks`,
  },
  web,
  {
    id: `${group}/providers/Microsoft.Compute/disks/web01-os`,
    name: 'web01-os',
    type: 'Microsoft.Compute/disks',
    location: 'westeurope',
    managedBy: web.id,
    sku: { name: 'Premium_LRS', tier: 'Premium' },
    properties: { diskSizeGB: 127, diskState: 'Attached', maxShares: 2 },
  },
  {
    id: `${group}/providers/Microsoft.Network/networkInterfaces/web01-nic`,
    name: 'web01-nic',
    type: 'Microsoft.Network/networkInterfaces',
    location: 'westeurope',
    properties: {
      ipConfigurations: [
        {
          name: 'ip',
          properties: {
            privateIPAddress: '10.1.0.4',
            subnet: { id: `${group}/providers/Microsoft.Network/virtualNetworks/net/subnets/web` },
          },
        },
      ],
    },
  },
  account('webdata'),
  {
    id: vault,
    name: 'Vault',
    type: 'Microsoft.RecoveryServices/vaults',
    location: 'northeurope',
    sku: { name: 'RS0', tier: 'Standard' },
    properties: {
      redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant', crossRegionRestore: 'Enabled' },
      securitySettings: { softDeleteSettings: { softDeleteState: 'Enabled' }, immutabilitySettings: { state: 'Unlocked' } },
      monitoringSettings: {
        azureMonitorAlertSettings: { alertsForAllJobFailures: 'Enabled', alertsForAllReplicationIssues: 'Disabled' },
        classicAlertSettings: { alertsForCriticalOperations: 'Enabled' },
      },
    },
  },
  webItem,
  {
    ...item('vmware01', '/unused'),
    properties: { friendlyName: 'vmware01', protectionState: 'Protected', providerSpecificDetails: { instanceType: 'InMageRcm' } },
  },
  {
    id: `${vault}/replicationPolicies/policy`,
    name: 'policy',
    type: 'Microsoft.RecoveryServices/vaults/replicationPolicies',
    properties: {
      providerSpecificDetails: {
        instanceType: 'A2A',
        recoveryPointThresholdInMinutes: 15,
        recoveryPointHistory: 1440,
        appConsistentFrequencyInMinutes: 240,
      },
    },
  },
  {
    id: `${vault}/backupPolicies/weekly`,
    name: 'weekly',
    type: 'Microsoft.RecoveryServices/vaults/backupPolicies',
    properties: {
      backupManagementType: 'AzureIaasVM',
      retentionPolicy: { weeklySchedule: { retentionDuration: { count: 3, durationType: 'Weeks' } } },
    },
  },
  {
    id: `${vault}/replicationRecoveryPlans/plan`,
    name: 'plan',
    type: 'Microsoft.RecoveryServices/vaults/replicationRecoveryPlans',
    properties: { groups: [] },
  },
  {
    id: `${container}/replicationProtectionContainerMappings/mapping`,
    name: 'mapping',
    type: 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings',
    properties: { state: 'Paired', providerSpecificDetails: { instanceType: 'A2A', agentAutoUpdateStatus: 'Enabled' } },
  },
  {
    id: `${group}/providers/Microsoft.RecoveryServices/vaults/Backup/backupFabrics/Azure/protectionContainers/c/protectedItems/VM;iaasvmcontainerv2;web;web01`,
    name: 'VM;iaasvmcontainerv2;web;web01',
    type: 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems',
    properties: {
      protectedItemType: 'Microsoft.Compute/virtualMachines',
      workloadType: 'VM',
      sourceResourceId: web.id,
      protectionState: 'Protected',
      lastRecoveryPoint: '2026-09-14T01:00:00Z',
    },
  },
  {
    id: `${group}/providers/Microsoft.Insights/activityLogAlerts/health`,
    name: 'health',
    type: 'Microsoft.Insights/activityLogAlerts',
    location: 'Global',
    properties: {
      enabled: true,
      scopes: [`/subscriptions/${here}`],
      condition: {
        allOf: [
          { field: 'category', equals: 'ServiceHealth' },
          { anyOf: [{ field: 'properties.incidentType', equals: 'Incident' }] },
          { field: 'properties.impactedServices[*].ImpactedRegions[*].RegionName', containsAny: ['West Europe', 'Global'] },
        ],
      },
      actions: { actionGroups: [{ actionGroupId: `${group}/providers/Microsoft.Insights/actionGroups/Ops` }] },
    },
  },
  {
    id: `${group}/providers/Microsoft.Insights/activityLogAlerts/deletions`,
    name: 'deletions',
    type: 'Microsoft.Insights/activityLogAlerts',
    location: 'Global',
    properties: { enabled: true, condition: { allOf: [{ field: 'category', equals: 'Administrative' }] } },
  },
  {
    id: `${group}/providers/Microsoft.AlertsManagement/actionRules/tell`,
    name: 'tell',
    type: 'Microsoft.AlertsManagement/actionRules',
    location: 'Global',
    properties: {
      enabled: false,
      scopes: [vault],
      actions: [{ actionType: 'AddActionGroups', actionGroupIds: [`${group}/providers/Microsoft.Insights/actionGroups/Ops`] }],
    },
  },
  link(web.id, webItem.id),
  { ...link(web.id, webItem.id), id: `${web.id}/providers/Microsoft.Resources/links/mine`, name: 'mine' },
];

test('every table comes over the wire into its facts', async () => {
  const { connection, sandbox } = openAzure(estate);
  const inventory = await readInventory(connection);
  expect(inventory.gaps).toEqual([]);
  expect(inventory).toMatchObject({
    source: { kind: 'sandbox' },
    depth: 'full',
    takenAt: new Date(Math.floor(sandbox.control.now().getTime() / 1000) * 1000),
    otherItems: 1,
  });
  expect(inventory.clockSkewMs).toBeCloseTo(Date.now() - inventory.takenAt.getTime(), -4);
  expect(inventory.subscriptions.map(({ id }) => id)).toEqual(expect.arrayContaining([here, elsewhere]));
  expect(inventory.resourceGroups.find(({ name }) => name === 'Web')).toMatchObject({ location: 'westeurope', tags: { team: 'a' } });
  expect(inventory.resourceGroups.find(({ name }) => name === 'MC_aks')?.managedBy).toContain('managedclusters/aks');
  expect(inventory.machines).toEqual([
    {
      id: web.id.toLowerCase(),
      azureId: web.id,
      name: 'web01',
      location: 'westeurope',
      tags: { env: 'prod' },
      size: 'Standard_D2s_v5',
      zones: ['1'],
      osType: 'Linux',
      securityType: 'TrustedLaunch',
      encryptionAtHost: true,
      provisioningState: 'Succeeded',
      powerState: 'running',
      agentStatus: 'Ready',
      failedExtensions: [],
      disks: [
        {
          name: 'web01-os',
          id: `${group}/providers/Microsoft.Compute/disks/web01-os`.toLowerCase(),
          vhdUri: undefined,
          role: 'os',
          lun: undefined,
          storageType: 'Premium_LRS',
        },
      ],
      nicIds: [`${group}/providers/Microsoft.Network/networkInterfaces/web01-nic`.toLowerCase()],
      priority: 'Regular',
      ephemeralOsDisk: false,
      scaleSetId: undefined,
      bootDiagnosticsUri: 'https://webdata.blob.core.windows.net/',
      hostId: `${group}/providers/Microsoft.Compute/hostGroups/Hosts`.toLowerCase(),
      diskController: null,
      managedBy: undefined,
    },
  ]);
  expect(inventory.disks).toMatchObject([{ name: 'web01-os', sku: 'Premium_LRS', sizeGb: 127, state: 'Attached', maxShares: 2 }]);
  expect(inventory.networkInterfaces).toMatchObject([{ name: 'web01-nic', privateAddresses: ['10.1.0.4'] }]);
  expect(inventory.storageAccounts).toMatchObject([{ name: 'webdata', sku: 'Standard_LRS', kind: 'StorageV2', secondaryLocation: null }]);
  expect(inventory.vaults.find(({ name }) => name === 'Vault')).toMatchObject({
    storageRedundancy: 'GeoRedundant',
    crossRegionRestore: true,
    softDelete: 'Enabled',
    immutability: 'Unlocked',
    alerts: { jobFailures: true, replicationIssues: false, failoverIssues: undefined, classic: true },
  });
  expect(inventory.regions.find(({ id }) => id === 'westeurope')).toEqual({
    id: 'westeurope',
    displayName: 'West Europe',
    zones: ['1', '2', '3'],
  });
  expect(inventory.regions.find(({ id }) => id === 'ukwest')).toMatchObject({ zones: [] });
  const opsId = `${group}/providers/Microsoft.Insights/actionGroups/Ops`.toLowerCase();
  expect(inventory.serviceHealthAlerts).toMatchObject([
    {
      name: 'health',
      enabled: true,
      scopes: [`/subscriptions/${here}`],
      regions: ['west europe', 'global'],
      services: null,
      incidentTypes: ['incident'],
      actionGroupIds: [opsId],
    },
  ]);
  expect(inventory.alertProcessingRules).toMatchObject([
    { name: 'tell', enabled: false, scopes: [vault.toLowerCase()], actionGroupIds: [opsId] },
  ]);
  expect(inventory.protectedItems).toMatchObject([
    {
      azureId: webItem.id,
      sourceId: web.id.toLowerCase(),
      vaultId: vault.toLowerCase(),
      containerId: container.toLowerCase(),
      protectionState: 'Protected',
      rpoSeconds: 120,
      lastSuccessfulTestFailover: null,
      unprotectedDiskIds: [],
    },
  ]);
  expect(inventory.replicationPolicies).toMatchObject([{ recoveryPointThresholdMinutes: 15, recoveryPointHistoryMinutes: 1440 }]);
  expect(inventory.recoveryPlans).toMatchObject([{ name: 'plan' }]);
  expect(inventory.containerMappings).toMatchObject([{ sourceContainerId: container.toLowerCase(), agentAutoUpdate: true }]);
  expect(inventory.backupPolicies).toMatchObject([{ name: 'weekly', retentionDays: 21 }]);
  expect(inventory.backupItems).toMatchObject([{ sourceId: web.id.toLowerCase(), lastRecoveryPoint: new Date('2026-09-14T01:00:00Z') }]);
  expect(inventory.links).toMatchObject([{ machineId: web.id.toLowerCase(), targetId: webItem.id.toLowerCase() }]);
});

test('with one subscription picked, its machines are read, and the items of all', async () => {
  const other = machine('other', { in: `/subscriptions/${elsewhere}/resourceGroups/Recovery` });
  const { connection } = openAzure([...estate, other]);
  const inventory = await readInventory(connection, { subscriptions: [here.toUpperCase()] });
  expect(inventory.subscriptions.map(({ id }) => id)).toEqual([here]);
  expect(inventory.machines.map(({ name }) => name)).toEqual(['web01']);
  expect(inventory.protectedItems.map(({ id }) => partsOf(id).subscription)).toEqual([elsewhere]);
  expect(inventory.vaults.map(({ name }) => name)).toContain('Vault');
  expect(inventory.gaps).toEqual([]);
});

test('a picked subscription that cannot be read is a gap', async () => {
  const { connection } = openAzure(estate);
  const nowhere = '33333333-0000-0000-0000-000000000003';
  const inventory = await readInventory(connection, { subscriptions: [here, nowhere] });
  expect(inventory.subscriptions.map(({ id }) => id)).toEqual([here]);
  expect(inventory.gaps).toMatchObject([{ table: 'subscriptions', scope: nowhere, reason: 'denied' }]);
});

test('hostile names and tags come through as they are', async () => {
  const name = `x'"|[](javascript:alert(1))<img src=x>\u001B[31m`;
  const { connection } = openAzure([machine('quiet', { name, tags: { [name]: name, __proto__x: '=cmd' } })]);
  const inventory = await readInventory(connection);
  expect(inventory.machines).toMatchObject([{ name, tags: { [name]: name, __proto__x: '=cmd' } }]);
});

test('progress tells the tables and the rows', async () => {
  const { connection } = openAzure(estate);
  const steps: string[] = [];
  let last = { tablesDone: 0, tables: 0, rows: 0 };
  await readInventory(connection, {
    onProgress: (progress) => {
      steps.push(progress.table);
      expect(progress.tablesDone).toBeGreaterThanOrEqual(last.tablesDone);
      expect(progress.rows).toBeGreaterThanOrEqual(last.rows);
      last = progress;
    },
  });
  expect(last).toMatchObject({ tablesDone: tableCount, tables: tableCount });
  expect(new Set(steps).size).toBe(tableCount);
  expect(last.rows).toBeGreaterThan(8);
});
