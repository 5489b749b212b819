/** What a command that changes Azure needs, in one place. */
export interface ChangePermission {
  readonly command: string;
  /** For people: on what the role is to be assigned; anything above it does as well. */
  readonly on: string;
  readonly role: string;
  readonly actions: readonly string[];
}

/**
 * What Site Recovery asks of the caller for what a request names, besides the request itself. Source: "Manage Site Recovery access with Azure
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

const fabric = 'Microsoft.RecoveryServices/vaults/replicationFabrics';
const container = `${fabric}/replicationProtectionContainers`;
const item = `${container}/replicationProtectedItems`;

/** The least privilege of every command that changes Azure; docs/permissions.md shows this table. */
export const changePermissions: readonly ChangePermission[] = [
  {
    command: 'enable',
    on: 'the vault',
    role: 'Site Recovery Contributor',
    actions: [
      `${fabric}/write`,
      `${container}/write`,
      'Microsoft.RecoveryServices/vaults/replicationPolicies/write',
      `${container}/replicationProtectionContainerMappings/write`,
      `${item}/write`,
    ],
  },
  { command: 'enable', on: 'the machine', role: 'Reader', actions: linkedActions.machine },
  { command: 'enable', on: 'the target resource group', role: 'Virtual Machine Contributor', actions: linkedActions.target },
  { command: 'enable', on: 'the target network', role: 'Virtual Machine Contributor', actions: linkedActions.network },
  { command: 'enable', on: 'the cache storage account', role: 'Storage Account Contributor', actions: linkedActions.cacheAccount },
  {
    command: 'enable',
    on: 'the subscription, where it makes resource groups, vault, network or cache account itself',
    role: 'Contributor',
    actions: [
      'Microsoft.Resources/subscriptions/resourceGroups/write',
      'Microsoft.RecoveryServices/vaults/write',
      'Microsoft.Network/virtualNetworks/write',
      'Microsoft.Storage/storageAccounts/write',
    ],
  },
  { command: 'test-failover', on: 'the vault', role: 'Site Recovery Operator', actions: [`${item}/testFailover/action`] },
  { command: 'cleanup-test', on: 'the vault', role: 'Site Recovery Operator', actions: [`${item}/testFailoverCleanup/action`] },
  { command: 'disable', on: 'the vault', role: 'Site Recovery Contributor', actions: [`${item}/remove/action`] },
];
