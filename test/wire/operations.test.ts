import { expect, onTestFinished, test } from 'vitest';
import { connectServedSandbox } from '../../src/azure/wire/servedSandbox.ts';
import { openSession } from '../../src/azure/wire/session.ts';
import { openRecoveryAccess } from '../../src/azure/siteRecovery/recoveryAccess.ts';
import { readReplicationSource } from '../../src/azure/siteRecovery/readReplicationSource.ts';
import { readVaultSetup } from '../../src/azure/siteRecovery/readVaultSetup.ts';
import { enableReplication, vaultIdFor } from '../../src/operations/enable/enableReplication.ts';
import { disableReplication } from '../../src/operations/item/replicationOperations.ts';
import { cleanUpTest, testFailover } from '../../src/operations/item/testFailoverOperations.ts';
import { operationRecord } from '../../src/operations/journal/operationRecord.ts';
import type { Progress, Run } from '../../src/operations/run/run.ts';
import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import { makeCertificate } from '../../src/sandbox/door/certificate.ts';
import { openHttpsDoor } from '../../src/sandbox/door/httpsDoor.ts';
import { ConnectionReset } from '../../src/sandbox/faults.ts';
import { machineToProtect } from '../unit/sandbox/recovery/machineToProtect.ts';
import { choicesFor, openPlace, openProtected, type Cut, type Place } from './operationsHarness.ts';

const TEST = /^POST .*\/testFailover$/;

async function drill({ own, item }: Place) {
  return testFailover(await item(), { networkId: own.testNetwork, recoveryPointId: undefined });
}

