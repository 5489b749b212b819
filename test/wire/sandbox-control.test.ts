import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/createSandbox.ts';
import { controlReply, type ControlReply } from '../../src/sandbox/door/controlReply.ts';
import { ask, emptySandbox, GROUP, machine, SUBSCRIPTION } from './sandboxCalls.ts';

const LIST = `/subscriptions/${SUBSCRIPTION}/resourceGroups`;

describe('the clock', () => {
  it('goes back only while nothing was changed since start or reset', () => {
    const { control } = createSandbox({ clock: 'manual', empty: true });
    expect(control.setClock(new Date('2020-01-01T00:00:00Z'))).toEqual(new Date('2020-01-01T00:00:00Z'));
    control.putResources([machine('vm')]);
    expect(() => control.setClock(new Date('2019-01-01T00:00:00Z'))).toThrow(/only as long as nothing/);
    expect(control.setClock(new Date('2021-01-01T00:00:00Z'))).toEqual(new Date('2021-01-01T00:00:00Z'));
    control.reset();
    expect(control.setClock(new Date('2019-01-01T00:00:00Z'))).toEqual(new Date('2019-01-01T00:00:00Z'));
  });

  it('is not held by reading, but by an operation that only began', async () => {
    const sandbox = emptySandbox();
    sandbox.control.reset();
    await ask(sandbox, 'GET', '/subscriptions');
    sandbox.control.setClock(new Date('2020-01-01T00:00:00Z'));
    sandbox.control.reset();
    sandbox.control.putResources([machine('vm')]);
    await ask(sandbox, 'POST', `${machine('vm').id}/deallocate`);
    expect(() => sandbox.control.setClock(new Date('2019-01-01T00:00:00Z'))).toThrow();
  });

  it('lets what is due happen in order, however far it is moved', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources([machine('vm')]);
    await ask(sandbox, 'POST', `${machine('vm').id}/deallocate`);
    await ask(sandbox, 'POST', `${machine('vm').id}/powerOff`);
    sandbox.control.advance(3600);
    const { body } = await ask(sandbox, 'GET', `${machine('vm').id}/instanceView`);
    // The power-off ends first (15 s), the deallocation last (35 s).
    expect(body.statuses.at(-1).code).toBe('PowerState/deallocated');
  });

  it('runs by itself, so many times faster, and Retry-After shrinks with it', async () => {
    let now = 0;
    const sandbox = createSandbox({ clock: 'real', speed: 5, empty: true }, { realNow: () => now });
    sandbox.control.putResources([machine('vm')]);
    const stop = await ask(sandbox, 'POST', `${machine('vm').id}/powerOff`);
    expect(stop.headers['retry-after']).toBe('2');
    now += 3100;
    expect(sandbox.control.now().getTime()).toBe(15_500);
    expect((await ask(sandbox, 'GET', stop.headers['azure-asyncoperation']!)).body.status).toBe('Succeeded');
  });
});

