import { expect, test } from 'vitest';
import { HOUR, ProtectionCaller } from './protectionCaller.ts';
import { container } from './vaultCaller.ts';

const MACHINES = 'Microsoft.Compute/virtualMachines';
const DISKS = 'Microsoft.Compute/disks';

/** Brings an item to where an operation can be asked for, and asks for it. */
const operations: Readonly<Record<string, readonly [before: readonly string[], ask: string]>> = {
  TestFailover: [[], 'testFailover'],
  TestFailoverCleanup: [['testFailover'], 'testFailoverCleanup'],
  UnplannedFailover: [[], 'unplannedFailover'],
  ChangePit: [['unplannedFailover'], 'applyRecoveryPoint'],
  CommitFailover: [['unplannedFailover'], 'failoverCommit'],
  SwitchReplicationGroupProtection: [['unplannedFailover', 'failoverCommit'], 'switchprotection'],
  DisableDr: [[], 'remove'],
  PurgeDr: [[], 'DELETE'],
  UpdateVmProperties: [[], 'PATCH'],
  AddDisks: [[], 'addDisks'],
  RemoveDisks: [[], 'removeDisks'],
};

async function request(caller: ProtectionCaller, action: string): Promise<readonly [string, string, unknown]> {
  const A2A = { instanceType: 'A2A' };
  const { own } = caller;
  const bodies: Readonly<Record<string, unknown>> = {
    testFailover: caller.testBody(),
    unplannedFailover: caller.failoverBody(),
    switchprotection: caller.switchBody(),
    addDisks: { properties: { providerSpecificDetails: { ...A2A, vmManagedDisks: [caller.diskBody(own.dataDisk)] } } },
    removeDisks: { properties: { providerSpecificDetails: { ...A2A, vmManagedDisksIds: [own.dataDisk] } } },
    applyRecoveryPoint: { properties: { recoveryPointId: (await caller.get(`${caller.item}/recoveryPoints`)).body.value[1]?.id } },
  };
  if (action === 'DELETE' || action === 'PATCH') return [action, caller.item, { properties: { recoveryAzureVMName: 'other' } }];
  const path = action === 'switchprotection' ? `${container('1')}/${action}` : `${caller.item}/${action}`;
  return ['POST', path, bodies[action] ?? {}];
}

async function ready(scenario: string): Promise<{ caller: ProtectionCaller; ask: readonly [string, string, unknown] }> {
  const [before, action] = operations[scenario] ?? [[], ''];
  const caller = new ProtectionCaller();
  await (scenario === 'AddDisks' ? caller.protectOsDisk() : caller.protect());
  for (const step of before) await caller.drive(...(await request(caller, step)));
  return { caller, ask: await request(caller, action) };
}

/** All that an operation could leave behind. The figures of a machine that replicates move by themselves. */
async function picture(caller: ProtectionCaller): Promise<unknown> {
  const {
    rpoInSeconds: _rpo,
    lastRpoCalculatedTime: _time,
    lastHeartbeat: _beat,
    ...details
  } = (await caller.read()).providerSpecificDetails;
  const { healthErrors, ...item } = await caller.read();
  return [
    { ...item, providerSpecificDetails: details, healthErrors: healthErrors.length },
    ...[MACHINES, DISKS, 'Microsoft.Network/networkInterfaces', 'Microsoft.Resources/links'].map((type) =>
      caller.names(type, '').toSorted(),
    ),
  ];
}

test.for(Object.keys(operations))('a failed %s leaves everything as it was, and can be tried again', async (scenario) => {
  const { caller, ask } = await ready(scenario);
  const before = await picture(caller);
  caller.sandbox.control.addFault({ operation: scenario, errorCode: '28020' });
  expect(await caller.drive(...ask)).toMatchObject({ status: 'Failed', error: { code: '28020' } });
  expect(await picture(caller)).toEqual(before);
  expect(await caller.drive(...ask)).toMatchObject({ status: 'Succeeded', error: null });
});

const cancellable = Object.keys(operations).filter((scenario) => scenario !== 'UpdateVmProperties');

test.for(cancellable)('a cancelled %s leaves everything as it was, at whatever moment it is cancelled', async (scenario) => {
  const { caller, ask } = await ready(scenario);
  for (const share of [0.1, 0.5, 0.9]) {
    const before = await picture(caller);
    const accepted = await caller.call(...ask);
    const jobId = accepted.headers['x-ms-request-id'] ?? '';
    const { seconds } = caller.sandbox.world.jobPlans.get(jobId.toLowerCase())?.scenario ?? { seconds: 0 };
    caller.advance(Math.max(0, seconds * share - 2));
    await caller.call('POST', `${jobId}/cancel`);
    caller.advance(2);
    const { state, tasks, allowedActions } = (await caller.get(jobId)).body.properties;
    expect([state, allowedActions]).toEqual(['Cancelled', []]);
    expect(tasks.some((task: any) => task.state === 'InProgress')).toBe(false);
    expect((await caller.get(accepted.headers['azure-asyncoperation'] ?? '')).body.status).toBe('Cancelled');
    expect((await caller.get(accepted.headers['location'] ?? '')).status).toBe(400);
    // Committing the failover is a task of its own in a re-protection: that stays done.
    if (scenario !== 'SwitchReplicationGroupProtection') expect(await picture(caller)).toEqual(before);
    caller.advance(HOUR);
  }
  expect(await caller.drive(...ask)).toMatchObject({ status: 'Succeeded' });
});

