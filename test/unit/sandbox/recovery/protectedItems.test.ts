import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ArmResource } from '../../../../src/sandbox/resource.ts';
import { VaultCaller } from './vaultCaller.ts';

/**
 * A protected machine as Azure answered it on 16 January 2023 (api-version 2022-08-01): from the recordings of the Azure CLI
 * extension `site-recovery`, test of Azure to Azure replication (azure-cli-extensions, MIT), subscription zeroed there.
 */
const recorded = JSON.parse(readFileSync(new URL('fixtures/protectedItem.json', import.meta.url), 'utf8')) as ArmResource;
const vault = recorded.id.slice(0, recorded.id.indexOf('/replicationFabrics')).replace('/Subscriptions/', '/subscriptions/');
const fabric = `${vault}/replicationFabrics/cli-test-fabric-A2A-1`;
const container = `${fabric}/replicationProtectionContainers/cli-test-container-A2A-1`;

const named = (name: string, properties: Record<string, unknown> = {}): ArmResource => ({
  ...recorded,
  id: recorded.id.replace(/[^/]+$/, name),
  name,
  properties: { ...recorded.properties, ...properties },
});

function withItems(items: readonly ArmResource[], options: { readonly pageSize?: number } = {}): VaultCaller {
  const caller = new VaultCaller(options);
  caller.sandbox.control.putResources(items);
  return caller;
}

test('a recorded item that is put answers as recorded, alone and in both lists', async () => {
  const caller = withItems([recorded]);
  expect((await caller.get(recorded.id)).body).toEqual(recorded);
  expect((await caller.get(`${container}/replicationProtectedItems`)).body).toEqual({ value: [recorded], nextLink: null });
  expect((await caller.get(`${vault}/replicationProtectedItems`)).body).toEqual({ value: [recorded], nextLink: null });
});

test('parents of an item are implied in the shape in which Azure shows them', async () => {
  const caller = withItems([recorded, named('second')]);
  expect((await caller.get(vault)).body.properties.provisioningState).toBe('Succeeded');
  expect((await caller.get(`${vault}/replicationFabrics`)).body.value[0].properties).toMatchObject({
    friendlyName: 'East US',
    customDetails: { instanceType: 'Azure', location: 'eastus' },
  });
  expect((await caller.get(fabric)).body.properties.customDetails.containerIds).toHaveLength(1);
  const [listed] = (await caller.get(`${vault}/replicationProtectionContainers`)).body.value;
  expect(listed.properties).toMatchObject({
    friendlyName: 'cli-test-container-A2A-1',
    fabricFriendlyName: 'East US',
    protectedItemCount: 2,
  });
  expect((await caller.call('DELETE', vault)).status).toBe(400);
  expect((await caller.call('POST', `${container}/remove`)).status).toBe(409);
});

test('what an item cannot stand without is implied too: vault and group in the target region, the policy with the defaults of Azure', async () => {
  const target = recorded.id.slice(0, recorded.id.indexOf('/providers')).replace('/Subscriptions/', '/subscriptions/');
  const details = recorded.properties?.['providerSpecificDetails'] as Record<string, unknown>;
  const elsewhere = target.replace(/[^/]+$/, 'rg-recovered');
  const caller = withItems([named('one', { providerSpecificDetails: { ...details, recoveryAzureResourceGroupId: elsewhere } })]);
  expect((await caller.get(vault)).body.location).toBe('eastus2');
  expect((await caller.get(elsewhere)).body.location).toBe('eastus2');
  const { body: policies } = await caller.get(`${vault}/replicationPolicies`);
  expect(policies.value).toHaveLength(1);
  expect(policies.value[0].id.toLowerCase()).toBe(String(recorded.properties?.['policyId']).toLowerCase());
  expect(policies.value[0].properties.providerSpecificDetails).toMatchObject({ instanceType: 'A2A', recoveryPointThresholdInMinutes: 0 });
});

test('the list of a vault is paged; a page keeps its place when items come and go', async () => {
  const caller = withItems(
    ['a', 'b', 'c', 'd', 'e'].map((name) => named(name)),
    { pageSize: 2 },
  );
  const first = (await caller.get(`${vault}/replicationProtectedItems?api-version=2023-06-01`)).body;
  const link = new URL(first.nextLink);
  expect([link.origin, link.searchParams.get('api-version'), link.searchParams.has('skipToken')]).toEqual([
    'https://sandbox.test',
    '2023-06-01',
    true,
  ]);
  caller.sandbox.control.deleteResource(named('b').id);
  caller.sandbox.control.putResources([named('aa')]);
  const second = (await caller.get(first.nextLink)).body;
  // Go's client rewrites the key in lower case, with a dollar sign.
  const third = (await caller.get(second.nextLink.replace('skipToken', '%24skiptoken'))).body;
  const names = [first, second, third].map(({ value }) => value.map(({ name }: ArmResource) => name));
  expect([names, third.nextLink]).toEqual([[['a', 'b'], ['c', 'd'], ['e']], null]);
});

test('items are filtered by the fields of the query parameter', async () => {
  const plan = {
    id: `${vault}/replicationRecoveryPlans/plan`,
    name: 'plan',
    type: 'Microsoft.RecoveryServices/vaults/replicationRecoveryPlans',
  };
  const groups = [{ groupType: 'Boot', replicationProtectedItems: [{ id: named('b').id }] }];
  const caller = withItems([named('a'), named('b'), { ...plan, properties: { groups } }]);
  const names = async (filter: string): Promise<string[]> =>
    (await caller.get(`${vault}/replicationProtectedItems?$filter=${encodeURIComponent(filter)}`)).body.value.map(
      ({ name }: ArmResource) => name,
    );
  expect(await names("recoveryPlanName eq 'PLAN'")).toEqual(['b']);
  expect(await names("sourceFabricName eq 'cli-test-fabric-a2a-1' and instanceType eq 'A2A'")).toEqual(['a', 'b']);
  expect(await names("sourceFabricLocation eq 'westus'")).toEqual([]);
});

