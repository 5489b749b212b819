import { expect, test } from 'vitest';
import { startJob } from '../../../../src/sandbox/recovery/jobs/startJob.ts';
import { HOUR, ProtectionCaller } from './protectionCaller.ts';
import { container, VAULT, VaultCaller } from './vaultCaller.ts';

test('a single job has its task tree, a list has it stripped; newest first', async () => {
  const caller = new VaultCaller();
  await caller.drive('POST', 'replicationVaultHealth/default/refresh');
  await caller.drive('POST', 'replicationJobs/export', {});

  const list = (await caller.get('replicationJobs')).body;
  expect(list.nextLink).toBeNull();
  expect(list.value.map((job: any) => job.properties.scenarioName)).toEqual(['ExportJobs', 'RefreshVaultHealth']);
  const [, listed] = list.value;
  expect(listed.properties).toMatchObject({
    activityId: null,
    tasks: [],
    errors: [],
    customDetails: null,
    endTime: '2023-01-16T08:48:30Z',
  });

  const single = await caller.get(listed.id);
  expect(single.headers['x-ms-request-id']).toBe(listed.id);
  expect(single.body.properties).toMatchObject({
    activityId: expect.stringMatching(/^client-1 ActivityId: [0-9a-f-]{36}$/),
    friendlyName: 'Refresh vault health',
    state: 'Succeeded',
    stateDescription: 'Completed',
    allowedActions: [],
    targetInstanceType: 'Vault',
    targetObjectId: expect.stringMatching(/^\d{19}$/),
    customDetails: { instanceType: 'AsrJobDetails', affectedObjectDetails: {} },
    tasks: [
      {
        taskId: 'RefreshFailoverHealthTask',
        friendlyName: 'Refreshing failover health',
        state: 'Succeeded',
        taskType: 'TaskDetails',
        customDetails: { instanceType: 'TaskDetails' },
        groupTaskCustomDetails: null,
        errors: [],
      },
    ],
  });
});

test('tasks run one after the other; a running job has no end, a failed one no consequence', async () => {
  const caller = new VaultCaller();
  const { world } = caller.sandbox;
  const tasks = ['One', 'Two', 'Three'].map((id) => ({ id, friendlyName: id }));
  const scenario = { scenarioName: 'Any', friendlyName: 'Any', targetInstanceType: 'Vault', seconds: 30, tasks };
  let completed = 0;
  const start = (): string => startJob(world, VAULT, { scenario, target: { id: '1', name: 'x' }, complete: () => completed++ });
  const states = async (guid: string): Promise<string[]> => {
    const { properties } = (await caller.get(`replicationJobs/${guid}`)).body;
    return [properties.state, ...properties.tasks.map((task: { state: string }) => task.state)];
  };

  const guid = start();
  caller.advance(11);
  expect(await states(guid)).toEqual(['InProgress', 'Succeeded', 'InProgress', 'NotStarted']);
  const running = (await caller.get(`replicationJobs/${guid}`)).body.properties;
  expect(running.allowedActions).toEqual(['Cancel']);
  expect('endTime' in running).toBe(false);
  expect(running.tasks[2].startTime).toBe('0001-01-01T00:00:00');
  expect(completed).toBe(0);
  caller.advance(19);
  expect(await states(guid)).toEqual(['Succeeded', 'Succeeded', 'Succeeded', 'Succeeded']);
  expect(completed).toBe(1);

  // A failing job stops at the task that fails, and has no consequence.
  caller.sandbox.control.addFault({ operation: 'Any', errorCode: '150097' });
  const failing = start();
  caller.advance(30);
  expect(await states(failing)).toEqual(['Failed', 'Succeeded', 'Failed', 'NotStarted']);
  expect(completed).toBe(1);

  // The jobs of a vault that is gone do nothing any more.
  start();
  world.store.delete(VAULT);
  caller.advance(30);
  expect(completed).toBe(1);
});

test('jobs are filtered by state, time and kind; anything else in a filter is refused', async () => {
  const caller = new VaultCaller();
  caller.sandbox.control.addFault({ operation: 'RefreshVaultHealth', errorCode: '28020' });
  await caller.drive('POST', 'replicationVaultHealth/default/refresh');
  const later = caller.sandbox.control.now().toISOString();
  caller.advance(1);
  await caller.drive('PUT', 'replicationPolicies/p', {
    properties: { providerSpecificInput: { instanceType: 'A2A', multiVmSyncStatus: 'Enable' } },
  });
  const names = async (filter: string): Promise<string[]> =>
    (await caller.get(`replicationJobs?$filter=${encodeURIComponent(filter)}`)).body.value.map(
      (job: { properties: { scenarioName: string } }) => job.properties.scenarioName,
    );
  expect(await names("JobStatus eq 'Failed'")).toEqual(['RefreshVaultHealth']);
  expect(await names("jobStatus eq 'Failed,Succeeded'")).toEqual(['AddProtectionProfile', 'RefreshVaultHealth']);
  expect(await names(`startTime eq '${later}' and affectedObjectTypes eq 'ProtectionProfile'`)).toEqual(['AddProtectionProfile']);
  expect(await names(`endTime eq '${later}'`)).toEqual(['RefreshVaultHealth']);
  for (const filter of ["colour eq 'red'", 'jobStatus', "jobStatus eq 'Failed' or jobStatus eq 'Succeeded'"]) {
    expect((await caller.get(`replicationJobs?$filter=${encodeURIComponent(filter)}`)).status).toBe(400);
  }
});

