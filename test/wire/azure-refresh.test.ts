import { expect, test } from 'vitest';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { refreshMachine } from '../../src/azure/inventory/refreshMachine.ts';
import { refreshSubscription } from '../../src/azure/inventory/refreshSubscription.ts';
import { toArmId } from '../../src/model/armId.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import { assess } from '../../src/readiness/assess.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import { elsewhere, group, here, isGraph, item, link, machine, openAzure } from './azureHarness.ts';

const web = machine('web01');
const db = machine('db01');
const webId = toArmId(web.id);
const denied = { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no' } } };

function disk(name: string, owner: string | undefined) {
  const type = 'Microsoft.Compute/disks';
  return {
    id: `${group}/providers/${type}/${name}`,
    name,
    type,
    location: 'westeurope',
    ...(owner === undefined ? {} : { managedBy: owner }),
    sku: { name: 'Premium_LRS' },
    properties: { diskSizeGB: 127, diskState: owner === undefined ? 'Unattached' : 'Attached' },
  };
}

test('one machine: what changed of it is read anew, the others stay', async () => {
  const old = disk('web01-old', web.id);
  const storageProfile = {
    osDisk: { osType: 'Linux', managedDisk: { id: disk('web01-os', web.id).id } },
    dataDisks: [{ managedDisk: old }],
  };
  const webBefore = machine('web01', { properties: { storageProfile } });
  const { connection, sandbox } = openAzure([webBefore, db, disk('web01-os', web.id), old, disk('db01-os', db.id)]);
  const before = await readInventory(connection);
  expect(before.protectedItems).toEqual([]);

  const webItem = item('web01-item', web.id);
  sandbox.control.advance(60);
  sandbox.control.putResources([
    { ...web, tags: { changed: 'yes' } },
    { ...db, tags: { changed: 'yes' } },
    webItem,
    link(web.id, webItem.id),
    disk('web01-old', undefined),
    disk('web01-new', web.id),
  ]);
  const asked = sandbox.control.requests().length;
  const after = await refreshMachine(connection, before, webId);
  expect(sandbox.control.requests().slice(asked).filter(isGraph)).toHaveLength(4);
  // And the item itself; of full depth: its settings, its target group, the systems that its vault supports, size and quota of the target region.
  expect(sandbox.control.requests().slice(asked)).toHaveLength(6 + 1 + 5);

  expect(after.gaps).toEqual([]);
  expect(after.takenAt).toEqual(before.takenAt);
  expect(after.machines.map(({ name, tags }) => `${name} ${tags['changed'] ?? 'no'}`).toSorted()).toEqual(['db01 no', 'web01 yes']);
  expect(after.machines.find(({ id }) => id === webId)).toMatchObject({ powerState: 'running', agentStatus: 'Ready' });
  expect(after.protectedItems).toMatchObject([{ sourceId: webId }]);
  expect(after.links).toMatchObject([{ machineId: webId }]);
  expect(after.disks.map(({ name, state }) => `${name} ${state}`).toSorted()).toEqual([
    'db01-os Attached',
    'web01-new Attached',
    'web01-old Unattached',
    'web01-os Attached',
  ]);
});

test('a machine that is gone goes, and its item stays', async () => {
  const { connection, sandbox } = openAzure([web, db, item('web01-item', web.id)]);
  const before = await readInventory(connection);
  sandbox.control.deleteResource(web.id);
  const after = await refreshMachine(connection, before, webId);
  expect(after.machines.map(({ name }) => name)).toEqual(['db01']);
  expect(after.protectedItems).toHaveLength(1);
});

test('what Resource Graph has not heard of yet: an item that has just been made, has changed, or is gone', async () => {
  const { connection, sandbox } = openAzure([web], { graphLagSeconds: 300 });
  const before = await readInventory(connection);
  const made = item('web01-item', web.id);
  sandbox.control.putResources([made, link(web.id, made.id)]);
  const enabled = await refreshMachine(connection, before, webId);
  expect(enabled.protectedItems).toMatchObject([{ sourceId: webId, testFailoverState: undefined }]);
  sandbox.control.putResources([{ ...made, properties: { ...made.properties, testFailoverState: 'WaitingForCompletion' } }]);
  const drilled = await refreshMachine(connection, enabled, webId);
  expect(drilled.protectedItems).toMatchObject([{ sourceId: webId, testFailoverState: 'WaitingForCompletion' }]);
  sandbox.control.deleteResource(made.id);
  expect((await refreshMachine(connection, drilled, webId)).protectedItems).toEqual([]);
});

test('the test machine of a test that was cleaned up goes with it, and its disks', async () => {
  const drill = machine('web01-test');
  const drilled = item('web01-item', web.id, { testFailoverRecoveryFabricObjectId: drill.id.toLowerCase() });
  const { connection, sandbox } = openAzure([web, drill, disk('web01-test-os', drill.id), disk('web01-os', web.id), drilled]);
  const before = await readInventory(connection);
  expect((await refreshMachine(connection, before, webId)).machines).toHaveLength(2);
  sandbox.control.putResources([item('web01-item', web.id)]);
  const after = await refreshMachine(connection, before, webId);
  expect([...after.machines, ...after.disks].map(({ name }) => name).toSorted()).toEqual(['web01', 'web01-os']);
});

test('what cannot be read stays as it was, with a gap, once', async () => {
  const { connection, sandbox } = openAzure([web, link(web.id, item('i', web.id).id)]);
  const before = await readInventory(connection);
  const deny = (): void => sandbox.control.addFault({ path: 'Microsoft.Resources/links', ...denied });
  deny();
  const once = await refreshMachine(connection, before, webId);
  deny();
  const twice = await refreshMachine(connection, once, webId);
  expect(twice.links).toHaveLength(1);
  expect(twice.gaps).toMatchObject([{ table: 'links', scope: webId, reason: 'denied' }]);
  expect((await refreshMachine(connection, twice, webId)).gaps).toEqual([]);
});

test('what cannot be read of one machine makes nothing of the others unknown', async () => {
  const { connection, sandbox } = openAzure([web, db]);
  const before = await readInventory(connection);
  for (const path of ['Microsoft.ResourceGraph', web.id]) sandbox.control.addFault({ path, ...denied, times: 100 });
  const after = await refreshMachine(connection, before, webId);
  expect(new Set(after.gaps.map(({ scope }) => scope))).toContain(webId);
  const statesIn = (inventory: Inventory) =>
    assess(inventory, defaultPolicy, before.takenAt).machines.map(({ name, state }) => [name, state]);
  expect(statesIn(after)).toEqual(statesIn(before));
});

test('where Resource Graph is refused, each is read by itself', async () => {
  const webItem = item('web01-item', web.id);
  const { connection, sandbox } = openAzure([web, disk('web01-os', web.id), webItem]);
  const before = await readInventory(connection);
  const made = item('web01-second', web.id);
  sandbox.control.putResources([
    { ...web, tags: { changed: 'yes' } },
    disk('web01-os', undefined),
    { ...webItem, properties: { ...webItem.properties, testFailoverState: 'WaitingForCompletion' } },
    made,
    link(web.id, made.id),
  ]);
  sandbox.control.addFault({ path: 'Microsoft.ResourceGraph', ...denied, times: 100 });
  const after = await refreshMachine(connection, before, webId);
  expect(after.gaps).toEqual([]);
  expect(after.machines).toMatchObject([{ tags: { changed: 'yes' }, powerState: 'running' }]);
  expect(after.disks).toMatchObject([{ state: 'Unattached' }]);
  expect(Object.fromEntries(after.protectedItems.map(({ name, testFailoverState }) => [name, testFailoverState]))).toEqual({
    'web01-item': 'WaitingForCompletion',
    'web01-second': undefined,
  });
  sandbox.control.deleteResource(web.id);
  expect((await refreshMachine(connection, after, webId)).machines).toEqual([]);
});

test('an id is data: it cannot widen the query', async () => {
  const { connection } = openAzure([web, db]);
  const before = await readInventory(connection);
  const hostile = toArmId(`${group}/providers/Microsoft.Compute/virtualMachines/x') or true or id in~ ('`);
  const after = await refreshMachine(connection, before, hostile);
  expect(after.machines).toEqual(before.machines);
});

test('one subscription', async () => {
  const other = machine('other', { in: `/subscriptions/${elsewhere}/resourceGroups/Recovery` });
  const { connection, sandbox } = openAzure([web, other]);
  const before = await readInventory(connection);
  sandbox.control.putResources([{ ...web, tags: { changed: 'yes' } }, { ...other, tags: { changed: 'yes' } }, item('web01-item', web.id)]);
  const after = await refreshSubscription(connection, before, here);
  expect(after.machines.map(({ name, tags }) => `${name} ${tags['changed'] ?? 'no'}`).toSorted()).toEqual(['other no', 'web01 yes']);
  expect(after.protectedItems).toHaveLength(1);
  expect(after.subscriptions.map(({ id }) => id).toSorted()).toEqual(before.subscriptions.map(({ id }) => id).toSorted());
  expect(after.gaps).toEqual([]);
});

test('one subscription whose machines do not answer: what was read before is not given up for it', async () => {
  const { connection, sandbox } = openAzure([web]);
  const before = await readInventory(connection);
  const failed = { ...denied, status: 500, times: 100 };
  for (const path of ['Microsoft.ResourceGraph', String.raw`Compute/virtualMachines\?api`]) sandbox.control.addFault({ path, ...failed });
  const reading = refreshSubscription({ ...connection, repeatAfterMs: 1 }, before, here);
  await expect(reading).rejects.toMatchObject({ name: 'UserError', reason: 'serverError' });
});
