import { validateHeaderValue } from 'node:http';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controlReply, type ControlReply } from '../../src/sandbox/door/controlReply.ts';
import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, emptySandbox, GROUP, machine, SUBSCRIPTION } from './sandboxCalls.ts';

const IN_GROUP = `${GROUP}/providers`;
const GRAPH = '/providers/Microsoft.ResourceGraph/resources';

function control(sandbox: Sandbox, method: string, path: string, body?: unknown, query = ''): ControlReply {
  const text = body === undefined ? '' : JSON.stringify(body);
  return controlReply(sandbox.control, { method, path, query: new URLSearchParams(query), body: text });
}

describe('a body of the wrong shape', () => {
  it.each([
    ['Microsoft.Compute/disks/d', { location: 'westeurope', sku: { name: -1 } }],
    ['Microsoft.Compute/disks/d', { location: 5 }],
    ['Microsoft.Compute/disks/d', { location: 'westeurope', properties: { diskSizeGB: 'big' } }],
    ['Microsoft.Compute/virtualMachines/v', { location: 'westeurope', properties: [] }],
    ['Microsoft.Compute/virtualMachines/v', { location: 'westeurope', properties: { storageProfile: { dataDisks: [null] } } }],
    [
      'Microsoft.Compute/virtualMachines/v',
      { location: 'westeurope', properties: { storageProfile: { osDisk: { managedDisk: { id: 'x' } } } } },
    ],
    ['Microsoft.Storage/storageAccounts/account1', { location: 'westeurope', tags: 'x' }],
    ['Microsoft.Network/virtualNetworks/net', { location: 'westeurope', properties: { subnets: {} } }],
    ['Contoso.Widgets/gadgets/g', { kind: {} }],
  ])('%s %j is refused with 400', async (path, body) => {
    const { status, body: answer } = await ask(emptySandbox(), 'PUT', `${IN_GROUP}/${path}`, { body });
    expect(status).toBe(400);
    expect(answer.error.message).toMatch(/\.$/);
  });

  it('is refused when it is too large or too deep', async () => {
    const sandbox = emptySandbox();
    const deep = (depth: number): string => `{"location":"westeurope","properties":${'{"a":'.repeat(depth)}1${'}'.repeat(depth + 1)}`;
    const put = (body: string) => ask(sandbox, 'PUT', `${IN_GROUP}/Contoso.Widgets/gadgets/g`, { body });
    expect((await put(deep(50))).status).toBe(201);
    expect((await put(deep(20_000))).body.error.code).toBe('InvalidRequestContent');
    expect((await put(JSON.stringify({ tags: { a: 'x'.repeat(2 ** 22) } }))).status).toBe(413);
    const seed = {
      method: 'PUT',
      path: '/resources',
      query: new URLSearchParams(),
      body: `{"id":"${machine('vm').id}",${deep(20_000).slice(1)}`,
    };
    expect(controlReply(sandbox.control, seed)).toMatchObject({ status: 400, body: { error: 'The body is nested too deeply.' } });
  });

  it('is never answered with 500, nor does it spoil what others read', { timeout: 60_000 }, async () => {
    const types = [
      'Microsoft.Compute/virtualMachines',
      'Microsoft.Compute/disks',
      'Microsoft.Storage/storageAccounts',
      'Microsoft.Network/virtualNetworks',
      'Microsoft.Network/loadBalancers',
      'Microsoft.Network/networkInterfaces',
      'Microsoft.RecoveryServices/vaults',
      'Contoso.Widgets/gadgets',
    ];
    const member = fc.constantFrom(
      ...'location tags sku name zones kind osDisk dataDisks managedDisk id storageProfile networkProfile networkInterfaces'.split(' '),
      ...'subnets addressSpace addressPrefixes ipConfigurations properties instanceView statuses vmSize hardwareProfile'.split(' '),
      ...'identity type userAssignedIdentities backendAddressPools loadBalancerBackendAddressPools frontendIPConfigurations'.split(' '),
    );
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, 5, '', 'x', true),
        fc.array(tie('json'), { maxLength: 2 }),
        fc.dictionary(member, tie('json'), { maxKeys: 4 }),
      ),
    }));
    const body = fc
      .record({ location: fc.constant('westeurope'), properties: json })
      .chain((whole) => fc.dictionary(member, json, { maxKeys: 2 }).map((more) => Object.assign(more, whole)));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), body, fc.boolean(), async (type, sent, seeded) => {
        const sandbox = emptySandbox();
        const id = `${IN_GROUP}/${type}/thing1`;
        const requests: [string, string, unknown?][] = [
          ['PATCH', id, sent],
          ['GET', id],
          ['GET', `${id}?$expand=instanceView`],
          ['GET', `/subscriptions/${SUBSCRIPTION}/providers/${type}`],
          ['GET', `${GROUP}/resources`],
          ['POST', GRAPH, { query: 'resources | order by id asc' }],
          ['DELETE', id],
        ];
        if (seeded) expect(control(sandbox, 'PUT', '/resources', { ...sent, id }).status).toBeLessThan(500);
        else requests.unshift(['PUT', id, sent]);
        for (const [method, path, content] of requests) {
          const { status, text } = await ask(sandbox, method, path, content === undefined ? {} : { body: content });
          expect(status, `${method} ${path}: ${text}`).toBeLessThan(500);
        }
      }),
      { numRuns: 350, seed: 21 },
    );
  });
});

