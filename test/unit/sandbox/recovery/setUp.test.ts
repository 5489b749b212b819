import { expect, test } from 'vitest';
import { container, mapping, mappingBody, VAULT, VaultCaller } from './vaultCaller.ts';

const capital = VAULT.replace('/subscriptions/', '/Subscriptions/');

test('a fabric shows its region; a list leaves out containers and zones', async () => {
  const caller = new VaultCaller();
  await caller.setUp();
  const fabric = (await caller.get('replicationFabrics/FABRIC-1')).body;
  expect(fabric).toMatchObject({
    id: `${capital}/replicationFabrics/fabric-1`,
    properties: {
      friendlyName: 'East US',
      bcdrState: 'Valid',
      health: 'Normal',
      customDetails: { instanceType: 'Azure', location: 'eastus', zones: [] },
    },
  });
  // The container is named by its internal GUID.
  expect(fabric.properties.customDetails.containerIds).toEqual([
    expect.stringMatching(/\/replicationProtectionContainers\/[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  ]);
  const listed = (await caller.get('replicationFabrics')).body.value;
  expect(listed.map((one: any) => one.properties.customDetails)).toEqual([
    { instanceType: 'Azure', location: 'eastus', containerIds: null },
    { instanceType: 'Azure', location: 'eastus2', containerIds: null },
  ]);
});

test('a second PUT of a fabric is accepted and changes nothing', async () => {
  const caller = new VaultCaller();
  await caller.setUp();
  const before = (await caller.get('replicationFabrics/fabric-1')).body;
  const poll = await caller.drive('PUT', 'replicationFabrics/fabric-1', {
    properties: { customDetails: { instanceType: 'Azure', location: 'westus' } },
  });
  expect(poll.status).toBe('Succeeded');
  expect((await caller.get('replicationFabrics/fabric-1')).body).toEqual(before);
});

test('a container that is asked for twice at once is made once', async () => {
  const caller = new VaultCaller();
  await caller.drive('PUT', 'replicationFabrics/fabric-1', {
    properties: { customDetails: { instanceType: 'Azure', location: 'eastus' } },
  });
  await caller.call('PUT', container('1'), {});
  expect((await caller.drive('PUT', container('1'), {})).status).toBe('Succeeded');
  expect((await caller.get('replicationFabrics/fabric-1')).body.properties.customDetails.containerIds).toHaveLength(1);
});

test('a mapping pairs both containers; one list shows both directions', async () => {
  const caller = new VaultCaller();
  await caller.setUp();
  const names = async (path: string): Promise<string[]> => (await caller.get(path)).body.value.map(({ name }: { name: string }) => name);
  const mappings = 'replicationProtectionContainerMappings';
  expect(await names(`${container('1')}/${mappings}`)).toEqual(['mapping-1', 'mapping-2']);
  expect(await names(`${container('2')}/${mappings}`)).toEqual(['mapping-1', 'mapping-2']);
  expect(await names(mappings)).toEqual(['mapping-1', 'mapping-2']);
  expect(await names('replicationProtectionContainers')).toEqual(['container-1', 'container-2']);
  expect((await caller.get(container('2'))).body.properties).toMatchObject({ pairingStatus: 'Paired', fabricFriendlyName: 'East US 2' });
  expect((await caller.get(mapping('1'))).body.properties).toMatchObject({
    state: 'Paired',
    targetProtectionContainerId: `${capital}/${container('2')}`,
    sourceFabricFriendlyName: 'East US',
    targetFabricFriendlyName: 'East US 2',
    policyFriendlyName: 'policy',
  });

  await caller.drive('DELETE', mapping('1'));
  expect((await caller.get(container('1'))).body.properties.pairingStatus).toBe('Paired');
  await caller.drive('POST', `${mapping('2')}/remove`, {});
  expect((await caller.get(container('1'))).body.properties.pairingStatus).toBe('NotPaired');
  expect((await caller.get(container('2'))).body.properties.pairingStatus).toBe('NotPaired');
});

test('an A2A policy has the defaults of Azure; PATCH merges', async () => {
  const caller = new VaultCaller();
  const details = async (): Promise<unknown> => (await caller.get('replicationPolicies/p')).body.properties.providerSpecificDetails;
  await caller.drive('PUT', 'replicationPolicies/p', {
    properties: { providerSpecificInput: { instanceType: 'A2A', multiVmSyncStatus: 'Enable' } },
  });
  expect(await details()).toMatchObject({
    instanceType: 'A2A',
    recoveryPointThresholdInMinutes: 0,
    recoveryPointHistory: 0,
    appConsistentFrequencyInMinutes: 0,
    crashConsistentFrequencyInMinutes: 5,
    multiVmSyncStatus: 'Enabled',
  });
  await caller.drive('PATCH', 'replicationPolicies/p', {
    properties: { replicationProviderSettings: { instanceType: 'A2A', multiVmSyncStatus: 'Disable', recoveryPointHistory: 1440 } },
  });
  expect(await details()).toMatchObject({
    recoveryPointHistory: 1440,
    crashConsistentFrequencyInMinutes: 5,
    multiVmSyncStatus: 'Disabled',
  });
});

test('a network mapping reads back in lower case, under fabricSpecificSettings', async () => {
  const caller = new VaultCaller();
  await caller.setUp();
  const networks = 'replicationFabrics/fabric-1/replicationNetworks/azureNetwork/replicationNetworkMappings';
  const network = (name: string): string => `/subscriptions/x/resourceGroups/RG/providers/Microsoft.Network/virtualNetworks/${name}`;
  await caller.drive('PUT', `${networks}/map`, {
    properties: {
      recoveryFabricName: 'fabric-2',
      recoveryNetworkId: network('Vnet-B'),
      fabricSpecificDetails: { instanceType: 'AzureToAzure', primaryNetworkId: network('Vnet-A') },
    },
  });
  const made = (await caller.get(`${networks}/map`)).body;
  expect(made.properties).toMatchObject({
    state: 'Paired',
    primaryNetworkFriendlyName: 'vnet-a',
    recoveryNetworkId: network('Vnet-B').toLowerCase(),
    recoveryFabricArmId: `${capital}/replicationFabrics/fabric-2`,
    fabricSpecificSettings: { instanceType: 'AzureToAzure', primaryFabricLocation: 'eastus', recoveryFabricLocation: 'eastus2' },
  });
  expect((await caller.get(networks)).body.value).toEqual([made]);
  expect((await caller.get('replicationNetworkMappings')).body.value).toEqual([made]);
  await caller.drive('DELETE', `${networks}/map`);
  expect((await caller.get('replicationNetworkMappings')).body.value).toEqual([]);
});

test('what is in use is not removed; in the right order all of it goes', async () => {
  const caller = new VaultCaller();
  await caller.setUp();
  const refused: readonly [string, string][] = [
    ['DELETE', 'replicationFabrics/fabric-1'],
    ['POST', `${container('1')}/remove`],
    ['DELETE', 'replicationPolicies/policy'],
    ['DELETE', VAULT],
  ];
  for (const [method, path] of refused) {
    const answer = await caller.call(method, path);
    expect([path, answer.status >= 400]).toEqual([path, true]);
  }
  expect((await caller.call('DELETE', VAULT)).body.error.code).toBe('ServiceResourceNotEmptyWithContainerDetails');

  for (const side of ['1', '2']) await caller.drive('DELETE', mapping(side));
  for (const side of ['1', '2']) await caller.drive('POST', `${container(side)}/remove`);
  await caller.drive('DELETE', 'replicationPolicies/policy');
  for (const side of ['1', '2']) await caller.drive('DELETE', `replicationFabrics/fabric-${side}`);
  expect((await caller.call('DELETE', VAULT)).status).toBe(200);
  expect((await caller.get(VAULT)).status).toBe(404);
  expect((await caller.call('DELETE', VAULT)).status).toBe(204);
});

test('what does not exist is named as Site Recovery names it', async () => {
  const caller = new VaultCaller();
  await caller.setUp();
  const missing: readonly [string, string, unknown, string][] = [
    ['GET', 'replicationFabrics/none', undefined, 'none'],
    ['GET', 'replicationFabrics/none/replicationProtectionContainers', undefined, 'none'],
    ['PUT', 'replicationFabrics/none/replicationProtectionContainers/c', {}, 'none'],
    ['GET', `${container('1')}/replicationProtectedItems/gone`, undefined, 'gone'],
    ['DELETE', 'replicationPolicies/gone', undefined, 'gone'],
    ['PUT', `${container('1')}/replicationProtectionContainerMappings/m`, mappingBody('9'), 'container-9'],
  ];
  for (const [method, path, body, name] of missing) {
    const answer = await caller.call(method, path, body);
    const message = `Specified resource with name '${name}' does not exist.`;
    expect([answer.status, answer.body.error]).toEqual([
      404,
      {
        code: 'NotFound',
        message,
        details: [
          {
            code: 'ArmResourceDoesNotExist',
            message,
            possibleCauses: 'Ensure correct resource name was specified.',
            recommendedAction: 'Verify ARM resource name details.',
            clientRequestId: 'client-1',
            activityId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          },
        ],
      },
    ]);
  }
});

test('without a vault it is the front door that answers', async () => {
  const caller = new VaultCaller({ withVault: false });
  for (const path of [VAULT, 'replicationJobs', 'replicationFabrics/f', 'backupProtectedItems', 'replicationOperationStatus/x']) {
    const answer = await caller.get(path);
    expect([answer.status, answer.body.error.code, answer.headers['x-ms-failure-cause']]).toEqual([404, 'ResourceNotFound', 'gateway']);
  }
});

test('what belongs to other kinds of replication is refused, not stored', async () => {
  const caller = new VaultCaller();
  await caller.setUp();
  const item = `${container('1')}/replicationMigrationItems/vm`;
  expect((await caller.call('PUT', item, { properties: {} })).status).toBe(501);
  expect((await caller.get(item)).status).toBe(404);
});

test('alert settings are answered at once', async () => {
  const caller = new VaultCaller();
  const path = 'replicationAlertSettings/defaultAlertSetting';
  expect((await caller.get(path)).status).toBe(404);
  const properties = { sendToOwners: 'Send', customEmailAddresses: ['email@address.com'], locale: 'en_US' };
  const put = await caller.call('PUT', path, { properties });
  expect([put.status, put.body.properties]).toEqual([200, properties]);
  expect((await caller.get(path)).body).toEqual(put.body);
  expect((await caller.get('replicationAlertSettings')).body).toEqual({ value: [put.body], nextLink: null });
});

test('lists of what Azure to Azure does not use are there, and empty', async () => {
  const caller = new VaultCaller();
  for (const list of [
    'replicationAppliances',
    'replicationMigrationItems',
    'replicationNetworks',
    'replicationRecoveryServicesProviders',
    'replicationStorageClassifications',
    'replicationStorageClassificationMappings',
    'replicationvCenters',
  ]) {
    expect([list, (await caller.get(list)).body]).toEqual([list, { value: [], nextLink: null }]);
  }
});

test('supported operating systems are the recorded ones', async () => {
  const [list] = (await new VaultCaller().get('replicationSupportedOperatingSystems')).body.properties.supportedOsList;
  expect([list.instanceType, list.supportedOs.length]).toEqual(['A2A', 25]);
  const named = (name: string): unknown => list.supportedOs.find(({ osName }: { osName: string }) => osName === name);
  expect(named('rhel')).toEqual({ osName: 'rhel', osType: 'linux', osVersions: [{ version: '9.0' }, { version: '9.1' }] });
  expect(named('Windows 7')).toEqual({ osName: 'Windows 7', osType: 'windows', osVersions: [{ version: '6.1', servicePack: '1' }] });
});

test('bodies that lack what is needed, or are no objects, are refused', async () => {
  const caller = new VaultCaller();
  await caller.setUp();
  const networks = 'replicationFabrics/fabric-1/replicationNetworks/azureNetwork/replicationNetworkMappings/n';
  for (const path of [
    'replicationFabrics/f',
    'replicationPolicies/p',
    mapping('3').replaceAll('-3/', '-1/'),
    networks,
    'replicationRecoveryPlans/plan',
  ]) {
    for (const body of [undefined, {}, [], 'text', { properties: 'text' }]) {
      const answer = await caller.call('PUT', path, body);
      expect([path, body, answer.status, answer.body?.error.details[0].code]).toEqual([path, body, 400, 'InvalidInput']);
    }
  }
});
