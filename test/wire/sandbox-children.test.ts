import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, emptySandbox, group, GROUP, machine, SUBSCRIPTION } from './sandboxCalls.ts';

const at = (path: string): string => `${GROUP}/providers/${path}`;
const network = (name: string): string => at(`Microsoft.Network/virtualNetworks/${name}`);
const location = 'westeurope';

async function put(sandbox: Sandbox, id: string, properties: object = {}, more: object = {}): Promise<any> {
  const answer = await ask(sandbox, 'PUT', id, { body: { location, ...more, properties } });
  sandbox.control.advance(600);
  return answer;
}

describe('tags', () => {
  it('of groups and resources are the same whichever way they are asked for', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources([machine('vm', { tags: { tier: 'web' } })]);
    for (const scope of [`/subscriptions/${SUBSCRIPTION}`, GROUP, machine('vm').id]) {
      const tags = `${scope}/providers/Microsoft.Resources/tags/default`;
      const change = (operation: string, sent: object): Promise<any> =>
        ask(sandbox, 'PATCH', tags, { body: { operation, properties: { tags: sent } } });
      expect((await put(sandbox, tags, { tags: { a: '1', b: '2' } })).status).toBe(200);
      expect((await change('Merge', { b: '3', c: '4' })).body.properties.tags).toEqual({ a: '1', b: '3', c: '4' });
      await change('Delete', { a: '1', b: 'other' });
      expect((await ask(sandbox, 'GET', scope)).body.tags).toEqual({ b: '3', c: '4' });
      expect((await ask(sandbox, 'GET', tags)).body).toMatchObject({ name: 'default', properties: { tags: { b: '3', c: '4' } } });
      expect((await change('Nonsense', {})).status).toBe(400);
    }
    const names = await ask(sandbox, 'GET', `/subscriptions/${SUBSCRIPTION}/tagNames`);
    expect(names.body.value).toMatchObject([
      { tagName: 'b', count: { type: 'Total', value: 2 }, values: [{ tagValue: '3', count: { value: 2 } }] },
      { tagName: 'c' },
    ]);
    const deleted = await ask(sandbox, 'DELETE', `${GROUP}/providers/Microsoft.Resources/tags/default`);
    expect([deleted.status, (await ask(sandbox, 'GET', GROUP)).body.tags]).toEqual([200, {}]);
  });

  it('and names, places and types pick resources out of a list', async () => {
    const sandbox = emptySandbox();
    const other = group(GROUP.replace('Rg-One', 'Rg-Two'));
    sandbox.control.putResources([other, machine('one', { tags: { a: 'x', b: 'y' } }), machine('two', { location: 'northeurope' })]);
    const named = async (filter: string): Promise<string[]> => {
      const { body } = await ask(sandbox, 'GET', `/subscriptions/${SUBSCRIPTION}/resources?$filter=${encodeURIComponent(filter)}`);
      return body.value?.map(({ name }: { name: string }) => name) ?? [body.error.code];
    };
    expect(await named("tagName eq 'a' and tagValue eq 'x'")).toEqual(['one']);
    expect(await named("tagName eq 'a' and tagValue eq 'y'")).toEqual([]);
    expect(await named("resourceType eq 'Microsoft.Compute/virtualMachines' and location eq 'North Europe'")).toEqual(['two']);
    expect(await named("resourceGroup eq 'rg-one' and name eq 'ONE'")).toEqual(['one']);
    expect(await named("resourceGroup eq 'rg-two'")).toEqual([]);
    expect(await named('colour eq red')).toEqual(['InvalidFilterInQueryString']);
  });
});