describe('faults', () => {
  it('answer the next matching requests, and no more than told', async () => {
    const sandbox = emptySandbox();
    sandbox.control.addFault({
      method: 'get',
      path: 'RESOURCEgroups\\?',
      status: 429,
      headers: { 'Retry-After': '7' },
      body: { error: { code: 'X' } },
      times: 2,
    });
    expect((await ask(sandbox, 'PUT', `${LIST}/g`, { body: { location: 'eastus' } })).status).toBe(201);
    for (let i = 0; i < 2; i++) {
      const { status, headers, body } = await ask(sandbox, 'GET', LIST);
      expect([status, headers['retry-after'], body.error.code]).toEqual([429, '7', 'X']);
      expect(headers['x-ms-request-id']).toBeDefined();
    }
    expect((await ask(sandbox, 'GET', LIST)).status).toBe(200);
  });

  it('delay, or cut the connection', async () => {
    const sandbox = emptySandbox();
    sandbox.control.addFault({ path: '/resourceGroups', delayMs: 40 });
    const start = performance.now();
    expect((await ask(sandbox, 'GET', LIST)).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(39);
    sandbox.control.addFault({ path: '/resourceGroups', reset: true });
    await expect(ask(sandbox, 'GET', LIST)).rejects.toThrow(/cut the connection/);
    expect(sandbox.control.requests().map(({ status }) => status)).toEqual([200, 0]);
  });

  it('of jobs are taken once, by the scenario', () => {
    const { world, control } = emptySandbox();
    control.addFault({ operation: 'EnableDr', errorCode: '150097' });
    expect(world.takeJobFault('TestFailover')).toBeUndefined();
    expect(world.takeJobFault('EnableDr')?.errorCode).toBe('150097');
    expect(world.takeJobFault('EnableDr')).toBeUndefined();
  });
});

describe('an outage', () => {
  it('stops machines, refuses changes, shows in service health and in storage, and ends', async () => {
    const sandbox = emptySandbox();
    const account = {
      id: `${GROUP}/providers/Microsoft.Storage/storageAccounts/a`,
      name: 'a',
      type: 'Microsoft.Storage/storageAccounts',
      location: 'westeurope',
      sku: { name: 'Standard_GRS' },
      properties: { secondaryLocation: 'northeurope' },
    };
    const elsewhere = `/subscriptions/${SUBSCRIPTION}/resourceGroups/Far/providers/Microsoft.Some/things/t`;
    sandbox.control.putResources([
      machine('vm'),
      machine('off'),
      account,
      { id: elsewhere, name: 't', type: 'Microsoft.Some/things', location: 'eastus' },
    ]);
    await ask(sandbox, 'POST', `${machine('off').id}/deallocate`);
    sandbox.control.advance(100);
    const power = async (name: string): Promise<string> => {
      // Of a machine in a region that is down, Resource Graph tells.
      const query = `resources | where id =~ '${machine(name).id}' | project code = properties.extended.instanceView.powerState.code`;
      const body = { subscriptions: [SUBSCRIPTION], query };
      return (await ask(sandbox, 'POST', '/providers/Microsoft.ResourceGraph/resources', { body })).body.data[0].code;
    };
    const sync = async (): Promise<{ status: string; lastSyncTime: string }> =>
      (await ask(sandbox, 'GET', `${account.id}?$expand=geoReplicationStats`)).body.properties.geoReplicationStats;

    sandbox.control.setOutage('West Europe', 'down');
    expect([await power('vm'), await power('off')]).toEqual(['PowerState/stopped', 'PowerState/deallocated']);
    const before = await sync();
    expect(before.status).toBe('Unavailable');
    sandbox.control.advance(3600);
    expect((await sync()).lastSyncTime).toBe(before.lastSyncTime);
    for (const [method, path, body] of [
      ['POST', `${machine('vm').id}/start`, undefined],
      ['PUT', machine('new').id, { location: 'westeurope' }],
      ['DELETE', machine('vm').id, undefined],
    ] as const) {
      const { status, body: answer } = await ask(sandbox, method, path, { body });
      expect([status, answer.error.code]).toEqual([503, 'ServiceUnavailable']);
    }
    const health = `${machine('vm').id}/providers/Microsoft.ResourceHealth/availabilityStatuses/current`;
    expect((await ask(sandbox, 'GET', health.replace('/current', ''))).body.value).toEqual([(await ask(sandbox, 'GET', health)).body]);
    expect((await ask(sandbox, 'GET', health)).body.properties).toMatchObject({
      availabilityState: 'Unavailable',
      reasonType: 'Unplanned',
    });
    // The group's region is up, the resource's too.
    expect((await ask(sandbox, 'PATCH', elsewhere, { body: { tags: {} } })).status).toBe(200);
    const events = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ResourceHealth/events`;
    expect((await ask(sandbox, 'GET', events)).body.value[0].properties).toMatchObject({ eventType: 'ServiceIssue', status: 'Active' });

    sandbox.control.setOutage('westeurope', 'up');
    expect([await power('vm'), await power('off')]).toEqual(['PowerState/running', 'PowerState/deallocated']);
    expect((await ask(sandbox, 'GET', events)).body.value[0].properties.status).toBe('Resolved');
    expect((await ask(sandbox, 'POST', `${machine('vm').id}/restart`)).status).toBe(202);
    expect((await sync()).status).toBe('Live');
    const statuses = await ask(sandbox, 'GET', `${GROUP}/providers/Microsoft.ResourceHealth/availabilityStatuses`);
    const states = statuses.body.value.map(
      (one: { properties: { availabilityState: string; reasonType?: string } }) => one.properties.reasonType,
    );
    expect(states).toEqual(['Customer Initiated', 'Customer Initiated']);
    sandbox.control.advance(60);
    expect((await ask(sandbox, 'GET', health)).body.properties.availabilityState).toBe('Available');
  });
});

describe('seed and reset', () => {
  it('the same seed gives the same bytes, another seed others', async () => {
    const transcript = async (seed: number): Promise<string> => {
      const sandbox = createSandbox({ clock: 'manual', seed }, { realNow: () => 0 });
      const [subscription] = sandbox.world.store.subscriptions.keys();
      const answers = [
        await ask(sandbox, 'GET', `/subscriptions/${subscription}/providers/Microsoft.Compute/virtualMachines?statusOnly=true`),
        await ask(sandbox, 'PUT', `/subscriptions/${subscription}/resourceGroups/g`, { body: { location: 'eastus' } }),
        await ask(sandbox, 'PUT', `/subscriptions/${subscription}/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/net`, {
          body: { location: 'eastus' },
        }),
      ];
      return JSON.stringify(answers.map(({ status, headers, text }) => [status, headers, text]));
    };
    expect(await transcript(3)).toBe(await transcript(3));
    expect(await transcript(3)).not.toBe(await transcript(4));
  });

  it('reset goes back to the seed, the starting time, and forgets faults, outages and the log', async () => {
    const sandbox = createSandbox({ clock: 'manual' });
    const start = sandbox.control.now();
    const ids = (): string[] => sandbox.world.store.list('microsoft.compute/virtualmachines').map(({ id }) => id);
    const seeded = ids();
    expect(seeded.length).toBeGreaterThan(0);
    sandbox.control.putResources([machine('vm')]);
    sandbox.control.deleteResource(seeded[0]!);
    sandbox.control.addFault({ path: '.', status: 500 });
    sandbox.control.setOutage('westeurope', 'down');
    sandbox.control.advance(60);
    await ask(sandbox, 'GET', '/subscriptions');
    sandbox.control.reset();
    expect(ids()).toEqual(seeded);
    expect(sandbox.control.now()).toEqual(start);
    expect(sandbox.control.requests()).toEqual([]);
    expect(sandbox.world.outages.regions()).toEqual([]);
    expect((await ask(sandbox, 'GET', '/subscriptions')).status).toBe(200);
  });

  it('empty has subscriptions and nothing in them', async () => {
    const { world } = createSandbox({ clock: 'manual', empty: true });
    expect(world.store.subscriptions.size).toBeGreaterThan(0);
    expect(world.store.types()).toEqual([]);
  });

  it('logs requests without tokens', async () => {
    const sandbox = emptySandbox();
    await ask(sandbox, 'GET', `${LIST}?$top=3`, {
      headers: { authorization: 'Bearer very-secret', 'user-agent': 'me/1' },
      apiVersion: '2021-04-01',
    });
    await ask(sandbox, 'GET', '/subscriptions', { apiVersion: '' });
    expect(sandbox.control.requests()).toEqual([
      {
        time: sandbox.control.now().toISOString(),
        method: 'GET',
        path: LIST,
        query: '$top=3',
        apiVersion: '2021-04-01',
        status: 200,
        client: 'me/1',
      },
      {
        time: sandbox.control.now().toISOString(),
        method: 'GET',
        path: '/subscriptions',
        query: '',
        apiVersion: '',
        status: 400,
        client: '',
      },
    ]);
    expect(JSON.stringify(sandbox.control.requests())).not.toContain('secret');
  });
});

describe('control calls as JSON', () => {
  const { control } = createSandbox({ clock: 'manual', empty: true });
  const call = (method: string, path: string, body?: unknown, query = ''): ControlReply =>
    controlReply(control, {
      method,
      path,
      query: new URLSearchParams(query),
      body: typeof body === 'string' ? body : JSON.stringify(body ?? '').replace('""', ''),
    });

  it('do what they say', () => {
    expect(call('POST', '/clock', { now: '2023-01-16T08:48:29Z' })).toEqual({
      status: 200,
      body: { ok: true, now: '2023-01-16T08:48:29.000Z' },
    });
    expect(call('POST', '/clock', { advanceSeconds: 1 }).body['now']).toBe('2023-01-16T08:48:30.000Z');
    expect(call('GET', '/clock').body['now']).toBe('2023-01-16T08:48:30.000Z');
    expect(call('PUT', '/resources', machine('vm'))).toEqual({ status: 200, body: { ok: true, put: 1 } });
    expect(call('PUT', '/resources', { resources: [machine('a'), machine('b')] }).body['put']).toBe(2);
    expect(call('POST', '/clock', { now: '2020-01-01T00:00:00Z' }).status).toBe(409);
    expect(call('DELETE', '/resources', undefined, `id=${machine('vm').id}`).body['deleted']).toBe(true);
    expect(call('DELETE', '/resources', undefined, `id=${machine('vm').id}`).body['deleted']).toBe(false);
    expect(call('POST', '/outage', { region: 'eastus', state: 'down' }).status).toBe(200);
    expect(call('POST', '/faults', { path: 'x', status: 500 }).status).toBe(200);
    expect(call('POST', '/faults', { operation: 'EnableDr', errorCode: '1' }).status).toBe(200);
    expect(call('GET', '/requests').body['requests']).toEqual([]);
    expect(call('POST', '/reset').status).toBe(200);
  });

  it.each([
    ['POST', '/clock', {}],
    ['POST', '/clock', { advanceSeconds: -1 }],
    ['POST', '/clock', { now: 'soon' }],
    ['POST', '/clock', '{'],
    ['POST', '/clock', '[]'],
    ['PUT', '/resources', { name: 'no id' }],
    ['PUT', '/resources', { resources: 'all' }],
    ['DELETE', '/resources', undefined],
    ['POST', '/faults', {}],
    ['POST', '/faults', { path: '(' }],
    ['POST', '/faults', { path: 'x' }],
    ['POST', '/faults', { path: 'x', status: 99 }],
    ['POST', '/faults', { path: 'x', status: 500, times: 0 }],
    ['POST', '/faults', { operation: 'EnableDr' }],
    ['POST', '/outage', { region: 'eastus' }],
  ])('%s %s %j: 400 with a word why', (method, path, body) => {
    const reply = call(method, path, body);
    expect(reply.status).toBe(400);
    expect(String(reply.body['error'])).toMatch(/\.$/);
  });

  it('know what they are not', () => {
    expect(call('GET', '/nothing').status).toBe(404);
    expect(call('DELETE', '/clock').status).toBe(405);
  });

  it('are never part of ARM', async () => {
    expect((await ask(emptySandbox(), 'GET', '/_sandbox/clock')).status).toBe(404);
  });
});
