import { readFileSync } from 'node:fs';
import { RecoveryServicesClient } from '@azure/arm-recoveryservices';
import { SiteRecoveryManagementClient, type A2AReplicationDetails } from '@azure/arm-recoveryservices-siterecovery';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import type { ArmResource } from '../../src/sandbox/resource.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000000';
const credential = { getToken: () => Promise.resolve({ token: 'test', expiresOnTimestamp: Date.now() + 3_600_000 }) };
const poll = { updateIntervalInMs: 1 };

/** The sandbox's clock moves by this much with every request, so that jobs end while the client polls. */
const SECONDS_A_REQUEST = 40;

function movingDoor(sandbox: Sandbox): HttpClient {
  const door = sandboxHttpClient((request) => sandbox.handle(request));
  return {
    async sendRequest(request) {
      const response = await door.sendRequest(request);
      sandbox.control.advance(SECONDS_A_REQUEST);
      return response;
    },
  };
}

function start(): { readonly sandbox: Sandbox; readonly options: { readonly endpoint: string; readonly httpClient: HttpClient } } {
  const sandbox = createSandbox({ clock: 'manual', empty: true });
  sandbox.control.putResources([
    {
      id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`,
      name: 'rg',
      type: 'Microsoft.Resources/resourceGroups',
      location: 'westeurope',
    },
  ]);
  return { sandbox, options: { endpoint: 'https://management.azure.com', httpClient: movingDoor(sandbox) } };
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of list) found.push(one);
  return found;
}

test("Microsoft's client makes a vault and lists it", async () => {
  const { options } = start();
  const client = new RecoveryServicesClient(credential, SUBSCRIPTION, options);
  const made = await client.vaults.createOrUpdate('rg', 'rsv', { location: 'westeurope', sku: { name: 'RS0', tier: 'Standard' } }, poll);
  expect(made.properties).toMatchObject({
    provisioningState: 'Succeeded',
    redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant' },
  });
  const listed = await all(client.vaults.listBySubscriptionId());
  expect(listed.map(({ name }) => name)).toEqual(['rsv']);
  await client.vaults.delete('rg', 'rsv');
  expect(await all(client.vaults.listByResourceGroup('rg'))).toEqual([]);
});

test("Microsoft's client sets up replication between two regions, and takes it down again", async () => {
  const { sandbox, options } = start();
  const vault = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.RecoveryServices/vaults/rsv`;
  sandbox.control.putResources([{ id: vault, name: 'rsv', type: 'Microsoft.RecoveryServices/vaults', location: 'westeurope' }]);
  const client = new SiteRecoveryManagementClient(credential, SUBSCRIPTION, options);

  for (const [fabric, location] of [
    ['f1', 'eastus'],
    ['f2', 'eastus2'],
  ] as const) {
    const input = { properties: { customDetails: { instanceType: 'Azure', location } as const } };
    const made = await client.replicationFabrics.beginCreateAndWait('rsv', 'rg', fabric, input, poll);
    expect(made.properties?.customDetails).toMatchObject({ instanceType: 'Azure', location });
    const container = await client.replicationProtectionContainers.beginCreateAndWait(
      'rsv',
      'rg',
      fabric,
      `c-${fabric}`,
      { properties: { providerSpecificInput: [{ instanceType: 'A2A' }] } },
      poll,
    );
    expect(container.properties?.pairingStatus).toBe('NotPaired');
  }
  const policyInput = { instanceType: 'A2A', multiVmSyncStatus: 'Enable', appConsistentFrequencyInMinutes: 240 } as const;
  const policy = await client.replicationPolicies.beginCreateAndWait(
    'rsv',
    'rg',
    'p',
    { properties: { providerSpecificInput: policyInput } },
    poll,
  );
  expect(policy.properties?.providerSpecificDetails).toMatchObject({ instanceType: 'A2A', multiVmSyncStatus: 'Enabled' });
  const mapping = await client.replicationProtectionContainerMappings.beginCreateAndWait(
    'rsv',
    'rg',
    'f1',
    'c-f1',
    'm',
    {
      properties: {
        policyId: policy.id!,
        targetProtectionContainerId: `${vault}/replicationFabrics/f2/replicationProtectionContainers/c-f2`,
        providerSpecificInput: { instanceType: 'A2A' },
      },
    },
    poll,
  );
  expect(mapping.properties).toMatchObject({ state: 'Paired', targetFabricFriendlyName: 'East US 2' });
  const network = (name: string): string =>
    `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/${name}`;
  const networks = await client.replicationNetworkMappings.beginCreateAndWait(
    'rsv',
    'rg',
    'f1',
    'azureNetwork',
    'n',
    {
      properties: {
        recoveryFabricName: 'f2',
        recoveryNetworkId: network('B'),
        fabricSpecificDetails: { instanceType: 'AzureToAzure', primaryNetworkId: network('A') },
      },
    },
    poll,
  );
  expect(networks.properties?.fabricSpecificSettings).toMatchObject({ instanceType: 'AzureToAzure', recoveryFabricLocation: 'eastus2' });

  const jobs = await all(client.replicationJobs.list('rsv', 'rg'));
  expect(jobs.map(({ properties }) => properties?.scenarioName)).toEqual([
    'NetworkPairing',
    'AssociateProtectionProfile',
    'AddProtectionProfile',
    'CreateCloud',
    'CreateSite',
    'CreateCloud',
    'CreateSite',
  ]);
  expect(jobs.every(({ properties }) => properties?.state === 'Succeeded')).toBe(true);
  const job = await client.replicationJobs.get('rsv', 'rg', jobs[0]?.name ?? '');
  expect(job.properties?.tasks?.[0]?.customDetails?.instanceType).toBe('TaskDetails');

  // `remove` is a POST: the client follows `Location` to its end.
  await client.replicationProtectionContainerMappings.beginDeleteAndWait('rsv', 'rg', 'f1', 'c-f1', 'm', {}, poll);
  await client.replicationProtectionContainers.beginDeleteAndWait('rsv', 'rg', 'f1', 'c-f1', poll);
  await client.replicationFabrics.beginPurgeAndWait('rsv', 'rg', 'f1', poll);
  const left = await all(client.replicationFabrics.list('rsv', 'rg'));
  expect(left.map(({ name }) => name)).toEqual(['f2']);
});

test("Microsoft's client is told of a job that fails", async () => {
  const { sandbox, options } = start();
  const vault = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.RecoveryServices/vaults/rsv`;
  sandbox.control.putResources([{ id: vault, name: 'rsv', type: 'Microsoft.RecoveryServices/vaults', location: 'westeurope' }]);
  sandbox.control.addFault({ operation: 'AddProtectionProfile', errorCode: '150261' });
  const client = new SiteRecoveryManagementClient(credential, SUBSCRIPTION, options);
  const input = { properties: { providerSpecificInput: { instanceType: 'A2A', multiVmSyncStatus: 'Enable' } as const } };
  await expect(client.replicationPolicies.beginCreateAndWait('rsv', 'rg', 'p', input, poll)).rejects.toThrow(
    '150261. Replication policy creation failed.',
  );
});

test("Microsoft's client pages protected items and types them A2A", async () => {
  // The recorded item of the unit tests (its source is named there).
  const fixture = new URL('../unit/sandbox/recovery/fixtures/protectedItem.json', import.meta.url);
  const recorded = JSON.parse(readFileSync(fixture, 'utf8')) as ArmResource;
  const sandbox = createSandbox({ clock: 'manual', empty: true, pageSize: 2 });
  sandbox.control.putResources(
    ['a', 'b', 'c'].map((name) => Object.assign(structuredClone(recorded), { id: recorded.id.replace(/[^/]+$/, name), name })),
  );
  const client = new SiteRecoveryManagementClient(credential, SUBSCRIPTION, {
    endpoint: 'https://management.azure.com',
    httpClient: sandboxHttpClient((request) => sandbox.handle(request)),
  });
  const items = await all(client.replicationProtectedItems.list('CliTerraformVault', 'CliTeraformVaultRG'));
  expect(items.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  const details = items[0]?.properties?.providerSpecificDetails as A2AReplicationDetails;
  expect(details.instanceType).toBe('A2A');
  expect(details.protectedManagedDisks?.[0]?.diskState).toBe('Protected');
  expect(details.lastRpoCalculatedTime).toEqual(new Date('2023-01-16T09:24:51.841Z'));
});
