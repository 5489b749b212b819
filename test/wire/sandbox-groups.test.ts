import { beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import type { ArmResource } from '../../src/sandbox/resource.ts';
import { ask, emptySandbox, finished, GROUP, group, machine, SUBSCRIPTION } from './sandboxCalls.ts';

const OTHER = `/subscriptions/${SUBSCRIPTION}/resourceGroups/Other`;
const VAULT = `${GROUP}/providers/Microsoft.RecoveryServices/vaults/rsv`;
const NAMES =
  'backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;rg-one;vm/protectedItems/VM;iaasvmcontainerv2;rg-one;vm';
const location = 'westeurope';
const resource = (id: string, properties: object, more: object = {}): ArmResource => {
  const parts = id.split('/');
  return { id, name: parts.at(-1)!, type: `${parts[6]}/${parts[7]}`, location, properties: properties as Record<string, unknown>, ...more };
};

let sandbox: Sandbox;
const status = async (id: string): Promise<number> => (await ask(sandbox, 'GET', id)).status;
const list = async (): Promise<string[]> =>
  (await ask(sandbox, 'GET', `${GROUP}/resources`)).body.value.map(({ name }: { readonly name: string }) => name);

beforeEach(() => {
  sandbox = emptySandbox();
  sandbox.control.putResources([group(OTHER), machine('vm')]);
});

describe('the deletion of a resource group', () => {
  it('is blocked by a vault that has a backup, and takes the rest', async () => {
    await finished(sandbox, await ask(sandbox, 'PUT', VAULT, { body: { location, sku: { name: 'Standard' } } }));
    const policyId = `${VAULT}/backupPolicies/DefaultPolicy`;
    const properties = { protectedItemType: 'Microsoft.Compute/virtualMachines', sourceResourceId: machine('vm').id, policyId };
    await finished(sandbox, await ask(sandbox, 'PUT', `${VAULT}/${NAMES}`, { body: { properties } }));

    const end = await finished(sandbox, await ask(sandbox, 'DELETE', GROUP));
    expect(end.status).toBe(409);
    expect(end.body.error).toEqual({
      code: 'ResourceGroupDeletionBlocked',
      message: expect.stringMatching(
        /^Deletion of resource group 'Rg-One' failed as resources with identifiers 'Microsoft.RecoveryServices\/vaults\/rsv' could not be deleted. The provisioning state of the resource group will be rolled back. The tracking Id is '[-0-9a-f]{36}'. Please check audit logs for more details.$/,
      ),
      details: [{ target: VAULT, message: expect.any(String) }],
    });
    expect(JSON.parse(end.body.error.details[0].message).error.code).toBe('ServiceResourceNotEmptyWithContainerDetails');
    expect((await ask(sandbox, 'GET', GROUP)).body.properties.provisioningState).toBe('Succeeded');
    expect(await list()).toEqual(['rsv']);
    expect(await status(`${VAULT}/${NAMES}`)).toBe(200);
  });

  it('is blocked by a vault that replicates', async () => {
    await finished(sandbox, await ask(sandbox, 'PUT', VAULT, { body: { location, sku: { name: 'Standard' } } }));
    const body = { properties: { customDetails: { instanceType: 'Azure', location } } };
    await finished(sandbox, await ask(sandbox, 'PUT', `${VAULT}/replicationFabrics/f`, { body }));
    const end = await finished(sandbox, await ask(sandbox, 'DELETE', GROUP));
    expect([end.status, end.body.error.code]).toEqual([409, 'ResourceGroupDeletionBlocked']);
    await finished(sandbox, await ask(sandbox, 'DELETE', `${VAULT}/replicationFabrics/f`));
    expect((await finished(sandbox, await ask(sandbox, 'DELETE', GROUP))).status).toBe(200);
    expect(await status(GROUP)).toBe(404);
  });

  it('stops at what others use, and lets go of what its machines had elsewhere', async () => {
    const net = `${GROUP}/providers/Microsoft.Network/virtualNetworks/net`;
    const nic = (place: string, name: string): string => `${place}/providers/Microsoft.Network/networkInterfaces/${name}`;
    const inNet = { ipConfigurations: [{ name: 'ip', properties: { subnet: { id: `${net}/subnets/s` } } }] };
    const disk = `${OTHER}/providers/Microsoft.Compute/disks/data`;
    const storageProfile = { dataDisks: [{ name: 'data', managedDisk: { id: disk } }] };
    const mine = { ...inNet, virtualMachine: { id: machine('vm').id } };
    sandbox.control.putResources([
      machine('vm', { properties: { storageProfile, networkProfile: { networkInterfaces: [{ id: nic(GROUP, 'mine') }] } } }),
      resource(disk, { diskState: 'Attached' }, { managedBy: machine('vm').id }),
      resource(net, { subnets: [{ id: `${net}/subnets/s`, name: 's' }] }),
      resource(nic(GROUP, 'mine'), mine),
      resource(nic(OTHER, 'other'), inNet),
    ]);
    const end = await finished(sandbox, await ask(sandbox, 'DELETE', GROUP));
    expect(end.body.error.details.map(({ target }: { readonly target: string }) => target)).toEqual([net]);
    expect(JSON.parse(end.body.error.details[0].message).error.code).toBe('InUseSubnetCannotBeDeleted');
    expect(await list()).toEqual(['net']);
    const free = (await ask(sandbox, 'GET', disk)).body;
    expect([free.managedBy, free.properties.diskState]).toEqual([undefined, 'Unattached']);

    await finished(sandbox, await ask(sandbox, 'DELETE', nic(OTHER, 'other')));
    expect((await finished(sandbox, await ask(sandbox, 'DELETE', GROUP))).status).toBe(200);
    expect(await status(GROUP)).toBe(404);
  });

  it('closes the group, and can be asked for again', async () => {
    const begun = await ask(sandbox, 'DELETE', GROUP);
    const closed = [
      409,
      'ResourceGroupBeingDeleted',
      "The resource group 'Rg-One' is in deprovisioning state and cannot perform this operation.",
    ];
    for (const [method, path, body] of [
      ['PUT', GROUP, { location }],
      ['PATCH', machine('vm').id, { tags: {} }],
      ['DELETE', machine('vm').id, undefined],
    ] as const) {
      const refused = await ask(sandbox, method, path, { body });
      expect([refused.status, refused.body.error.code, refused.body.error.message]).toEqual(closed);
    }
    sandbox.control.advance(30);
    const again = await ask(sandbox, 'DELETE', GROUP);
    expect([again.status, again.headers['location']]).toEqual([202, begun.headers['location']]);
    expect((await finished(sandbox, begun)).status).toBe(200);

    await ask(sandbox, 'PUT', GROUP, { body: { location } });
    sandbox.control.advance(120);
    expect(await status(GROUP)).toBe(200);
  });
});
