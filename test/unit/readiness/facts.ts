import type { AlertProcessingRule, ServiceHealthAlert } from '../../../src/model/alerts.ts';
import { toArmId, vaultOf } from '../../../src/model/armId.ts';
import type { ArmId } from '../../../src/model/armId.ts';
import type { ManagedDisk, VirtualMachine } from '../../../src/model/compute.ts';
import type { Gap, Inventory } from '../../../src/model/inventory.ts';
import type { ProtectedItem, ReplicatedDisk } from '../../../src/model/protectedItem.ts';
import type { Region } from '../../../src/model/region.ts';
import type { Resource, ResourceGroup } from '../../../src/model/resource.ts';
import type { StorageAccount } from '../../../src/model/storage.ts';
import type { BackupItem, BackupPolicy, ContainerMapping, ReplicationLink, ReplicationPolicy, Vault } from '../../../src/model/vault.ts';
import type { AssessedMachine, Assessment } from '../../../src/readiness/assessment.ts';
import { assess } from '../../../src/readiness/assess.ts';
import type { Finding } from '../../../src/readiness/finding.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';

/** Facts for tests: everything is well by default, and a test says what is not. */

export const now = new Date('2026-11-22T12:00:00Z');
export const sub = '11111111-1111-1111-1111-111111111111';
export const otherSub = '22222222-2222-2222-2222-222222222222';

export function ago(amount: number, unit: 'min' | 'h' | 'd'): Date {
  return new Date(now.getTime() - amount * { min: 60_000, h: 3_600_000, d: 86_400_000 }[unit]);
}

export function groupId(name = 'rg-app', subscription = sub): string {
  return `/subscriptions/${subscription}/resourceGroups/${name}`;
}

export function vmId(name: string, inGroup = 'rg-app', subscription = sub): string {
  return `${groupId(inGroup, subscription)}/providers/Microsoft.Compute/virtualMachines/${name}`;
}

export function diskId(name: string, inGroup = 'rg-app', subscription = sub): string {
  return `${groupId(inGroup, subscription)}/providers/Microsoft.Compute/disks/${name}`;
}

export function accountId(name: string, inGroup = 'rg-app', subscription = sub): string {
  return `${groupId(inGroup, subscription)}/providers/Microsoft.Storage/storageAccounts/${name}`;
}

export function vaultId(name = 'vault-dr', inGroup = 'rg-dr', subscription = sub): string {
  return `${groupId(inGroup, subscription)}/providers/Microsoft.RecoveryServices/vaults/${name}`;
}

function resource(azureId: string, location: string): Resource {
  return { id: toArmId(azureId), azureId, name: azureId.split('/').at(-1) ?? '', location, tags: {} };
}

export function vm(name: string, change: Partial<VirtualMachine> = {}, inGroup = 'rg-app', subscription = sub): VirtualMachine {
  return {
    ...resource(vmId(name, inGroup, subscription), 'westeurope'),
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
        id: toArmId(diskId(`${name}-os`, inGroup, subscription)),
        vhdUri: undefined,
        role: 'os',
        storageType: 'Premium_LRS',
      },
    ],
    nicIds: [],
    priority: 'Regular',
    ephemeralOsDisk: false,
    scaleSetId: undefined,
    hostId: null,
    diskController: null,
    managedBy: undefined,
    ...change,
  };
}

export function unmanagedDisk(uri: string, role: 'os' | 'data' = 'os'): NonNullable<VirtualMachine['disks']>[number] {
  return { name: uri.split('/').at(-1) ?? '', id: undefined, vhdUri: uri, role, storageType: undefined };
}

export function replicatedDisk(name: string, cache = 'cacheweu'): ReplicatedDisk {
  return {
    id: toArmId(diskId(name)),
    name,
    state: 'Protected',
    replicaDiskId: toArmId(diskId(`${name}-ASRReplica`, 'rg-target')),
    cacheAccountId: toArmId(accountId(cache)),
  };
}

