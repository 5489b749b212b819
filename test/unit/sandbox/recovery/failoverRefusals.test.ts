import { expect, test } from 'vitest';
import { ProtectionCaller } from './protectionCaller.ts';
import { container } from './vaultCaller.ts';

const refusal = async (caller: ProtectionCaller, action: string, body: unknown = {}): Promise<unknown> => {
  const path = action === 'switchprotection' ? `${container('1')}/switchprotection` : `${caller.item}/${action}`;
  const { status, body: answer } = await caller.call('POST', path, body);
  return status === 202 ? 202 : [status, answer.error.details[0].code];
};
const NOT_NOW = [409, 'OperationNotAllowedInCurrentState'];
const BUSY = [409, 'AnotherOperationInProgress'];

/** Everything that can be asked of an item, with a body that would do. */
const bodies = (caller: ProtectionCaller): Readonly<Record<string, unknown>> => ({
  testFailover: caller.testBody(),
  testFailoverCleanup: { properties: { comments: '' } },
  unplannedFailover: caller.failoverBody(),
  failoverCommit: undefined,
  switchprotection: caller.switchBody(),
  remove: { properties: {} },
});

async function refused(caller: ProtectionCaller): Promise<string[]> {
  const found: string[] = [];
  for (const [action, body] of Object.entries(bodies(caller))) {
    const { allowedOperations } = await caller.read();
    const answer = await refusal(caller, action, body);
    if (answer === 202) {
      // Take it back, so that the next is asked of the same state.
      const job = await caller.newestJob();
      await caller.drive('POST', `${job.id}/cancel`);
      expect((await caller.read()).allowedOperations).toEqual(allowedOperations);
    } else {
      expect(answer).toEqual(NOT_NOW);
      found.push(action);
    }
  }
  return found;
}

test('each state allows what it says, and nothing else; a cancelled operation leaves the state as it was', async () => {
  const caller = new ProtectionCaller();
  await caller.setUp();
  await caller.drive('PUT', caller.item, caller.enableBody());
  expect(await refused(caller)).toEqual(['testFailover', 'testFailoverCleanup', 'unplannedFailover', 'failoverCommit', 'switchprotection']);
  caller.advance(3600);
  expect(await refused(caller)).toEqual(['testFailoverCleanup', 'failoverCommit', 'switchprotection']);
  await caller.drive('POST', `${caller.item}/testFailover`, caller.testBody());
  expect(await refused(caller)).toEqual(['testFailover', 'unplannedFailover', 'failoverCommit', 'switchprotection', 'remove']);
  await caller.drive('POST', `${caller.item}/testFailoverCleanup`, {});
  await caller.drive('POST', `${caller.item}/unplannedFailover`, caller.failoverBody());
  expect(await refused(caller)).toEqual(['testFailover', 'testFailoverCleanup', 'unplannedFailover']);
  await caller.drive('POST', `${caller.item}/failoverCommit`);
  expect(await refused(caller)).toEqual(['testFailover', 'testFailoverCleanup', 'unplannedFailover', 'failoverCommit']);
});

test('while a job runs on an item nothing else is accepted', async () => {
  const caller = new ProtectionCaller();
  await caller.setUp();
  await caller.call('PUT', caller.item, caller.enableBody());
  expect((await caller.call('PUT', caller.item, caller.enableBody())).body.error.details[0].code).toBe('AnotherOperationInProgress');
  expect(await refusal(caller, 'remove', { properties: {} })).toEqual(BUSY);
  caller.advance(3600);
  expect(await refusal(caller, 'testFailover', caller.testBody())).toBe(202);
  for (const [action, body] of Object.entries(bodies(caller))) expect(await refusal(caller, action, body)).toEqual(BUSY);
  expect((await caller.call('DELETE', caller.item)).status).toBe(409);
});

test('a test failover needs a network of the target region, and a point that is there', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const properties = (change: object): unknown => ({
    properties: { ...(caller.testBody() as { properties: object }).properties, ...change },
  });
  expect(await refusal(caller, 'testFailover', {})).toEqual([400, 'InvalidInput']);
  expect(await refusal(caller, 'testFailover', properties({ failoverDirection: 'RecoveryToPrimary' }))).toEqual([400, 'InvalidInput']);
  const pointed = { providerSpecificDetails: { instanceType: 'A2A', recoveryPointId: 'none' } };
  expect(await refusal(caller, 'testFailover', properties(pointed))).toEqual([404, 'ArmResourceDoesNotExist']);
  for (const networkId of [`${caller.own.testNetwork}-gone`, caller.own.sourceNetwork]) {
    const poll = await caller.drive('POST', `${caller.item}/testFailover`, properties({ networkId }));
    expect(poll).toMatchObject({ status: 'Failed', error: { code: '28020' } });
  }
  const item = await caller.read();
  expect([item.protectionState, item.testFailoverState, item.currentScenario.scenarioName]).toEqual(['Protected', 'None', 'None']);
  expect(await refusal(caller, 'applyRecoveryPoint', { properties: { recoveryPointId: 'none' } })).toEqual([
    404,
    'ArmResourceDoesNotExist',
  ]);
});

test('what belongs to other kinds of replication is never offered', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  for (const action of ['plannedFailover', 'reProtect', 'failoverCancel', 'repairReplication'])
    expect(await refusal(caller, action)).toEqual(NOT_NOW);
});

