import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, emptySandbox, finished, GROUP, group, machine, query, SUBSCRIPTION, type Answer } from './sandboxCalls.ts';

const OTHER = `/subscriptions/${SUBSCRIPTION}/resourceGroups/Other`;
const ELSEWHERE = '/subscriptions/22222222-2222-4333-8444-555555555555/resourceGroups/Elsewhere';
const VM = machine('vm').id;
const DISK = `${GROUP}/providers/Microsoft.Compute/disks/os`;
const NIC = `${GROUP}/providers/Microsoft.Network/networkInterfaces/nic`;
const NET = `${GROUP}/providers/Microsoft.Network/virtualNetworks/net`;

/** A machine with a disk, an interface in a network, and an extension. */
function sandboxWithMachine(): Sandbox {
  const sandbox = emptySandbox();
  const location = 'westeurope';
  sandbox.control.putResources([
    group(OTHER),
    group(ELSEWHERE),
    machine('vm', {
      properties: {
        storageProfile: { osDisk: { name: 'os', managedDisk: { id: DISK } } },
        networkProfile: { networkInterfaces: [{ id: NIC }] },
      },
    }),
    { id: `${VM}/extensions/e`, name: 'e', type: 'Microsoft.Compute/virtualMachines/extensions', location, properties: {} },
    { id: DISK, name: 'os', type: 'Microsoft.Compute/disks', location, managedBy: VM, properties: { diskState: 'Attached' } },
    {
      id: NIC,
      name: 'nic',
      type: 'Microsoft.Network/networkInterfaces',
      location,
      properties: { virtualMachine: { id: VM }, ipConfigurations: [{ name: 'ip', properties: { subnet: { id: `${NET}/subnets/s` } } }] },
    },
    {
      id: NET,
      name: 'net',
      type: 'Microsoft.Network/virtualNetworks',
      location,
      properties: { subnets: [{ id: `${NET}/subnets/s`, name: 's' }] },
    },
  ]);
  return sandbox;
}

const asked = (sandbox: Sandbox, action: string, resources: readonly string[], targetResourceGroup = OTHER): Promise<Answer> =>
  ask(sandbox, 'POST', `${GROUP}/${action}`, { body: { resources, targetResourceGroup }, apiVersion: '2021-04-01' });

