import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, emptySandbox, finished, GROUP, machine, SUBSCRIPTION, type Answer } from './sandboxCalls.ts';

const NETWORK = `${GROUP}/providers/Microsoft.Network/virtualNetworks/net`;
const NIC = `${GROUP}/providers/Microsoft.Network/networkInterfaces/nic`;
const ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/samigration000002`;
const at = (path: string): string => `${GROUP}/providers/${path}`;

async function withNetwork(): Promise<Sandbox> {
  const sandbox = emptySandbox();
  const properties = {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
    subnets: [{ name: 'front', properties: { addressPrefix: '10.0.1.0/29' } }],
  };
  await ask(sandbox, 'PUT', NETWORK, { body: { location: 'westeurope', properties } });
  return sandbox;
}

const nicBody = (more: object = {}): object => ({
  location: 'westeurope',
  properties: { ipConfigurations: [{ name: 'ipconfig1', properties: { subnet: { id: `${NETWORK}/subnets/front` }, ...more } }] },
});

describe('virtual machines', () => {
  const powerOf = async (sandbox: Sandbox, name: string): Promise<string> => {
    const { body } = await ask(sandbox, 'GET', `${machine(name).id}/instanceView`);
    return body.statuses.at(-1).code;
  };

  it('put without an instance view run with a ready agent, shown only to who asks', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources([machine('vm')]);
    const plain = await ask(sandbox, 'GET', machine('vm').id);
    expect(plain.body.properties.instanceView).toBeUndefined();
    for (const query of ['?$expand=instanceView', '?$expand=userData,instanceView']) {
      const { body } = await ask(sandbox, 'GET', machine('vm').id + query);
      expect(body.properties.instanceView.vmAgent.statuses[0].displayStatus).toBe('Ready');
    }
    const list = await ask(sandbox, 'GET', `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Compute/virtualMachines?statusOnly=true`);
    expect(list.body.value[0].properties.instanceView.statuses.at(-1).code).toBe('PowerState/running');
    const bare = await ask(sandbox, 'GET', at('Microsoft.Compute/virtualMachines'));
    expect(bare.body.value[0].properties.instanceView).toBeUndefined();
  });

  it.each([
    ['deallocate', 'PowerState/deallocating', 'PowerState/deallocated'],
    ['powerOff', 'PowerState/stopping', 'PowerState/stopped'],
    ['restart', 'PowerState/starting', 'PowerState/running'],
  ])('%s: 202, then %s, then %s', async (action, meanwhile, afterwards) => {
    const sandbox = emptySandbox();
    sandbox.control.putResources([machine('vm')]);
    const answer = await ask(sandbox, 'POST', `${machine('vm').id}/${action}`);
    expect([answer.status, answer.text]).toEqual([202, '']);
    expect(answer.headers['location']).toContain('monitor=true');
    expect(await powerOf(sandbox, 'vm')).toBe(meanwhile);
    expect((await finished(sandbox, answer)).body).toMatchObject({ status: 'Succeeded' });
    expect(await powerOf(sandbox, 'vm')).toBe(afterwards);
    expect((await ask(sandbox, 'GET', answer.headers['location']!)).status).toBe(200);
    expect((await ask(sandbox, 'POST', `${machine('none').id}/${action}`)).status).toBe(404);
  });

  it('are made with their disks and interfaces, and let go of them', async () => {
    const sandbox = await withNetwork();
    await ask(sandbox, 'PUT', NIC, { body: nicBody() });
    const properties = {
      hardwareProfile: { vmSize: 'Standard_D2s_v5' },
      storageProfile: {
        imageReference: { publisher: 'MicrosoftWindowsServer' },
        osDisk: { createOption: 'FromImage', deleteOption: 'Delete' },
        dataDisks: [{ lun: 0, createOption: 'Empty', name: 'data', diskSizeGB: 64 }],
      },
      osProfile: { computerName: 'vm', adminUsername: 'me', adminPassword: 'hunter2' },
      userData: 'aHVudGVyMg==',
      networkProfile: { networkInterfaces: [{ id: NIC }] },
    };
    const made = await ask(sandbox, 'PUT', machine('vm').id, { body: { location: 'westeurope', properties } });
    expect([made.status, made.body.properties.provisioningState]).toEqual([201, 'Creating']);
    expect(made.text).not.toMatch(/hunter2|aHVudGVyMg/);
    expect((await finished(sandbox, made)).body.status).toBe('Succeeded');
    const { body: vm } = await ask(sandbox, 'GET', machine('vm').id);
    expect(vm.properties.provisioningState).toBe('Succeeded');
    // Recorded of the Python SDK's tests (2022-11-16, api 2022-08-01): what nobody said.
    expect(vm.properties).toMatchObject({
      storageProfile: {
        osDisk: { osType: 'Windows', caching: 'ReadWrite', deleteOption: 'Delete' },
        dataDisks: [{ caching: 'None', deleteOption: 'Detach', toBeDetached: false }],
      },
      osProfile: {
        secrets: [],
        allowExtensionOperations: true,
        windowsConfiguration: { provisionVMAgent: true, patchSettings: { patchMode: 'AutomaticByOS', assessmentMode: 'ImageDefault' } },
      },
    });
    expect(vm.properties.userData).toBeUndefined();
    const { body: withData } = await ask(sandbox, 'GET', `${machine('vm').id}?$expand=userData`);
    expect(withData.properties.userData).toBe('aHVudGVyMg==');
    const osDisk = vm.properties.storageProfile.osDisk.managedDisk.id;
    expect((await ask(sandbox, 'GET', osDisk)).body).toMatchObject({
      managedBy: vm.id,
      properties: { diskState: 'Attached', osType: 'Windows' },
    });
    expect((await ask(sandbox, 'GET', NIC)).body.properties.virtualMachine.id).toBe(vm.id);
    expect((await ask(sandbox, 'DELETE', NIC)).body.error.code).toBe('NicInUse');
    expect((await ask(sandbox, 'DELETE', at('Microsoft.Compute/disks/data'))).body.error.code).toBe('OperationNotAllowed');

    const thief = {
      location: 'westeurope',
      properties: { storageProfile: { osDisk: { createOption: 'Attach', managedDisk: { id: osDisk } } } },
    };
    expect((await ask(sandbox, 'PUT', machine('thief').id, { body: thief })).body.error.code).toBe('ConflictingUserInput');

    await finished(sandbox, await ask(sandbox, 'DELETE', machine('vm').id));
    expect((await ask(sandbox, 'GET', machine('vm').id)).status).toBe(404);
    expect((await ask(sandbox, 'GET', osDisk)).status).toBe(404);
    expect((await ask(sandbox, 'GET', at('Microsoft.Compute/disks/data'))).body.properties.diskState).toBe('Unattached');
    expect((await ask(sandbox, 'DELETE', machine('vm').id)).status).toBe(204);
    expect((await ask(sandbox, 'DELETE', NIC)).status).toBe(202);
  });

  it('need an interface that exists', async () => {
    const body = { location: 'westeurope', properties: { networkProfile: { networkInterfaces: [{ id: NIC }] } } };
    expect((await ask(emptySandbox(), 'PUT', machine('vm').id, { body })).body.error.code).toBe('InvalidResourceReference');
  });

  it('get a second interface, or lose all but one, only without a host', async () => {
    const sandbox = await withNetwork();
    const nics = [NIC, `${NIC}-2`];
    for (const id of nics) await ask(sandbox, 'PUT', id, { body: nicBody() });
    const give = (...ids: string[]): Promise<Answer> => {
      const networkInterfaces = ids.map((id, i) => ({ id, properties: { primary: i === 0 } }));
      return ask(sandbox, 'PUT', machine('vm').id, {
        body: { location: 'westeurope', properties: { networkProfile: { networkInterfaces } } },
      });
    };
    const refusal = [
      400,
      {
        code: 'AddingOrDeletingNetworkInterfacesOnARunningVirtualMachineNotSupported',
        message: `Virtual machine ${machine('vm').id} with a single network interface must be stop-deallocated before it can be updated to have multiple network interfaces and vice-versa.`,
      },
    ];
    await finished(sandbox, await give(NIC));
    const early = await give(...nics);
    expect([early.status, early.body.error]).toEqual(refusal);
    expect((await ask(sandbox, 'GET', nics[1]!)).body.properties.virtualMachine).toBeUndefined();
    await finished(sandbox, await ask(sandbox, 'POST', `${machine('vm').id}/deallocate`));
    await finished(sandbox, await give(...nics));
    await finished(sandbox, await ask(sandbox, 'POST', `${machine('vm').id}/start`));
    const late = await give(NIC);
    expect([late.status, late.body.error]).toEqual(refusal);
    expect((await ask(sandbox, 'PATCH', machine('vm').id, { body: { tags: { a: 'b' } } })).status).toBe(200);
  });

  it('in a zone take disks of that zone, and such as are in all; those in a set take none of a zone', async () => {
    const sandbox = emptySandbox();
    const disk = async (name: string, zones: string[] | undefined, sku = 'Premium_LRS'): Promise<string> => {
      const id = at(`Microsoft.Compute/disks/${name}`);
      const properties = { creationData: { createOption: 'Empty' }, diskSizeGB: 4 };
      await finished(sandbox, await ask(sandbox, 'PUT', id, { body: { location: 'westeurope', zones, sku: { name: sku }, properties } }));
      return id;
    };
    const here = await disk('here', ['1']);
    const there = await disk('there', ['2']);
    const anywhere = await disk('anywhere', undefined);
    const attach = (name: string, more: object, ...ids: string[]): Promise<Answer> => {
      const dataDisks = ids.map((id, lun) => ({ lun, createOption: 'Attach', managedDisk: { id } }));
      const { zones, ...rest } = more as { zones?: string[] };
      return ask(sandbox, 'PUT', machine(name).id, {
        body: { location: 'westeurope', zones, properties: { ...rest, storageProfile: { dataDisks } } },
      });
    };
    const refused = async (answer: Promise<Answer>): Promise<unknown> => {
      const { status, body } = await answer;
      return [status, body.error];
    };
    const cannot = `cannot be attached to the VM because it is not in`;
    expect(await refused(attach('vm', { zones: ['1'] }, there))).toEqual([
      400,
      { code: 'BadRequest', message: `Disk ${there} ${cannot} the same zone as the VM. VM zone: '1'. Disk zone: '2'.` },
    ]);
    expect(await refused(attach('vm', { zones: ['1'] }, anywhere))).toEqual([
      400,
      { code: 'BadRequest', message: `Disk ${anywhere} ${cannot} zone '1'.` },
    ]);
    const set = { id: at('Microsoft.Compute/availabilitySets/set') };
    await ask(sandbox, 'PUT', set.id, { body: { location: 'westeurope', sku: { name: 'Aligned' } } });
    expect(await refused(attach('in-set', { availabilitySet: set }, here))).toMatchObject([400, { code: 'BadRequest' }]);
    const all = await disk('all', undefined, 'Premium_ZRS');
    expect((await attach('vm', { zones: ['1'] }, here, all)).status).toBe(201);
  });

  it('have disks that can be read from outside while nobody has them', async () => {
    const sandbox = emptySandbox();
    const disk = at('Microsoft.Compute/disks/free');
    await ask(sandbox, 'PUT', disk, { body: { location: 'westeurope', properties: { creationData: { createOption: 'Empty' } } } });
    const granted = await ask(sandbox, 'POST', `${disk}/beginGetAccess`, { body: { access: 'Read', durationInSeconds: 60 } });
    expect(granted.status).toBe(202);
    sandbox.control.advance(60);
    expect((await ask(sandbox, 'GET', granted.headers['location']!)).body.accessSAS).toMatch(/^https:/);
    expect((await ask(sandbox, 'GET', disk)).body.properties.diskState).toBe('ActiveSAS');
    await ask(sandbox, 'POST', `${disk}/endGetAccess`);
    sandbox.control.advance(60);
    expect((await ask(sandbox, 'GET', disk)).body.properties.diskState).toBe('Unattached');
    expect((await ask(sandbox, 'POST', `${disk}-none/beginGetAccess`)).status).toBe(404);
  });

  it('have sizes, SKUs and quotas', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources([machine('vm')]);
    const compute = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Compute`;
    const sizes = await ask(sandbox, 'GET', `${compute}/locations/westeurope/vmSizes`);
    expect(sizes.body.value).toContainEqual(
      expect.objectContaining({ name: 'Standard_D4s_v5', numberOfCores: 4, memoryInMB: 16_384, maxDataDiskCount: 8 }),
    );
    expect((await ask(sandbox, 'GET', `${machine('vm').id}/vmSizes`)).body).toEqual(sizes.body);
    expect((await ask(sandbox, 'GET', `${machine('none').id}/vmSizes`)).status).toBe(404);
    const skus = await ask(sandbox, 'GET', `${compute}/skus?$filter=location eq 'westeurope'`);
    expect(skus.body.value.every((sku: { locations: string[] }) => sku.locations[0] === 'westeurope')).toBe(true);
    expect(skus.body.value.find((sku: { name: string }) => sku.name === 'Standard_D4s_v5').locationInfo[0].zones).toEqual(['1', '2', '3']);
    const { body } = await ask(sandbox, 'GET', `${compute}/locations/westeurope/usages`);
    const used = Object.fromEntries(
      body.value.map((one: { name: { value: string }; currentValue: number }) => [one.name.value, one.currentValue]),
    );
    expect(used).toMatchObject({ cores: 4, virtualMachines: 1, standardDSv5Family: 4 });
    expect((await ask(sandbox, 'GET', `${compute}/locations/atlantis/usages`)).status).toBe(400);
  });
});