describe('parts of a network resource', () => {
  it('peerings connect two networks once each has one, and stand in their bodies', async () => {
    const sandbox = emptySandbox();
    await put(sandbox, network('net-a'), { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } });
    await put(sandbox, network('net-b'), { addressSpace: { addressPrefixes: ['10.1.0.0/16'] } });
    const peer = (from: string, to: string): Promise<any> =>
      put(sandbox, `${network(from)}/virtualNetworkPeerings/to-${to}`, { remoteVirtualNetwork: { id: network(to) } });
    const stateIn = async (name: string): Promise<unknown> =>
      (await ask(sandbox, 'GET', network(name))).body.properties.virtualNetworkPeerings[0].properties.peeringState;

    expect((await peer('net-a', 'net-b')).body.properties).toMatchObject({
      peeringState: 'Initiated',
      remoteAddressSpace: { addressPrefixes: ['10.1.0.0/16'] },
    });
    await peer('net-b', 'net-a');
    expect([await stateIn('net-a'), await stateIn('net-b')]).toEqual(['Connected', 'Connected']);
    expect((await ask(sandbox, 'DELETE', `${network('net-b')}/virtualNetworkPeerings/TO-NET-A`)).status).toBe(202);
    expect(await stateIn('net-a')).toBe('Disconnected');
    expect((await ask(sandbox, 'DELETE', `${network('net-b')}/virtualNetworkPeerings/to-net-a`)).status).toBe(204);
    expect((await ask(sandbox, 'GET', `${network('net-b')}/virtualNetworkPeerings/to-net-a`)).status).toBe(404);
    expect((await ask(sandbox, 'GET', `${network('net-a')}/virtualNetworkPeerings`)).body.value).toHaveLength(1);
  });

  it('rules and routes stand in theirs; what is in use stays', async () => {
    const sandbox = emptySandbox();
    const nsg = at('Microsoft.Network/networkSecurityGroups/nsg');
    const address = at('Microsoft.Network/publicIPAddresses/pip');
    await put(sandbox, nsg);
    expect((await put(sandbox, `${nsg}/securityRules/r`, { priority: 100 })).status).toBe(201);
    expect((await put(sandbox, `${nsg}/securityRules/R`, { priority: 200 })).status).toBe(200);
    expect((await ask(sandbox, 'GET', nsg)).body.properties.securityRules).toMatchObject([{ name: 'r', properties: { priority: 200 } }]);

    const subnet = (name: string, addressPrefix: string): object => ({
      name,
      properties: { addressPrefix, networkSecurityGroup: { id: nsg } },
    });
    await put(sandbox, network('net-a'), { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [subnet('s', '10.0.1.0/24')] });
    await put(sandbox, address);
    const configuration = {
      name: 'ip',
      properties: { subnet: { id: `${network('net-a')}/subnets/s` }, publicIPAddress: { id: address } },
    };
    await put(sandbox, at('Microsoft.Network/networkInterfaces/nic'), { ipConfigurations: [configuration] });
    const refused = async (id: string): Promise<unknown> => (await ask(sandbox, 'DELETE', id)).body?.error.code;
    expect(await refused(nsg)).toBe('InUseNetworkSecurityGroupCannotBeDeleted');
    expect(await refused(address)).toBe('PublicIPAddressCannotBeDeleted');

    const wrong = async (prefix: string): Promise<unknown> =>
      (await put(sandbox, `${network('net-a')}/subnets/more`, { addressPrefix: prefix })).body.error?.code;
    expect(await wrong('10.0.1.128/25')).toBe('NetcfgSubnetRangesOverlap');
    expect(await wrong('10.1.0.0/24')).toBe('NetcfgInvalidSubnet');
    expect(await wrong('10.0.2.0/24')).toBeUndefined();
  });

  it('disk encryption sets are made by an operation, with a principal of their own', async () => {
    const sandbox = emptySandbox();
    const id = at('Microsoft.Compute/diskEncryptionSets/des');
    const accepted = await put(sandbox, id, {}, { identity: { type: 'SystemAssigned' } });
    expect([accepted.status, (await ask(sandbox, 'GET', accepted.headers['azure-asyncoperation'])).body.status]).toEqual([
      202,
      'Succeeded',
    ]);
    const { principalId } = (await ask(sandbox, 'GET', id)).body.identity;
    await ask(sandbox, 'PATCH', id, { body: { tags: { a: 'b' } } });
    expect((await ask(sandbox, 'GET', id)).body).toMatchObject({ tags: { a: 'b' }, identity: { principalId } });
    expect((await ask(sandbox, 'DELETE', id)).status).toBe(202);
    sandbox.control.advance(60);
    expect((await ask(sandbox, 'DELETE', id)).status).toBe(204);
  });
});

it("a storage account's services are there from the start, and keep what they are told", async () => {
  const sandbox = emptySandbox();
  const account = at('Microsoft.Storage/storageAccounts/sacount');
  const service = `${account}/blobServices/default`;
  expect((await ask(sandbox, 'GET', service)).status).toBe(404);
  await put(sandbox, account, {}, { kind: 'StorageV2', sku: { name: 'Standard_LRS' } });
  expect((await ask(sandbox, 'GET', service)).body.properties.deleteRetentionPolicy).toMatchObject({ enabled: false });
  expect((await put(sandbox, service, { deleteRetentionPolicy: { enabled: true, days: 5 } })).status).toBe(200);
  expect((await ask(sandbox, 'GET', `${account}/blobServices`)).body.value).toMatchObject([
    { name: 'default', properties: { cors: { corsRules: [] }, deleteRetentionPolicy: { enabled: true, days: 5 } } },
  ]);
});

