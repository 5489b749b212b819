import { beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, emptySandbox, finished, GROUP, machine, SUBSCRIPTION, type Answer } from './sandboxCalls.ts';

const IN = `/subscriptions/${SUBSCRIPTION}`;
const PROVIDERS = `${IN}/providers`;
const NETWORK = `${GROUP}/providers/Microsoft.Network/virtualNetworks/net`;

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = emptySandbox();
  sandbox.control.putResources([machine('vm', { tags: { tier: 'web' } })]);
});
const get = (path: string): Promise<Answer> => ask(sandbox, 'GET', path);
const names = ({ body }: Answer): string[] => body.value.map(({ name }: { readonly name: string }) => name);

it('existence is asked for as a GET would find it, also of what lies in the body of another', async () => {
  const subnets = [{ name: 'a', properties: { addressPrefix: '10.0.0.0/24' } }];
  const properties = { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets };
  await ask(sandbox, 'PUT', NETWORK, { body: { location: 'westeurope', properties } });
  const there = (path: string): Promise<number> => ask(sandbox, 'HEAD', path).then(({ status }) => status);
  expect([await there(NETWORK), await there(`${NETWORK}/subnets/a`), await there(`${NETWORK}/subnets/b`)]).toEqual([204, 204, 404]);
  const none = await ask(sandbox, 'HEAD', `${IN}/resourceGroups/none`);
  expect([none.status, none.text, none.headers['x-ms-failure-cause']]).toEqual([404, '', 'gateway']);
});

it('a change of what is not there names it as recorded', async () => {
  for (const id of [machine('none').id, `${GROUP}/providers/Microsoft.Storage/storageAccounts/none`]) {
    const { status, headers, body } = await ask(sandbox, 'PATCH', id, { body: { tags: {} } });
    expect([status, headers['x-ms-failure-cause'], body.error]).toEqual([
      404,
      'gateway',
      {
        code: 'PatchResourceNotFound',
        message: `The resource '${id}' was not found when evaluating policies for a PATCH operation.`,
        target: 'none',
      },
    ]);
  }
});

