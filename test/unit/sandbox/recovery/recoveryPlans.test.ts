import { expect, test } from 'vitest';
import { machineToProtect } from './machineToProtect.ts';
import { HOUR, ProtectionCaller } from './protectionCaller.ts';
import { container, SUBSCRIPTION, VAULT } from './vaultCaller.ts';

const PLAN = 'replicationRecoveryPlans/plan';
const item = (name: string): string => `${VAULT}/${container('1')}/replicationProtectedItems/${name}`;
const MANUAL = {
  actionName: 'Look',
  failoverTypes: ['TestFailover'],
  failoverDirections: ['PrimaryToRecovery'],
  customDetails: { instanceType: 'ManualActionDetails', description: 'Does it answer?' },
};
const A2A = [{ instanceType: 'A2A', recoveryPointType: 'LatestProcessed' }];
const FAILOVER = {
  properties: { failoverDirection: 'PrimaryToRecovery', sourceSiteOperations: 'NotRequired', providerSpecificDetails: A2A },
};

/** Two protected machines in a plan, each in a group of its own. */
async function planned(action?: unknown): Promise<ProtectionCaller> {
  const caller = new ProtectionCaller();
  await caller.protect();
  const second = machineToProtect(SUBSCRIPTION, 'vm-2');
  caller.sandbox.control.putResources(second.resources);
  const disks = [second.osDisk, second.dataDisk].map((diskId) => ({
    diskId,
    primaryStagingAzureStorageAccountId: second.cache,
    recoveryResourceGroupId: second.targetGroup,
  }));
  await caller.drive('PUT', item('vm-2'), caller.enableBody({ fabricObjectId: second.machine, vmManagedDisks: disks }));
  caller.advance(HOUR);
  const group = (name: string, actions: readonly unknown[] = []): unknown => ({
    groupType: 'Boot',
    replicationProtectedItems: [{ id: item(name), virtualMachineId: name }],
    startGroupActions: [],
    endGroupActions: actions,
  });
  await caller.drive('PUT', PLAN, {
    properties: {
      primaryFabricId: `${VAULT}/replicationFabrics/fabric-1`,
      recoveryFabricId: `${VAULT}/replicationFabrics/fabric-2`,
      groups: [group('vm-1', action === undefined ? [] : [action]), group('vm-2')],
    },
  });
  return caller;
}

const testBody = (caller: ProtectionCaller): unknown => ({
  properties: {
    failoverDirection: 'PrimaryToRecovery',
    networkType: 'VmNetworkAsInput',
    networkId: caller.own.testNetwork,
    providerSpecificDetails: A2A,
  },
});

test('a change of a plan that names no groups leaves them', async () => {
  const caller = await planned();
  const { groups } = await caller.read(PLAN);
  expect(groups).toHaveLength(4);
  await caller.drive('PATCH', PLAN, { properties: {} });
  expect((await caller.read(PLAN)).groups).toEqual(groups);
  await caller.drive('PATCH', PLAN, { properties: { groups: [] } });
  expect((await caller.read(PLAN)).groups).toHaveLength(2);
});

