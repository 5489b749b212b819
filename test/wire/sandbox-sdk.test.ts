import { ComputeManagementClient } from '@azure/arm-compute';
import { RecoveryServicesClient } from '@azure/arm-recoveryservices';
import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { StorageManagementClient } from '@azure/arm-storage';
import type { TokenCredential } from '@azure/core-auth';
import { ClientSecretCredential } from '@azure/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { createSandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import type { WireResponse } from '../../src/sandbox/wire.ts';
import { startSandboxWorker, type SandboxWorker } from '../../src/sandbox/workerClient.ts';
import { ask, emptySandbox, group, GROUP, HOST, machine, SUBSCRIPTION } from './sandboxCalls.ts';
import { serveSandbox, type Served } from './servedSandbox.ts';

const anyToken: TokenCredential = { getToken: () => Promise.resolve({ token: 'x', expiresOnTimestamp: Date.UTC(2100, 0, 1) }) };

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe("Azure's JavaScript clients over HTTPS", () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveSandbox('--speed', '100', '--page-size', '7');
  });
  afterAll(() => served.stop());

  it('sign in, list, start and stop', async () => {
    const tlsOptions = { ca: served.ca };
    const credential = new ClientSecretCredential(served.tenantId, 'any', 'thing', {
      authorityHost: served.url,
      disableInstanceDiscovery: true,
      tlsOptions,
    });
    const options = { endpoint: served.url, tlsOptions, credentials: { scopes: [`${served.url}/.default`] } };
    const subscriptions = await all(new SubscriptionClient(credential, options).subscriptions.list());
    expect(subscriptions.map(({ subscriptionId }) => subscriptionId)).toEqual(served.subscriptions);

    const compute = new ComputeManagementClient(credential, served.subscriptions[0]!, options);
    const machines = await all(compute.virtualMachines.listAll());
    expect(machines.length).toBeGreaterThan(7);
    expect(new Set(machines.map(({ id }) => id)).size).toBe(machines.length);
    expect((await all(compute.disks.list())).length).toBeGreaterThan(machines.length);
    const accounts = await all(new StorageManagementClient(credential, served.subscriptions[0]!, options).storageAccounts.list());
    expect(accounts.length).toBeGreaterThan(0);

    const graph = new ResourceGraphClient(credential, options);
    const query = "resources | where type =~ 'microsoft.compute/virtualmachines' | project id | order by id asc";
    const scope = { query, subscriptions: [served.subscriptions[0]!] };
    const first = await graph.resources({ ...scope, options: { top: 5 } });
    expect(first).toMatchObject({ totalRecords: machines.length, count: 5, resultTruncated: 'false' });
    const rest = await graph.resources({ ...scope, options: { skipToken: first.skipToken! } });
    const rows = [...(first.data as { id: string }[]), ...(rest.data as { id: string }[])];
    expect(rows.length).toBeGreaterThan(5);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.every(({ id }) => machines.some((vm) => vm.id === id))).toBe(true);

    const running = machines[0]!.id!.split('/');
    const [home, name] = [running[4]!, running[8]!];
    await compute.virtualMachines.deallocate(home, name);
    const view = await compute.virtualMachines.instanceView(home, name);
    expect(view.statuses?.at(-1)?.code).toBe('PowerState/deallocated');
  });
});