test('a name that is taken gets a suffix and a warning; a full subnet and a lock make the job fail', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const { own } = caller;
  const taken = `${own.targetGroup}/providers/Microsoft.Compute/virtualMachines/vm-1`;
  caller.sandbox.control.putResources([
    { id: taken, name: 'vm-1', type: 'Microsoft.Compute/virtualMachines', location: 'eastus2', properties: { vmId: 'somebody-else' } },
  ]);
  const poll = await caller.drive('POST', `${caller.item}/unplannedFailover`, caller.failoverBody());
  expect(poll).toMatchObject({ status: 'Succeeded', error: { code: '28175' } });
  const { recoveryFabricObjectId } = (await caller.read()).providerSpecificDetails;
  expect(recoveryFabricObjectId).toMatch(/\/vm-1-[0-9a-f-]{36}$/);
  expect((await caller.get(taken)).body.properties.vmId).toBe('somebody-else');

  const other = new ProtectionCaller();
  await other.protect();
  await other.drive('POST', `${other.item}/testFailover`, other.testBody());
  const made = `${own.targetGroup}/providers/Microsoft.Compute/virtualMachines/vm-1-test`;
  const lock = `${made}/providers/Microsoft.Authorization/locks/keep`;
  other.sandbox.control.putResources([
    { id: lock, name: 'keep', type: 'Microsoft.Authorization/locks', properties: { level: 'CanNotDelete' } },
  ]);
  expect(await other.drive('POST', `${other.item}/testFailoverCleanup`, {})).toMatchObject({ status: 'Failed', error: { code: '28020' } });
  expect((await other.read()).allowedOperations).toEqual(['TestFailoverCleanup']);
  other.sandbox.control.deleteResource(lock);
  // Somebody has deleted the machine alone: the clean-up takes what it left.
  await other.call('DELETE', made);
  other.advance(600);
  expect(await other.drive('POST', `${other.item}/testFailoverCleanup`, {})).toMatchObject({ status: 'Succeeded' });
  expect(other.names('Microsoft.Compute/disks', own.targetGroup)).toEqual(['vm-1_OsDisk-ASRReplica', 'vm-1_Data-ASRReplica']);
});

test('a lock on the machine leaves its links behind, and the next enabling meets them', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const lock = `${caller.own.machine}/providers/Microsoft.Authorization/locks/keep`;
  caller.sandbox.control.putResources([
    { id: lock, name: 'keep', type: 'Microsoft.Authorization/locks', properties: { level: 'CanNotDelete' } },
  ]);
  const poll = await caller.drive('POST', `${caller.item}/remove`, { properties: {} });
  expect(poll).toMatchObject({ status: 'Succeeded', error: { code: '150225' } });
  expect(caller.names('Microsoft.Resources/links', caller.own.machine)).toEqual(['ASR-Protect-vm-1']);
  caller.sandbox.control.deleteResource(lock);
  const other = caller.item.replace('/vm-1', '/again');
  expect(await caller.drive('PUT', other, caller.enableBody())).toMatchObject({ status: 'Failed', error: { code: '150226' } });
});

test('a container with items, a mapping in use and a vault cannot go', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  for (const [method, path] of [
    ['POST', `${container('1')}/remove`],
    ['DELETE', `${container('1')}/replicationProtectionContainerMappings/mapping-1`],
    ['DELETE', 'replicationPolicies/policy'],
    ['DELETE', 'replicationFabrics/fabric-1'],
  ] as const) {
    const { status, body } = await caller.call(method, path);
    expect([path, status, body?.error.details[0].code]).toEqual([path, 409, 'ResourceInUse']);
  }
});

test('an address that is taken gives way to the next one; a public address that is gone is a warning', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const { own } = caller;
  const id = `${own.targetGroup}/providers/Microsoft.Network/networkInterfaces/other`;
  const properties = { subnet: { id: `${own.targetNetwork}/subnets/default` }, privateIPAddress: '10.2.1.9' };
  caller.sandbox.control.putResources([
    {
      id,
      name: 'other',
      type: 'Microsoft.Network/networkInterfaces',
      location: 'eastus2',
      properties: { ipConfigurations: [{ properties }] },
    },
  ]);
  const publicId = `${own.targetGroup}/providers/Microsoft.Network/publicIPAddresses/gone`;
  const [{ nicId }] = (await caller.read()).providerSpecificDetails.vmNics;
  const ipConfigs = [{ ipConfigName: 'ipconfig1', recoveryStaticIPAddress: '10.2.1.9', recoveryPublicIPAddressId: publicId }];
  await caller.drive('PATCH', caller.item, { properties: { vmNics: [{ nicId, ipConfigs }] } });
  const poll = await caller.drive('POST', `${caller.item}/unplannedFailover`, caller.failoverBody());
  expect(poll).toMatchObject({ status: 'Succeeded', error: { code: '28020' } });
  const nic = (await caller.get(`${own.targetGroup}/providers/Microsoft.Network/networkInterfaces/vm-1-nic`)).body;
  expect(nic.properties.ipConfigurations[0].properties).toMatchObject({
    privateIPAddress: '10.2.1.4',
    privateIPAllocationMethod: 'Dynamic',
  });
});