test('a test of a plan tests its machines group by group, waits for its clean-up, and is cleaned up', async () => {
  const caller = await planned();
  const { status, headers } = await caller.call('POST', `${PLAN}/testFailover`, testBody(caller));
  expect(status).toBe(202);
  expect(headers['location']).toContain(`/replicationRecoveryPlans/plan/operationresults/`);
  expect(await caller.read(PLAN)).toMatchObject({
    allowedOperations: [],
    currentScenarioStatus: 'InProgress',
    currentScenario: { scenarioName: 'TestFailover' },
  });
  const jobId = headers['x-ms-request-id'] ?? '';
  const tasks = async (): Promise<any[]> => (await caller.get(jobId)).body.properties.tasks;
  const states = async (): Promise<string[]> => (await tasks()).map(({ state }) => state);

  caller.advance(100);
  expect(await states()).toEqual(['Succeeded', 'InProgress', 'NotStarted', 'NotStarted']);
  expect((await tasks()).map(({ name, friendlyName, taskType }) => [name, friendlyName, taskType])).toEqual([
    ['RpSrsPrerequisitesCheck', 'Prerequisites check for the recovery plan', 'TaskDetails'],
    ['Unknown', 'Group 1: Start (1)', 'RecoveryPlanGroupTaskDetails'],
    ['Unknown', 'Group 2: Start (1)', 'RecoveryPlanGroupTaskDetails'],
    ['EndRecoveryPlanTask', 'Finalizing the recovery plan', 'TaskDetails'],
  ]);
  const [child] = (await tasks())[1].groupTaskCustomDetails.childTasks;
  expect(child).toMatchObject({ friendlyName: 'vm-1', state: 'InProgress', taskType: 'VirtualMachineTaskDetails' });
  const { jobTask } = child.customDetails;
  expect(jobTask.targetInstanceType).toBe('Vm');
  expect((await caller.get(jobTask.jobId)).body.properties).toMatchObject({
    targetObjectId: jobTask.targetObjectId,
    scenarioName: 'TestFailover',
  });
  expect((await caller.read()).currentScenario.jobId).toBe(jobTask.jobId);

  caller.advance(600);
  expect((await caller.get(headers['azure-asyncoperation'] ?? '')).body).toMatchObject({ status: 'Succeeded', error: null });
  expect((await caller.get(headers['location'] ?? '')).body).toMatchObject({ name: 'plan', properties: { friendlyName: 'plan' } });
  expect(caller.names('Microsoft.Compute/virtualMachines', caller.own.targetGroup)).toEqual(['vm-1-test', 'vm-2-test']);
  expect(await caller.read(PLAN)).toMatchObject({
    allowedOperations: ['TestFailoverCleanup'],
    currentScenarioStatus: 'Suspended',
    currentScenarioStatusDescription: 'WaitingForStopTestFailover',
    lastTestFailoverTime: expect.stringMatching(/Z$/),
  });
  expect((await caller.get(jobId)).body.properties).toMatchObject({
    targetInstanceType: 'RecoveryPlan',
    customDetails: { instanceType: 'TestFailoverJobDetails', protectedItemDetails: [{ friendlyName: 'vm-1' }, { friendlyName: 'vm-2' }] },
  });

  expect(await caller.drive('POST', `${PLAN}/testFailoverCleanup`, { properties: { comments: 'fine' } })).toMatchObject({
    status: 'Succeeded',
  });
  expect(caller.names('Microsoft.Compute/virtualMachines', caller.own.targetGroup)).toEqual([]);
  expect(await caller.read(PLAN)).toMatchObject({ allowedOperations: ['UnplannedFailover', 'TestFailover'], currentScenario: null });
});

test('a plan fails over and commits; a machine that is replicated back stays in it, one that is disabled leaves it', async () => {
  const caller = await planned();
  expect(await caller.drive('POST', `${PLAN}/unplannedFailover`, FAILOVER)).toMatchObject({ status: 'Succeeded' });
  expect(await caller.read(PLAN)).toMatchObject({ allowedOperations: ['Commit'] });
  await caller.drive('POST', `${PLAN}/failoverCommit`);
  expect((await caller.read()).protectionState).toBe('UnplannedFailoverCommitted');

  await caller.drive('POST', `${container('1')}/switchprotection`, caller.switchBody());
  await caller.drive('POST', `${item('vm-2')}/remove`, { properties: {} });
  const members = (await caller.read(PLAN)).groups.map((group: any) => group.replicationProtectedItems.map(({ id }: any) => id));
  expect(members).toEqual([[], [], [expect.stringContaining(caller.itemBack)], []]);
  caller.advance(2 * HOUR);
  const { status } = await caller.call('POST', `${PLAN}/unplannedFailover`, FAILOVER);
  expect(status).toBe(400);
  const back = { properties: { ...FAILOVER.properties, failoverDirection: 'RecoveryToPrimary' } };
  expect(await caller.drive('POST', `${PLAN}/unplannedFailover`, back)).toMatchObject({ status: 'Succeeded' });
});

test('a manual action suspends the job of a plan until it is resumed', async () => {
  const caller = await planned(MANUAL);
  const { headers } = await caller.call('POST', `${PLAN}/testFailover`, testBody(caller));
  const jobId = headers['x-ms-request-id'] ?? '';
  const read = async (): Promise<any> => (await caller.get(jobId)).body.properties;
  caller.advance(5 * HOUR);
  const waiting = await read();
  expect(waiting).toMatchObject({ state: 'Suspended', allowedActions: ['Resume', 'Cancel'] });
  expect(waiting.tasks.map(({ state }: any) => state)).toEqual(['Succeeded', 'Succeeded', 'Suspended', 'NotStarted', 'NotStarted']);
  expect(waiting.tasks[2]).toMatchObject({ taskType: 'ManualActionTaskDetails', customDetails: { instructions: 'Does it answer?' } });
  expect((await caller.get(headers['azure-asyncoperation'] ?? '')).body.status).toBe('InProgress');
  expect(caller.names('Microsoft.Compute/virtualMachines', caller.own.targetGroup)).toEqual(['vm-1-test']);

  await caller.drive('POST', `${jobId}/resume`, { properties: { comments: 'it does' } });
  expect(await read()).toMatchObject({ state: 'Succeeded', allowedActions: [] });
  expect(caller.names('Microsoft.Compute/virtualMachines', caller.own.targetGroup)).toEqual(['vm-1-test', 'vm-2-test']);
});

