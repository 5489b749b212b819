import { beforeEach, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, emptySandbox, finished, GROUP, group, machine, SUBSCRIPTION, type Answer } from './sandboxCalls.ts';

const location = 'westeurope';
const SUBSCRIPTION_ID = `/subscriptions/${SUBSCRIPTION}`;
const NETWORK = `${GROUP}/providers/Microsoft.Network/virtualNetworks/net`;
const NIC = `${GROUP}/providers/Microsoft.Network/networkInterfaces/nic`;
const account = (name: string): string => `${GROUP}/providers/Microsoft.Storage/storageAccounts/${name}`;

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = emptySandbox();
});
const send = (method: string, path: string, body: object): Promise<Answer> => ask(sandbox, method, path, { body });
const refusal = ({ status, body }: Answer): unknown[] => [status, body?.error.code, body?.error.message];
const named = async (filter: string, list = 'resources'): Promise<unknown> => {
  const answer = await ask(sandbox, 'GET', `${SUBSCRIPTION_ID}/${list}?$filter=${encodeURIComponent(filter)}`);
  return answer.body.value?.map(({ name }: { readonly name: string }) => name) ?? refusal(answer);
};

it('lists of ARM take what is documented as their filter, and refuse the rest', async () => {
  sandbox.control.putResources([
    machine('web-1', { tags: { tier: 'web' } }),
    machine('web-2', { location: 'northeurope' }),
    machine('or and', { tags: { "it's": 'a or b', team: 'x' } }),
    { ...group(`${SUBSCRIPTION_ID}/resourceGroups/tagged`), tags: { team: 'x' } },
  ]);
  expect(await named("name eq 'web-1' or name eq 'WEB-2'")).toEqual(['web-1', 'web-2']);
  expect(await named("location eq 'northeurope' or tagName eq 'tier' and tagValue eq 'web'")).toEqual(['web-1', 'web-2']);
  expect(await named("substringof('EB', name) and location ne 'westeurope'")).toEqual(['web-2']);
  expect(await named("substringof('rg-o',resourceGroup) and name eq 'or and'")).toEqual(['or and']);
  expect(await named("startswith(tagName, 'ti')")).toEqual(['web-1']);
  expect(await named("tagValue eq 'a or b' and tagName eq 'it''s'")).toEqual([]);
  for (const filter of ['bogus', "name eq 'a' or", "contains(name, 'a')"]) {
    const refused = [400, 'InvalidFilterInQueryString', `Invalid $filter '${filter}' specified in the query string.`];
    expect([await named(filter), await named(filter, 'resourceGroups')]).toEqual([refused, refused]);
  }
  expect(await named("tagName eq 'team' and tagValue eq 'x'", 'resourceGroups')).toEqual(['tagged']);
});

it('a list of resources tells their state where it is asked for', async () => {
  await finished(sandbox, await send('PUT', NETWORK, { location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } }));
  const [plain] = (await ask(sandbox, 'GET', `${GROUP}/resources`)).body.value;
  const [expanded] = (await ask(sandbox, 'GET', `${GROUP}/resources?$top=10&$expand=createdTime,provisioningState`)).body.value;
  expect([plain.provisioningState, expanded.provisioningState]).toEqual([undefined, 'Succeeded']);
});

it('names of tags have no reserved characters', async () => {
  const thing = `${GROUP}/providers/Microsoft.Some/things/t`;
  const words = String.raw`have reserved characters '<,>,%,&,\,?,/' or control characters.`;
  const tags = { 'a/b': '1', fine: '2', '<c>': '3' };
  for (const [method, path, body] of [
    ['PUT', thing, { tags }],
    ['PATCH', GROUP, { tags }],
    ['PUT', `${GROUP}/providers/Microsoft.Resources/tags/default`, { properties: { tags } }],
  ] as const) {
    expect(refusal(await send(method, path, body))).toEqual([400, 'InvalidTagNameCharacters', `The tag names 'a/b,<c>' ${words}`]);
  }
  expect((await send('PUT', thing, { tags: { 'hidden-link:/subscriptions/x': 'Resource', Kostenträger: '<1>' } })).status).toBe(201);
});