describe('storage accounts', () => {
  const create = {
    sku: { name: 'Standard_LRS' },
    kind: 'StorageV2',
    location: 'eastus2euap',
    properties: { encryption: { services: { blob: {} }, keySource: 'Microsoft.Storage' } },
  };

  // Recorded: storage account create and migration of the Azure CLI's tests (2023-08-11, api 2022-09-01).
  it('are made, polled and converted as recorded', async () => {
    const sandbox = emptySandbox();
    const put = await ask(sandbox, 'PUT', ACCOUNT, { body: create, apiVersion: '2022-09-01' });
    expect([put.status, put.text]).toEqual([202, '']);
    const location = new URL(put.headers['location']!);
    expect(location.pathname).toMatch(
      new RegExp(`^/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Storage/locations/eastus2euap/asyncoperations/[0-9a-f-]{36}$`),
    );
    expect(location.search).toBe('?monitor=true&api-version=2022-09-01');
    expect((await ask(sandbox, 'GET', ACCOUNT)).status).toBe(404);
    const poll = await ask(sandbox, 'GET', location.href);
    expect([poll.status, poll.text, new URL(poll.headers['location']!).pathname]).toEqual([202, '', location.pathname]);
    const { body, status } = await finished(sandbox, put);
    expect(status).toBe(200);
    expect(Object.keys(body).toSorted()).toEqual(['id', 'kind', 'location', 'name', 'properties', 'sku', 'tags', 'type']);
    expect(Object.keys(body.properties).toSorted()).toEqual(
      'accessTier allowBlobPublicAccess creationTime encryption keyCreationTime minimumTlsVersion networkAcls primaryEndpoints primaryLocation privateEndpointConnections provisioningState statusOfPrimary supportsHttpsTrafficOnly'.split(
        ' ',
      ),
    );
    expect(body.properties.encryption.services).toMatchObject({
      blob: { keyType: 'Account', enabled: true },
      file: { keyType: 'Account' },
    });
    expect((await ask(sandbox, 'PUT', ACCOUNT, { body: create })).status).toBe(200);

    const start = await ask(sandbox, 'POST', `${ACCOUNT}/startAccountMigration`, {
      body: { properties: { targetSkuName: 'Standard_ZRS' } },
    });
    expect(start.status).toBe(202);
    expect(start.headers['azure-asyncoperation']).toBe(start.headers['location']);
    const migration = await ask(sandbox, 'GET', `${ACCOUNT}/accountMigrations/default`);
    expect(migration.body).toEqual({
      id: `${ACCOUNT}/accountMigrations/default`,
      name: 'default',
      type: 'Microsoft.Storage/storageAccounts/accountMigrations',
      properties: { targetSkuName: 'Standard_ZRS', migrationStatus: 'SubmittedForConversion' },
    });
    sandbox.control.advance(7200);
    expect((await ask(sandbox, 'GET', `${ACCOUNT}/accountMigrations/default`)).body.properties.migrationStatus).toBe('InProgress');
    sandbox.control.advance(100_000);
    expect((await ask(sandbox, 'GET', ACCOUNT)).body.sku.name).toBe('Standard_ZRS');
    expect((await finished(sandbox, start)).body.status).toBe('Succeeded');
  });

  it('say how far their copies are only where they are asked for it', async () => {
    const sandbox = createSandbox({ clock: 'manual' });
    const query = { query: "resources | where type =~ 'microsoft.storage/storageaccounts' | project id, properties" };
    const rows = await ask(sandbox, 'POST', '/providers/Microsoft.ResourceGraph/resources', { body: query });
    expect(rows.body.count).toBeGreaterThan(0);
    expect(JSON.stringify(rows.body)).not.toContain('geoReplicationStats');
    const seeded = sandbox.world.store
      .list('Microsoft.Storage/storageAccounts')
      .find(({ properties }) => properties?.['geoReplicationStats']);
    const alone = await ask(sandbox, 'GET', seeded!.id);
    expect(alone.body.properties).toMatchObject({ provisioningState: 'Succeeded' });
    expect(alone.body.properties.geoReplicationStats).toBeUndefined();
    const asked = await ask(sandbox, 'GET', `${seeded!.id}?$expand=geoReplicationStats`);
    expect(asked.body.properties.geoReplicationStats).toMatchObject(seeded!.properties!['geoReplicationStats'] as object);
  });

  it('gain a secondary with a geo SKU, say how far it is, and lose it in a failover', async () => {
    const sandbox = emptySandbox();
    await finished(sandbox, await ask(sandbox, 'PUT', ACCOUNT, { body: { ...create, location: 'westeurope' } }));
    expect((await ask(sandbox, 'GET', `${ACCOUNT}?$expand=geoReplicationStats`)).body.properties.geoReplicationStats).toBeUndefined();
    // Recorded of the Python SDK's tests (2020-05-26, api 2019-06-01).
    expect(await ask(sandbox, 'POST', `${ACCOUNT}/failover`)).toMatchObject({
      status: 400,
      body: { error: { code: 'InvalidAccountType', message: expect.stringContaining('The AccountType Standard_LRS is invalid.') } },
    });
    const geo = await ask(sandbox, 'PATCH', ACCOUNT, { body: { sku: { name: 'Standard_RAGRS' } } });
    expect(geo.body).toMatchObject({
      sku: { name: 'Standard_RAGRS', tier: 'Standard' },
      properties: { secondaryLocation: 'northeurope', statusOfSecondary: 'available' },
    });
    expect(geo.body.properties.secondaryEndpoints.blob).toContain('-secondary.');
    const { body } = await ask(sandbox, 'GET', `${ACCOUNT}?$expand=geoReplicationStats`);
    expect(body.properties.geoReplicationStats).toMatchObject({
      status: 'Live',
      canFailover: true,
      postFailoverRedundancy: 'Standard_LRS',
    });

    await finished(sandbox, await ask(sandbox, 'POST', `${ACCOUNT}/failover`));
    const after = await ask(sandbox, 'GET', ACCOUNT);
    expect(after.body).toMatchObject({
      location: 'westeurope',
      sku: { name: 'Standard_LRS' },
      properties: { primaryLocation: 'northeurope' },
    });
    expect(after.body.properties.secondaryLocation).toBeUndefined();
    expect(after.body.properties.lastGeoFailoverTime).toBeDefined();
  });

  it('are in one place or in zones for good: what no conversion does is refused', async () => {
    const sandbox = emptySandbox();
    await finished(sandbox, await ask(sandbox, 'PUT', ACCOUNT, { body: { ...create, location: 'westeurope' } }));
    const change = (method: string, name: string) =>
      ask(sandbox, method, ACCOUNT, { body: { ...create, location: 'westeurope', sku: { name } } });
    for (const method of ['PUT', 'PATCH']) {
      for (const name of ['Standard_ZRS', 'Standard_GZRS', 'Premium_LRS']) {
        expect(await change(method, name)).toMatchObject({
          status: 400,
          body: {
            error: { code: 'StorageAccountTypeConversionNotAllowed', message: `Storage account type cannot be changed to ${name}.` },
          },
        });
      }
    }
    expect((await ask(sandbox, 'GET', ACCOUNT)).body.sku.name).toBe('Standard_LRS');
    const zonal = ACCOUNT.replace(/\w+$/, 'inzones');
    const made = { ...create, location: 'westeurope', sku: { name: 'Standard_ZRS' } };
    await finished(sandbox, await ask(sandbox, 'PUT', zonal, { body: made }));
    // Recorded of Azure CLI's tests (2020-11-06): ZRS becomes GZRS at once.
    const geo = await ask(sandbox, 'PATCH', zonal, { body: { sku: { name: 'Standard_GZRS' } } });
    expect([geo.status, geo.body.properties.secondaryLocation]).toEqual([200, 'northeurope']);
  });

  it('keep their redundancy in a planned failover', async () => {
    const sandbox = emptySandbox();
    await finished(
      sandbox,
      await ask(sandbox, 'PUT', ACCOUNT, { body: { ...create, location: 'westeurope', sku: { name: 'Standard_GZRS' } } }),
    );
    await finished(sandbox, await ask(sandbox, 'POST', `${ACCOUNT}/failover?failoverType=Planned`));
    expect((await ask(sandbox, 'GET', ACCOUNT)).body).toMatchObject({
      sku: { name: 'Standard_GZRS' },
      properties: { primaryLocation: 'northeurope', secondaryLocation: 'westeurope' },
    });
  });

  it('have names of their own and keys that are none', async () => {
    const sandbox = emptySandbox();
    await finished(sandbox, await ask(sandbox, 'PUT', ACCOUNT, { body: create }));
    const check = async (name: string): Promise<unknown> =>
      (await ask(sandbox, 'POST', `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Storage/checkNameAvailability`, { body: { name } }))
        .body.reason ?? 'free';
    expect([await check('samigration000002'), await check('Not Valid'), await check('another1')]).toEqual([
      'AlreadyExists',
      'AccountNameInvalid',
      'free',
    ]);
    const { body } = await ask(sandbox, 'POST', `${ACCOUNT}/listKeys`);
    expect(Buffer.from(body.keys[0].value, 'base64').toString()).toMatch(/not a key/);
    sandbox.control.advance(60);
    const renewed = await ask(sandbox, 'POST', `${ACCOUNT}/regenerateKey`, { body: { keyName: 'key1' } });
    const times = (answer: { keys: { creationTime: string }[] }): string[] => answer.keys.map(({ creationTime }) => creationTime);
    expect([renewed.status, times(renewed.body)[1]]).toEqual([200, times(body)[1]]);
    expect(Date.parse(times(renewed.body)[0]!)).toBeGreaterThan(Date.parse(times(body)[0]!));
    expect(renewed.body.keys[0].value).not.toBe(body.keys[0].value);
    expect(renewed.body.keys[1].value).toBe(body.keys[1].value);
    expect((await ask(sandbox, 'POST', `${ACCOUNT}/regenerateKey`, { body: { keyName: 'key3' } })).status).toBe(400);
    expect((await ask(sandbox, 'PUT', at('Microsoft.Storage/storageAccounts/BAD'), { body: create })).body.error.code).toBe(
      'AccountNameInvalid',
    );
  });
});

