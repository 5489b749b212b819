/** A role that every tenant has (documented: "Azure built-in roles"). */
export interface BuiltInRole {
  readonly roleName: string;
  readonly guid: string;
  readonly description: string;
  readonly actions: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
}

const VAULTS = 'Microsoft.RecoveryServices/Vaults';
const BLOBS = 'Microsoft.Storage/storageAccounts/blobServices';
const READS = ['Microsoft.Authorization/*/read', 'Microsoft.Resources/subscriptions/resourceGroups/read'];

/**
 * Those that are general, and those for machines, networks, accounts and vaults. Names and GUIDs are Azure's. [GAP] Of the roles for one service
 * the actions are shortened to what they are about.
 */
export const builtInRoles: readonly BuiltInRole[] = [
  {
    roleName: 'Owner',
    guid: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
    description: 'Grants full access to manage all resources, including the ability to assign roles in Azure RBAC.',
    actions: ['*'],
  },
  {
    roleName: 'Contributor',
    guid: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
    description: 'Grants full access to manage all resources, but does not allow you to assign roles in Azure RBAC.',
    actions: ['*'],
    notActions: [
      'Microsoft.Authorization/*/Delete',
      'Microsoft.Authorization/*/Write',
      'Microsoft.Authorization/elevateAccess/Action',
      'Microsoft.Blueprint/blueprintAssignments/write',
      'Microsoft.Blueprint/blueprintAssignments/delete',
      'Microsoft.Compute/galleries/share/action',
    ],
  },
  {
    roleName: 'Reader',
    guid: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
    description: 'View all resources, but does not allow you to make any changes.',
    actions: ['*/read'],
  },
  {
    roleName: 'User Access Administrator',
    guid: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    description: 'Lets you manage user access to Azure resources.',
    actions: ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'],
  },
  {
    roleName: 'Virtual Machine Contributor',
    guid: '9980e02c-c2be-4d73-94e8-173b1dc7cf3c',
    description:
      'Lets you manage virtual machines, but not access to them, and not the virtual network or storage account they are connected to.',
    actions: [...READS, 'Microsoft.Compute/availabilitySets/*', 'Microsoft.Compute/virtualMachines/*', 'Microsoft.Compute/disks/*'],
  },
  {
    roleName: 'Network Contributor',
    guid: '4d97b98b-1d4f-4787-a291-c67834d212e7',
    description: 'Lets you manage networks, but not access to them.',
    actions: [...READS, 'Microsoft.Network/*'],
  },
  {
    roleName: 'Storage Account Contributor',
    guid: '17d1049b-9a84-46fb-8f53-869881c3d3ab',
    description:
      'Lets you manage storage accounts, including accessing storage account keys which provide full access to storage account data.',
    actions: [...READS, 'Microsoft.Storage/storageAccounts/*'],
  },
  {
    roleName: 'Storage Blob Data Owner',
    guid: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
    description: 'Allows for full access to Azure Storage blob containers and data, including assigning POSIX access control.',
    actions: [`${BLOBS}/containers/*`, `${BLOBS}/generateUserDelegationKey/action`],
    dataActions: [`${BLOBS}/containers/blobs/*`],
  },
  {
    roleName: 'Storage Blob Data Contributor',
    guid: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    description: 'Allows for read, write and delete access to Azure Storage blob containers and data.',
    actions: [`${BLOBS}/containers/*`, `${BLOBS}/generateUserDelegationKey/action`],
    dataActions: [`${BLOBS}/containers/blobs/*`],
  },
  {
    roleName: 'Storage Blob Data Reader',
    guid: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
    description: 'Allows for read access to Azure Storage blob containers and data.',
    actions: [`${BLOBS}/containers/read`, `${BLOBS}/generateUserDelegationKey/action`],
    dataActions: [`${BLOBS}/containers/blobs/read`],
  },
  {
    roleName: 'Site Recovery Contributor',
    guid: '6670b86e-a3f7-4917-ac9b-5d6ab1be4567',
    description: 'Lets you manage Site Recovery service except vault creation and role assignment.',
    actions: [...READS, `${VAULTS}/read`, `${VAULTS}/replication*`],
  },
  {
    roleName: 'Site Recovery Operator',
    guid: '494ae006-db33-4328-bf46-533a6560a3ca',
    description: 'Lets you failover and failback but not perform other Site Recovery management operations.',
    actions: [...READS, `${VAULTS}/read`, `${VAULTS}/replication*/read`, `${VAULTS}/replication*/action`],
  },
  {
    roleName: 'Site Recovery Reader',
    guid: 'dbaa88c4-0c30-4179-9fb3-46319faa6149',
    description: 'Lets you view Site Recovery status but not perform other management operations.',
    actions: [...READS, `${VAULTS}/read`, `${VAULTS}/replication*/read`],
  },
  {
    roleName: 'Backup Contributor',
    guid: '5e467623-bb1f-42f4-a55d-6e525e11384b',
    description: "Lets you manage backup service, but can't create vaults and give access to others.",
    actions: [...READS, `${VAULTS}/read`, `${VAULTS}/backup*`],
  },
  {
    roleName: 'Backup Operator',
    guid: '00c29273-979b-4161-815c-10b084fb9324',
    description: 'Lets you manage backup services, except removal of backup, vault creation and giving access to others.',
    actions: [...READS, `${VAULTS}/read`, `${VAULTS}/backup*/read`, `${VAULTS}/backup*/action`],
  },
  {
    roleName: 'Backup Reader',
    guid: 'a795c7a0-d4a2-40c1-ae25-d81f01202912',
    description: "Can view backup services, but can't make changes.",
    actions: [...READS, `${VAULTS}/read`, `${VAULTS}/backup*/read`],
  },
];