describe('a vault', () => {
  const VAULT = at('Microsoft.RecoveryServices/vaults/rsv');
  const backupItem = {
    id: `${VAULT}/backupFabrics/Azure/protectionContainers/IaasVMContainer;c/protectedItems/VM;c`,
    name: 'VM;c',
    type: 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems',
    properties: { sourceResourceId: machine('vm').id, policyName: 'daily' },
  };

  async function withVault(): Promise<Sandbox> {
    const sandbox = emptySandbox();
    await put(sandbox, VAULT);
    return sandbox;
  }

  it('has its redundancy and soft delete under older names, too', async () => {
    const sandbox = await withVault();
    const storage = `${VAULT}/backupstorageconfig/vaultstorageconfig`;
    const redundancy = async (): Promise<unknown> => (await ask(sandbox, 'GET', VAULT)).body.properties.redundancySettings;
    expect((await put(sandbox, storage, { storageModelType: 'LocallyRedundant' })).body.properties.storageType).toBe('LocallyRedundant');
    expect((await ask(sandbox, 'PATCH', storage, { body: { properties: { crossRegionRestoreFlag: true } } })).status).toBe(204);
    expect(await redundancy()).toEqual({ standardTierStorageRedundancy: 'LocallyRedundant', crossRegionRestore: 'Enabled' });
    await ask(sandbox, 'PATCH', `${VAULT}/backupconfig/vaultconfig`, { body: { properties: { softDeleteFeatureState: 'Disabled' } } });
    const { securitySettings } = (await ask(sandbox, 'GET', VAULT)).body.properties;
    expect(securitySettings.softDeleteSettings).toEqual({ softDeleteRetentionPeriodInDays: 14, softDeleteState: 'Disabled' });
    expect((await ask(sandbox, 'GET', `${VAULT}/backupEncryptionConfigs/backupResourceEncryptionConfig`)).status).toBe(200);

    sandbox.control.putResources([backupItem]);
    expect((await put(sandbox, storage, { storageModelType: 'GeoRedundant' })).status).toBe(400);
    expect(await redundancy()).toMatchObject({ standardTierStorageRedundancy: 'LocallyRedundant' });
  });

  it('is where the backup of a machine is, for those who ask its region', async () => {
    const sandbox = await withVault();
    const status = async (): Promise<any> => {
      const url = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.RecoveryServices/locations/westeurope/backupStatus`;
      return (await ask(sandbox, 'POST', url, { body: { resourceType: 'VM', resourceId: machine('VM').id } })).body;
    };
    expect(await status()).toMatchObject({ protectionStatus: 'NotProtected', vaultId: '' });
    sandbox.control.putResources([backupItem]);
    expect(await status()).toMatchObject({
      protectionStatus: 'Protected',
      vaultId: VAULT,
      fabricName: 'Azure',
      containerName: 'IaasVMContainer;c',
      protectedItemName: 'VM;c',
      policyName: 'daily',
    });
  });

  it('keeps the keys of its clients, and tells who has none from a vault that is not there', async () => {
    const sandbox = await withVault();
    const info = `${VAULT}/extendedInformation/vaultExtendedInfo`;
    expect((await ask(sandbox, 'GET', info)).body.error.code).toBe('ResourceExtendedInfoNotFound');
    expect((await put(sandbox, info, { integrityKey: 'key' })).status).toBe(200);
    const { body } = await ask(sandbox, 'GET', info);
    expect([body.properties, body.sku]).toEqual([{ integrityKey: 'key', algorithm: 'None' }, null]);
    expect((await ask(sandbox, 'GET', info.replace('/rsv/', '/none/'))).body.error.code).toBe('ResourceNotFound');
    expect((await put(sandbox, `${VAULT}/certificates/c`, { certificate: 'bm9uZQ==' })).body.error.code).toBe('InvalidCertificate');
  });

  it('takes its settings at once, as clients expect it, and stores nothing of Site Recovery that the sandbox does not play', async () => {
    const sandbox = await withVault();
    const settings = `${VAULT}/replicationVaultSettings/default`;
    const written = await put(sandbox, settings, { vmwareToAzureProviderType: 'Vmware' });
    const properties = { migrationSolutionId: null, vmwareToAzureProviderType: 'Vmware' };
    expect([written.status, written.body]).toMatchObject([200, { name: 'default', properties }]);
    expect((await ask(sandbox, 'GET', settings)).body).toEqual(written.body);
    for (const path of [
      'replicationProtectionIntents/i',
      'replicationJobs/j',
      'replicationEvents/e',
      'replicationFabrics/f/replicationvCenters/v',
    ]) {
      expect((await put(sandbox, `${VAULT}/${path}`)).status).toBe(501);
      expect((await ask(sandbox, 'GET', `${VAULT}/${path}`)).status).toBe(404);
    }
  });
});