test('recovery points follow the last RPO figure, newest first', async () => {
  const caller = withItems([recorded, named('new', { providerSpecificDetails: { instanceType: 'A2A' } })]);
  const points = (await caller.get(`${recorded.id}/recoveryPoints`)).body.value;
  expect(points[0]).toMatchObject({
    type: 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems/recoveryPoints',
    properties: {
      recoveryPointTime: '2023-01-16T09:20:00.0000000Z',
      recoveryPointType: 'CrashConsistent',
      providerSpecificDetails: { instanceType: 'A2A', recoveryPointSyncType: 'PerVmRecoveryPoint', disks: [] },
    },
  });
  const times = points.map((point: ArmResource) => point.properties?.['recoveryPointTime']);
  expect(times).toEqual(times.toSorted().toReversed());
  expect((await caller.get(points[3].id)).body).toEqual(points[3]);
  expect((await caller.get(`${recorded.id}/recoveryPoints/none`)).status).toBe(404);
  expect((await caller.get(`${named('new').id}/recoveryPoints`)).body.value).toEqual([]);
});

test('target sizes are those of the region that the machine replicates to', async () => {
  const caller = withItems([
    recorded,
    named('lost', { providerSpecificDetails: { instanceType: 'A2A', recoveryFabricLocation: 'atlantis' } }),
  ]);
  const sizes = (await caller.get(`${recorded.id}/targetComputeSizes`)).body.value;
  expect(sizes.find(({ name }: ArmResource) => name === 'Standard_DS1_v2').properties).toMatchObject({
    cpuCoresCount: 1,
    memoryInGB: 3.5,
    maxDataDiskCount: 4,
    maxNicsCount: 2,
  });
  expect((await caller.get(`${named('lost').id}/targetComputeSizes`)).body.value).toEqual([]);
});

test('the health of a vault counts its items', async () => {
  const caller = withItems([recorded, named('sick', { replicationHealth: 'Critical', healthErrors: [] })]);
  const { properties } = (await caller.get(`${vault}/replicationVaultHealth`)).body;
  expect(properties.protectedItemsHealth.resourceCount).toBe(2);
  expect(properties.protectedItemsHealth.categorizedResourceCounts).toMatchObject({
    protectedItemsCriticalCount: 1,
    protectedItemsTestFailoverWarningCount: 1,
    testFailoverApplicableProtectedItemsCount: 2,
  });
  expect(properties.containersHealth.resourceCount).toBe(1);
});

test('a plan gets Shutdown and Failover groups in front; a list of plans has no groups', async () => {
  const caller = withItems([recorded]);
  const plan = `${vault}/replicationRecoveryPlans/plan`;
  const body = {
    properties: {
      primaryFabricId: fabric,
      recoveryFabricId: fabric,
      groups: [{ groupType: 'Boot', replicationProtectedItems: [{ id: recorded.id.toUpperCase(), virtualMachineId: '/subscriptions/x' }] }],
    },
  };
  await caller.drive('PUT', plan, body);
  const { properties } = (await caller.get(plan)).body;
  expect(properties.groups.map(({ groupType }: { groupType: string }) => groupType)).toEqual(['Shutdown', 'Failover', 'Boot']);
  // The machine is named by the GUID that its health errors carry.
  expect(properties.groups[2].replicationProtectedItems).toEqual([
    { id: recorded.id, virtualMachineId: 'c0a75d7a-9602-507c-a4a0-fd46ac8e4294' },
  ]);
  expect(properties).toMatchObject({ replicationProviders: ['A2A'], currentScenario: null, primaryFabricFriendlyName: 'East US' });
  expect((await caller.get(`${vault}/replicationRecoveryPlans`)).body.value[0].properties.groups).toEqual([]);
  await caller.drive('PATCH', plan, { properties: { groups: [] } });
  expect((await caller.get(plan)).body.properties.groups).toHaveLength(2);
  await caller.drive('DELETE', plan);
  expect((await caller.get(plan)).status).toBe(404);
});

test('eligibility is asked of the machine', async () => {
  const machine =
    '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-dr/providers/Microsoft.Compute/virtualMachines/vm-1';
  const results = `${machine}/providers/Microsoft.RecoveryServices/replicationEligibilityResults`;
  const caller = new VaultCaller();
  expect((await caller.get(results)).body.error.code).toBe('ResourceNotFound');
  caller.sandbox.control.putResources([{ id: machine, name: 'vm-1', type: 'Microsoft.Compute/virtualMachines', location: 'westeurope' }]);
  const single = (await caller.get(`${results}/default`)).body;
  expect(single).toEqual({
    id: `${results}/default`,
    name: 'default',
    type: 'Microsoft.RecoveryServices/replicationEligibilityResults',
    properties: { clientRequestId: 'client-1', errors: [] },
  });
  expect((await caller.get(results)).body).toEqual({ value: [single] });
  const errors = [{ code: '150172', message: 'too small' }];
  caller.sandbox.control.putResources([{ ...single, properties: { errors } }]);
  expect((await caller.get(`${results}/default`)).body.properties.errors).toEqual(errors);
});
