import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, emptySandbox, GROUP, group, HOST, machine, SUBSCRIPTION } from './sandboxCalls.ts';

const THING = `${GROUP}/providers/Microsoft.Some/things/One`;
const MACHINES = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Compute/virtualMachines`;

/** Follows nextLink to the end. */
async function pages(
  sandbox: Sandbox,
  path: string,
  apiVersion = '2023-06-01',
): Promise<{ readonly sizes: number[]; readonly ids: string[]; readonly links: string[] }> {
  const sizes: number[] = [];
  const ids: string[] = [];
  const links: string[] = [];
  for (let target: string | undefined = path; target !== undefined;) {
    const { status, body }: { status: number; body: any } = await ask(sandbox, 'GET', target, { apiVersion });
    expect(status).toBe(200);
    sizes.push(body.value.length);
    ids.push(...body.value.map((one: { id: string }) => one.id));
    target = body.nextLink;
    if (target !== undefined) links.push(target);
  }
  return { sizes, ids, links };
}

it('what is made gets no GUID that the estate has', () => {
  const sandbox = createSandbox({ clock: 'manual' });
  const estate = JSON.stringify(sandbox.world.store.types().flatMap((type) => sandbox.world.store.list(type)));
  const made = Array.from({ length: 100 }, () => sandbox.world.newGuid());
  expect(made.filter((guid) => estate.includes(guid))).toEqual([]);
});

describe('any resource type', () => {
  it('is stored, echoed, shown, listed, merged and removed', async () => {
    const sandbox = emptySandbox();
    const sent = { location: 'westeurope', tags: { a: '1', b: '2' }, sku: { name: 'S' }, properties: { x: { y: 1, z: 2 }, list: [1, 2] } };
    const made = await ask(sandbox, 'PUT', THING, { body: sent });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      ...sent,
      id: THING,
      name: 'One',
      type: 'Microsoft.Some/things',
      properties: { ...sent.properties, provisioningState: 'Succeeded' },
    });
    expect((await ask(sandbox, 'PUT', THING, { body: sent })).status).toBe(200);
    expect((await ask(sandbox, 'GET', THING.toLowerCase())).body).toEqual(made.body);
    expect((await ask(sandbox, 'HEAD', THING)).status).toBe(204);

    const merged = await ask(sandbox, 'PATCH', THING, { body: { tags: { c: '3' }, properties: { x: { y: null, w: 4 } } } });
    expect(merged.body.tags).toEqual({ c: '3' });
    expect(merged.body.properties).toMatchObject({ x: { z: 2, w: 4 }, list: [1, 2] });
    expect(merged.body.properties.x.y).toBeUndefined();

    for (const scope of [`/subscriptions/${SUBSCRIPTION}`, GROUP]) {
      const { body } = await ask(sandbox, 'GET', `${scope}/providers/Microsoft.Some/things`);
      expect(body.value.map(({ id }: { id: string }) => id)).toEqual([THING]);
    }
    expect((await ask(sandbox, 'DELETE', THING)).status).toBe(200);
    expect((await ask(sandbox, 'DELETE', THING)).status).toBe(204);
    expect((await ask(sandbox, 'HEAD', THING)).status).toBe(404);
    expect((await ask(sandbox, 'PATCH', THING, { body: {} })).status).toBe(404);
  });

  it('has children, which need their parent and go with it', async () => {
    const sandbox = emptySandbox();
    const child = `${THING}/parts/p1`;
    expect((await ask(sandbox, 'PUT', child, { body: {} })).body.error.code).toBe('ParentResourceNotFound');
    await ask(sandbox, 'PUT', THING, { body: { location: 'westeurope' } });
    expect((await ask(sandbox, 'PUT', child, { body: { properties: { n: 1 } } })).status).toBe(201);
    expect((await ask(sandbox, 'GET', `${THING}/parts`)).body.value).toHaveLength(1);
    expect((await ask(sandbox, 'GET', child)).body.type).toBe('Microsoft.Some/things/parts');
    await ask(sandbox, 'DELETE', THING);
    expect((await ask(sandbox, 'GET', child)).status).toBe(404);
  });

  it('keeps links on a machine, and lists those of a subscription', async () => {
    const sandbox = emptySandbox();
    const vm = machine('vm');
    sandbox.control.putResources([vm]);
    const link = `${vm.id}/providers/Microsoft.Resources/links/ASR-Protect-x`;
    expect((await ask(sandbox, 'PUT', link, { body: { properties: { targetId: '/x' } } })).status).toBe(201);
    const { body } = await ask(sandbox, 'GET', `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Resources/links`);
    expect(body.value.map(({ id }: { id: string }) => id)).toEqual([link]);
    expect((await ask(sandbox, 'GET', `${vm.id}/providers/Microsoft.Resources/links`)).body.value).toHaveLength(1);
    expect(body.value[0].properties).toEqual({ sourceId: vm.id, targetId: '/x' });
    const found = async (at: string, filter: string): Promise<number> =>
      (await ask(sandbox, 'GET', `${at}/providers/Microsoft.Resources/links?$filter=${encodeURIComponent(filter)}`)).body.value.length;
    const subscription = `/subscriptions/${SUBSCRIPTION}`;
    expect([await found(subscription, "targetId eq '/X'"), await found(subscription, "targetId eq '/y'")]).toEqual([1, 0]);
    expect([await found(vm.id, 'atScope()'), await found(GROUP, 'atScope()')]).toEqual([1, 0]);
  });

  it('is listed without what only says something of it, of its group or of the subscription', async () => {
    const sandbox = emptySandbox();
    await ask(sandbox, 'PUT', THING, { body: {} });
    const subscription = `/subscriptions/${SUBSCRIPTION}`;
    for (const scope of [THING, GROUP, subscription]) {
      const of = (rest: string, properties: object): Promise<unknown> =>
        ask(sandbox, 'PUT', `${scope}/providers/${rest}`, { body: { properties } });
      await of('Microsoft.Authorization/locks/keep', { level: 'CanNotDelete' });
      await of('Microsoft.Authorization/policyAssignments/policy', {});
      await of('Microsoft.Insights/diagnosticSettings/log', {});
    }
    await ask(sandbox, 'PUT', `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${SUBSCRIPTION}`, {
      body: { properties: { roleName: 'Own', permissions: [{ actions: ['*/read'] }], assignableScopes: [subscription] } },
    });
    for (const scope of [GROUP, subscription]) {
      const { body } = await ask(sandbox, 'GET', `${scope}/resources`);
      expect(body.value.map(({ id }: { id: string }) => id)).toEqual([THING]);
    }
  });

  it('of Azure Monitor that it logs and watches with is made with 200: its clients take nothing else', async () => {
    const sandbox = emptySandbox();
    await ask(sandbox, 'PUT', THING, { body: {} });
    for (const [id, properties] of [
      [`${THING}/providers/Microsoft.Insights/diagnosticSettings/log`, { workspaceId: '/w' }],
      [`${GROUP}/providers/Microsoft.Insights/metricAlerts/alert`, { severity: 3 }],
    ] as const) {
      const { status, body } = await ask(sandbox, 'PUT', id, { body: { properties } });
      expect([status, body.properties]).toMatchObject([200, properties]);
      expect((await ask(sandbox, 'GET', id)).body).toEqual(body);
    }
  });

  it('is held by locks: no removal of what is locked, of what holds it, or of what lies in it', async () => {
    const sandbox = emptySandbox();
    await ask(sandbox, 'PUT', THING, { body: {} });
    await ask(sandbox, 'PUT', `${THING}/parts/p1`, { body: {} });
    const lock = `${THING}/providers/Microsoft.Authorization/locks/keep`;
    const made = await ask(sandbox, 'PUT', lock, { body: { properties: { level: 'CanNotDelete' } } });
    // Recorded of Azure CLI's tests (2020-07-09): nothing is told of its making.
    expect([made.status, made.body.properties]).toEqual([201, { level: 'CanNotDelete' }]);
    for (const id of [THING, GROUP, `${THING}/parts/p1`]) {
      const { status, body } = await ask(sandbox, 'DELETE', id);
      expect([status, body.error.code]).toEqual([409, 'ScopeLocked']);
    }
    expect((await ask(sandbox, 'PATCH', THING, { body: {} })).status).toBe(200);
    await ask(sandbox, 'PUT', lock, { body: { properties: { level: 'ReadOnly' } } });
    expect((await ask(sandbox, 'PATCH', THING, { body: {} })).status).toBe(409);
    expect((await ask(sandbox, 'DELETE', lock)).status).toBe(200);
    expect((await ask(sandbox, 'DELETE', THING)).status).toBe(200);
  });
});

describe('paging', () => {
  it('gives machines 200 a page and others 1,000, each exactly once', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources(Array.from({ length: 450 }, (_, i) => machine(`vm-${i}`)));
    sandbox.control.putResources(
      Array.from({ length: 1001 }, (_, i) => ({
        id: `${GROUP}/providers/Microsoft.Compute/disks/d${i}`,
        name: `d${i}`,
        type: 'Microsoft.Compute/disks',
      })),
    );
    const machines = await pages(sandbox, MACHINES);
    expect(machines.sizes).toEqual([200, 200, 50]);
    expect(new Set(machines.ids).size).toBe(450);
    expect((await pages(sandbox, `${GROUP}/providers/Microsoft.Compute/disks`)).sizes).toEqual([1000, 1]);
  });

  it('keeps host, api-version and query in nextLink, and takes the token percent-encoded', async () => {
    const sandbox = emptySandbox({ pageSize: 2 });
    sandbox.control.putResources(['a', 'b', 'c', 'd', 'e'].map((name) => machine(name)));
    const { sizes, links } = await pages(sandbox, `${MACHINES}?statusOnly=true`, '2022-08-01');
    expect(sizes).toEqual([2, 2, 1]);
    for (const link of links) {
      expect(link.startsWith(`${HOST}${MACHINES}?`)).toBe(true);
      expect(new URL(link).searchParams.get('api-version')).toBe('2022-08-01');
      expect(new URL(link).searchParams.get('statusonly')).toBe('true');
    }
    const token = new URL(links[0]!).searchParams.get('$skiptoken');
    const second = await ask(sandbox, 'GET', `${MACHINES}?%24skiptoken=${token}`);
    expect(second.body.value.map(({ name }: { name: string }) => name)).toEqual(['c', 'd']);
  });

  it('loses and repeats nothing when resources come and go between two pages', async () => {
    const sandbox = emptySandbox({ pageSize: 2 });
    sandbox.control.putResources(['a', 'b', 'c', 'd'].map((name) => machine(name)));
    const first = await ask(sandbox, 'GET', MACHINES);
    sandbox.control.deleteResource(machine('b').id);
    sandbox.control.putResources([machine('aa')]);
    const second = await ask(sandbox, 'GET', first.body.nextLink);
    expect(second.body.value.map(({ name }: { name: string }) => name)).toEqual(['c', 'd']);
  });

  it('takes $top, and refuses nonsense', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources(['a', 'b', 'c'].map((name) => machine(name)));
    expect((await pages(sandbox, `${MACHINES}?$top=1`)).sizes).toEqual([1, 1, 1]);
    expect((await ask(sandbox, 'GET', `${MACHINES}?$top=many`)).status).toBe(400);
    expect((await ask(sandbox, 'GET', `${MACHINES}?$skiptoken=!`)).status).toBe(400);
  });
});

describe('subscriptions, regions and groups', () => {
  it('lists tenants and subscriptions; a subscription that a resource names exists from then on', async () => {
    const sandbox = emptySandbox();
    expect((await ask(sandbox, 'GET', '/tenants')).body.value[0].tenantId).toBe(sandbox.tenantId);
    const other = '99999999-9999-4999-8999-999999999999';
    expect((await ask(sandbox, 'GET', `/subscriptions/${other}`)).status).toBe(404);
    sandbox.control.putResources([{ ...machine('vm'), id: machine('vm').id.replace(SUBSCRIPTION, other) }]);
    expect((await ask(sandbox, 'GET', `/subscriptions/${other}`)).body.subscriptionId).toBe(other);
    expect((await ask(sandbox, 'GET', '/subscriptions')).body.value.map((one: { subscriptionId: string }) => one.subscriptionId)).toContain(
      other,
    );
  });

  it('knows the regions, their pairs, places and zones', async () => {
    const sandbox = emptySandbox();
    const { body } = await ask(sandbox, 'GET', `/subscriptions/${SUBSCRIPTION}/locations`);
    const regions = new Map<string, any>(body.value.map((one: { name: string }) => [one.name, one]));
    expect(regions.size).toBeGreaterThanOrEqual(55);
    expect(regions.get('westeurope')).toMatchObject({
      displayName: 'West Europe',
      regionalDisplayName: '(Europe) West Europe',
      metadata: {
        latitude: '52.3667',
        longitude: '4.9',
        pairedRegion: [{ name: 'northeurope', id: `/subscriptions/${SUBSCRIPTION}/locations/northeurope` }],
      },
    });
    for (const [name, region] of regions) {
      for (const pair of region.metadata.pairedRegion) expect([name, regions.has(pair.name)]).toEqual([name, true]);
      const zones = region.availabilityZoneMappings?.map((zone: { physicalZone: string }) => zone.physicalZone).toSorted();
      if (zones) expect(zones).toEqual([1, 2, 3].map((zone) => `${name}-az${zone}`));
    }
    expect(regions.get('spaincentral').metadata.pairedRegion).toEqual([]);
    expect(regions.get('ukwest').availabilityZoneMappings).toBeUndefined();
    // Recorded at 2016-06-01: no metadata.
    const old = await ask(sandbox, 'GET', `/subscriptions/${SUBSCRIPTION}/locations`, { apiVersion: '2016-06-01' });
    expect(old.body.value.find(({ name }: { name: string }) => name === 'westeurope')).toEqual({
      id: `/subscriptions/${SUBSCRIPTION}/locations/westeurope`,
      name: 'westeurope',
      displayName: 'West Europe',
      longitude: '4.9',
      latitude: '52.3667',
    });
  });

  it('makes, shows and removes a resource group with all that is in it', async () => {
    const sandbox = emptySandbox();
    const id = `/subscriptions/${SUBSCRIPTION}/resourcegroups/New`;
    expect((await ask(sandbox, 'HEAD', id)).status).toBe(404);
    const made = await ask(sandbox, 'PUT', id, { body: { location: 'West Europe', tags: { a: 'b' } } });
    expect([made.status, made.body.location, made.body.id]).toEqual([
      201,
      'westeurope',
      `/subscriptions/${SUBSCRIPTION}/resourceGroups/New`,
    ]);
    expect((await ask(sandbox, 'PUT', id, { body: { location: 'westeurope' } })).status).toBe(200);
    expect((await ask(sandbox, 'PUT', id, { body: { location: 'eastus' } })).body.error.code).toBe('InvalidResourceGroupLocation');
    expect((await ask(sandbox, 'PATCH', id, { body: { tags: { c: 'd' } } })).body.tags).toEqual({ c: 'd' });
    expect((await ask(sandbox, 'HEAD', id)).status).toBe(204);
    await ask(sandbox, 'PUT', `${id}/providers/Microsoft.Some/things/t`, { body: { location: 'westeurope', properties: { secret: 1 } } });
    await ask(sandbox, 'PUT', `${id}/providers/Microsoft.Some/things/t/parts/p`, { body: {} });

    const list = await ask(sandbox, 'GET', `${id}/resources`);
    expect(list.body.value.map((one: { type: string }) => one.type)).toEqual(['Microsoft.Some/things']);
    expect(list.body.value[0].properties).toBeUndefined();
    const filtered = await ask(sandbox, 'GET', `/subscriptions/${SUBSCRIPTION}/resources?$filter=resourceType eq 'microsoft.some/THINGS'`);
    expect(filtered.body.value).toHaveLength(1);
    const groups = await ask(sandbox, 'GET', `/subscriptions/${SUBSCRIPTION}/resourcegroups?$filter=tagName eq 'c'`);
    expect(groups.body.value.map((one: { name: string }) => one.name)).toEqual(['New']);

    const removal = await ask(sandbox, 'DELETE', id);
    expect([removal.status, removal.text, removal.headers['retry-after']]).toEqual([202, '', '1']);
    const location = removal.headers['location']!;
    expect(location.startsWith(`${HOST}/subscriptions/${SUBSCRIPTION}/operationresults/`)).toBe(true);
    expect((await ask(sandbox, 'GET', location)).status).toBe(202);
    sandbox.control.advance(120);
    expect((await ask(sandbox, 'GET', location)).status).toBe(200);
    expect((await ask(sandbox, 'GET', `${id}/resources`)).body.error.code).toBe('ResourceGroupNotFound');
    expect((await ask(sandbox, 'DELETE', id)).status).toBe(404);
  });

  it('tells registration and permissions', async () => {
    const sandbox = emptySandbox();
    const base = `/subscriptions/${SUBSCRIPTION}/providers`;
    expect((await ask(sandbox, 'GET', `${base}/microsoft.recoveryservices`)).body.registrationState).toBe('Registered');
    expect((await ask(sandbox, 'GET', `${base}/Microsoft.Nothing`)).body.error.code).toBe('InvalidResourceNamespace');
    await ask(sandbox, 'PUT', `${GROUP}/providers/Microsoft.Nothing/things/One`, { body: {} });
    expect((await ask(sandbox, 'GET', `${base}/Microsoft.Nothing`)).body).toMatchObject({
      registrationState: 'Registered',
      resourceTypes: [{ resourceType: 'things' }],
    });
    expect((await ask(sandbox, 'GET', base)).body.value.length).toBeGreaterThan(5);
    for (const scope of [`/subscriptions/${SUBSCRIPTION}`, GROUP]) {
      expect((await ask(sandbox, 'GET', `${scope}/providers/Microsoft.Authorization/permissions`)).body.value[0].actions).toEqual(['*']);
    }
  });

  it('implies the group of what the control API puts, and only that', async () => {
    const sandbox = emptySandbox();
    const elsewhere = group(`/subscriptions/${SUBSCRIPTION}/resourceGroups/Implied`);
    sandbox.control.putResources([{ ...machine('vm'), id: machine('vm').id.replace('Rg-One', 'Implied') }]);
    expect((await ask(sandbox, 'GET', elsewhere.id)).body).toMatchObject({ name: 'Implied', location: 'westeurope' });
  });
});