describe('networks', () => {
  // Recorded: network vnet create of the Azure CLI's tests (2023-01-16, api 2022-01-01).
  it('answer a PUT at once, an existing one 200 with the same etag, and an operation that has succeeded', async () => {
    const sandbox = emptySandbox();
    const body = {
      location: 'eastus',
      properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, enableDdosProtection: false, enableVmProtection: false },
    };
    const made = await ask(sandbox, 'PUT', NETWORK, { body });
    expect(made.status).toBe(201);
    await finished(sandbox, made);
    const again = await ask(sandbox, 'PUT', NETWORK, { body });
    expect(again.status).toBe(200);
    expect(again.body).toEqual({
      name: 'net',
      id: NETWORK,
      etag: made.body.etag,
      type: 'Microsoft.Network/virtualNetworks',
      location: 'eastus',
      properties: {
        provisioningState: 'Succeeded',
        resourceGuid: made.body.properties.resourceGuid,
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [],
        virtualNetworkPeerings: [],
        enableDdosProtection: false,
      },
    });
    expect(new URL(again.headers['azure-asyncoperation']!).pathname).toContain('/providers/Microsoft.Network/locations/eastus/operations/');
    expect((await ask(sandbox, 'GET', again.headers['azure-asyncoperation']!)).body).toEqual({ status: 'Succeeded' });
  });

  it('hold their subnets in their body', async () => {
    const sandbox = await withNetwork();
    const back = await ask(sandbox, 'PUT', `${NETWORK}/subnets/back`, { body: { properties: { addressPrefix: '10.0.2.0/24' } } });
    expect([back.status, back.body.id]).toEqual([201, `${NETWORK}/subnets/back`]);
    const { body } = await ask(sandbox, 'GET', NETWORK);
    expect(body.properties.subnets.map((one: { name: string }) => one.name)).toEqual(['front', 'back']);
    expect((await ask(sandbox, 'GET', `${NETWORK}/subnets/FRONT`)).body.properties.addressPrefix).toBe('10.0.1.0/29');
    expect((await ask(sandbox, 'GET', `${NETWORK}/subnets`)).body.value).toHaveLength(2);
    await finished(sandbox, await ask(sandbox, 'DELETE', `${NETWORK}/subnets/back`));
    expect((await ask(sandbox, 'GET', `${NETWORK}/subnets/back`)).status).toBe(404);
  });

  it('give addresses, tell which are free, and run out of them', async () => {
    const sandbox = await withNetwork();
    const first = await ask(sandbox, 'PUT', NIC, { body: nicBody() });
    expect(first.body.properties.ipConfigurations[0].properties.privateIPAddress).toBe('10.0.1.4');
    const check = async (address: string): Promise<any> =>
      (await ask(sandbox, 'GET', `${NETWORK}/CheckIPAddressAvailability?ipAddress=${address}`)).body;
    expect(await check('10.0.1.4')).toMatchObject({ available: false, availableIPAddresses: ['10.0.1.5', '10.0.1.6'] });
    expect(await check('10.0.1.5')).toMatchObject({ available: true });
    expect(await check('10.0.9.9')).toMatchObject({ available: false });
    const put = async (name: string, more: object): Promise<string> =>
      (await ask(sandbox, 'PUT', at(`Microsoft.Network/networkInterfaces/${name}`), { body: nicBody(more) })).body.error?.code ?? 'made';
    const fixed = { privateIPAllocationMethod: 'Static' };
    expect(await put('n2', { ...fixed, privateIPAddress: '10.0.1.4' })).toBe('PrivateIPAddressInUse');
    expect(await put('n2', { ...fixed, privateIPAddress: '10.0.2.4' })).toBe('PrivateIPAddressNotInSubnet');
    expect([await put('n2', {}), await put('n3', {}), await put('n4', {})]).toEqual(['made', 'made', 'SubnetIsFull']);
    for (const id of [NETWORK, `${NETWORK}/subnets/front`]) {
      const { error } = (await ask(sandbox, 'DELETE', id)).body;
      expect(error.code).toBe('InUseSubnetCannotBeDeleted');
      expect(error.message).toContain(`in use by ${NIC}/ipConfigurations/`);
    }
  });

  it('have public addresses, security groups and usages', async () => {
    const sandbox = await withNetwork();
    const address = await ask(sandbox, 'PUT', at('Microsoft.Network/publicIPAddresses/pip'), {
      body: { location: 'westeurope', sku: { name: 'Standard' } },
    });
    expect(address.body.properties.ipAddress).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/);
    const rules = [{ name: 'ssh', properties: { priority: 100, access: 'Allow', direction: 'Inbound' } }];
    const nsg = await ask(sandbox, 'PUT', at('Microsoft.Network/networkSecurityGroups/nsg'), {
      body: { location: 'westeurope', properties: { securityRules: rules } },
    });
    expect(nsg.body.properties.defaultSecurityRules).toHaveLength(6);
    expect(nsg.body.properties.securityRules[0].id).toBe(at('Microsoft.Network/networkSecurityGroups/nsg/securityRules/ssh'));
    const { body } = await ask(sandbox, 'GET', `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Network/locations/westeurope/usages`);
    expect(body.value.find((one: { name: { value: string } }) => one.name.value === 'VirtualNetworks').currentValue).toBe(1);
  });
});