test('a machine is enabled, drilled, cleaned up and disabled; each request is taken once', async () => {
  const place = await openProtected();
  const enabled = await place.item();
  expect(enabled).toMatchObject({ protectionState: 'Protected', friendlyName: 'vm-1', targetLocation: 'eastus2' });
  expect(await place.run(await drill(place))).toEqual({ kind: 'succeeded', warnings: [] });
  expect((await place.item()).testMachineId).toMatch(/vm-1-test$/i);
  expect(await place.run(cleanUpTest(await place.item(), 'went well'))).toMatchObject({ kind: 'succeeded' });
  expect(await place.run(disableReplication(await place.item()))).toMatchObject({ kind: 'succeeded' });
  await expect(place.item()).rejects.toThrow('Not replicated');
  for (const request of [TEST, /^POST .*\/testFailoverCleanup$/, /^POST .*\/remove$/, /^PUT .*\/replicationProtectedItems\//]) {
    expect(place.taken(request)).toBe(1);
  }
  const records = (await place.journals.list()).map(operationRecord);
  expect(records.map(({ kind, outcome, who }) => [kind, outcome, who])).toEqual([
    ['enable', 'succeeded', 'tester'],
    ['test-failover', 'succeeded', 'tester'],
    ['cleanup-test', 'succeeded', 'tester'],
    ['disable', 'succeeded', 'tester'],
  ]);
  expect(records[1]?.steps[0]).toMatchObject({ state: 'done', jobId: expect.stringMatching(/^[\da-f-]{36}$/) });
});

test('enabling with defaults makes everything; a second machine and a second run make nothing twice', async () => {
  const place = openPlace();
  const { azure, own } = place;
  const source = await readReplicationSource(azure, own.machine);
  const choices = { ...choicesFor(own), targetGroupId: undefined, networkId: undefined, cacheAccountId: undefined };
  const vaultId = vaultIdFor(source, choices);
  expect(await readVaultSetup(azure, vaultId)).toBeUndefined();
  const first = enableReplication(source, choices, undefined);
  expect(await place.run(first)).toMatchObject({ kind: 'succeeded' });
  const puts = place.taken(/^PUT /);
  const again = enableReplication(source, choices, await readVaultSetup(azure, vaultId));
  // Networks that the vault has mapped stand for each other; nothing of them is made.
  expect(again.steps.map(({ name }) => name)).toEqual(first.steps.map(({ name }) => name).filter((name) => !name.startsWith('network')));
  const seen: Progress[] = [];
  expect(await place.run(again, { onProgress: (progress) => seen.push(progress) })).toMatchObject({ kind: 'succeeded' });
  expect(place.taken(/^PUT /)).toBe(puts);
  expect(seen.filter(({ type }) => type === 'done')).toHaveLength(again.steps.length);
});

test.each<[Cut, 'succeeded' | 'uncertain', number]>([
  ['before', 'uncertain', 0],
  ['after', 'succeeded', 1],
  ['half', 'succeeded', 1],
])('a test failover whose connection breaks %s: %s, taken %i times', async (how, outcome, taken) => {
  const place = await openProtected();
  place.cut(TEST, how);
  const operation = await drill(place);
  expect(await place.run(operation)).toMatchObject({ kind: outcome });
  expect(place.taken(TEST)).toBe(taken);
  if (outcome === 'succeeded') return;
  // Asked again without a word nothing is sent; asked by name it is, once.
  expect(await place.run(operation)).toEqual({ kind: 'uncertain', step: 'test-failover' });
  expect(await place.run(operation, { resume: 'another' })).toMatchObject({ kind: 'uncertain' });
  expect(place.taken(TEST)).toBe(0);
  expect(await place.run(operation, { resume: 'test-failover' })).toMatchObject({ kind: 'succeeded' });
  expect(place.taken(TEST)).toBe(1);
});

test.each<[string, (place: Place) => Promise<Parameters<Place['run']>[0]>, RegExp]>([
  ['clean-up', async ({ item }) => cleanUpTest(await item(), ''), /^POST .*\/testFailoverCleanup$/],
  ['disable', async ({ item }) => disableReplication(await item()), /^POST .*\/remove$/],
])('%s whose answer is lost is found by its job', async (name, operation, request) => {
  const place = await openProtected();
  if (name === 'clean-up') await place.run(await drill(place));
  place.cut(request, 'after');
  expect(await place.run(await operation(place))).toMatchObject({ kind: 'succeeded' });
  expect(place.taken(request)).toBe(1);
});

test.each<Cut>(['before', 'after', 'half'])(
  'an enabling whose every PUT breaks %s comes to its end; the machine is enabled once',
  async (how) => {
    const place = openPlace();
    const source = await readReplicationSource(place.azure, place.own.machine);
    const operation = enableReplication(source, choicesFor(place.own), undefined);
    for (const step of operation.steps) {
      if (step.kind === 'put') place.cut(new RegExp(`^PUT ${step.call.path}$`, 'i'), how);
    }
    expect(await place.run(operation)).toMatchObject({ kind: 'succeeded' });
    expect(place.taken(/^PUT .*\/replicationProtectedItems\//)).toBe(1);
  },
);

test('what a colleague has begun meanwhile stops a POST, and the difference is told', async () => {
  const place = await openProtected();
  const confirmed = await drill(place);
  await place.run(testFailover(await place.item(), { networkId: place.own.testNetwork, recoveryPointId: undefined }));
  expect(await place.run(confirmed)).toEqual({
    kind: 'changed',
    step: 'test-failover',
    differences: [
      { property: 'testFailoverState', confirmed: 'None', now: 'WaitingForCompletion' },
      { property: 'allowedOperations', confirmed: 'DisableProtection, TestFailover, UnplannedFailover', now: 'TestFailoverCleanup' },
    ],
  });
  expect(place.taken(TEST)).toBe(1);
});

test('a failure carries code, causes and recommendation; the next run begins anew', async () => {
  const place = await openProtected();
  place.sandbox.control.addFault({ operation: 'TestFailover', errorCode: '150097' });
  const outcome = await place.run(await drill(place));
  expect(outcome).toMatchObject({
    kind: 'failed',
    problem: { code: '150097', causes: expect.stringContaining('quota'), action: expect.stringContaining('billing') },
  });
  expect(await place.run(await drill(place))).toMatchObject({ kind: 'succeeded' });
  expect(place.taken(TEST)).toBe(2);
});

test('a refusal is told with its code, and nothing stays uncertain', async () => {
  const place = await openProtected();
  const error = { code: 'AuthorizationFailed', message: 'The client has no authorization.' };
  place.sandbox.control.addFault({ method: 'POST', path: '/testFailover', status: 403, body: { error } });
  expect(await place.run(await drill(place))).toMatchObject({ kind: 'failed', problem: error });
  expect(await place.run(await drill(place))).toMatchObject({ kind: 'succeeded' });
});

test('a failing answer is not sent again: whether Azure took it is not known', async () => {
  const place = await openProtected();
  place.sandbox.control.addFault({ method: 'POST', path: '/testFailover', status: 503, body: { error: { code: 'ServiceUnavailable' } } });
  expect(await place.run(await drill(place))).toMatchObject({ kind: 'uncertain' });
  expect(place.sandbox.control.requests().filter(({ method, path }) => TEST.test(`${method} ${path}`))).toHaveLength(1);
});

test('a refusal for the number of requests is waited out', async () => {
  const place = await openProtected();
  place.sandbox.control.addFault({ method: 'POST', path: '/testFailover', status: 429, headers: { 'retry-after': '1' } });
  expect(await place.run(await drill(place))).toMatchObject({ kind: 'succeeded' });
  const sent = place.sandbox.control.requests().filter(({ method, path }) => TEST.test(`${method} ${path}`));
  expect(sent.map(({ status }) => status)).toEqual([429, 202]);
  expect(Date.parse(sent[1]!.time) - Date.parse(sent[0]!.time)).toBeGreaterThanOrEqual(1000);
});

test('a sign-in that has run out pauses before anything is sent, and the same operation goes on after it', async () => {
  const place = await openProtected();
  place.sandbox.control.addFault({
    method: 'POST',
    path: '/testFailover',
    status: 401,
    times: 2,
    body: { error: { code: 'ExpiredAuthenticationToken' } },
  });
  const operation = await drill(place);
  expect(await place.run(operation)).toMatchObject({ kind: 'paused', error: { reason: 'signIn' } });
  expect(await place.run(operation)).toMatchObject({ kind: 'succeeded' });
  expect(place.taken(TEST)).toBe(1);
});

test('who stops following leaves the job alone; the next run follows it to its end', async () => {
  const place = await openProtected();
  const stop = new AbortController();
  const operation = await drill(place);
  const onProgress = ({ type }: Progress): void => {
    if (type === 'job') stop.abort();
  };
  expect(await place.run(operation, { signal: stop.signal, onProgress })).toEqual({ kind: 'stopped', step: 'test-failover' });
  expect(await place.run(operation)).toMatchObject({ kind: 'succeeded' });
  expect(place.taken(TEST)).toBe(1);
});

test('a warning stays a warning', async () => {
  const place = await openProtected();
  place.sandbox.control.putResources([
    {
      id: `${place.own.machine}/providers/Microsoft.Authorization/locks/keep`,
      name: 'keep',
      type: 'Microsoft.Authorization/locks',
      properties: { level: 'CanNotDelete' },
    },
  ]);
  expect(await place.run(disableReplication(await place.item()))).toMatchObject({ kind: 'succeeded', warnings: [{ code: '150225' }] });
});

test('a resource that is there and is something else stops enabling', async () => {
  const place = openPlace();
  const source = await readReplicationSource(place.azure, place.own.machine);
  const vaultId = vaultIdFor(source, choicesFor(place.own));
  place.sandbox.control.putResources([
    { id: vaultId, name: 'v', type: 'Microsoft.RecoveryServices/vaults', location: 'westeurope', properties: {} },
  ]);
  const outcome = await place.run(enableReplication(source, choicesFor(place.own), undefined));
  expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'InUse', message: expect.stringContaining('location') } });
});