/** A task as a text: its id, its names, its kind. */
const nameOf = ({ taskId, name, friendlyName, taskType }: any): string => [taskId, name, friendlyName, taskType].join(' | ');
const childrenOf = (task: any): any[] => task.groupTaskCustomDetails?.childTasks ?? [];

test('a failover of a plan shuts all machines down, fails them all over, and starts them group by group', async () => {
  const caller = await planned({ ...MANUAL, failoverTypes: ['UnplannedFailover'] });
  const { headers } = await caller.call('POST', `${PLAN}/unplannedFailover`, FAILOVER);
  const jobId = headers['x-ms-request-id'] ?? '';
  const read = async (): Promise<any> => (await caller.get(jobId)).body.properties;

  caller.advance(30);
  const [, shutdown] = (await read()).tasks;
  expect(childrenOf(shutdown).map(nameOf)).toEqual([
    'Group1 | Unknown | Shutdown: Group 1 (1) | RecoveryPlanGroupTaskDetails',
    'Group2 | Unknown | Shutdown: Group 2 (1) | RecoveryPlanGroupTaskDetails',
  ]);
  expect(childrenOf(shutdown).flatMap(childrenOf)).toMatchObject([
    { friendlyName: 'vm-1', state: 'InProgress', taskType: 'VirtualMachineTaskDetails' },
    { friendlyName: 'vm-2', state: 'InProgress', taskType: 'VirtualMachineTaskDetails' },
  ]);

  caller.advance(5 * HOUR);
  const { state, tasks } = await read();
  expect(state).toBe('Suspended');
  expect(tasks.map(nameOf)).toEqual([
    expect.stringMatching(/^[-0-9a-f]+ \| RpSrsPrerequisitesCheck \| Prerequisites check for the recovery plan \| TaskDetails$/),
    'ShutdownAllActionGroup | Unknown | All groups shutdown (2) | RecoveryPlanShutdownGroupTaskDetails',
    'FailoverAllActionGroup | Unknown | Recovery plan failover | RecoveryPlanGroupTaskDetails',
    'Group1 | Unknown | Group 1: Start (1) | RecoveryPlanGroupTaskDetails',
    expect.stringMatching(/ManualActionTaskDetails$/),
    'Group2 | Unknown | Group 2: Start (1) | RecoveryPlanGroupTaskDetails',
    expect.stringMatching(/^[-0-9a-f]+ \| EndRecoveryPlanTask \| Finalizing the recovery plan \| TaskDetails$/),
  ]);
  // The second group's machine is made, and waits to be started.
  expect(caller.names('Microsoft.Compute/virtualMachines', caller.own.targetGroup)).toEqual(['vm-1', 'vm-2']);
  expect((await caller.read(item('vm-2'))).activeLocation).toBe('Recovery');

  await caller.drive('POST', `${jobId}/resume`, { properties: {} });
  expect((await read()).state).toBe('Succeeded');
  expect(await caller.read(PLAN)).toMatchObject({ allowedOperations: ['Commit'] });
});

test('a machine that fails ends the plan at its task, and a restart goes on there; the plan says what it does not offer', async () => {
  const caller = await planned();
  for (const action of ['testFailoverCleanup', 'failoverCommit', 'plannedFailover', 'failoverCancel', 'reProtect']) {
    expect((await caller.call('POST', `${PLAN}/${action}`, {})).status).toBe(409);
  }
  const { headers } = await caller.call('POST', `${PLAN}/unplannedFailover`, FAILOVER);
  // The plan's job has begun, and the machines are shut down: the fault is for the first one's failover.
  caller.advance(30);
  caller.sandbox.control.addFault({ operation: 'UnplannedFailover', errorCode: '28020' });
  caller.advance(HOUR);
  const job = (await caller.get(headers['x-ms-request-id'] ?? '')).body.properties;
  expect(job.tasks.map(({ state }: any) => state)).toEqual(['Succeeded', 'Succeeded', 'Failed', 'NotStarted', 'NotStarted', 'NotStarted']);
  expect(job.errors[0].serviceErrorDetails.code).toBe('28020');
  expect((await caller.read()).protectionState).toBe('Protected');
  expect((await caller.read(item('vm-2'))).activeLocation).toBe('Recovery');

  expect(await caller.drive('POST', `${headers['x-ms-request-id']}/restart`)).toMatchObject({ status: 'Succeeded' });
  expect(caller.names('Microsoft.Compute/virtualMachines', caller.own.targetGroup)).toEqual(['vm-2', 'vm-1']);
});
