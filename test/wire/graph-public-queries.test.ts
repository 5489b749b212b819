import { beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { keyOf, type ArmResource } from '../../src/sandbox/resource.ts';
import { resiliencyQueries } from './fixtures/resiliencyQueries.ts';
import { query } from './sandboxCalls.ts';

let sandbox: Sandbox;
beforeAll(() => {
  sandbox = createSandbox({ clock: 'manual' });
});

/** Lower-case ids in the answer to one of the library's queries. */
async function found(name: string): Promise<string[]> {
  const { status, text, body } = await query(sandbox, resiliencyQueries[name]!);
  expect(status, text.slice(0, 500)).toBe(200);
  return body.data.map((row: { id: string }) => row.id.toLowerCase()).toSorted();
}

const stored = (type: string): ArmResource[] => sandbox.world.store.list(type);
const keysOf = (resources: readonly ArmResource[]): string[] => resources.map(({ id }) => keyOf(id)).toSorted();
const ITEMS = 'microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers/replicationprotecteditems';
const member = (of: ArmResource | undefined, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], of?.properties);
const machineOf = (item: ArmResource): string => keyOf(String(member(item, 'providerSpecificDetails', 'fabricObjectId')));

describe('the resiliency library', () => {
  it.each(Object.keys(resiliencyQueries))('%s runs', async (name) => {
    await found(name);
  });

  it('finds the machines without replication', async () => {
    const replicated = new Set(stored(ITEMS).map(machineOf));
    const without = stored('microsoft.compute/virtualmachines')
      .filter((vm) => !replicated.has(keyOf(vm.id)))
      .filter((vm) => !['TrustedLaunch', 'ConfidentialVM'].includes(String(member(vm, 'securityProfile', 'securityType'))));
    expect(without.length).toBeGreaterThan(5);
    expect(await found('Compute/virtualMachines cfe22a65-b1db-fd41-9e8e-d573922709ae')).toEqual(keysOf(without));
  });

  it('finds the items that were never tested', async () => {
    const untested = stored(ITEMS).filter((item) => member(item, 'lastSuccessfulTestFailoverTime') === undefined);
    expect(untested.length).toBeGreaterThan(1);
    expect(await found('RecoveryServices/vaults 17e877f7-3a89-4205-8a24-0670de54ddcd')).toEqual(untested.map(machineOf).toSorted());
  });

  it('finds the accounts with one copy', async () => {
    const local = stored('microsoft.storage/storageaccounts').filter(({ sku }) =>
      /^(?:Standard|Premium)_LRS$/.test((sku as { name: string }).name),
    );
    expect(local.length).toBeGreaterThan(1);
    expect(await found('Storage/storageAccounts e6c7e1cc-2f47-264d-aa50-1da421314472')).toEqual(keysOf(local));
  });

  it('finds the vaults whose backups stay in their region', async () => {
    const redundancy = (vault: ArmResource, key: string): unknown => member(vault, 'redundancySettings', key);
    const here = stored('microsoft.recoveryservices/vaults')
      .filter((vault) => redundancy(vault, 'standardTierStorageRedundancy') === 'GeoRedundant')
      .filter((vault) => redundancy(vault, 'crossRegionRestore') !== 'Enabled');
    expect(here.length).toBeGreaterThan(1);
    expect(await found('RecoveryServices/vaults 1549b91f-2ea0-4d4f-ba2a-4596becbe3de')).toEqual(keysOf(here));
  });
});

/** Forms in which people ask; each is run, and what it counts is compared with what is stored. */
const COUNTS: Readonly<Record<string, readonly [type: string, text: string]>> = {
  'power states': [
    'microsoft.compute/virtualmachines',
    "Resources | where type =~ 'Microsoft.Compute/virtualMachines' | summarize n = count() by tostring(properties.extended.instanceView.powerState.code) | summarize total = sum(n)",
  ],
  'health beside the power state': [
    'microsoft.compute/virtualmachines',
    "resources | where type =~ 'microsoft.compute/virtualmachines' | extend key = tolower(id) | join kind=inner (healthresources | extend key = tolower(tostring(properties.targetResourceId))) on key | summarize total = dcount(key)",
  ],
  'disks of machines, found by their managedBy': [
    'microsoft.compute/disks',
    "let vms = resources | where type =~ 'microsoft.compute/virtualmachines' | project id; resources | where type =~ 'microsoft.compute/disks' | extend used = managedBy in~ (vms) | summarize total = countif(used) + countif(not(used))",
  ],
  'items in bands of their RPO': [
    ITEMS,
    "recoveryservicesresources | where type has 'replicationProtectedItems' | extend rpo = toint(properties['providerSpecificDetails']['rpoInSeconds']) | extend band = case(isnull(rpo), 'none', rpo < 300, 'low', rpo < 900, 'middle', 'high') | summarize n = count(), worst = max(rpo), p95 = percentile(rpo, 95) by band | summarize total = sum(n)",
  ],
  'backups and replication in one column': [
    'microsoft.compute/virtualmachines',
    `resources | where type =~ 'microsoft.compute/virtualmachines' | project vm = tolower(name)
     | join kind=leftouter (recoveryservicesresources
         | where type in~ ('microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems', '${ITEMS}')
         | extend isBackup = type contains 'backupfabrics'
         | extend vm = tolower(case(isBackup, tostring(split(properties.sourceResourceId, '/')[-1]), not(isBackup), properties.friendlyName, ''))
         | summarize backup = anyif('Yes', isBackup), replication = anyif('Yes', not(isBackup)), policies = make_set_if(tostring(properties.policyName), isBackup) by vm) on vm
     | summarize total = count() by backup = iff(isempty(backup), 'No', backup), replication = coalesce(replication, 'No') | summarize total = sum(total)`,
  ],
  'networks of interfaces, by a pattern': [
    'microsoft.network/networkinterfaces',
    "resources | where type =~ 'microsoft.network/networkinterfaces' | mv-expand ip = properties.ipConfigurations | extend subnetId = tostring(ip.properties.subnet.id) | parse kind=regex subnetId with '/virtualNetworks/' network '/subnets/' subnet | where isnotempty(network) and isnotempty(subnet) | summarize total = dcount(id)",
  ],
  'accounts as a union by redundancy': [
    'microsoft.storage/storageaccounts',
    "resources | where type =~ 'microsoft.storage/storageaccounts' | where sku.name has 'GRS' or sku.name contains 'GZRS' | project id | union (resources | where type =~ 'microsoft.storage/storageaccounts' | where not(sku.name has 'GRS' or sku.name contains 'GZRS') | project id) | summarize total = count()",
  ],
};

describe('what people ask', () => {
  it.each(Object.entries(COUNTS))('%s', async (_, [type, text]) => {
    const answer = await query(sandbox, text);
    expect(answer.status, answer.text.slice(0, 500)).toBe(200);
    expect(answer.body.data).toEqual([{ total: stored(type).length }]);
  });
});
