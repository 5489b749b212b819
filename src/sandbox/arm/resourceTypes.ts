/** Services with the types that clients look up before they send any; of others, what has been put. All registered from the start, like in a subscription in use. */
export const providers: Readonly<Record<string, readonly string[]>> = {
  'Microsoft.Advisor': ['recommendations'],
  'Microsoft.Authorization': ['locks', 'permissions', 'roleAssignments', 'roleDefinitions'],
  'Microsoft.Automation': ['automationAccounts', 'automationAccounts/runbooks'],
  'Microsoft.Compute': [
    'availabilitySets',
    'capacityReservationGroups',
    'diskAccesses',
    'diskEncryptionSets',
    'disks',
    'hostGroups',
    'proximityPlacementGroups',
    'snapshots',
    'virtualMachines',
    'virtualMachines/extensions',
    'virtualMachineScaleSets',
  ],
  'Microsoft.Features': ['features', 'providers/features'],
  'Microsoft.Insights': ['activityLogAlerts', 'metricAlerts'],
  'Microsoft.KeyVault': ['vaults'],
  'Microsoft.Management': ['managementGroups'],
  'Microsoft.ManagedIdentity': ['userAssignedIdentities'],
  'Microsoft.Network': [
    'applicationGateways',
    'loadBalancers',
    'natGateways',
    'networkInterfaces',
    'networkSecurityGroups',
    'networkSecurityGroups/securityRules',
    'privateDnsZones',
    'privateEndpoints',
    'publicIPAddresses',
    'routeTables',
    'virtualNetworkGateways',
    'virtualNetworks',
    'virtualNetworks/subnets',
    'virtualNetworks/virtualNetworkPeerings',
  ],
  'Microsoft.OperationalInsights': ['workspaces'],
  'Microsoft.PolicyInsights': ['checkPolicyRestrictions'],
  'Microsoft.RecoveryServices': ['vaults', 'replicationEligibilityResults'],
  'Microsoft.ResourceGraph': ['operations', 'queries', 'resources', 'resourcesHistory'],
  'Microsoft.ResourceHealth': ['availabilityStatuses', 'events'],
  'Microsoft.Resources': ['links', 'resourceGroups', 'subscriptions', 'tenants'],
  'Microsoft.Sql': ['servers', 'servers/databases'],
  'Microsoft.Storage': [
    'storageAccounts',
    'storageAccounts/blobServices',
    'storageAccounts/blobServices/containers',
    'storageAccounts/encryptionScopes',
    'storageAccounts/fileServices',
    'storageAccounts/fileServices/shares',
    'storageAccounts/managementPolicies',
    'storageAccounts/queueServices',
    'storageAccounts/tableServices',
  ],
  'Microsoft.Web': ['serverfarms', 'sites'],
};

const types: ReadonlyMap<string, string> = new Map(
  Object.entries(providers).flatMap(([namespace, own]) =>
    own.map((type) => [`${namespace}/${type}`.toLowerCase(), `${namespace}/${type}`] as const),
  ),
);

/** A type in Azure's casing, however it was sent; as it was sent where Azure's is not known. */
export function typeInItsCasing(type: string): string {
  return types.get(type.toLowerCase()) ?? type;
}
