import type { Gap, TableName } from './inventory.ts';

/** Azure's built-in roles that are enough for something here, with the ids by which scripts assign them. */
export const builtInRoles = {
  Reader: 'acdd72a7-4e5e-48ef-bd42-f606fba81ae7',
  'Site Recovery Reader': 'dbaa88c4-0c30-4179-9fb3-46319faa6149',
  'Backup Reader': 'a795c7a0-d4a2-40c1-ae25-d81f01202912',
} as const;
export type BuiltInRole = keyof typeof builtInRoles;

/** Where a role is to be assigned; one above it (resource group, subscription, management group) does as well. */
export type PermissionScope = 'subscription' | 'vault';

/** What a feature needs at the least. */
export interface Permission {
  /** For people: what the permission is for. */
  readonly feature: string;
  /** Operations of Azure's role-based access control that it performs: what a custom role must allow. */
  readonly actions: readonly string[];
  /** The narrowest built-in role that allows them all. */
  readonly role: BuiltInRole;
  readonly scope: PermissionScope;
  /** What happens without it. */
  readonly without: string;
}

/**
 * The least privilege of every feature; docs/permissions.md shows this table. Resource Graph asks for no permission of its own: it leaves
 * out without a word what the caller may not read, so the actions are those of the things that are read through it.
 * Actions of the roles: learn.microsoft.com/azure/role-based-access-control/built-in-roles.
 */
export const permissions = {
  subscriptions: {
    feature: 'List subscriptions',
    actions: ['Microsoft.Resources/subscriptions/read'],
    role: 'Reader',
    scope: 'subscription',
    without: 'The subscription cannot be picked, and nothing in it is read.',
  },
  inventory: {
    feature: 'Inventory: machines, disks, network interfaces, storage accounts, resource groups, regions',
    actions: [
      'Microsoft.Compute/virtualMachines/read',
      'Microsoft.Compute/disks/read',
      'Microsoft.Network/networkInterfaces/read',
      'Microsoft.Storage/storageAccounts/read',
      'Microsoft.Resources/subscriptions/resourceGroups/read',
      'Microsoft.Resources/subscriptions/locations/read',
    ],
    role: 'Reader',
    scope: 'subscription',
    without: 'What may not be read is missing from the audit.',
  },
  machineStatus: {
    feature: 'Run-time status of machines: power state, agent, extensions',
    actions: ['Microsoft.Compute/virtualMachines/read', 'Microsoft.Compute/virtualMachines/instanceView/read'],
    role: 'Reader',
    scope: 'subscription',
    without: 'Rules about agents and extensions say unknown.',
  },
  links: {
    feature: 'Azure’s marks of replicated machines (resource links)',
    actions: ['Microsoft.Resources/links/read'],
    role: 'Reader',
    scope: 'subscription',
    without: 'A machine replicated by a vault that you cannot read cannot be told from one that is not replicated.',
  },
  alerts: {
    feature: 'Who is told: Service Health alerts, alert processing rules',
    actions: ['Microsoft.Insights/activityLogAlerts/read', 'Microsoft.AlertsManagement/actionRules/read'],
    role: 'Reader',
    scope: 'subscription',
    without: 'Alerts that may not be read count as missing in DR-SUB-001 and DR-VLT-004.',
  },
  replication: {
    feature: 'Site Recovery: vaults, protected items, policies, mappings, recovery plans',
    actions: [
      'Microsoft.RecoveryServices/vaults/read',
      'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems/read',
      'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectionContainerMappings/read',
      'Microsoft.RecoveryServices/vaults/replicationPolicies/read',
      'Microsoft.RecoveryServices/vaults/replicationRecoveryPlans/read',
    ],
    role: 'Site Recovery Reader',
    scope: 'vault',
    without: 'Machines that Azure marks as replicated are unknown.',
  },
  backup: {
    feature: 'Azure Backup: machines in backup, policies',
    actions: [
      'Microsoft.RecoveryServices/Vaults/backupProtectedItems/read',
      'Microsoft.RecoveryServices/Vaults/backupFabrics/protectionContainers/protectedItems/read',
      'Microsoft.RecoveryServices/Vaults/backupPolicies/read',
    ],
    role: 'Backup Reader',
    scope: 'vault',
    without: 'Recovery from backup is not known.',
  },
  eligibility: {
    feature: 'Full depth: whether Site Recovery would replicate a machine',
    actions: ['Microsoft.RecoveryServices/replicationEligibilityResults/read'],
    role: 'Reader',
    scope: 'subscription',
    without: 'DR-VM-001 does not say whether replication can be enabled, and DR-VM-002 says unknown.',
  },
  supportedSystems: {
    feature: 'Full depth: operating systems that Site Recovery supports',
    actions: ['Microsoft.RecoveryServices/vaults/replicationSupportedOperatingSystems/read'],
    role: 'Reader',
    scope: 'vault',
    without: 'DR-VM-018 says unknown.',
  },
  networks: {
    feature: 'Full depth: networks, subnets and addresses of a failover',
    actions: [
      'Microsoft.Network/networkInterfaces/read',
      'Microsoft.Network/virtualNetworks/read',
      'Microsoft.Network/virtualNetworks/usages/read',
      'Microsoft.Network/virtualNetworks/checkIpAddressAvailability/read',
    ],
    role: 'Reader',
    scope: 'subscription',
    without: 'DR-NET-001, 002, 003 and 005 say unknown.',
  },
  targets: {
    feature: 'Full depth: what a failover refers to in the target region',
    actions: [
      'Microsoft.Resources/subscriptions/resourceGroups/read',
      'Microsoft.Compute/availabilitySets/read',
      'Microsoft.Compute/capacityReservationGroups/read',
      'Microsoft.Compute/diskEncryptionSets/read',
      'Microsoft.Compute/proximityPlacementGroups/read',
      'Microsoft.Compute/virtualMachineScaleSets/read',
      'Microsoft.KeyVault/vaults/read',
      'Microsoft.Network/loadBalancers/read',
      'Microsoft.Network/networkSecurityGroups/read',
      'Microsoft.Network/publicIPAddresses/read',
      'Microsoft.Storage/storageAccounts/read',
    ],
    role: 'Reader',
    scope: 'subscription',
    without: 'DR-NET-004 and DR-VM-017 say unknown.',
  },
  capacity: {
    feature: 'Full depth: sizes and quota of the target regions',
    actions: ['Microsoft.Compute/locations/usages/read', 'Microsoft.Compute/skus/read'],
    role: 'Reader',
    scope: 'subscription',
    without: 'DR-CAP-001 and DR-CAP-002 say unknown.',
  },
  storageDetails: {
    feature: 'Full depth: geo-replication and file shares of storage accounts, soft delete of cache storage accounts',
    actions: [
      'Microsoft.Storage/storageAccounts/read',
      'Microsoft.Storage/storageAccounts/fileServices/shares/read',
      'Microsoft.Storage/storageAccounts/blobServices/read',
    ],
    role: 'Reader',
    scope: 'subscription',
    without: 'DR-STO-003, 004, 006 and 009 say unknown.',
  },
  runbooks: {
    feature: 'Full depth: runbooks of recovery plans',
    actions: [
      'Microsoft.Automation/automationAccounts/read',
      'Microsoft.Automation/automationAccounts/runbooks/read',
      'Microsoft.Automation/automationAccounts/jobs/read',
    ],
    role: 'Reader',
    scope: 'subscription',
    without: 'DR-PLN-003 says unknown.',
  },
} as const satisfies Readonly<Record<string, Permission>>;

