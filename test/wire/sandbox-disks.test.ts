import { describe, expect, it } from 'vitest';
import { ask, emptySandbox, finished, GROUP, machine } from './sandboxCalls.ts';

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
    await finished(sandbox, made);
    expect((await ask(sandbox, 'GET', disk)).body).toMatchObject({
      sku: { tier: 'Premium' },
      properties: { provisioningState: 'Succeeded', diskState: 'Unattached' },
    });
    const copy = { location: 'westeurope', properties: { creationData: { createOption: 'Copy', sourceResourceId: disk } } };
    await finished(sandbox, await ask(sandbox, 'PUT', at('Microsoft.Compute/snapshots/s'), { body: copy }));
    expect((await ask(sandbox, 'GET', at('Microsoft.Compute/snapshots/s'))).body.properties.diskSizeGB).toBe(256);
    await finished(sandbox, await ask(sandbox, 'DELETE', disk));
    expect((await ask(sandbox, 'GET', disk)).status).toBe(404);
    expect((await ask(sandbox, 'PUT', at('Microsoft.Compute/snapshots/t'), { body: copy })).status).toBe(404);
  });

  it('and availability sets know their machines', async () => {
    const sandbox = emptySandbox();
    const set = at('Microsoft.Compute/availabilitySets/set');
    expect((await ask(sandbox, 'PUT', set, { body: { location: 'westeurope' } })).status).toBe(200);
    sandbox.control.putResources([machine('vm', { properties: { availabilitySet: { id: set.toUpperCase() } } })]);
    expect((await ask(sandbox, 'GET', set)).body.properties.virtualMachines).toEqual([{ id: machine('vm').id }]);
  });
});
