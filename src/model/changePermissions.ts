/** What a command that changes Azure needs, in one place. */
export interface ChangePermission {
  readonly command: string;
  /** For people: on what the role is to be assigned; anything above it does as well. */
  readonly on: string;
  readonly role: string;
  readonly actions: readonly string[];
}

/**
 * Actions that Site Recovery asks of the caller on the resources that a request names, beside the action of the request itself. Source: "Manage Site Recovery access with Azure
 * role-based access control", learn.microsoft.com/azure/site-recovery/site-recovery-role-based-linked-access-control.
 */
export const linkedActions = {
  machine: ['Microsoft.Compute/virtualMachines/read'],
  target: [
    'Microsoft.Compute/virtualMachines/write',
    'Microsoft.Network/networkInterfaces/write',
    'Microsoft.Network/networkInterfaces/join/action',
  ],
  network: ['Microsoft.Network/virtualNetworks/read', 'Microsoft.Network/virtualNetworks/subnets/join/action'],
  cacheAccount: ['Microsoft.Storage/storageAccounts/read', 'Microsoft.Storage/storageAccounts/listKeys/action'],
} as const;

const vault = 'Microsoft.RecoveryServices/vaults';
const fabric = `${vault}/replicationFabrics`;
const container = `${fabric}/replicationProtectionContainers`;
const mapping = `${container}/replicationProtectionContainerMappings`;
const item = `${container}/replicationProtectedItems`;

/** What is looked at beforehand (docs/preflight.md). Whoever is denied one of these gets "not known" for its checks. */
const lookedAt = [
  'Microsoft.Authorization/locks/read',
  'Microsoft.Authorization/permissions/read',
  'Microsoft.Compute/disks/read',
  'Microsoft.Compute/locations/usages/read',
  'Microsoft.Compute/skus/read',
  'Microsoft.Compute/virtualMachines/read',
  'Microsoft.Network/networkInterfaces/read',
  'Microsoft.Network/routeTables/read',
  'Microsoft.Network/virtualNetworks/read',
  'Microsoft.PolicyInsights/checkPolicyRestrictions/read',
  'Microsoft.RecoveryServices/replicationEligibilityResults/read',
  'Microsoft.Resources/links/read',
  'Microsoft.Resources/subscriptions/providers/read',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
];
/** What a machine is, with its disks and networks. */
const machine = [
  'Microsoft.Compute/disks/read',
  'Microsoft.Compute/virtualMachines/read',
  'Microsoft.Network/networkInterfaces/read',
  'Microsoft.Network/virtualNetworks/read',
];

/** One thing asked of a protected item, for which a role on the vault is enough. */
function onItem(command: string, action: string, role: 'Site Recovery Operator' | 'Site Recovery Contributor'): ChangePermission {
  return { command, on: 'the vault', role, actions: [`${item}/${action}`] };
}

/**
 * The least privilege of every command that changes Azure; docs/permissions.md shows this table. Actions of the roles:
 * learn.microsoft.com/azure/role-based-access-control/built-in-roles.
 */