/** A healthy item: west to north Europe, RPO 5 minutes, drilled 10 days ago. */
export function item(source: string, change: Partial<ProtectedItem> = {}, inVault = vaultId(), name = source): ProtectedItem {
  const container = `${inVault}/replicationFabrics/weu/replicationProtectionContainers/weu-container`;
  const azureId = `${container}/replicationProtectedItems/${name}`.replace('/subscriptions/', '/Subscriptions/');
  return {
    id: toArmId(azureId),
    azureId,
    name,
    friendlyName: source,
    vaultId: toArmId(inVault),
    sourceId: toArmId(vmId(source)),
    policyId: toArmId(`${inVault}/replicationPolicies/24h`),
    containerId: toArmId(container),
    protectionState: 'Protected',
    protectionStateDescription: 'Protected',
    activeLocation: 'Primary',
    replicationHealth: 'Normal',
    failoverHealth: 'Normal',
    testFailoverState: 'None',
    allowedOperations: ['UnplannedFailover', 'DisableProtection', 'TestFailover'],
    healthErrors: [],
    currentScenario: { name: 'None', jobId: `${inVault}/replicationJobs/None`, startTime: null },
    lastSuccessfulTestFailover: ago(10, 'd'),
    lastSuccessfulFailover: null,
    sourceLocation: 'westeurope',
    initialLocation: 'westeurope',
    targetLocation: 'northeurope',
    sourceZone: null,
    targetZone: null,
    rpoSeconds: 300,
    rpoCalculatedAt: ago(2, 'min'),
    disks: [replicatedDisk(`${source}-os`)],
    unprotectedDiskIds: [],
    targetSize: 'Standard_D2s_v5',
    targetResourceGroupId: toArmId(groupId('rg-target')),
    targetNetworkId: null,
    testNetworkId: null,
    wasReprotected: undefined,
    recoveryMachineId: null,
    testMachineId: null,
    agentVersion: '9.62.7096.1',
    agentExpiry: null,
    agentCertificateExpiry: ago(-200, 'd'),
    agentUpdateRequired: false,
    certificateUpdateRequired: false,
    lastHeartbeat: ago(1, 'min'),
    ...change,
  };
}

export const failedOver: Partial<ProtectedItem> = {
  activeLocation: 'Recovery',
  protectionState: 'UnplannedFailoverCommitPendingStatesBegin',
  protectionStateDescription: 'Failover completed',
  lastSuccessfulFailover: ago(3, 'h'),
  rpoSeconds: null,
  rpoCalculatedAt: null,
  recoveryMachineId: toArmId(vmId('m-recovered', 'rg-target')),
};

export const openTest: Partial<ProtectedItem> = {
  testFailoverState: 'WaitingForCompletion',
  currentScenario: { name: 'TestFailover', jobId: 'job', startTime: ago(5, 'd') },
};

export function vault(change: Partial<Vault> = {}, azureId = vaultId()): Vault {
  return {
    ...resource(azureId, 'northeurope'),
    storageRedundancy: 'GeoRedundant',
    crossRegionRestore: true,
    softDelete: 'Enabled',
    immutability: 'Unlocked',
    alerts: { jobFailures: true, replicationIssues: true, failoverIssues: true, classic: false },
    ...change,
  };
}

export function policyRow(threshold: number | undefined, azureVault = vaultId()): ReplicationPolicy {
  const azureId = `${azureVault}/replicationPolicies/24h`;
  return {
    id: toArmId(azureId),
    azureId,
    name: '24h',
    recoveryPointThresholdMinutes: threshold,
    recoveryPointHistoryMinutes: 1440,
    appConsistentFrequencyMinutes: 60,
  };
}

export function mapping(agentAutoUpdate: boolean | undefined, azureVault = vaultId()): ContainerMapping {
  const container = `${azureVault}/replicationFabrics/weu/replicationProtectionContainers/weu-container`;
  const azureId = `${container}/replicationProtectionContainerMappings/weu-neu`;
  return { id: toArmId(azureId), azureId, sourceContainerId: toArmId(container), agentAutoUpdate };
}

export function backup(source: string, change: Partial<BackupItem> = {}, azureVault = vaultId()): BackupItem {
  const azureId = `${azureVault}/backupFabrics/Azure/protectionContainers/c;${source}/protectedItems/vm;${source}`;
  return {
    id: toArmId(azureId),
    azureId,
    vaultId: vaultOf(toArmId(azureId)) ?? toArmId(azureVault),
    sourceId: toArmId(vmId(source)),
    lastRecoveryPoint: ago(10, 'h'),
    protectionState: 'Protected',
    policyId: toArmId(`${azureVault}/backupPolicies/DefaultPolicy`),
    ...change,
  };
}

export function backupPolicy(retentionDays: number | undefined, azureVault = vaultId()): BackupPolicy {
  const azureId = `${azureVault}/backupPolicies/DefaultPolicy`;
  return { id: toArmId(azureId), azureId, name: 'DefaultPolicy', retentionDays };
}

export function link(source: string, target: string | undefined): ReplicationLink {
  const azureId = `${vmId(source)}/providers/Microsoft.Resources/links/ASR-Protect-1`;
  return { id: toArmId(azureId), azureId, machineId: toArmId(vmId(source)), targetId: target === undefined ? undefined : toArmId(target) };
}

/** Replication that is being disabled, as `currentScenario` tells it. */
export const beingDisabled: Partial<ProtectedItem> = { currentScenario: { name: 'DisableDr', jobId: 'job', startTime: ago(1, 'min') } };

export function account(name: string, change: Partial<StorageAccount> = {}): StorageAccount {
  return {
    ...resource(accountId(name), 'westeurope'),
    sku: 'Standard_RAGZRS',
    kind: 'StorageV2',
    primaryLocation: 'westeurope',
    secondaryLocation: 'northeurope',
    lastGeoFailoverTime: null,
    allowSharedKeyAccess: true,
    publicNetworkAccess: 'Enabled',
    networkDefaultAction: 'Allow',
    networkBypass: 'AzureServices',
    ...change,
  };
}