test('a change of an item cannot be cancelled', async () => {
  const { caller, ask } = await ready('UpdateVmProperties');
  const { headers } = await caller.call(...ask);
  const jobId = headers['x-ms-request-id'] ?? '';
  expect((await caller.get(jobId)).body.properties).toMatchObject({ state: 'InProgress', allowedActions: [] });
  expect((await caller.call('POST', `${jobId}/cancel`)).status).toBe(409);
});

test('a job that has ended cannot be cancelled; one that does not wait cannot be resumed', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const { id } = await caller.newestJob();
  for (const action of ['cancel', 'restart', 'resume']) {
    const { status, body } = await caller.call('POST', `${id}/${action}`, {});
    expect([status, body.error.details[0].code]).toEqual([409, 'JobActionNotAllowed']);
  }
  expect((await caller.call('POST', 'replicationJobs/none/cancel')).status).toBe(404);
});

test('a suspended job that was put goes on when it is resumed, or is cancelled', async () => {
  const caller = new ProtectionCaller();
  await caller.setUp();
  const put = (name: string): string => {
    const id = `/subscriptions/${caller.own.sourceGroup.split('/')[2]}/resourceGroups/rg-dr/providers/Microsoft.RecoveryServices/vaults/rsv-dr/replicationJobs/${name}`;
    const properties = { scenarioName: 'TestFailover', state: 'Suspended', tasks: [], errors: [], allowedActions: ['Resume', 'Cancel'] };
    caller.sandbox.control.putResources([{ id, name, type: 'Microsoft.RecoveryServices/vaults/replicationJobs', properties }]);
    return id;
  };
  const first = put('one');
  await caller.drive('POST', `${first}/resume`, { properties: { comments: 'go on' } });
  expect((await caller.get(first)).body.properties).toMatchObject({ state: 'Succeeded', allowedActions: [] });
  const second = put('two');
  await caller.drive('POST', `${second}/cancel`);
  expect((await caller.get(second)).body.properties.state).toBe('Cancelled');
});

test('a jump of the clock comes to the same end as small steps', async () => {
  const [jumped, stepped] = [new ProtectionCaller(), new ProtectionCaller()];
  for (const caller of [jumped, stepped]) {
    await caller.setUp();
    await caller.call('PUT', caller.item, caller.enableBody());
  }
  jumped.advance(24 * HOUR);
  for (let minute = 0; minute < 24 * 60; minute += 10) stepped.advance(600);
  expect(await picture(jumped)).toEqual(await picture(stepped));
  expect((await jumped.newestJob()).properties.endTime).toBe((await stepped.newestJob()).properties.endTime);
});

test('a first copy goes on while disabling it fails, and the item offers what its new state allows', async () => {
  const caller = new ProtectionCaller();
  await caller.setUp();
  await caller.drive('PUT', caller.item, caller.enableBody());
  // 25 minutes after the request: a minute before the machine is protected.
  caller.advance(900);
  caller.sandbox.control.addFault({ operation: 'DisableDr', errorCode: '28020' });
  const { protectionState } = await caller.read();
  expect(protectionState).not.toBe('Protected');
  await caller.call('POST', `${caller.item}/remove`, {});
  caller.advance(HOUR);
  expect(await caller.read()).toMatchObject({
    protectionState: 'Protected',
    allowedOperations: ['UnplannedFailover', 'DisableProtection', 'TestFailover'],
  });
});

test('enabling that is cancelled half-way leaves the agent and nothing else', async () => {
  const caller = new ProtectionCaller();
  await caller.setUp();
  const { headers } = await caller.call('PUT', caller.item, caller.enableBody());
  caller.advance(200);
  expect(caller.names(DISKS, caller.own.targetGroup)).toHaveLength(2);
  await caller.drive('POST', `${headers['x-ms-request-id']}/cancel`);
  caller.advance(HOUR);
  expect((await caller.get(caller.item)).status).toBe(404);
  expect([caller.names(DISKS, caller.own.targetGroup), caller.names('Microsoft.Resources/links', '')]).toEqual([[], []]);
  expect((await caller.drive('PUT', caller.item, caller.enableBody())).status).toBe('Succeeded');
});
