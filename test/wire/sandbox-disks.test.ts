import { describe, expect, it } from 'vitest';
import { ask, emptySandbox, finished, GROUP, machine, type Answer } from './sandboxCalls.ts';

const at = (path: string): string => `${GROUP}/providers/${path}`;

describe('disks', () => {
  it('are made, copied and removed by operations', async () => {
    const sandbox = emptySandbox();
    const disk = at('Microsoft.Compute/disks/d');
    const body = {
      location: 'westeurope',
      sku: { name: 'Premium_LRS' },
      properties: { creationData: { createOption: 'Empty' }, diskSizeGB: 256 },
    };
    const made = await ask(sandbox, 'PUT', disk, { body });
    expect([made.status, made.body.properties.provisioningState]).toEqual([202, 'Updating']);
    expect(made.body.sku).toEqual({ name: 'Premium_LRS' });
    expect([made.headers['azure-asyncoperation'], made.headers['location']]).toEqual([
      expect.stringMatching(/\/locations\/westeurope\/DiskOperations\/[0-9a-f-]{36}\?api-version=/),
      expect.stringMatching(/\/DiskOperations\/[0-9a-f-]{36}\?monitor=true&api-version=/),
    ]);
    // Recorded: the status holds the disk.
    const { body: ended } = await finished(sandbox, made);
    expect(ended.properties.output).toMatchObject({
      name: 'd',
      properties: { tier: 'P15', diskIOPSReadWrite: 1100, diskMBpsReadWrite: 125 },
    });
    expect((await ask(sandbox, 'GET', disk)).body).toMatchObject({
      sku: { tier: 'Premium' },
      properties: { provisioningState: 'Succeeded', diskState: 'Unattached' },
    });
    const copy = { location: 'westeurope', properties: { creationData: { createOption: 'Copy', sourceResourceId: disk } } };
    await finished(sandbox, await ask(sandbox, 'PUT', at('Microsoft.Compute/snapshots/s'), { body: copy }));
    const { properties } = (await ask(sandbox, 'GET', disk)).body;
    expect((await ask(sandbox, 'GET', at('Microsoft.Compute/snapshots/s'))).body.properties).toMatchObject({
      creationData: { sourceUniqueId: properties.uniqueId },
      diskSizeGB: 256,
      incremental: false,
    });
    const larger = { sku: { name: 'Standard_LRS' }, properties: { diskSizeGB: 512 } };
    await finished(sandbox, await ask(sandbox, 'PATCH', disk, { body: larger }));
    const changed = (await ask(sandbox, 'GET', disk)).body;
    expect([changed.sku, changed.properties.diskSizeBytes]).toEqual([{ name: 'Standard_LRS', tier: 'Standard' }, 512 * 1024 ** 3]);
    expect(changed.properties).toMatchObject({ diskIOPSReadWrite: 500, uniqueId: properties.uniqueId });
    await finished(sandbox, await ask(sandbox, 'DELETE', disk));
    expect((await ask(sandbox, 'GET', disk)).status).toBe(404);
    expect((await ask(sandbox, 'PUT', at('Microsoft.Compute/snapshots/t'), { body: copy })).status).toBe(404);
  });

  it('that are gone by the time at which they would be opened stay gone', async () => {
    const sandbox = emptySandbox();
    const disk = at('Microsoft.Compute/disks/d');
    const properties = { creationData: { createOption: 'Empty' }, diskSizeGB: 4 };
    await finished(sandbox, await ask(sandbox, 'PUT', disk, { body: { location: 'westeurope', properties } }));
    const deletion = await ask(sandbox, 'DELETE', disk);
    const opened = await ask(sandbox, 'POST', `${disk}/beginGetAccess`, { body: { access: 'Read', durationInSeconds: 60 } });
    await finished(sandbox, deletion);
    await finished(sandbox, opened);
    expect((await ask(sandbox, 'GET', disk)).status).toBe(404);
  });

  it('are copied from what an older client calls an address, with size and system of their source', async () => {
    const sandbox = emptySandbox();
    const disk = at('Microsoft.Compute/disks/d');
    const properties = { osType: 'Windows', hyperVGeneration: 'V2', creationData: { createOption: 'Empty' }, diskSizeGB: 200 };
    await finished(sandbox, await ask(sandbox, 'PUT', disk, { body: { location: 'westeurope', properties } }));
    const snapshot = at('Microsoft.Compute/snapshots/s');
    const copy = { location: 'westeurope', properties: { creationData: { createOption: 'CopyStart', sourceUri: disk } } };
    await finished(sandbox, await ask(sandbox, 'PUT', snapshot, { body: copy }));
    const { body } = await ask(sandbox, 'GET', snapshot);
    expect(body.properties).toMatchObject({ osType: 'Windows', hyperVGeneration: 'V2', diskSizeGB: 200, completionPercent: 100 });
    expect(body.properties.creationData).toMatchObject({ createOption: 'CopyStart', sourceResourceId: disk });
    expect(body.properties.creationData.sourceUri).toBeUndefined();
  });

  it('of a machine can be read from outside once it is deallocated, for as long as was asked for, and stay until then', async () => {
    const sandbox = emptySandbox();
    const vm = machine('vm').id;
    const storageProfile = { osDisk: { name: 'os', createOption: 'FromImage' } };
    await finished(sandbox, await ask(sandbox, 'PUT', vm, { body: { location: 'westeurope', properties: { storageProfile } } }));
    const disk = at('Microsoft.Compute/disks/os');
    const stateOf = async (): Promise<string> => (await ask(sandbox, 'GET', disk)).body.properties.diskState;
    const open = (body: object): Promise<Answer> => ask(sandbox, 'POST', `${disk}/beginGetAccess`, { body });
    const refused = await open({ access: 'Read', durationInSeconds: 600 });
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      `Access not permitted because disk os is currently attached to running VM ${vm}.`,
    ]);
    expect((await open({ durationInSeconds: 600 })).body.error.code).toBe('InvalidParameter');
    await finished(sandbox, await ask(sandbox, 'POST', `${vm}/deallocate`));
    expect(await stateOf()).toBe('Reserved');
    await finished(sandbox, await open({ access: 'Read', durationInSeconds: 5000 }));
    expect(await stateOf()).toBe('ActiveSAS');
    sandbox.control.advance(5000);
    expect(await stateOf()).toBe('Reserved');
    await finished(sandbox, await ask(sandbox, 'POST', `${vm}/start`));
    expect(await stateOf()).toBe('Attached');
    await finished(sandbox, await ask(sandbox, 'POST', `${vm}/deallocate`));
    await finished(sandbox, await ask(sandbox, 'DELETE', vm));
    await finished(sandbox, await open({ access: 'Read' }));
    expect((await ask(sandbox, 'DELETE', disk)).status).toBe(409);
    await finished(sandbox, await ask(sandbox, 'POST', `${disk}/endGetAccess`));
    expect((await ask(sandbox, 'DELETE', disk)).status).toBe(202);
  });

  it('and availability sets know their machines', async () => {
    const sandbox = emptySandbox();
    const set = at('Microsoft.Compute/availabilitySets/set');
    expect((await ask(sandbox, 'PUT', set, { body: { location: 'westeurope' } })).status).toBe(200);
    sandbox.control.putResources([machine('vm', { properties: { availabilitySet: { id: set.toUpperCase() } } })]);
    // Recorded of the JavaScript and Python SDKs' tests: no provisioning state, and a list tells the machines as well.
    const properties = { platformUpdateDomainCount: 5, platformFaultDomainCount: 3, virtualMachines: [{ id: machine('vm').id }] };
    expect((await ask(sandbox, 'GET', set)).body.properties).toEqual(properties);
    const { body } = await ask(sandbox, 'GET', at('Microsoft.Compute/availabilitySets'));
    expect(body.value).toMatchObject([{ name: 'set', properties }]);
  });
});