export function disk(name: string, change: Partial<ManagedDisk> = {}, inGroup = 'rg-app'): ManagedDisk {
  return {
    ...resource(diskId(name, inGroup), 'westeurope'),
    sku: 'Premium_LRS',
    sizeGb: 128,
    zones: [],
    state: 'Attached',
    maxShares: 1,
    ...change,
  };
}

export function group(name: string, location: string, change: Partial<ResourceGroup> = {}): ResourceGroup {
  return { ...resource(groupId(name), location), ...change };
}

/** Without zones, where a test does not say otherwise. */
export function region(id: string, zones: readonly string[] = []): Region {
  return { id, displayName: id, zones };
}

const watched = [sub, otherSub].map((id) => toArmId(`/subscriptions/${id}`));
const actionGroupIds = [toArmId(`${groupId('rg-ops')}/providers/Microsoft.Insights/actionGroups/ops`)];

/** Tells of everything in both subscriptions. */
export function serviceHealthAlert(change: Partial<ServiceHealthAlert> = {}, name = 'service-health'): ServiceHealthAlert {
  const azureId = `${groupId('rg-ops')}/providers/Microsoft.Insights/activityLogAlerts/${name}`;
  const notNarrowed = { regions: null, services: null, incidentTypes: null };
  return { id: toArmId(azureId), azureId, name, enabled: true, scopes: watched, ...notNarrowed, actionGroupIds, ...change };
}

export function alertProcessingRule(change: Partial<AlertProcessingRule> = {}): AlertProcessingRule {
  const azureId = `${groupId('rg-ops')}/providers/Microsoft.AlertsManagement/actionRules/tell-ops`;
  return {
    id: toArmId(azureId),
    azureId,
    name: 'tell-ops',
    enabled: true,
    scopes: watched,
    filters: [],
    isScheduled: false,
    actionGroupIds,
    silences: false,
    ...change,
  };
}

export function gap(table: Gap['table'], scope?: string): Gap {
  return { table, scope, reason: 'denied', detail: 'AuthorizationFailed' };
}

/** One picked subscription, its groups, one good vault with its policy and mapping; no machines. */
export function inventory(change: Partial<Inventory> = {}): Inventory {
  return {
    source: { kind: 'sandbox', label: 'Sandbox' },
    depth: 'inventory',
    takenAt: now,
    clockSkewMs: 0,
    subscriptions: [{ id: sub, name: 'Contoso Production' }],
    regions: [region('westeurope'), region('northeurope')],
    resourceGroups: [group('rg-app', 'westeurope'), group('rg-dr', 'northeurope'), group('rg-target', 'northeurope')],
    machines: [],
    disks: [],
    networkInterfaces: [],
    storageAccounts: [],
    vaults: [vault()],
    protectedItems: [],
    otherItems: 0,
    replicationPolicies: [policyRow(0)],
    containerMappings: [mapping(true)],
    recoveryPlans: [],
    serviceHealthAlerts: [serviceHealthAlert()],
    alertProcessingRules: [alertProcessingRule()],
    backupItems: [],
    backupPolicies: [backupPolicy(30)],
    links: [],
    gaps: [],
    ...change,
  };
}

export function judge(change: Partial<Inventory>, policy = defaultPolicy): Assessment {
  return assess(inventory(change), policy, now);
}

/** The only machine of an estate. */
export function only(assessment: Assessment): AssessedMachine {
  const [machine] = assessment.machines;
  if (machine === undefined || assessment.machines.length !== 1) throw new Error(`${assessment.machines.length} machines instead of one`);
  return machine;
}

/** Machine `m` with its item (healthy but for `itemChange`), backed up. */
export function judgeOne(
  itemChange: Partial<ProtectedItem> = {},
  vmChange: Partial<VirtualMachine> = {},
  more: Partial<Inventory> = {},
): Assessment {
  return judge({ machines: [vm('m', vmChange)], protectedItems: [item('m', itemChange)], backupItems: [backup('m')], ...more });
}

/** What a rule says in an assessment: `pass` stands for "neither failed nor unknown". */
export function verdict(assessment: Assessment, rule: string, subject?: ArmId): 'pass' | 'unknown' | Finding['severity'] {
  const isIt = (one: { rule: string; subject?: ArmId }): boolean => one.rule === rule && (subject === undefined || one.subject === subject);
  const finding = assessment.findings.find(isIt);
  return finding?.severity ?? (assessment.unknown.some(isIt) ? 'unknown' : 'pass');
}

/** Property and value pairs of a rule's first finding. */
export function evidence(assessment: Assessment, rule: string): Record<string, unknown> {
  const finding = assessment.findings.find((one) => one.rule === rule);
  return Object.fromEntries((finding?.evidence ?? []).map(({ property, value }) => [property, value]));
}