it('kinds and redundancies of an account are those that there are', async () => {
  const refused = (what: string): unknown[] => [
    400,
    'InvalidValuesForRequestParameters',
    `Values for request parameters are invalid: ${what}.`,
  ];
  const put = (sku: string, kind: string): Promise<Answer> => send('PUT', account('stone'), { location, kind, sku: { name: sku } });
  expect(refusal(await put('Standard_XRS', 'StorageV2'))).toEqual(refused('sku'));
  expect(refusal(await put('Nope', 'StorageV3'))).toEqual(refused('kind, sku'));
  await finished(sandbox, await put('Standard_RAGZRS', 'StorageV2'));
  expect(refusal(await send('PATCH', account('stone'), { sku: { name: 'Standard_GSR' } }))).toEqual(refused('sku'));
  expect((await ask(sandbox, 'GET', account('stone'))).body.sku.name).toBe('Standard_RAGZRS');
});

it.each([
  ['10.0.0.300/16', 'InvalidAddressPrefixFormat', 'is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.'],
  ['10.0.0.0/33', 'InvalidAddressPrefixFormat', 'is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.'],
  ['10.0.0.0', 'InvalidAddressPrefixFormat', 'is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.'],
  ['10.0.0.1/24', 'InvalidCIDRNotation', 'the address prefix should be 10.0.0.0/24.'],
])('a network of %s is refused: %s', async (prefix, code, words) => {
  const space = await send('PUT', NETWORK, { location, properties: { addressSpace: { addressPrefixes: [prefix] } } });
  expect(refusal(space)).toEqual([400, code, expect.stringContaining(words)]);
  expect(space.body.error.message).toContain(`${prefix} ${code === 'InvalidCIDRNotation' ? 'in' : 'of'} resource ${NETWORK} `);
  await send('PUT', NETWORK, { location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/8', 'fd00::/48'] } } });
  expect((await send('PUT', `${NETWORK}/subnets/s`, { properties: { addressPrefix: prefix } })).body.error.code).toBe(code);
  expect((await send('PUT', `${NETWORK}/subnets/s`, { properties: { addressPrefix: '10.0.0.128/25' } })).status).toBe(201);
});

it('an interface has one machine', async () => {
  const networkProfile = { networkInterfaces: [{ id: NIC }] };
  await send('PUT', NIC, { location, properties: {} });
  await finished(sandbox, await send('PUT', machine('first').id, { location, properties: { networkProfile } }));
  const thief = await send('PUT', machine('second').id, { location, properties: { networkProfile } });
  expect(refusal(thief)).toEqual([400, 'NicInUse', `Network Interface ${NIC} is used by existing resource ${machine('first').id}.`]);
  expect((await ask(sandbox, 'GET', NIC)).body.properties.virtualMachine.id).toBe(machine('first').id);
  expect((await ask(sandbox, 'GET', machine('second').id)).status).toBe(404);
  expect((await send('PUT', machine('first').id, { location, properties: { networkProfile } })).status).toBe(200);
});

it('what is missing is named: a machine by itself, the network of a subnet as its parent', async () => {
  const view = await ask(sandbox, 'GET', `${machine('none').id}/instanceView`);
  expect(refusal(view)).toEqual([404, 'ResourceNotFound', expect.stringContaining("'Microsoft.Compute/virtualMachines/none' under")]);
  for (const [method, verb] of [
    ['GET', 'read'],
    ['PUT', 'write'],
    ['DELETE', 'delete'],
  ] as const) {
    const { status, body } = await ask(sandbox, method, `${NETWORK}/subnets/s`, { ...(method === 'PUT' && { body: { properties: {} } }) });
    expect([status, body.error.code]).toEqual([404, 'ParentResourceNotFound']);
    expect(body.error.message).toBe(
      `Failed to perform '${verb}' on resource(s) of type 'Microsoft.Network/virtualNetworks/subnets', because the parent resource '${NETWORK}' could not be found.`,
    );
  }
});

it('a sign-in of another kind is told from none', async () => {
  const { status, headers, body } = await ask(sandbox, 'GET', GROUP, { headers: { authorization: 'Basic dTpw' } });
  expect([status, body.error.code]).toEqual([401, 'AuthenticationFailedInvalidHeader']);
  expect(headers['www-authenticate']).toContain('Bearer authorization_uri=');
});

it('a failover with the details of another kind of replication is refused, and a page after nonsense is not the last one', async () => {
  sandbox = createSandbox({ clock: 'manual' });
  const items = sandbox.world.store.list(
    'microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers/replicationprotecteditems',
  );
  const item = items.find(({ properties }) => String(properties?.['allowedOperations']).includes('UnplannedFailover'))!;
  const body = (instanceType: string): object => ({
    properties: { failoverDirection: 'PrimaryToRecovery', sourceSiteOperations: 'NotRequired', providerSpecificDetails: { instanceType } },
  });
  const refused = await send('POST', `${item.id}/unplannedFailover`, body('HyperVReplicaAzure'));
  expect([refused.status, refused.body.error.details[0].code]).toEqual([400, 'InvalidInput']);
  expect((await send('POST', `${item.id}/unplannedFailover`, body('A2A'))).status).toBe(202);
  const list = `${item.id.split('/').slice(0, 9).join('/')}/replicationProtectedItems`;
  expect((await ask(sandbox, 'GET', list)).body.value.length).toBeGreaterThan(0);
  for (const key of ['skipToken', '$skiptoken']) {
    const answer = await ask(sandbox, 'GET', `${list}?${key}=nonsense`);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'InvalidSkipToken']);
  }
});

