import { expect, test } from 'vitest';
import { VAULT, VaultCaller } from './vaultCaller.ts';

const fabricBody = { properties: { customDetails: { instanceType: 'Azure', location: 'eastus' } } };
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const capital = VAULT.replace('/subscriptions/', '/Subscriptions/');

test('a change is accepted with 202, no body, and one GUID for operation, job and result', async () => {
  const caller = new VaultCaller();
  const accepted = await caller.call('PUT', 'replicationFabrics/fabric-1', fabricBody);
  expect(accepted.status).toBe(202);
  expect(accepted.body).toBeUndefined();
  expect(accepted.headers['retry-after']).toBe('1');
  const status = new URL(accepted.headers['azure-asyncoperation'] ?? '');
  const guid = status.pathname.split('/').at(-1) ?? '';
  expect(guid).toMatch(GUID);
  expect(status.href).toBe(`https://sandbox.test${capital}/replicationOperationStatus/${guid}?api-version=2022-08-01`);
  expect(accepted.headers['location']).toBe(
    `https://sandbox.test${capital}/replicationFabrics/fabric-1/operationresults/${guid}?api-version=2022-08-01`,
  );
  expect(accepted.headers['x-ms-request-id']).toBe(`${capital}/replicationJobs/${guid}`);
});

test('Retry-After follows the speed of the clock, never below one second', async () => {
  const { createSandbox } = await import('../../../../src/sandbox/createSandbox.ts');
  for (const [speed, expected] of [
    [1, '30'],
    [10, '3'],
    [1000, '1'],
  ] as const) {
    const sandbox = createSandbox({ empty: true, speed });
    sandbox.control.putResources([{ id: VAULT, name: 'rsv-dr', type: 'Microsoft.RecoveryServices/vaults', location: 'westeurope' }]);
    const response = await sandbox.handle({
      method: 'POST',
      url: `https://sandbox.test${VAULT}/replicationVaultHealth/default/refresh?api-version=2022-08-01`,
      headers: { authorization: 'Bearer test' },
      body: '',
    });
    expect(response.headers['retry-after']).toBe(expected);
  }
});

test('polls have exactly the eight keys; the result is there after success', async () => {
  const caller = new VaultCaller();
  const { headers } = await caller.call('PUT', 'replicationFabrics/fabric-1', fabricBody);
  const poll = (): ReturnType<VaultCaller['get']> => caller.get(headers['azure-asyncoperation'] ?? '');
  const result = (): ReturnType<VaultCaller['get']> => caller.get(headers['location'] ?? '');
  const name = (headers['azure-asyncoperation'] ?? '').split('/').at(-1)?.split('?')[0];

  const running = await poll();
  expect(running.status).toBe(200);
  expect(running.headers['retry-after']).toBe('1');
  const still = { error: null, id: null, name, properties: null, percentComplete: null, startTime: '2023-01-16T08:48:29.5570000Z' };
  expect(running.body).toEqual({ ...still, status: 'InProgress', endTime: null });
  expect((await result()).status).toBe(202);
  expect((await caller.get('replicationFabrics/fabric-1')).status).toBe(404);

  caller.advance(70);
  const done = await poll();
  expect(done.body).toEqual({ ...still, status: 'Succeeded', endTime: '2023-01-16T08:49:39.0000000Z' });
  expect(done.headers['retry-after']).toBeUndefined();
  const resource = await caller.get('replicationFabrics/fabric-1');
  expect((await result()).body).toEqual(resource.body);
});

test('the result of a removal is 204', async () => {
  const caller = new VaultCaller();
  await caller.drive('PUT', 'replicationFabrics/fabric-1', fabricBody);
  for (const [method, path] of [
    ['DELETE', 'replicationFabrics/fabric-1'],
    ['POST', 'replicationFabrics/fabric-1/remove'],
  ] as const) {
    await caller.drive('PUT', 'replicationFabrics/fabric-1', fabricBody);
    const { headers } = await caller.call(method, path);
    caller.advance(5);
    const result = await caller.get(headers['location'] ?? '');
    expect([result.status, result.body]).toEqual([204, undefined]);
  }
});

test('an unknown operation is a 404 of Site Recovery', async () => {
  const answer = await new VaultCaller().get('replicationOperationStatus/3f2504e0-4f89-41d3-9a0c-0305e82c3301');
  expect([answer.status, answer.body.error.details[0].code]).toEqual([404, 'ArmResourceDoesNotExist']);
});

test('a planted fault makes the job fail, and nothing comes of it', async () => {
  const caller = new VaultCaller();
  caller.sandbox.control.addFault({ operation: 'CreateSite', errorCode: '28020' });
  const { headers } = await caller.call('PUT', 'replicationFabrics/fabric-1', fabricBody);
  caller.advance(600);
  const poll = await caller.get(headers['azure-asyncoperation'] ?? '');
  expect(poll.body).toMatchObject({ status: 'Failed', error: { code: '28020', message: 'The requested operation failed.' } });
  expect((await caller.get(headers['location'] ?? '')).status).toBe(400);
  expect((await caller.get('replicationFabrics/fabric-1')).status).toBe(404);
  const job = (await caller.get(headers['x-ms-request-id'] ?? '')).body.properties;
  expect(job).toMatchObject({ state: 'Failed', allowedActions: ['Restart'], tasks: [{ state: 'Failed' }] });
  expect(job.errors[0].serviceErrorDetails.code).toBe('28020');

  // The fault is used up: the same operation may be tried again.
  expect((await caller.drive('PUT', 'replicationFabrics/fabric-1', fabricBody)).status).toBe('Succeeded');
});

test('a policy that Site Recovery cannot make fails with its own code', async () => {
  const input = { instanceType: 'A2A', multiVmSyncStatus: 'Enable', appConsistentFrequencyInMinutes: 30 };
  const poll = await new VaultCaller().drive('PUT', 'replicationPolicies/p', { properties: { providerSpecificInput: input } });
  expect(poll).toMatchObject({ status: 'Failed', error: { code: '15040' } });
});