describe('a move to another group', () => {
  it('takes what lies in a resource along, and what refers to it knows', async () => {
    const sandbox = sandboxWithMachine();
    const begun = await asked(sandbox, 'moveResources', [VM.toLowerCase(), NET]);
    expect([begun.status, begun.text]).toEqual([202, '']);
    expect(new URL(begun.headers['location']!).pathname).toMatch(/\/operationresults\//);
    expect((await ask(sandbox, 'GET', VM)).status).toBe(200);
    expect((await finished(sandbox, begun)).status).toBe(204);

    expect((await ask(sandbox, 'GET', VM)).status).toBe(404);
    const there = VM.replace('Rg-One', 'Other');
    const { body } = await ask(sandbox, 'GET', there);
    expect([body.id, body.name, body.type]).toEqual([there, 'vm', 'Microsoft.Compute/virtualMachines']);
    expect(body.resources[0].id).toBe(`${there}/extensions/e`);
    expect((await ask(sandbox, 'GET', DISK)).body.managedBy).toBe(there);
    const nic = (await ask(sandbox, 'GET', NIC)).body.properties;
    expect(nic.virtualMachine.id).toBe(there);
    expect(nic.ipConfigurations[0].properties.subnet.id).toBe(`${NET.replace('Rg-One', 'Other')}/subnets/s`);
    const rows = await query(sandbox, "resources | where type =~ 'microsoft.compute/virtualmachines' | project id, resourceGroup");
    expect(rows.body.data).toEqual([{ id: there, resourceGroup: 'other' }]);
  });

  it('can be tried without being made', async () => {
    const sandbox = sandboxWithMachine();
    const end = await finished(sandbox, await asked(sandbox, 'validateMoveResources', [VM]));
    expect([end.status, end.text]).toEqual([204, '']);
    expect((await ask(sandbox, 'GET', VM)).status).toBe(200);
    const refused = await finished(sandbox, await asked(sandbox, 'validateMoveResources', [VM, DISK], ELSEWHERE));
    expect([refused.status, refused.body.error.code]).toEqual([409, 'ResourceMoveProviderValidationFailed']);
    const [reason] = refused.body.error.details;
    expect([reason.code, reason.details.map(({ target }: any) => target)]).toEqual(['MissingMoveDependentResources', [NIC]]);
    const whole = await finished(sandbox, await asked(sandbox, 'validateMoveResources', [VM, DISK, NIC], ELSEWHERE));
    expect(whole.status).toBe(204);
  });

  it('is refused where it makes no sense', async () => {
    const sandbox = sandboxWithMachine();
    const code = async (resources: readonly string[], target = OTHER): Promise<unknown> =>
      (await asked(sandbox, 'moveResources', resources, target)).body?.error.code;
    expect(await code([VM], `${OTHER}-none`)).toBe('ResourceGroupNotFound');
    expect(await code([machine('none').id])).toBe('ResourceNotFound');
    expect(await code([VM.replace('Rg-One', 'Other')])).toBe('InvalidMoveResourcesRequest');
    expect(await code([])).toBe('InvalidMoveResourcesRequest');
    expect(await code([VM], GROUP)).toBe('InvalidMoveResourcesRequest');
  });
});

describe('while resources move', () => {
  it('both groups are closed to other changes, and open again after it', async () => {
    const sandbox = sandboxWithMachine();
    const begun = await asked(sandbox, 'moveResources', [VM]);
    const tried: readonly (readonly [string, string, object?])[] = [
      ['PATCH', VM, { tags: {} }],
      ['POST', `${VM}/deallocate`],
      ['DELETE', DISK],
      ['PUT', `${OTHER}/providers/Microsoft.Compute/disks/new`, { location: 'westeurope', properties: {} }],
      ['PATCH', OTHER, { tags: {} }],
      ['DELETE', GROUP],
    ];
    const closed = [409, 'ResourcesBeingMoved', expect.stringMatching(/^The resource group '(Rg-One|Other)' is being updated and cannot/)];
    for (const [method, path, body] of tried) {
      const refused = await ask(sandbox, method, path, { body });
      expect([refused.status, refused.body?.error.code, refused.body?.error.message]).toEqual(closed);
    }
    expect((await asked(sandbox, 'validateMoveResources', [NET])).body.error.code).toBe('ResourcesBeingMoved');
    for (const id of [GROUP, OTHER]) expect((await ask(sandbox, 'GET', id)).body.properties.provisioningState).toBe('MovingResources');
    await finished(sandbox, begun);
    for (const id of [GROUP, OTHER]) expect((await ask(sandbox, 'GET', id)).body.properties.provisioningState).toBe('Succeeded');
    expect((await ask(sandbox, 'DELETE', NIC)).status).toBe(400);
  });

  it('a move that fails opens them again, and one that is only tried closes nothing', async () => {
    const sandbox = sandboxWithMachine();
    const failed = await finished(sandbox, await asked(sandbox, 'moveResources', [VM], ELSEWHERE));
    expect(failed.status).toBe(409);
    expect((await ask(sandbox, 'GET', GROUP)).body.properties.provisioningState).toBe('Succeeded');
    await asked(sandbox, 'validateMoveResources', [VM]);
    expect((await ask(sandbox, 'PATCH', GROUP, { body: { tags: {} } })).status).toBe(200);
  });

  it.each([GROUP, OTHER])('a read-only lock on either group forbids it: %s', async (locked) => {
    const sandbox = sandboxWithMachine();
    await ask(sandbox, 'PUT', `${locked}/providers/Microsoft.Authorization/locks/l`, { body: { properties: { level: 'ReadOnly' } } });
    const refused = await asked(sandbox, 'moveResources', [VM]);
    expect([refused.status, refused.body.error.code]).toEqual([409, 'ScopeLocked']);
  });
});

describe('a machine', () => {
  it('can be generalized once it does not run, and starts no more', async () => {
    const sandbox = sandboxWithMachine();
    const refusal = async (action: string): Promise<unknown> => {
      const { status, body } = await ask(sandbox, 'POST', `${VM}/${action}`);
      return [status, body?.error.code, body?.error.message];
    };
    expect(await refusal('generalize')).toEqual([
      409,
      'OperationNotAllowed',
      "Operation 'generalize' is not allowed on VM 'vm' since the VM is running. Please power off explicitly in case you shut down the VM from inside the guest operating system.",
    ]);
    await finished(sandbox, await ask(sandbox, 'POST', `${VM}/deallocate`));
    const done = await ask(sandbox, 'POST', `${VM}/generalize`);
    expect([done.status, done.text]).toEqual([200, '']);
    const view = (await ask(sandbox, 'GET', `${VM}/instanceView`)).body;
    expect(view.statuses.map(({ code }: any) => code)).toEqual(expect.arrayContaining(['OSState/generalized', 'PowerState/deallocated']));
    for (const action of ['start', 'restart', 'redeploy']) {
      expect(await refusal(action)).toEqual([
        409,
        'OperationNotAllowed',
        `Operation '${action}' is not allowed on VM 'vm' since the VM is generalized.`,
      ]);
    }
    expect((await refusal('performMaintenance')) as unknown[]).toContain('OperationNotAllowed');
  });

  it('is evicted when it is a Spot machine, by its policy', async () => {
    const sandbox = emptySandbox();
    const spot = (name: string, evictionPolicy: string): ReturnType<typeof machine> =>
      machine(name, { properties: { priority: 'Spot', evictionPolicy } });
    sandbox.control.putResources([machine('vm'), spot('stays', 'Deallocate'), spot('goes', 'Delete')]);
    expect((await ask(sandbox, 'POST', `${VM}/simulateEviction`)).status).toBe(409);
    for (const name of ['stays', 'goes']) expect((await ask(sandbox, 'POST', `${machine(name).id}/simulateEviction`)).status).toBe(204);
    sandbox.control.advance(60);
    expect((await ask(sandbox, 'GET', `${machine('stays').id}/instanceView`)).body.statuses.at(-1).code).toBe('PowerState/deallocated');
    expect((await ask(sandbox, 'GET', machine('goes').id)).status).toBe(404);
  });

  it('can be redeployed and reapplied, and says what it could become', async () => {
    const sandbox = sandboxWithMachine();
    for (const action of ['redeploy', 'reapply']) {
      const begun = await ask(sandbox, 'POST', `${VM}/${action}`);
      expect([begun.status, begun.text]).toEqual([202, '']);
      expect((await finished(sandbox, begun)).body.status).toBe('Succeeded');
      expect((await ask(sandbox, 'GET', begun.headers['location']!)).status).toBe(200);
    }
    expect((await ask(sandbox, 'GET', `${VM}/instanceView`)).body.statuses.at(-1).code).toBe('PowerState/running');
    const sizes = (await ask(sandbox, 'GET', `${VM}/vmSizes`)).body.value;
    expect(Object.keys(sizes[0]).toSorted()).toEqual([
      'maxDataDiskCount',
      'memoryInMB',
      'name',
      'numberOfCores',
      'osDiskSizeInMB',
      'resourceDiskSizeInMB',
    ]);
  });
});