describe('control calls', () => {
  it.each(['/', '/x', '/subscriptions', `${GROUP}/providers`, `${IN_GROUP}/Microsoft.Compute`, `${IN_GROUP}/Microsoft.Compute/disks`, 'x'])(
    'refuse to put what ARM could not name: %s',
    (id) => {
      const reply = control(emptySandbox(), 'PUT', '/resources', { resources: [machine('good'), { id }] });
      expect(reply.status).toBe(400);
      expect(reply.body['error']).toContain('id');
    },
  );

  it('put nothing of a list in which one is wrong', async () => {
    const sandbox = emptySandbox();
    expect(control(sandbox, 'PUT', '/resources', { resources: [machine('vm'), { ...machine('other'), name: 5 }] }).status).toBe(400);
    expect((await ask(sandbox, 'GET', machine('vm').id)).status).toBe(404);
  });

  it('take a null for what is not there, and an id with more slashes than it needs', async () => {
    const sandbox = emptySandbox();
    const { id } = machine('vm');
    const put = { id: `/${id.replace('/providers/', '//providers/')}/`, name: null, location: null, tags: null, properties: null };
    expect(control(sandbox, 'PUT', '/resources', put).status).toBe(200);
    const { body } = await ask(sandbox, 'GET', id);
    expect(body).toMatchObject({ id, name: 'vm', type: 'Microsoft.Compute/virtualMachines' });
  });

  it('put a machine as ARM shows it: what it carries in `resources` are its extensions', async () => {
    const sandbox = emptySandbox();
    const { id } = machine('vm');
    const extension = {
      id: `${id}/extensions/agent`,
      name: 'agent',
      type: 'Microsoft.Compute/virtualMachines/extensions',
      location: 'westeurope',
    };
    const put = machine('vm', { resources: [extension, null, 5, { id: 7 }, { id: `${IN_GROUP}/Microsoft.Compute/disks/stranger` }] });
    expect(control(sandbox, 'PUT', '/resources', put).body).toEqual({ ok: true, put: 1 });
    expect((await ask(sandbox, 'GET', id)).body.name).toBe('vm');
    expect((await ask(sandbox, 'GET', `${id}/extensions`)).body.value).toEqual([extension]);
    expect((await ask(sandbox, 'GET', `${IN_GROUP}/Microsoft.Compute/disks`)).body.value).toEqual([]);
  });

  it('put a child without its parent, and a subnet into its network', async () => {
    const sandbox = emptySandbox();
    const orphan = `${IN_GROUP}/Contoso.Widgets/gadgets/none/parts/one`;
    const subnets = `${IN_GROUP}/Microsoft.Network/virtualNetworks/net/subnets`;
    for (const id of [orphan, `${subnets}/a`, `${subnets}/b`, `${subnets}/A`]) control(sandbox, 'PUT', '/resources', { id });
    expect((await ask(sandbox, 'GET', orphan)).status).toBe(200);
    expect((await ask(sandbox, 'GET', `${IN_GROUP}/Contoso.Widgets/gadgets/none/parts`)).body.value).toHaveLength(1);
    expect((await ask(sandbox, 'GET', `${IN_GROUP}/Contoso.Widgets/gadgets/other/parts`)).status).toBe(404);
    expect((await ask(sandbox, 'GET', `${subnets}/b`)).body.name).toBe('b');
    expect((await ask(sandbox, 'GET', subnets)).body.value.map(({ name }: { name: string }) => name)).toEqual(['b', 'A']);
    expect((await ask(sandbox, 'GET', subnets.replace('/subnets', ''))).body.properties.subnets).toHaveLength(2);
  });

  it('never leave the clock at a time that cannot be written', () => {
    const sandbox = emptySandbox();
    const before = sandbox.control.now();
    for (const body of [{ advanceSeconds: 1e300 }, { advanceSeconds: 1e12 }, { now: '+200000-01-01T00:00:00Z' }, { now: '1066-10-14' }]) {
      expect(control(sandbox, 'POST', '/clock', body)).toMatchObject({ status: 400, body: { error: expect.stringContaining('9999') } });
    }
    expect(sandbox.control.now()).toEqual(before);
  });

  it.each([{ 'bad name': 'x' }, { name: 'two\nlines' }, { name: {} }])('refuse headers that cannot be sent: %j', (headers) => {
    expect(control(emptySandbox(), 'POST', '/faults', { path: 'x', status: 429, headers }).status).toBe(400);
  });

  it('take a number for a header', async () => {
    const sandbox = emptySandbox();
    expect(control(sandbox, 'POST', '/faults', { path: 'subscriptions', status: 429, headers: { 'Retry-After': 3 } }).status).toBe(200);
    expect((await ask(sandbox, 'GET', '/subscriptions')).headers['retry-after']).toBe('3');
  });

  it('plant faults on paths and queries however they are encoded', async () => {
    const sandbox = emptySandbox();
    expect(control(sandbox, 'POST', '/faults', { path: '/a;b\\?.*\\$top=', status: 503, times: 2 }).status).toBe(200);
    for (const path of ['a%3Bb?%24top=1', 'a;b?$top=1']) expect((await ask(sandbox, 'GET', `/subscriptions/${path}`)).status).toBe(503);
    control(sandbox, 'POST', '/faults', { path: '%zz', status: 503 });
    expect((await ask(sandbox, 'GET', '/%zz')).status).toBe(503);
  });

  it('make, name and drop a subscription, and Resource Graph sees it', async () => {
    const sandbox = emptySandbox();
    const id = '/subscriptions/99999999-2222-4333-8444-555555555555';
    const names = async (): Promise<string[]> => {
      const query = 'resourcecontainers | where type =~ "microsoft.resources/subscriptions" | project name';
      const { body } = await ask(sandbox, 'POST', GRAPH, { body: { query, options: { resultFormat: 'objectArray' } } });
      return body.data.map(({ name }: { name: string }) => name);
    };
    expect(await names()).not.toContain('Seeded');
    control(sandbox, 'PUT', '/resources', { id, displayName: 'Seeded' });
    expect(await names()).toContain('Seeded');
    expect((await ask(sandbox, 'GET', id)).body.displayName).toBe('Seeded');
    expect(control(sandbox, 'DELETE', '/resources', undefined, `id=${id}`).body['deleted']).toBe(true);
    expect(await names()).not.toContain('Seeded');
    expect((await ask(sandbox, 'GET', id)).status).toBe(404);
    control(sandbox, 'PUT', '/resources', { id });
    expect((await ask(sandbox, 'GET', id)).body.displayName).toBe('Subscription 99999999');
  });

  it('know a region however it is written', async () => {
    const sandbox = emptySandbox();
    control(sandbox, 'PUT', '/resources', machine('vm', { location: 'West Europe' }));
    const usages = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Compute/locations/westeurope/usages`;
    const { body } = await ask(sandbox, 'GET', usages);
    expect(body.value.find(({ name }: any) => name.value === 'virtualMachines').currentValue).toBe(1);
    control(sandbox, 'POST', '/outage', { region: 'westeurope', state: 'down' });
    expect((await ask(sandbox, 'GET', `${machine('vm').id}/instanceView`)).status).toBe(504);
    control(sandbox, 'POST', '/outage', { region: 'WestEurope', state: 'up' });
    const { body: view } = await ask(sandbox, 'GET', `${machine('vm').id}/instanceView`);
    expect(view.statuses.at(-1).code).toBe('PowerState/running');
    expect(control(sandbox, 'POST', '/outage', { region: 'westeurope', state: 'down', answers: 'maybe' }).status).toBe(400);
  });
});

describe('names', () => {
  it('with parentheses, blanks and other alphabets are found however they are encoded', async () => {
    const sandbox = emptySandbox();
    const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/Grüße (1)`;
    const id = `${group}/providers/Microsoft.Compute/virtualMachines/vm (2) 50%`;
    control(sandbox, 'PUT', '/resources', { id, location: 'westeurope' });
    for (const path of [encodeURI(id), encodeURI(id).replaceAll('(', '%28').replaceAll(')', '%29')]) {
      const { status, body } = await ask(sandbox, 'GET', path);
      expect([status, body.id]).toEqual([200, id]);
    }
    const restart = await ask(sandbox, 'POST', `${encodeURI(id)}/restart`);
    const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/tresor-箱`;
    control(sandbox, 'PUT', '/resources', { id: vault, location: 'westeurope' });
    const fabric = { properties: { customDetails: { instanceType: 'Azure', location: 'westeurope' } } };
    const made = await ask(sandbox, 'PUT', `${encodeURI(vault)}/replicationFabrics/f`, { body: fabric });
    expect(made.status).toBe(202);
    for (const headers of [restart.headers, made.headers]) {
      for (const value of Object.values(headers)) expect(() => validateHeaderValue('x', value)).not.toThrow();
      expect((await ask(sandbox, 'GET', headers['azure-asyncoperation']!)).status).toBe(200);
    }
    const lock = `${encodeURI(group)}/providers/Microsoft.Authorization/locks/l`;
    expect((await ask(sandbox, 'PUT', lock, { body: { properties: { level: 'CanNotDelete' } } })).status).toBe(201);
    expect((await ask(sandbox, 'DELETE', encodeURI(id))).body.error.code).toBe('ScopeLocked');
  });

  it.each([undefined, 'West Europe', 'a/b c'])('of regions never break the address of an operation: %s', async (location) => {
    const sandbox = emptySandbox();
    const { id } = machine('vm');
    control(sandbox, 'PUT', '/resources', { id, location });
    const { status, headers } = await ask(sandbox, 'POST', `${id}/restart`);
    expect(status).toBe(202);
    sandbox.control.advance(3600);
    expect((await ask(sandbox, 'GET', headers['azure-asyncoperation']!)).body.status).toBe('Succeeded');
    expect((await ask(sandbox, 'GET', headers['location']!)).status).toBe(200);
  });
});