it('a machine and its interface, an interface and its network, lie in one region', async () => {
  await send('PUT', NETWORK, { location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } });
  await send('PUT', `${NETWORK}/subnets/s`, { properties: { addressPrefix: '10.0.0.0/24' } });
  const subnet = { id: `${NETWORK}/subnets/s` };
  const nic = (where: string): Promise<Answer> =>
    send('PUT', NIC, { location: where, properties: { ipConfigurations: [{ name: 'ip', properties: { subnet } }] } });
  const words = (what: string, by: string): unknown[] => [
    400,
    'InvalidResourceReference',
    `Resource ${what} referenced by resource ${by} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
  ];
  expect(refusal(await nic('northeurope'))).toEqual(words(subnet.id, NIC));
  expect((await nic('West Europe')).status).toBe(201);
  const networkProfile = { networkInterfaces: [{ id: NIC }] };
  const vm = await send('PUT', machine('vm').id, { location: 'northeurope', properties: { networkProfile } });
  expect(refusal(vm)).toEqual(words(NIC, machine('vm').id));
});

it('a machine that is being deleted takes no change, and one of its name that is made since stays', async () => {
  const { id } = machine('vm');
  const make = (): Promise<Answer> => send('PUT', id, { location, properties: {} });
  await finished(sandbox, await make());
  await ask(sandbox, 'DELETE', id);
  const refused = (operation: string): unknown[] => [
    409,
    'OperationNotAllowed',
    `Operation '${operation}' is not allowed on VM 'vm' since the VM is marked for deletion. You can only retry the Delete operation (or wait for an ongoing one to complete).`,
  ];
  expect(refusal(await ask(sandbox, 'POST', `${id}/start`))).toEqual(refused('start'));
  expect(refusal(await send('PATCH', id, { tags: {} }))).toEqual(refused('Update VM'));
  expect(refusal(await make())).toEqual(refused('Update VM'));
  sandbox.control.advance(30);
  expect((await ask(sandbox, 'DELETE', id)).status).toBe(202);
  sandbox.control.advance(15);
  expect((await ask(sandbox, 'GET', id)).status).toBe(404);
  expect((await make()).status).toBe(201);
  sandbox.control.advance(60);
  expect((await ask(sandbox, 'GET', id)).body.properties.provisioningState).toBe('Succeeded');
});

it('an account that is being failed over takes no other change, and says so', async () => {
  const id = account('stone');
  await finished(sandbox, await send('PUT', id, { location, sku: { name: 'Standard_RAGRS' }, kind: 'StorageV2' }));
  sandbox.control.advance(3600);
  const begun = await ask(sandbox, 'POST', `${id}/failover`);
  expect(begun.status).toBe(202);
  const refused = [
    409,
    'StorageAccountOperationInProgress',
    'An operation is currently performing on this storage account that requires exclusive access.',
  ];
  expect(refusal(await ask(sandbox, 'POST', `${id}/failover`))).toEqual(refused);
  expect(refusal(await send('PATCH', id, { tags: {} }))).toEqual(refused);
  expect(refusal(await send('PUT', id, { location, sku: { name: 'Standard_LRS' }, kind: 'StorageV2' }))).toEqual(refused);
  expect(refusal(await ask(sandbox, 'DELETE', id))).toEqual(refused);
  expect((await ask(sandbox, 'GET', id)).body.properties.failoverInProgress).toBe(true);
  sandbox.control.advance(1800);
  const { sku, properties } = (await ask(sandbox, 'GET', id)).body;
  expect([sku.name, properties.primaryLocation, 'failoverInProgress' in properties]).toEqual(['Standard_LRS', 'northeurope', false]);
  expect((await ask(sandbox, 'DELETE', id)).status).toBe(200);
  expect((await ask(sandbox, 'DELETE', id)).status).toBe(204);
});

it('what is under way does not come back into a group that was deleted meanwhile', async () => {
  const begun = await send('PUT', account('stone'), { location, sku: { name: 'Standard_LRS' }, kind: 'StorageV2' });
  sandbox.control.deleteResource(GROUP);
  expect((await finished(sandbox, begun)).status).toBe(404);
  expect((await ask(sandbox, 'GET', GROUP)).status).toBe(404);
});

it.each([
  ['disk', 'Microsoft.Compute/disks/thing', { creationData: { createOption: 'Empty' }, diskSizeGB: 8 }],
  ['network', 'Microsoft.Network/virtualNetworks/thing', { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } }],
])('a %s that was deleted twice can be made anew between the ends of both', async (_, name, properties) => {
  const id = `${GROUP}/providers/${name}`;
  const make = (): Promise<Answer> => send('PUT', id, { location, properties });
  await finished(sandbox, await make());
  for (let i = 0; i < 2; i++) {
    expect((await ask(sandbox, 'DELETE', id)).status).toBe(202);
    sandbox.control.advance(1);
  }
  // The first deletion ends a second before the other.
  for (let i = 0; (await ask(sandbox, 'GET', id)).status === 200; i++) {
    expect(i).toBeLessThan(60);
    sandbox.control.advance(0.5);
  }
  await make();
  sandbox.control.advance(60);
  expect((await ask(sandbox, 'GET', id)).status).toBe(200);
});

it('a conversion that waits its turn leaves nothing of an account that is gone', async () => {
  await finished(sandbox, await send('PUT', account('stone'), { location, sku: { name: 'Standard_LRS' }, kind: 'StorageV2' }));
  await send('POST', `${account('stone')}/startAccountMigration`, { properties: { targetSkuName: 'Standard_ZRS' } });
  await finished(sandbox, await ask(sandbox, 'DELETE', GROUP));
  sandbox.control.advance(200_000);
  expect((await ask(sandbox, 'GET', GROUP)).status).toBe(404);
});
