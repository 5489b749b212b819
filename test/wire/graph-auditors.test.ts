import { beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { keyOf, type ArmResource } from '../../src/sandbox/resource.ts';
import { query } from './sandboxCalls.ts';

// Queries in the forms of Microsoft's samples and of public auditors (the resiliency library, Azure Quick Review, the workbook of
// orphaned resources). What they find in the default estate is read off the store by other means.

let sandbox: Sandbox;
beforeAll(() => {
  sandbox = createSandbox({ clock: 'manual' });
});

const stored = (type: string): readonly ArmResource[] => sandbox.world.store.list(type);
const MACHINES = 'microsoft.compute/virtualmachines';
const DISKS = 'microsoft.compute/disks';
const ACCOUNTS = 'microsoft.storage/storageaccounts';
const VAULTS = 'microsoft.recoveryservices/vaults';
const NETWORKS = 'microsoft.network/virtualnetworks';
const ITEMS = `${VAULTS}/replicationfabrics/replicationprotectioncontainers/replicationprotecteditems`;
const BACKUPS = `${VAULTS}/backupfabrics/protectioncontainers/protecteditems`;
const at = (of: unknown, ...path: readonly string[]): any =>
  path.reduce<any>((value, key) => (value as Record<string, unknown> | undefined)?.[key], of);
const names = (resources: readonly ArmResource[]): string[] => resources.map(({ name }) => name);
const backedUp = (): Set<string> => new Set(stored(BACKUPS).map((item) => keyOf(String(at(item, 'properties', 'sourceResourceId')))));

type Found = readonly [query: string, expected: () => readonly string[], atLeast?: number];

/** Queries that answer a column `name`. */
const FOUND: Readonly<Record<string, Found>> = {
  'machines without backup, by a join and a number for a truth': [
    `Resources
| where type in~ ('${MACHINES}','microsoft.classiccompute/virtualmachines')
| extend resourceId=tolower(id)
| join kind = leftouter ( RecoveryServicesResources
| where type == "${BACKUPS}"
| where properties.backupManagementType == "AzureIaasVM"
| project resourceId = tolower(tostring(properties.sourceResourceId)), backupItemid = id, isBackedUp = isnotempty(id) ) on resourceId
| extend isProtected = isnotempty(backupItemid)
| where (isProtected == (0))
| project id,name,resourceGroup,location,tags`,
    () => names(stored(MACHINES).filter(({ id }) => !backedUp().has(keyOf(id)))),
    5,
  ],
  'unattached disks that are not Site Recovery’s': [
    `Resources
| where type has "microsoft.compute/disks"
| extend diskState = tostring(properties.diskState)
| where managedBy == ""
| where not(name endswith "-ASRReplica" or name startswith "ms-asr-" or name startswith "asrseeddisk-")
| extend Details = pack_all()
| project id, name, diskState, sku.name, properties.diskSizeGB, Details`,
    () => names(stored(DISKS).filter(({ managedBy, name }) => !managedBy && !/-ASRReplica$|^ms-asr-/i.test(name))),
    1,
  ],
  'networks with few DNS servers': [
    `// Azure Resource Graph Query
resources
| where type = ~ 'Microsoft.Network/virtualNetworks'
| extend dnsServers = properties.dhcpOptions.dnsServers
| extend dnsServerCount = array_length(dnsServers)
| where isnull(dnsServerCount) or dnsServerCount < 2
| project name`,
    () => names(stored(NETWORKS).filter((net) => (at(net, 'properties', 'dhcpOptions', 'dnsServers', 'length') ?? 0) < 2)),
    1,
  ],
  'machines in one zone only': [
    `resources | where type =~ 'Microsoft.Compute/virtualMachines' | where isempty(zones) or array_length(zones) <= 1
| extend az = case(isempty(zones), "Non-zonal", array_length(zones) <= 1, strcat("Zonal (", strcat_array(zones, ","), ")"), zones)
| where az !startswith 'Zonal (' | project name`,
    () => names(stored(MACHINES).filter(({ zones }) => !Array.isArray(zones) || zones.length === 0)),
    5,
  ],
  'items whose recovery point is older than an hour': [
    `recoveryservicesresources | where type =~ '${ITEMS}'
| extend rpoInSeconds = toint(properties['providerSpecificDetails']['rpoInSeconds'])
| where isnotempty(rpoInSeconds) and rpoInSeconds > 600 | order by rpoInSeconds asc | project name`,
    () => names(stored(ITEMS).filter((item) => Number(at(item, 'properties', 'providerSpecificDetails', 'rpoInSeconds') ?? 0) > 600)),
    1,
  ],
  'accounts that were failed over': [
    `resources | where type =~ 'Microsoft.Storage/storageAccounts' | project name, last = todatetime(properties.lastGeoFailoverTime) | where isnotempty(last)`,
    () => names(stored(ACCOUNTS).filter((account) => at(account, 'properties', 'lastGeoFailoverTime'))),
    1,
  ],
  'vaults whose immutability is not set': [
    `resources | where type =~ 'microsoft.recoveryservices/vaults' | extend imm = tostring(properties.securitySettings.immutabilitySettings.state)
| where imm in~ ('', 'Disabled') | project name`,
    () =>
      names(
        stored(VAULTS).filter((vault) =>
          ['Disabled', undefined].includes(at(vault, 'properties', 'securitySettings', 'immutabilitySettings', 'state')),
        ),
      ),
    1,
  ],
  'public addresses in use': [
    `Resources | where type contains 'publicIPAddresses' and isnotempty(properties.ipAddress) | project name, properties.ipAddress | limit 100`,
    () => names(stored('microsoft.network/publicipaddresses')),
    3,
  ],
  'replicated items by machine, disk, error and policy': [
    `RecoveryServicesResources
| where type == "${ITEMS}"
| extend policyName = properties.policyName, policyIda = tostring(properties.policyId)
| extend resourceId = properties.providerSpecificDetails.dataSourceInfo.resourceId
| mv-expand health = properties.healthErrors
| extend recoveryAzureVMtmp = split(resourceId, "/")
| extend recoveryAzureVMSub = tostring(recoveryAzureVMtmp[2])
| mv-expand disks = properties.providerSpecificDetails.protectedManagedDisks
| join kind=leftouter (RecoveryServicesResources
| where type == "${VAULTS}/replicationpolicies"
| project policyIda=tostring(id), policy = name, multiVmSyncStatus = properties.providerSpecificDetails.multiVmSyncStatus) on policyIda
| join kind=leftouter (ResourceContainers
| where type=='microsoft.resources/subscriptions'
| project SubName=name, recoveryAzureVMSub=tostring(subscriptionId)) on recoveryAzureVMSub
| where isnotempty(SubName) and isnotempty(disks.diskState) and isnotempty(health.possibleCauses) and policyName == policy and multiVmSyncStatus == 'Enabled'
| distinct name`,
    () => names(stored(ITEMS).filter((item) => at(item, 'properties', 'healthErrors').length > 0)),
    1,
  ],
  'networks by the size of a subnet': [
    `resources
| where type == "microsoft.network/virtualnetworks"
| project name, subnets = (properties.subnets)
| mvexpand subnets
| extend mask = split(subnets.properties.addressPrefix, '/', 1)[0]
| extend totalIp = case(mask == 25, 123, mask == 24, 251, mask == 23, 507, -1)
| where totalIp == 251 | distinct name`,
    () =>
      names(
        stored(NETWORKS).filter((net) =>
          at(net, 'properties', 'subnets').some((subnet: unknown) => at(subnet, 'properties', 'addressPrefix').endsWith('/24')),
        ),
      ),
    1,
  ],
  'accounts of named groups, by a default join': [
    `Resources | where type =~ 'microsoft.storage/storageaccounts'
| join kind=inner (ResourceContainers | where type =~ 'microsoft.resources/subscriptions/resourcegroups' | project subscriptionId, resourceGroup) on subscriptionId, resourceGroup
| project-away subscriptionId1, resourceGroup1 | project name`,
    () => names(stored(ACCOUNTS)),
    5,
  ],
};

describe('auditors find', () => {
  it.each(Object.entries(FOUND))('%s', async (_, [text, expected, atLeast = 0]) => {
    const { status, body, text: answer } = await query(sandbox, text);
    expect(status, answer.slice(0, 500)).toBe(200);
    expect(body.totalRecords).toBeGreaterThanOrEqual(atLeast);
    expect(body.data.map(({ name }: { name: string }) => name).toSorted()).toEqual(expected().toSorted());
  });
});

/** Queries that only have to run: most ask for types that the estate does not hold. */
const RUNS: Readonly<Record<string, string>> = {
  'updates, with a named argument': `PatchAssessmentResources
| where type !has 'softwarepatches'
| extend machineName = tostring(split(id, '/', 8)), tostring(rgName = split(id, '/', 4))
| extend prop = parse_json(properties)
| extend lTime = todatetime(prop.lastModifiedDateTime), OS = tostring(prop.osType)
| where lTime > ago(7d)
| project lTime, RunID=name, machineName, rgName, OS`,
  'service health, with a column in count()': `ServiceHealthResources
| where type =~ 'Microsoft.ResourceHealth/events'
| extend eventType = tostring(properties.EventType), impactStartTime = properties.ImpactStartTime, impactMitigationTime = todatetime(tolong(properties.ImpactMitigationTime))
| where properties.Status == 'Active' and tolong(impactStartTime) > 1
| summarize count(subscriptionId) by name, eventType`,
  'savings of Advisor': `AdvisorResources
| where type == 'microsoft.advisor/recommendations' and properties.category == 'Cost'
| extend resources = tostring(properties.resourceMetadata.resourceId), savings = todouble(properties.extendedProperties.savingsAmount), solution = tostring(properties.shortDescription.solution)
| summarize dcount(resources), bin(sum(savings), 0.01) by solution
| project solution, dcount_resources, sum_savings
| order by sum_savings desc`,
  'subnets without a group': `resources
| where type =~ 'Microsoft.Network/virtualnetworks'
| mv-expand subnets = properties.subnets
| extend sn = string_size(subnets.properties.networkSecurityGroup)
| where sn == 0 and subnets.name !in ("GatewaySubnet", "AzureFirewallSubnet")
| project name, id, tags, param1 = strcat("SubnetName: ", subnets.name)`,
  'metrics that are watched': `resources
| where type == "microsoft.insights/metricalerts"
| mv-expand properties.scopes
| mv-expand properties.criteria.allOf
| where properties_scopes contains "azureFirewalls"
| project metricId = tolower(properties_scopes), monitoredMetric = properties_criteria_allOf.metricName, tags
| summarize monitoredMetrics = make_list(monitoredMetric) by tostring(metricId)
| project metricId, configured = monitoredMetrics contains("FirewallHealth") and monitoredMetrics contains ("Throughput")`,
  quotas: `quotaresources
| where type =~ "microsoft.compute/locations/usages"
| mv-expand json = properties.value limit 1000
| extend usedPercent = toint((todouble(toint(json['currentValue'])) / todouble(toint(json['limit']))) * 100)
| where tostring(json['name'].localizedValue) <> "Total Regional vCPUs" //| where location in ("westus3")
| project subscriptionId, usedPercent`,
  'role assignments': `authorizationresources
| where type == 'microsoft.authorization/roleassignments'
| extend scopeParts = split(tostring(properties.scope), "/")
| extend scopeType = case(array_length(scopeParts) == 5, "resourceGroup", array_length(scopeParts) > 5, "resource", tostring(properties.scope) == "/", "tenant", "")
| summarize dcount(id) by tenantId, subscriptionId, scopeType`,
};

describe('auditors may also ask for', () => {
  it.each(Object.entries(RUNS))('%s', async (_, text) => {
    const { status, text: answer } = await query(sandbox, text);
    expect(status, answer.slice(0, 500)).toBe(200);
  });
});

it('all tag names are in the schema of the tags', async () => {
  const { body } = await query(sandbox, 'Resources | project tags | summarize buildschema(tags)');
  const expected = new Set<string>();
  for (const type of sandbox.world.store.types()) {
    if (/^microsoft\.(?:compute|network|storage)\/\w+$/.test(type)) {
      for (const { tags } of stored(type)) Object.keys(tags ?? {}).forEach((key) => expected.add(key));
    }
  }
  expect(expected.size).toBeGreaterThan(3);
  expect(Object.keys(body.data[0].schema_tags)).toEqual(expect.arrayContaining([...expected]));
});
