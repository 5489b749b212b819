import type { ServiceHealthAlert } from '../../../src/model/alerts.ts';
import { toArmId, type ArmId } from '../../../src/model/armId.ts';
import type { ManagedDisk, NetworkInterface, VirtualMachine } from '../../../src/model/compute.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import type { ProtectedItem } from '../../../src/model/protectedItem.ts';
import type { Resource } from '../../../src/model/resource.ts';
import type { BackupItem, Vault } from '../../../src/model/vault.ts';

/** The time of all facts here. */
export const takenAt = new Date('2026-09-14T08:00:00Z');

function before(minutes: number): Date {
  return new Date(takenAt.getTime() - minutes * 60_000);
}

/** In a group of its own region. */
function resource(subscription: string, type: string, name: string, location: string): Resource {
  const azureId = `${groupId(subscription, location)}/providers/${type}/${name}`;
  return { id: toArmId(azureId), azureId, name, location, tags: {} };
}

const groupNames: Readonly<Record<string, string>> = { northeurope: 'rg-Recovery', francecentral: 'rg-Paris' };

function groupId(subscription: string, location: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${groupNames[location] ?? 'rg-App'}`;
}

function groupIn(subscription: string, location: string): Resource {
  const azureId = groupId(subscription, location);
  return { id: toArmId(azureId), azureId, name: azureId.slice(azureId.lastIndexOf('/') + 1), location, tags: {} };
}

/** A healthy running machine with one managed disk and one network interface. */
export function machine(subscription: string, name: string, location: string, with_: Partial<VirtualMachine> = {}): VirtualMachine {
  return {
    ...resource(subscription, 'Microsoft.Compute/virtualMachines', name, location),
    size: 'Standard_D2s_v5',
    zones: [],
    osType: 'Linux',
    securityType: null,
    encryptionAtHost: false,
    provisioningState: 'Succeeded',
    powerState: 'running',
    agentStatus: 'Ready',
    failedExtensions: [],
    disks: [
      {
        name: `${name}-os`,
        id: diskId(subscription, name, location),
        vhdUri: undefined,
        lun: undefined,
        role: 'os',
        storageType: 'Premium_LRS',
      },
    ],
    nicIds: [nicId(subscription, name, location)],
    priority: 'Regular',
    ephemeralOsDisk: false,
    scaleSetId: undefined,
    hostId: null,
    diskController: 'SCSI',
    managedBy: undefined,
    ...with_,
  };
}

function diskId(subscription: string, name: string, location: string): ArmId {
  return resource(subscription, 'Microsoft.Compute/disks', `${name}-os`, location).id;
}

function nicId(subscription: string, name: string, location: string): ArmId {
  return resource(subscription, 'Microsoft.Network/networkInterfaces', `${name}-nic`, location).id;
}

function diskOf({ id, name, location }: VirtualMachine): ManagedDisk {
  const subscription = id.split('/')[2]!;
  return {
    ...resource(subscription, 'Microsoft.Compute/disks', `${name}-os`, location),
    sku: 'Premium_LRS',
    sizeGb: 64,
    zones: [],
    state: 'Attached',
    maxShares: 1,
  };
}

function nicOf({ id, name, location }: VirtualMachine): NetworkInterface {
  const subscription = id.split('/')[2]!;
  const network = resource(subscription, 'Microsoft.Network/virtualNetworks', 'vnet-prod', location);
  return {
    ...resource(subscription, 'Microsoft.Network/networkInterfaces', `${name}-nic`, location),
    privateAddresses: ['10.1.0.4'],
    subnetId: toArmId(`${network.id}/subnets/data`),
    securityGroupId: null,
    configurations: [],
  };
}

const vault: Vault = {
  ...resource('s1', 'Microsoft.RecoveryServices/vaults', 'vault-ne', 'northeurope'),
  storageRedundancy: 'GeoRedundant',
  crossRegionRestore: true,
  softDelete: 'Enabled',
  immutability: null,
  alerts: { jobFailures: true, replicationIssues: true, failoverIssues: true, classic: false },
};

const container = `${vault.azureId}/replicationFabrics/fabric/replicationProtectionContainers/container`;
const policyId = toArmId(`${vault.azureId}/replicationPolicies/daily`);
const targetGroupId = '/subscriptions/s1/resourceGroups/rg-App-asr';
const targetGroup: Resource = { id: toArmId(targetGroupId), azureId: targetGroupId, name: 'rg-App-asr', location: 'northeurope', tags: {} };
const groups = ['s1', 's2'].flatMap((id) => ['westeurope', 'northeurope', 'francecentral'].map((location) => groupIn(id, location)));

/** A healthy item that replicates to northeurope. */
export function itemOf(source: VirtualMachine, with_: Partial<ProtectedItem> = {}): ProtectedItem {
  const azureId = `${container}/replicationProtectedItems/${source.name}`;
  return {
    id: toArmId(azureId),
    azureId,
    name: source.name,
    friendlyName: source.name,
    vaultId: vault.id,
    sourceId: source.id,
    policyId,
    containerId: toArmId(container),
    protectionState: 'Protected',
    protectionStateDescription: 'Protected',
    activeLocation: 'Primary',
    replicationHealth: 'Normal',
    failoverHealth: 'Normal',
    testFailoverState: 'None',
    allowedOperations: ['TestFailover', 'UnplannedFailover'],
    healthErrors: [],
    currentScenario: { name: 'None', jobId: 'None', startTime: null },
    lastSuccessfulTestFailover: before(12 * 24 * 60),
    lastSuccessfulFailover: null,
    sourceLocation: source.location,
    initialLocation: source.location,
    targetLocation: 'northeurope',
    sourceZone: null,
    targetZone: null,
    rpoSeconds: 240,
    rpoCalculatedAt: before(2),
    disks: (source.disks ?? []).map(({ id, name }) => ({
      id: id!,
      name,
      state: 'Protected',
      replicaDiskId: toArmId(`${id}-ASRReplica`),
      cacheAccountId: undefined,
    })),
    unprotectedDiskIds: [],
    targetSize: source.size ?? null,
    targetResourceGroupId: toArmId('/subscriptions/s1/resourceGroups/rg-App-asr'),
    targetNetworkId: toArmId('/subscriptions/s1/resourceGroups/rg-App-asr/providers/Microsoft.Network/virtualNetworks/vnet-dr'),
    testNetworkId: null,
    wasReprotected: undefined,
    recoveryMachineId: null,
    testMachineId: null,
    agentVersion: '9.65.7',
    agentExpiry: new Date('2027-06-01T00:00:00Z'),
    agentCertificateExpiry: new Date('2027-06-01T00:00:00Z'),
    agentUpdateRequired: false,
    certificateUpdateRequired: false,
    lastHeartbeat: before(1),
    ...with_,
  };
}

function backupOf(source: VirtualMachine): BackupItem {
  const azureId = `${vault.azureId}/backupFabrics/Azure/protectionContainers/c/protectedItems/${source.name}`;
  return {
    id: toArmId(azureId),
    azureId,
    vaultId: vault.id,
    sourceId: source.id,
    lastRecoveryPoint: before(10 * 60),
    protectionState: 'Protected',
    policyId: backupPolicyId,
  };
}

const backupPolicyId = toArmId(`${vault.azureId}/backupPolicies/DefaultPolicy`);
const everywhere = ['s1', 's2'].map((id) => toArmId(`/subscriptions/${id}`));
const actionGroupId = resource('s1', 'Microsoft.Insights/actionGroups', 'ops', 'global').id;
const watching = { ...resource('s1', 'Microsoft.AlertsManagement/actionRules', 'tell-ops', 'global'), enabled: true };
const serviceHealthAlert: ServiceHealthAlert = {
  ...resource('s1', 'Microsoft.Insights/activityLogAlerts', 'service-health', 'global'),
  enabled: true,
  scopes: everywhere,
  regions: null,
  services: null,
  incidentTypes: null,
  actionGroupIds: [actionGroupId],
};

/** An inventory of machines and items, with all that belongs to them. */
export function inventoryOf(
  machines: readonly VirtualMachine[],
  items: readonly ProtectedItem[],
  with_: Partial<Inventory> = {},
): Inventory {
  return {
    source: { kind: 'sandbox', label: 'Sandbox' },
    depth: 'inventory',
    takenAt,
    clockSkewMs: 0,
    subscriptions: [
      { id: 's1', name: 'Contoso Production' },
      { id: 's2', name: 'Contoso Dev' },
    ],
    regions: ['westeurope', 'northeurope', 'francecentral'].map((id) => ({ id, displayName: id, zones: [] })),
    resourceGroups: [...groups, targetGroup],
    machines,
    disks: machines.map(diskOf),
    networkInterfaces: machines.map(nicOf),
    storageAccounts: [],
    vaults: [vault],
    protectedItems: items,
    otherItems: 0,
    replicationPolicies: [
      {
        id: policyId,
        azureId: policyId,
        name: 'daily',
        recoveryPointThresholdMinutes: 60,
        recoveryPointHistoryMinutes: 1440,
        appConsistentFrequencyMinutes: 240,
      },
    ],
    containerMappings: [
      {
        id: toArmId(`${container}/mapping`),
        azureId: `${container}/mapping`,
        sourceContainerId: toArmId(container),
        agentAutoUpdate: true,
      },
    ],
    recoveryPlans: [],
    serviceHealthAlerts: [serviceHealthAlert],
    alertProcessingRules: [
      { ...watching, scopes: everywhere, filters: [], isScheduled: false, actionGroupIds: [actionGroupId], silences: false },
    ],
    backupItems: machines.map(backupOf),
    backupPolicies: [{ id: backupPolicyId, azureId: backupPolicyId, name: 'DefaultPolicy', retentionDays: 30 }],
    links: [],
    gaps: [],
    ...with_,
  };
}

const sql = machine('s1', 'sql-01', 'westeurope');
const web = machine('s1', 'web-01', 'westeurope');
const old = machine('s1', 'web-02', 'westeurope');
const spot = machine('s1', 'batch-7', 'francecentral', { priority: 'Spot' });
const evil = machine('s1', '$(error) <b>[x](command:y)</b> |`', 'francecentral');

/** One machine of each kind that rows, cards and pages must tell apart. */
export const smallInventory: Inventory = inventoryOf(
  [web, sql, old, spot, evil],
  [itemOf(web), itemOf(old, { lastSuccessfulTestFailover: before(214 * 24 * 60) })],
  {
    backupItems: [backupOf(web)],
    otherItems: 3,
    gaps: [{ table: 'machines', scope: 's2', reason: 'denied', detail: 'No permission. (AuthorizationFailed)' }],
  },
);