test('two machines at once: what they share is made once, and each is protected', async () => {
  const place = openPlace();
  const other = machineToProtect(place.own.machine.split('/')[2]!, 'vm-2');
  place.sandbox.control.putResources(other.resources.filter(({ id }) => /vm-2/.test(id)));
  const choices = { ...choicesFor(place.own), targetGroupId: undefined, networkId: undefined, cacheAccountId: undefined };
  const operations = await Promise.all(
    [place.own, other].map(async ({ machine }) => enableReplication(await readReplicationSource(place.azure, machine), choices, undefined)),
  );
  const shared: Run['shared'] = new Map();
  const outcomes = await Promise.all(operations.map((operation) => place.run(operation, { shared })));
  expect(outcomes.map(({ kind }) => kind)).toEqual(['succeeded', 'succeeded']);
  const paths = operations.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'put' ? step.call.path : [])));
  expect(new Set(paths).size).toBe(paths.length / 2 + 1);
  for (const at of new Set(paths)) expect(place.taken(new RegExp(`^PUT ${at}$`, 'i')), at).toBe(1);
});

test.each(['before', 'after'] as const)('over a real connection that breaks %s Azure has taken the request', async (how) => {
  const place = await openProtected();
  const operation = await drill(place);
  const certificate = makeCertificate(new Date());
  let breaks = 1;
  const handle: Sandbox['handle'] = async (request) => {
    const isCut = TEST.test(`${request.method} ${new URL(request.url).pathname}`) && breaks-- > 0;
    if (isCut && how === 'before') throw new ConnectionReset();
    const response = await place.sandbox.handle(request);
    if (isCut) throw new ConnectionReset();
    return response;
  };
  const door = await openHttpsDoor({ ...place.sandbox, handle }, 0, certificate);
  onTestFinished(() => door.close());
  const connection = await connectServedSandbox(`https://127.0.0.1:${door.port}`, certificate.authority);
  const azure = openRecoveryAccess(openSession(connection, new AbortController().signal));
  expect(await place.run(operation, { azure })).toMatchObject({ kind: how === 'after' ? 'succeeded' : 'uncertain' });
  expect(place.taken(TEST)).toBe(how === 'after' ? 1 : 0);
});