export const changePermissions: readonly ChangePermission[] = [
  {
    command: 'every command',
    on: 'the vault, and the subscriptions in which vaults are looked for',
    role: 'Site Recovery Reader',
    actions: [
      'Microsoft.Resources/subscriptions/read',
      `${vault}/read`,
      `${item}/read`,
      `${item}/recoveryPoints/read`,
      `${vault}/replicationJobs/read`,
    ],
  },
  {
    command: 'enable',
    on: 'the vault',
    role: 'Site Recovery Contributor',
    actions: [
      ...['read', 'write'].flatMap((action) => [
        `${fabric}/${action}`,
        `${container}/${action}`,
        `${vault}/replicationPolicies/${action}`,
        `${mapping}/${action}`,
        `${fabric}/replicationNetworks/replicationNetworkMappings/${action}`,
      ]),
      `${item}/write`,
    ],
  },
  {
    command: 'enable',
    on: 'the subscriptions of machine and target, for what is looked at beforehand and what can be chosen',
    role: 'Reader',
    actions: [
      ...lookedAt,
      'Microsoft.Authorization/policyAssignments/read',
      'Microsoft.Automation/automationAccounts/read',
      'Microsoft.Compute/availabilitySets/read',
      'Microsoft.Compute/capacityReservationGroups/read',
      'Microsoft.Compute/diskEncryptionSets/read',
      'Microsoft.Compute/proximityPlacementGroups/read',
      'Microsoft.Resources/subscriptions/locations/read',
    ],
  },
  {
    command: 'enable',
    on: 'the subscription, where it is to take away what it finds beforehand',
    role: 'Contributor',
    actions: [
      'Microsoft.Compute/register/action',
      'Microsoft.Network/register/action',
      'Microsoft.RecoveryServices/register/action',
      'Microsoft.Resources/links/delete',
      'Microsoft.Storage/register/action',
      'Microsoft.Storage/storageAccounts/write',
    ],
  },
  { command: 'enable', on: 'the machine', role: 'Reader', actions: linkedActions.machine },
  { command: 'enable', on: 'the target resource group', role: 'Virtual Machine Contributor', actions: linkedActions.target },
  { command: 'enable', on: 'the target network', role: 'Virtual Machine Contributor', actions: linkedActions.network },
  { command: 'enable', on: 'the cache storage account', role: 'Storage Account Contributor', actions: linkedActions.cacheAccount },
  {
    command: 'enable',
    on: 'the subscription, where it makes resource groups, vault, network, availability set or cache account itself',
    role: 'Contributor',
    actions: [
      'Microsoft.Compute/availabilitySets/write',
      'Microsoft.Network/virtualNetworks/write',
      'Microsoft.RecoveryServices/vaults/write',
      'Microsoft.Resources/subscriptions/resourceGroups/write',
      'Microsoft.Storage/storageAccounts/write',
    ],
  },
  onItem('test-failover', 'testFailover/action', 'Site Recovery Operator'),
  { command: 'test-failover', on: 'the networks of the target region and the test machine', role: 'Reader', actions: machine },
  {
    command: 'test-failover',
    on: 'the target resource group, for boot diagnostics and a script of your own',
    role: 'Virtual Machine Contributor',
    actions: [
      'Microsoft.Compute/virtualMachines/retrieveBootDiagnosticsData/action',
      'Microsoft.Compute/virtualMachines/runCommand/action',
      'Microsoft.Network/virtualNetworks/subnets/read',
    ],
  },
  {
    command: 'test-failover',
    on: 'the resource group of the target network, where a network is to be made for the test',
    role: 'Network Contributor',
    actions: ['Microsoft.Network/virtualNetworks/write'],
  },
  onItem('cleanup-test', 'testFailoverCleanup/action', 'Site Recovery Operator'),
  onItem('update', 'write', 'Site Recovery Contributor'),
  onItem('add-disk', 'addDisks/action', 'Site Recovery Contributor'),
  { command: 'add-disk', on: 'the machine, its disks and its network', role: 'Reader', actions: machine },
  { command: 'add-disk', on: 'the cache storage account', role: 'Storage Account Contributor', actions: linkedActions.cacheAccount },
  onItem('failover', 'unplannedFailover/action', 'Site Recovery Operator'),
  onItem('commit', 'failoverCommit/action', 'Site Recovery Operator'),
  onItem('change-point', 'applyRecoveryPoint/action', 'Site Recovery Operator'),
  {
    command: 'reprotect',
    on: 'the vault',
    role: 'Site Recovery Contributor',
    actions: [`${container}/switchprotection/action`, `${fabric}/read`, `${container}/read`, `${mapping}/read`, `${mapping}/write`],
  },
  {
    command: 'reprotect',
    on: 'the subscriptions of both machines, also for what is looked at beforehand',
    role: 'Reader',
    actions: lookedAt,
  },
  { command: 'reprotect', on: 'the resource group of the old machine', role: 'Virtual Machine Contributor', actions: linkedActions.target },
  {
    command: 'reprotect',
    on: 'the cache storage account',
    role: 'Storage Account Contributor',
    actions: [...linkedActions.cacheAccount, 'Microsoft.Storage/storageAccounts/write'],
  },
  onItem('repair', 'repairReplication/action', 'Site Recovery Operator'),
  onItem('disable', 'remove/action', 'Site Recovery Contributor'),
  {
    command: 'jobs',
    on: 'the vault',
    role: 'Site Recovery Operator',
    actions: [
      `${vault}/replicationJobs/cancel/action`,
      `${vault}/replicationJobs/restart/action`,
      `${vault}/replicationJobs/resume/action`,
    ],
  },
];