test('a job that ended leaves an event', async () => {
  const caller = new VaultCaller();
  expect((await caller.get('replicationEvents')).body).toEqual({ value: [], nextLink: null });
  caller.sandbox.control.addFault({ operation: 'RefreshVaultHealth', errorCode: '28020' });
  await caller.drive('POST', 'replicationVaultHealth/default/refresh');
  await caller.drive('POST', 'replicationVaultHealth/default/refresh');
  const events = (await caller.get('replicationEvents')).body.value;
  expect(events.map((event: { properties: { severity: string } }) => event.properties.severity)).toEqual(['OK', 'Critical']);
  const critical = (await caller.get(`replicationEvents?$filter=${encodeURIComponent("severity eq 'Critical'")}`)).body.value;
  expect(critical).toEqual([events[1]]);
  expect((await caller.get(`replicationEvents/${events[1].name}`)).body).toEqual(events[1]);
});

/** What the tests of Azure PowerShell recorded of the jobs that set a vault up. */
test('jobs tell what they are about, and their tasks have the names of Azure', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const { value } = (await caller.get('replicationJobs')).body;
  const of = async (scenarioName: string): Promise<any> =>
    (await caller.get(value.findLast((job: any) => job.properties.scenarioName === scenarioName).id)).body.properties;
  const vmms = {
    primaryVmmId: expect.stringMatching(/-5[0-9a-f]{3}-/),
    primaryVmmName: 'East US',
    recoveryVmmId: expect.any(String),
    recoveryVmmName: 'East US 2',
    primaryFabricProviderId: 'Azure',
    recoveryFabricProviderId: 'Azure',
  };
  const clouds = {
    primaryCloudId: expect.any(String),
    primaryCloudName: 'container-1',
    recoveryCloudId: expect.any(String),
    recoveryCloudName: 'container-2',
  };
  expect(await of('CreateSite')).toMatchObject({
    targetObjectName: 'fabric-1',
    tasks: [{ taskId: 'RegisterVMMTask', name: 'RegisterVmmTask', friendlyName: 'Registering the server' }],
    customDetails: { affectedObjectDetails: { primaryVmmName: 'fabric-1', primaryFabricProviderId: 'Azure' } },
  });
  const pairing = await of('AssociateProtectionProfile');
  expect(pairing.tasks.map(({ name }: any) => name)).toEqual([
    'CloudPairingPrerequisitesCheck',
    'CloudPairingPrepareSite',
    'CloudPairingPrepareCloud',
    'CloudPairingPairClouds',
  ]);
  expect(pairing.customDetails).toEqual({ instanceType: 'AsrJobDetails', affectedObjectDetails: { ...clouds, ...vmms } });

  const enabling = await of('EnableDr');
  expect(enabling.tasks[0]).toMatchObject({ taskId: 'EnableProtectionPreflightChecksTask', name: 'EnableProtectionPrerequisitesCheck' });
  expect(enabling.customDetails.affectedObjectDetails).toEqual({
    primaryVmId: enabling.targetObjectId,
    primaryVmName: 'vm-1',
    recoveryVmId: '',
    recoveryVmName: 'vm-1',
    protectionProfileId: pairing.targetObjectId,
    ...clouds,
    ...vmms,
  });
  // Scripts wait for both of these.
  expect(await of('PrimaryIrCompletion')).toMatchObject({ state: 'Succeeded', targetObjectId: enabling.targetObjectId });
  expect(await of('SecondaryIrCompletion')).toMatchObject({ state: 'Succeeded', targetObjectId: enabling.targetObjectId });
});

test('a job of a failover says where the machine went only when it is there', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const { headers } = await caller.call('POST', `${caller.item}/unplannedFailover`, caller.failoverBody());
  const details = async (): Promise<any> => (await caller.get(headers['x-ms-request-id'] ?? '')).body.properties.customDetails;
  expect((await details()).protectedItemDetails).toEqual([]);
  caller.advance(600);
  const { failoverRecoveryPointId } = await caller.read();
  expect(await details()).toMatchObject({
    instanceType: 'FailoverJobDetails',
    protectedItemDetails: [{ friendlyName: 'vm-1', testVmName: null, recoveryPointId: failoverRecoveryPointId.split('/').at(-1) }],
  });
});

test('a commit has tasks that are known by GUIDs of their own', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const tasks: any[][] = [];
  for (let round = 0; round < 2; round++) {
    await caller.drive('POST', `${round === 0 ? caller.item : caller.itemBack}/unplannedFailover`, caller.failoverBody());
    const { headers } = await caller.call('POST', `${round === 0 ? caller.item : caller.itemBack}/failoverCommit`);
    caller.advance(60);
    tasks.push((await caller.get(headers['x-ms-request-id'] ?? '')).body.properties.tasks);
    if (round > 0) break;
    await caller.drive('POST', `${container('1')}/switchprotection`, caller.switchBody());
    caller.advance(2 * HOUR);
  }
  expect(tasks[0]?.map(({ name }) => name)).toEqual(['VmCommitPrerequisitesCheck', 'VmCommit']);
  expect(new Set(tasks.flat().map(({ taskId }) => taskId)).size).toBe(4);
});
