import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, emptySandbox, finished, GROUP, machine, SUBSCRIPTION, type Answer } from './sandboxCalls.ts';

const LOG = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Insights/eventtypes/management/values`;
const HOUR_MS = 3_600_000;

/** The log since an hour ago, or with another filter; the newest first. */
async function logged(sandbox: Sandbox, more = '', select = ''): Promise<any[]> {
  const since = new Date(sandbox.control.now().getTime() - HOUR_MS).toISOString();
  const query = new URLSearchParams({ $filter: `eventTimestamp ge '${since}'${more}`, ...(select !== '' && { $select: select }) });
  const events: any[] = [];
  for (let target: string | undefined = `${LOG}?${query.toString()}`; target !== undefined;) {
    const { status, body }: Answer = await ask(sandbox, 'GET', target, { apiVersion: '2015-04-01' });
    expect(status).toBe(200);
    events.push(...body.value);
    target = body.nextLink;
  }
  return events;
}

const told = (events: any[]): unknown[] => events.map(({ operationName, status }) => `${operationName.value} ${status.value}`);

describe('the activity log', () => {
  it('tells of a change: begun, accepted, and how its operation ended', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources([machine('vm')]);
    expect(await logged(sandbox)).toEqual([]);
    const headers = { 'x-ms-correlation-request-id': '0f3c9a5e-0000-4000-8000-000000000001', 'x-ms-client-request-id': 'mine' };
    const restart = await ask(sandbox, 'POST', `${machine('vm').id}/restart`, { headers });
    await ask(sandbox, 'GET', machine('vm').id);
    const action = 'Microsoft.Compute/virtualMachines/restart/action';
    expect(told(await logged(sandbox))).toEqual([`${action} Accepted`, `${action} Started`]);
    await finished(sandbox, restart);
    const [ended, accepted, started] = await logged(sandbox);
    expect(told([ended, accepted, started])).toEqual([`${action} Succeeded`, `${action} Accepted`, `${action} Started`]);
    expect(accepted).toMatchObject({
      authorization: { action, scope: machine('vm').id },
      correlationId: headers['x-ms-correlation-request-id'],
      eventName: { value: 'EndRequest', localizedValue: 'End request' },
      category: { value: 'Administrative' },
      httpRequest: { clientRequestId: 'mine', method: 'POST' },
      level: 'Informational',
      resourceGroupName: 'Rg-One',
      resourceProviderName: { value: 'Microsoft.Compute' },
      resourceType: { value: 'Microsoft.Compute/virtualMachines' },
      resourceId: machine('vm').id,
      subStatus: { value: 'Accepted', localizedValue: 'Accepted (HTTP Status Code: 202)' },
      subscriptionId: SUBSCRIPTION,
    });
    const ticks = BigInt(Date.parse(accepted.eventTimestamp) - Date.parse('0001-01-01T00:00:00Z')) * 10_000n;
    expect(accepted.id).toBe(`${machine('vm').id}/events/${accepted.eventDataId}/ticks/${ticks}`);
    expect(new Set([ended, accepted, started].map(({ eventDataId }) => eventDataId)).size).toBe(3);
    expect(Date.parse(ended.eventTimestamp)).toBeGreaterThan(Date.parse(accepted.eventTimestamp));
  });

  it('tells what was refused, and why', async () => {
    const sandbox = emptySandbox();
    await ask(sandbox, 'PUT', `${GROUP}/providers/Microsoft.Network/virtualNetworks/net`, { body: { location: 'mars' } });
    const [failed, started] = await logged(sandbox);
    expect(failed).toMatchObject({ level: 'Error', status: { value: 'Failed' }, subStatus: { value: 'BadRequest' } });
    expect(JSON.parse(failed.properties.statusMessage).error.code).toBe('LocationNotAvailableForResourceType');
    expect(started).toMatchObject({ level: 'Informational', status: { value: 'Started' }, subStatus: { value: '', localizedValue: '' } });
  });

  it('follows vaults and jobs of Site Recovery to their ends, too', async () => {
    const sandbox = emptySandbox();
    const vault = `${GROUP}/providers/Microsoft.RecoveryServices/vaults/v1`;
    const sku = { name: 'RS0', tier: 'Standard' };
    await finished(sandbox, await ask(sandbox, 'PUT', vault, { body: { location: 'westeurope', sku, properties: {} } }));
    const fabric = { properties: { customDetails: { instanceType: 'Azure', location: 'westeurope' } } };
    await finished(sandbox, await ask(sandbox, 'PUT', `${vault}/replicationFabrics/f`, { body: fabric }));
    expect(told(await logged(sandbox))).toEqual(
      ['replicationFabrics/', ''].flatMap((type) =>
        ['Succeeded', 'Accepted', 'Started'].map((status) => `Microsoft.RecoveryServices/vaults/${type}write ${status}`),
      ),
    );
  });

  it('is filtered and picked from as documented, and comes in pages that nothing shifts', async () => {
    const sandbox = emptySandbox({ pageSize: 2 });
    const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/Two`;
    await ask(sandbox, 'PUT', group, { body: { location: 'westeurope' } });
    sandbox.control.advance(60);
    const address = `${GROUP}/providers/Microsoft.Network/publicIPAddresses/pip`;
    await ask(sandbox, 'PUT', address, { body: { location: 'westeurope' } });
    await ask(sandbox, 'PATCH', address, { body: { tags: { a: '1' } } });
    sandbox.control.advance(60);
    const all = await logged(sandbox);
    expect(told(all)).toEqual([
      'Microsoft.Network/publicIPAddresses/write Succeeded',
      'Microsoft.Network/publicIPAddresses/write Succeeded',
      'Microsoft.Network/publicIPAddresses/write Started',
      'Microsoft.Network/publicIPAddresses/write Accepted',
      'Microsoft.Network/publicIPAddresses/write Started',
      'Microsoft.Resources/subscriptions/resourceGroups/write Succeeded',
      'Microsoft.Resources/subscriptions/resourceGroups/write Started',
    ]);
    const found = async (more: string): Promise<number> => (await logged(sandbox, more)).length;
    const until = new Date(sandbox.control.now().getTime() - 90_000).toISOString();
    expect(await found(` and eventTimestamp le ${until} and eventChannels eq 'Admin, Operation'`)).toBe(2);
    expect(await found(` and resourceGroupName eq 'rg-one'`)).toBe(5);
    expect(await found(` and resourceUri eq '${group.toLowerCase()}'`)).toBe(2);
    expect(await found(` and resourceProvider eq 'Microsoft.Network'`)).toBe(5);
    expect(await found(` and correlationId eq '${all[0].correlationId}'`)).toBe(
      all.filter(({ correlationId }) => correlationId === all[0].correlationId).length,
    );
    expect(await found(` and status eq 'Started' and caller eq '${all[0].caller}'`)).toBe(3);
    expect(Object.keys((await logged(sandbox, '', 'eventName,status'))[0])).toEqual(['eventName', 'status']);
  });

  it('wants a start, of the last 90 days', async () => {
    const sandbox = emptySandbox();
    const answer = async (filter?: string): Promise<unknown> => {
      const query = filter === undefined ? '' : `?${new URLSearchParams({ $filter: filter }).toString()}`;
      const { status, body } = await ask(sandbox, 'GET', `${LOG}${query}`, { apiVersion: '2015-04-01' });
      return [status, body.error?.code];
    };
    const ago = (days: number): string => new Date(sandbox.control.now().getTime() - days * 24 * HOUR_MS).toISOString();
    expect(await answer()).toEqual([400, 'BadRequest']);
    expect(await answer(`resourceGroupName eq 'x'`)).toEqual([400, 'BadRequest']);
    expect(await answer(`eventTimestamp ge '${ago(91)}'`)).toEqual([400, 'BadRequest']);
    expect(await answer(`eventTimestamp ge '${ago(89)}'`)).toEqual([200, undefined]);
    expect((await ask(sandbox, 'GET', '/providers/Microsoft.Insights/eventcategories')).body.value[0].value).toBe('Administrative');
  });
});