describe("Azure's JavaScript clients in process", () => {
  const clientOf = (handle: SandboxWorker['handle']): ComputeManagementClient =>
    new ComputeManagementClient(anyToken, SUBSCRIPTION, {
      httpClient: sandboxHttpClient(handle),
      endpoint: HOST,
      retryOptions: { maxRetries: 0 },
    });

  it('read and follow pages without a port', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources(Array.from({ length: 230 }, (_, i) => machine(`vm-${i}`)));
    expect(await all(clientOf(sandbox.handle).virtualMachines.listAll())).toHaveLength(230);
    expect(sandbox.control.requests()).toHaveLength(2);
  });

  it('wait for an operation to end, in real seconds, by a real clock that runs faster', async () => {
    const sandbox = emptySandbox({ clock: 'real', speed: 1 });
    sandbox.control.putResources([machine('vm')]);
    const stopping = clientOf(sandbox.handle).virtualMachines.powerOff('Rg-One', 'vm');
    await new Promise((resolve) => setTimeout(resolve, 50));
    sandbox.control.advance(60);
    await stopping;
    const { body } = await ask(sandbox, 'GET', `${machine('vm').id}/instanceView`);
    expect(body.statuses.at(-1).code).toBe('PowerState/stopped');
  });

  it('open disks, put extensions on machines, and hear why an availability set stays', { timeout: 20_000 }, async () => {
    const sandbox = emptySandbox();
    const set = `${GROUP}/providers/Microsoft.Compute/availabilitySets/set`;
    sandbox.control.putResources([machine('vm', { properties: { availabilitySet: { id: set } } })]);
    const { disks, availabilitySets, virtualMachineExtensions, virtualMachines } = clientOf(sandbox.handle);
    const later = async <T>(operation: PromiseLike<T>): Promise<T> => {
      const clock = setInterval(() => sandbox.control.advance(60), 20);
      return Promise.resolve(operation).finally(() => clearInterval(clock));
    };

    const disk = { location: 'westeurope', sku: { name: 'StandardSSD_LRS' }, creationData: { createOption: 'Empty' }, diskSizeGB: 32 };
    const made = await later(disks.createOrUpdate('Rg-One', 'd', disk));
    expect([made.diskState, made.diskIopsReadWrite]).toEqual(['Unattached', 500]);
    const opened = await later(disks.grantAccess('Rg-One', 'd', { access: 'Read', durationInSeconds: 60 }));
    expect(opened.accessSAS).toContain('/d/');

    await availabilitySets.createOrUpdate('Rg-One', 'set', { location: 'westeurope' });
    await expect(availabilitySets.delete('Rg-One', 'set')).rejects.toMatchObject({ code: 'OperationNotAllowed', statusCode: 409 });

    const extension = {
      location: 'westeurope',
      publisher: 'Microsoft.Azure.Monitor',
      typePropertiesType: 'AzureMonitorLinuxAgent',
      typeHandlerVersion: '1.0',
      protectedSettings: { key: 'hunter2' },
    };
    const put = await later(virtualMachineExtensions.createOrUpdate('Rg-One', 'vm', 'agent', extension));
    expect([put.provisioningState, put.protectedSettings]).toEqual(['Succeeded', undefined]);
    await later(virtualMachines.powerOff('Rg-One', 'vm'));
    await expect(virtualMachineExtensions.delete('Rg-One', 'vm', 'agent')).rejects.toMatchObject({ code: 'OperationNotAllowed' });
    await later(virtualMachines.delete('Rg-One', 'vm'));
    await availabilitySets.delete('Rg-One', 'set');
  });

  it('attach and detach data disks by themselves', { timeout: 20_000 }, async () => {
    const sandbox = emptySandbox();
    const type = 'Microsoft.Compute/disks';
    const disk = (name: string) => ({ id: `${GROUP}/providers/${type}/${name}`, name, type, location: 'westeurope', properties: {} });
    sandbox.control.putResources([machine('vm'), disk('a'), disk('b'), disk('c')]);
    const { virtualMachines, disks } = clientOf(sandbox.handle);
    const change = async (attach: object[], detach: string[] = []): Promise<unknown[]> => {
      const clock = setInterval(() => sandbox.control.advance(60), 20);
      const dataDisksToAttach = attach as { diskId: string }[];
      const dataDisksToDetach = detach.map((name) => ({ diskId: disk(name).id.toLowerCase() }));
      const asked = virtualMachines.attachDetachDataDisks('Rg-One', 'vm', { dataDisksToAttach, dataDisksToDetach });
      const { dataDisks = [] } = await Promise.resolve(asked).finally(() => clearInterval(clock));
      return dataDisks.map(({ name, lun, createOption, caching }) => [name, lun, createOption, caching]);
    };
    expect(
      await change([
        { diskId: disk('a').id, lun: 1 },
        { diskId: disk('b').id, caching: 'ReadOnly' },
      ]),
    ).toEqual([
      ['a', 1, 'Attach', 'None'],
      ['b', 0, 'Attach', 'ReadOnly'],
    ]);
    // Public reports have these words. Nothing is done of what is refused.
    await expect(change([{ diskId: disk('c').id, lun: 1 }], ['b'])).rejects.toMatchObject({
      code: 'InvalidParameter',
      message: 'A disk at LUN 1 already exists.',
    });
    expect([(await disks.get('Rg-One', 'b')).diskState, (await disks.get('Rg-One', 'c')).managedBy]).toEqual(['Attached', undefined]);
    expect(await change([{ diskId: disk('c').id, lun: 1 }], ['a'])).toEqual([
      ['b', 0, 'Attach', 'ReadOnly'],
      ['c', 1, 'Attach', 'None'],
    ]);
    expect([(await disks.get('Rg-One', 'a')).diskState, (await disks.get('Rg-One', 'c')).managedBy]).toEqual([
      'Unattached',
      machine('vm').id,
    ]);
    await expect(change([{ diskId: disk('none').id }])).rejects.toMatchObject({ statusCode: 400 });
    await expect(change([], ['a'])).rejects.toMatchObject({ statusCode: 400 });
  });

  it('ask about names and zones, and give a vault an identity of its own', async () => {
    const sandbox = emptySandbox();
    const other = '22222222-2222-4333-8444-555555555555';
    sandbox.control.putResources([machine('vm'), group(GROUP.replace(SUBSCRIPTION, other))]);
    const options = { httpClient: sandboxHttpClient(sandbox.handle), endpoint: HOST, retryOptions: { maxRetries: 0 } };
    const client = new SubscriptionClient(anyToken, options);
    const name = (text: string) => client.checkResourceName({ resourceNameDefinition: { name: text, type: 'Microsoft.Web/sites' } });
    expect([(await name('shop')).status, (await name('my-microsoft')).status]).toEqual(['Allowed', 'Reserved']);
    const zones = { location: 'westeurope', subscriptionIds: [`subscriptions/${other}`] };
    const { availabilityZonePeers = [] } = await client.subscriptions.checkZonePeers(SUBSCRIPTION, zones);
    expect(availabilityZonePeers.map(({ availabilityZone }) => availabilityZone)).toEqual(['1', '2', '3']);
    expect(new Set(availabilityZonePeers.map(({ peers }) => peers?.[0]?.availabilityZone))).toEqual(new Set(['1', '2', '3']));

    const { vaults, recoveryServices, deletedVaults } = new RecoveryServicesClient(anyToken, SUBSCRIPTION, options);
    const clock = setInterval(() => sandbox.control.advance(60), 20);
    const sent = { location: 'westeurope', sku: { name: 'Standard' }, identity: { type: 'SystemAssigned' } };
    // Recorded of this client's own tests (2023-02-07): the identity has a principal in a tenant.
    const { identity } = await vaults.createOrUpdate('Rg-One', 'rsv', sent);
    expect(identity).toMatchObject({ tenantId: sandbox.tenantId, principalId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const tagged = await vaults.update('Rg-One', 'rsv', { tags: { a: 'b' }, identity: { type: 'SystemAssigned' } });
    clearInterval(clock);
    expect(tagged.identity?.principalId).toBe(identity?.principalId);
    expect((await deletedVaults.listBySubscriptionId('westeurope').byPage().next()).value).toHaveLength(0);
    const free = (vault: string) =>
      recoveryServices.checkNameAvailability('Rg-One', 'westeurope', { type: 'Microsoft.RecoveryServices/Vaults', name: vault });
    expect([(await free('RSV')).nameAvailable, (await free('another')).nameAvailable]).toEqual([false, true]);
  });

  it('give up when told to, and see a cut connection as one', async () => {
    const sandbox = emptySandbox({ latencyMs: 5000 });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const start = performance.now();
    await expect(clientOf(sandbox.handle).virtualMachines.get('Rg-One', 'vm', { abortSignal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(performance.now() - start).toBeLessThan(2000);

    const quick = emptySandbox();
    quick.control.addFault({ path: '.', reset: true });
    await expect(clientOf(quick.handle).virtualMachines.get('Rg-One', 'vm')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(clientOf(quick.handle).virtualMachines.get('Rg-One', 'vm')).rejects.toMatchObject({
      code: 'ResourceNotFound',
      statusCode: 404,
    });
  });
});

describe('the sandbox in a worker thread', () => {
  const entry = new URL('../../src/sandboxWorker.ts', import.meta.url);

  it('answers requests and control calls, passes refusals on, and stops', async () => {
    const worker = startSandboxWorker(entry, { clock: 'manual', empty: true });
    expect(await worker.control('PUT', '/resources', machine('vm'))).toEqual({ ok: true, put: 1 });
    const client = new ComputeManagementClient(anyToken, SUBSCRIPTION, {
      httpClient: sandboxHttpClient(worker.handle),
      endpoint: HOST,
      retryOptions: { maxRetries: 0 },
    });
    expect((await client.virtualMachines.get('Rg-One', 'vm')).id).toBe(`${GROUP}/providers/Microsoft.Compute/virtualMachines/vm`);
    await expect(worker.control('POST', '/clock', { now: '1999-01-01' })).rejects.toMatchObject({ status: 409 });
    expect(await worker.control('DELETE', `/resources?id=${machine('vm').id}`)).toEqual({ ok: true, deleted: true });
    await worker.control('POST', '/faults', { path: '.', reset: true });
    await expect(client.virtualMachines.get('Rg-One', 'vm')).rejects.toMatchObject({ code: 'ECONNRESET' });
    await worker.stop();
    await expect(worker.control('GET', '/clock')).rejects.toThrow('The sandbox was stopped.');
  });

  it("gives large answers as bytes, which Azure's clients read as text and the inventory as they are", async () => {
    const options = { clock: 'manual', vms: 60, subscriptions: 1 } as const;
    const worker = startSandboxWorker(entry, options);
    try {
      const overThread: WireResponse[] = [];
      const httpClient = sandboxHttpClient(async (request) => {
        const answer = await worker.handle(request);
        overThread.push(answer);
        return answer;
      });
      const source = { kind: 'sandbox', label: 'Sandbox' } as const;
      const sandbox = createSandbox(options);
      const inProcess = sandboxConnection(
        sandboxHttpClient((request) => sandbox.handle(request)),
        source,
      );
      const [there, here] = [await readInventory(sandboxConnection(httpClient, source)), await readInventory(inProcess)];
      expect(overThread.some(({ bytes }) => bytes !== undefined)).toBe(true);
      expect(there.gaps).toEqual([]);
      expect(there.machines).toEqual(here.machines);
      expect(there.protectedItems).toEqual(here.protectedItems);

      overThread.length = 0;
      const compute = new ComputeManagementClient(anyToken, there.subscriptions[0]!.id, { httpClient, endpoint: HOST });
      const names = new Set((await all(compute.virtualMachines.listAll())).map(({ name }) => name));
      expect(overThread.some(({ bytes }) => bytes !== undefined)).toBe(true);
      expect(names).toEqual(new Set(here.machines.map(({ name }) => name)));
    } finally {
      await worker.stop();
    }
  });

  it('rejects what is asked of a thread that cannot start', async () => {
    const worker = startSandboxWorker(new URL('./no-such-file.ts', import.meta.url));
    await expect(worker.control('GET', '/clock')).rejects.toThrow(/no-such-file/);
    await worker.stop();
  });
});