export type Feature = keyof typeof permissions;

/** A role to be assigned, and where. */
export interface RoleNeeded {
  readonly role: BuiltInRole;
  /** The id of the role's definition, the same in every tenant. */
  readonly roleId: string;
  /** ARM id of the scope; undefined: every subscription (or vault) that is to be read. */
  readonly scope: string | undefined;
  /** `Reader on /subscriptions/…`. */
  readonly text: string;
}

/** The least role that closes a gap. */
export function roleForGap({ table, scope }: Pick<Gap, 'table' | 'scope'>): RoleNeeded {
  return roleNeeded(featureOf[table], scope);
}

/** The least role for a feature; `scope` is the id of a subscription, or an ARM id. */
export function roleNeeded(feature: Feature, scope: string | undefined): RoleNeeded {
  const { role, scope: kind } = permissions[feature];
  // The vault of a machine is not told by the machine.
  const where = kind === 'vault' && scope?.toLowerCase().includes('/virtualmachines/') ? undefined : scope;
  const id = where === undefined || where.startsWith('/') ? where : `/subscriptions/${where}`;
  return { role, roleId: builtInRoles[role], scope: id, text: `${role} on ${id ?? `every ${kind} that is to be read`}` };
}

/** Which feature reads a table of the inventory. */
export const featureOf = {
  subscriptions: 'subscriptions',
  regions: 'inventory',
  resourceGroups: 'inventory',
  machines: 'inventory',
  machineStatus: 'machineStatus',
  disks: 'inventory',
  networkInterfaces: 'inventory',
  storageAccounts: 'inventory',
  vaults: 'replication',
  protectedItems: 'replication',
  replicationPolicies: 'replication',
  containerMappings: 'replication',
  recoveryPlans: 'replication',
  serviceHealthAlerts: 'alerts',
  alertProcessingRules: 'alerts',
  backupItems: 'backup',
  backupPolicies: 'backup',
  links: 'links',
  eligibility: 'eligibility',
  recoverySettings: 'replication',
  interfaces: 'networks',
  networks: 'networks',
  subnetUsages: 'networks',
  addresses: 'networks',
  targets: 'targets',
  quotas: 'capacity',
  sizes: 'capacity',
  geoReplication: 'storageDetails',
  fileShares: 'storageDetails',
  blobSoftDelete: 'storageDetails',
  planActions: 'replication',
  runbooks: 'runbooks',
  supportedSystems: 'supportedSystems',
} as const satisfies Readonly<Record<TableName, Feature>>;