it('an api-version that is none is answered with those that are', async () => {
  const { body } = await ask(sandbox, 'GET', IN, { apiVersion: '2013-01-01' });
  expect(body.error.message).toMatch(/^The api-version '2013-01-01' is invalid. The supported versions are '\d{4}-\d{2}-\d{2},/);
});

it('tag names are set down, counted and taken back', async () => {
  const tag = `${IN}/tagNames/tagxyz`;
  const made = await ask(sandbox, 'PUT', tag);
  expect([made.status, made.body]).toEqual([201, { id: tag, tagName: 'tagxyz', count: { type: 'Total', value: 0 }, values: [] }]);
  const value = await ask(sandbox, 'PUT', `${tag}/tagValues/v`);
  expect([value.status, value.body]).toEqual([201, { id: `${tag}/tagValues/v`, tagValue: 'v', count: { type: 'Total', value: 0 } }]);
  expect((await ask(sandbox, 'PUT', tag)).status).toBe(200);
  expect((await get(`${IN}/tagNames`)).body.value).toMatchObject([
    { tagName: 'tier', count: { value: 1 } },
    { tagName: 'tagxyz', values: [{ tagValue: 'v' }] },
  ]);
  expect((await ask(sandbox, 'DELETE', `${IN}/tagNames/tier`)).status).toBe(409);
  expect((await ask(sandbox, 'DELETE', `${tag}/tagValues/v`)).status).toBe(200);
  expect([(await ask(sandbox, 'DELETE', tag)).status, (await ask(sandbox, 'DELETE', tag)).status]).toEqual([200, 204]);
});

it('features and services are listed, and features asked for', async () => {
  const features = `${PROVIDERS}/Microsoft.Features`;
  const one = `${features}/providers/Microsoft.Storage/features/AllowSFTP`;
  expect((await get(one)).body).toEqual({
    properties: { state: 'NotRegistered' },
    id: one,
    type: 'Microsoft.Features/providers/features',
    name: 'Microsoft.Storage/AllowSFTP',
  });
  expect((await ask(sandbox, 'POST', `${one}/register`)).body.properties.state).toBe('Registering');
  sandbox.control.advance(30);
  expect((await get(`${features}/features`)).body.value).toContainEqual(
    expect.objectContaining({ id: one, properties: { state: 'Registered' } }),
  );
  expect(names(await get(`${features}/providers/microsoft.compute/features`))).toContain('Microsoft.Compute/EncryptionAtHost');
  expect((await get(`${features}/providers/Microsoft.Storage/features/None`)).status).toBe(404);
  const { body } = await get('/providers/microsoft.compute');
  expect([body.id, body.registrationState]).toEqual(['/providers/Microsoft.Compute', undefined]);
  expect((await get('/providers')).body.value.length).toBeGreaterThan(5);
});

describe('machines', () => {
  it('of a scale set are listed alone', async () => {
    const id = `${GROUP}/providers/Microsoft.Compute/virtualMachineScaleSets/set`;
    sandbox.control.putResources([machine('in-set', { properties: { virtualMachineScaleSet: { id } } })]);
    const list = `${GROUP}/providers/Microsoft.Compute/virtualMachines`;
    expect(names(await get(`${list}?$filter='virtualMachineScaleSet/id' eq '${id.toUpperCase()}'`))).toEqual(['in-set']);
    expect(names(await get(list))).toEqual(['in-set', 'vm']);
    expect((await get(`${list}?$filter=name eq 'vm'`)).status).toBe(400);
  });

  it('tell which patches they lack, and that they were asked', async () => {
    const { id } = machine('vm');
    const started = await ask(sandbox, 'POST', `${id}/assessPatches`);
    await finished(sandbox, started);
    const { body } = await get(started.headers['location']!);
    expect(body).toMatchObject({ status: 'Succeeded', criticalAndSecurityPatchCount: 0, availablePatches: [], error: null });
    const summary = { status: 'Succeeded', assessmentActivityId: body.assessmentActivityId };
    expect((await get(`${id}/instanceView`)).body.patchStatus.availablePatchSummary).toMatchObject(summary);
    const installation = { maximumDuration: 'PT2H', rebootSetting: 'IfRequired' };
    await finished(sandbox, await ask(sandbox, 'POST', `${id}/installPatches`, { body: installation }));
    await finished(sandbox, await ask(sandbox, 'POST', `${id}/deallocate`));
    expect((await get(`${id}/instanceView`)).body.patchStatus).toMatchObject({ lastPatchInstallationSummary: { installedPatchCount: 0 } });
    expect((await ask(sandbox, 'POST', `${id}/assessPatches`)).status).toBe(409);
  });
});

it('what is made is called as Azure calls it, however the client wrote its path', async () => {
  const disk = { location: 'westeurope', properties: { creationData: { createOption: 'Empty' } } };
  const { body } = await ask(sandbox, 'PUT', `${GROUP.toLowerCase()}/providers/microsoft.compute/disks/D1`, { body: disk });
  expect([body.id, body.type]).toEqual([`${GROUP}/providers/Microsoft.Compute/disks/D1`, 'Microsoft.Compute/disks']);
  const lock = `${machine('vm').id.toUpperCase()}/providers/microsoft.authorization/LOCKS/kept`;
  const locked = await ask(sandbox, 'PUT', lock, { body: { properties: { level: 'CanNotDelete' } } });
  expect(locked.body.id).toBe(`${machine('vm').id}/providers/Microsoft.Authorization/locks/kept`);
  const thing = `${GROUP.toUpperCase()}/providers/My.Own/Things/t`;
  expect((await ask(sandbox, 'PUT', thing, { body: {} })).body).toMatchObject({
    id: `${GROUP}/providers/My.Own/Things/t`,
    type: 'My.Own/Things',
  });
});

it('an identity of its own has a principal, and keeps it', async () => {
  const id = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id`;
  const made = await ask(sandbox, 'PUT', id, { body: { location: 'westeurope' } });
  const ids = { tenantId: sandbox.tenantId, principalId: expect.stringMatching(/^[0-9a-f-]{36}$/), clientId: expect.any(String) };
  expect([made.status, made.body.properties]).toEqual([201, ids]);
  expect((await ask(sandbox, 'PUT', id, { body: { location: 'westeurope', tags: { a: 'b' } } })).body.properties).toEqual(
    made.body.properties,
  );
});

it('the identities of a resource are shown as Azure does, whatever the client wrote, and go with their type', async () => {
  // The steps of Azure CLI's own test of `backup vault identity`, which writes the words in lower case.
  const own = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id`;
  const { principalId, clientId } = (await ask(sandbox, 'PUT', own, { body: { location: 'westeurope' } })).body.properties;
  const vault = `${GROUP}/providers/Microsoft.RecoveryServices/vaults/rsv`;
  await finished(
    sandbox,
    await ask(sandbox, 'PUT', vault, { body: { location: 'westeurope', sku: { name: 'Standard' }, properties: {} } }),
  );
  const assign = async (identity: object): Promise<unknown> => (await ask(sandbox, 'PATCH', vault, { body: { identity } })).body.identity;
  const system = { principalId: expect.any(String), tenantId: sandbox.tenantId };
  const userAssignedIdentities = { [own]: { principalId, clientId } };
  expect(await assign({ type: 'systemassigned' })).toEqual({ type: 'SystemAssigned', ...system });
  expect(await assign({ type: 'systemassigned, userassigned', userAssignedIdentities: { [own]: {} } })).toEqual({
    type: 'SystemAssigned, UserAssigned',
    ...system,
    userAssignedIdentities,
  });
  expect(await assign({ type: 'userassigned' })).toEqual({ type: 'UserAssigned', userAssignedIdentities });
  expect(await assign({ type: 'none' })).toEqual({ type: 'None' });
});

it('a region has nothing of what no service here has in it, and a public name is free until it is taken', async () => {
  expect((await get(`${PROVIDERS}/Microsoft.Storage/locations/West Europe/deletedAccounts`)).body).toEqual({ value: [] });
  expect((await get(`${PROVIDERS}/Microsoft.Storage/locations/atlantis/deletedAccounts`)).status).toBe(404);
  const free = (): Promise<boolean> =>
    get(`${PROVIDERS}/Microsoft.Network/locations/westeurope/CheckDnsNameAvailability?domainNameLabel=web`).then(
      ({ body }) => body.available,
    );
  expect(await free()).toBe(true);
  const address = { location: 'westeurope', properties: { dnsSettings: { domainNameLabel: 'web' } } };
  const { body } = await ask(sandbox, 'PUT', `${GROUP}/providers/Microsoft.Network/publicIPAddresses/web`, { body: address });
  expect(body.properties.dnsSettings).toEqual({ domainNameLabel: 'web', fqdn: 'web.westeurope.cloudapp.azure.com' });
  expect(await free()).toBe(false);
});

it('a member that is null says what one says that is absent, in what services and lists show too', async () => {
  const location = 'westeurope';
  const subnets = [{ name: 'a', properties: { addressPrefix: '10.0.0.0/24', routeTable: null } }];
  await ask(sandbox, 'PUT', NETWORK, { body: { location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets } } });
  const subnet = { id: `${NETWORK}/subnets/a` };
  const nic = `${GROUP}/providers/Microsoft.Network/networkInterfaces/nic`;
  const ipConfigurations = [{ name: 'i', properties: { privateIPAddress: null, publicIPAddress: null, subnet } }];
  await ask(sandbox, 'PUT', nic, { body: { location, properties: { networkSecurityGroup: null, ipConfigurations } } });
  expect((await get(nic)).body.properties.ipConfigurations[0].properties.privateIPAddress).toBe('10.0.0.4');
  const storageProfile = {
    dataDisks: null,
    osDisk: { name: null, caching: null, createOption: 'fromImage', managedDisk: { storageAccountType: null } },
  };
  const networkProfile = { networkInterfaces: [{ id: nic, properties: { deleteOption: null } }] };
  const properties = { availabilitySet: null, storageProfile, networkProfile };
  const made = machine('made').id;
  await finished(sandbox, await ask(sandbox, 'PUT', made, { body: { location, zones: null, identity: null, properties } }));
  const account = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stone`;
  const body = { location, kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: { accessTier: null, networkAcls: null } };
  await finished(sandbox, await ask(sandbox, 'PUT', account, { body }));
  expect((await get(account)).body.properties).toMatchObject({ accessTier: 'Hot', networkAcls: { defaultAction: 'Allow' } });
  for (const id of [NETWORK, nic, made, account]) expect((await get(id)).text).not.toContain(':null');
});

it('a subnet that is put again loses what is not sent, as clients take a security group off', async () => {
  const location = 'westeurope';
  const group = { id: `${GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg` };
  await ask(sandbox, 'PUT', group.id, { body: { location } });
  const subnets = [{ name: 'a', properties: { addressPrefix: '10.0.0.0/24', networkSecurityGroup: group } }];
  await ask(sandbox, 'PUT', NETWORK, { body: { location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets } } });
  expect((await ask(sandbox, 'DELETE', group.id)).body.error.code).toBe('InUseNetworkSecurityGroupCannotBeDeleted');
  const { body } = await get(`${NETWORK}/subnets/a`);
  await ask(sandbox, 'PUT', `${NETWORK}/subnets/a`, {
    body: { ...body, properties: { ...body.properties, networkSecurityGroup: undefined } },
  });
  expect((await get(`${NETWORK}/subnets/a`)).body.properties).toMatchObject({ addressPrefix: '10.0.0.0/24' });
  expect((await ask(sandbox, 'DELETE', group.id)).status).toBe(202);
});

it('what Azure does not change is refused, and stays', async () => {
  const location = 'westeurope';
  const made = machine('made').id;
  const storageProfile = {
    imageReference: { publisher: 'Canonical', offer: 'ubuntu', sku: 'server', version: 'latest' },
    osDisk: { createOption: 'fromImage' },
  };
  const properties = { storageProfile, osProfile: { computerName: 'made', adminUsername: 'a', adminPassword: 'b' } };
  await finished(sandbox, await ask(sandbox, 'PUT', made, { body: { location, zones: ['1'], properties } }));
  for (const [changed, body] of [
    ['imageReference', { properties: { storageProfile: { imageReference: { sku: 'other' } } } }],
    ['osProfile', { properties: { osProfile: { computerName: 'other' } } }],
    ['osDisk.createOption', { properties: { storageProfile: { osDisk: { createOption: 'Attach' } } } }],
    ['zones', { zones: ['2'] }],
  ] as const) {
    const { status, body: refusal } = await ask(sandbox, 'PATCH', made, { body });
    const message = `Changing property '${changed}' is not allowed.`;
    expect([status, refusal.error]).toEqual([409, { code: 'PropertyChangeNotAllowed', message, target: changed }]);
  }
  const { body: shown } = await get(made);
  await finished(sandbox, await ask(sandbox, 'PUT', made, { body: { ...shown, tags: { a: 'b' } } }));
  expect((await get(made)).body).toMatchObject({ tags: { a: 'b' }, zones: ['1'], properties: { osProfile: { computerName: 'made' } } });
});

it('disks do not shrink, and say what they are made from', async () => {
  const disk = `${GROUP}/providers/Microsoft.Compute/disks/d`;
  const missing = await ask(sandbox, 'PUT', disk, { body: { location: 'westeurope', properties: { diskSizeGB: 64 } } });
  expect([missing.status, missing.body.error.message]).toEqual([400, "Required parameter 'disk.creationData' is missing (null)."]);
  const properties = { creationData: { createOption: 'Empty' }, diskSizeGB: 64 };
  await finished(sandbox, await ask(sandbox, 'PUT', disk, { body: { location: 'westeurope', properties } }));
  const smaller = await ask(sandbox, 'PATCH', disk, { body: { properties: { diskSizeGB: 32 } } });
  expect([smaller.status, smaller.body.error.message]).toEqual([409, expect.stringContaining('cannot be resized down')]);
  expect((await get(disk)).body.properties.diskSizeGB).toBe(64);
});

it('two rules of a security group have not one priority and direction', async () => {
  const rule = (name: string, direction = 'Inbound'): object => ({
    name,
    properties: { priority: 100, direction, access: 'Allow', protocol: 'Tcp' },
  });
  const nsg = `${GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg`;
  const put = (...securityRules: object[]): Promise<Answer> =>
    ask(sandbox, 'PUT', nsg, { body: { location: 'westeurope', properties: { securityRules } } });
  expect((await put(rule('in'), rule('out', 'Outbound'))).status).toBe(201);
  const words =
    'Security rule in conflicts with rule twice. Rules cannot have the same Priority and Direction. To learn more, see aka.ms/nsgrules.';
  const whole = await put(rule('in'), rule('twice'));
  const one = await ask(sandbox, 'PUT', `${nsg}/securityRules/twice`, { body: rule('twice') });
  for (const { status, body } of [whole, one]) {
    expect([status, body.error]).toEqual([400, { code: 'SecurityRuleConflict', message: words, details: [] }]);
  }
  expect((await ask(sandbox, 'PUT', `${nsg}/securityRules/in`, { body: rule('in') })).status).toBe(200);
  for (const priority of [99, 4097]) {
    const { status, body } = await ask(sandbox, 'PUT', `${nsg}/securityRules/far`, { body: { properties: { priority } } });
    const message = `Security rule has invalid Priority. Value provided: ${priority} Allowed range 100-4096.`;
    expect([status, body.error]).toEqual([400, { code: 'SecurityRuleInvalidPriority', message, details: [] }]);
  }
});
