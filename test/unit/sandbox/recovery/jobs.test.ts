import { expect, test } from 'vitest';
import { startJob } from '../../../../src/sandbox/recovery/jobs/startJob.ts';
import { VAULT, VaultCaller } from './vaultCaller.ts';

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
