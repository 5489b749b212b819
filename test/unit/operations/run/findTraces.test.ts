import { expect, test } from 'vitest';
import type { RecoveryAccess } from '../../../../src/azure/siteRecovery/recoveryAccess.ts';
import type { RecoveryItem } from '../../../../src/model/recoveryItem.ts';
import type { RecoveryJob } from '../../../../src/model/recoveryJob.ts';
import { findTraces } from '../../../../src/operations/run/findTraces.ts';
import type { Journal } from '../../../../src/operations/journal/journal.ts';
import type { Operation } from '../../../../src/operations/operation.ts';
import { StepRun } from '../../../../src/operations/run/stepRun.ts';
import { someJob } from '../someJob.ts';

const item: RecoveryItem = {
  azureId: '/v/item',
  friendlyName: 'web-01',
  protectionState: 'Protected',
  testFailoverState: 'None',
  activeLocation: 'Primary',
  allowedOperations: ['TestFailover'],
  jobId: '',
  scenario: 'None',
  machineId: '/vm',
  sourceLocation: 'westeurope',
  targetLocation: 'northeurope',
  initialLocation: 'westeurope',
  networkId: '',
  testNetworkId: '',
  target: '',
  testMachineId: '',
  recoveryPointId: '',
  recoveryMachineId: '',
};
const job = someJob('job-1');

/** What is found, the vault having these jobs since and the item being as it is now. */
async function found(
  jobs: readonly RecoveryJob[],
  now: RecoveryItem | undefined,
  before: RecoveryItem | undefined = item,
  namesInVault: readonly string[] = ['web-01', 'WEB-01'],
): Promise<string | undefined> {
  const rows = namesInVault.map((friendlyName, at) => ({ id: `/v/item-${at}`, properties: { friendlyName } }));
  const azure: Partial<RecoveryAccess> = { readItem: async () => now, jobsSince: async () => jobs, list: async () => rows };
  const search = { scenarios: ['TestFailover'], itemId: item.azureId };
  const operation: Operation = { kind: 'test-failover', subject: '/vm', machine: 'web-01', vaultId: '/v', inputs: {}, steps: [] };
  const own = new StepRun(
    { kind: 'wait', name: 's', title: 's', itemId: item.azureId, state: '' },
    operation,
    { id: '', entries: [] } as unknown as Journal,
    {
      azure: azure as RecoveryAccess,
      clock: { now: () => new Date(0), sleep: async () => {} },
      signal: new AbortController().signal,
      report: () => {},
      shared: new Map(),
    },
  );
  return (await findTraces(search, { item: before }, own)).jobId;
}

test('the job that the item names, or whose target is the item, is the request’s', async () => {
  expect(await found([job], { ...item, jobId: 'job-1' })).toBe('job-1');
  expect(await found([job], { ...item, entityId: 'GUID-OF-WEB-01' })).toBe('job-1');
  // The item has told its GUID before, and is gone now.
  expect(await found([job], undefined, { ...item, entityId: 'guid-of-web-01' })).toBe('job-1');
});

test('a namesake’s job is not', async () => {
  expect(await found([{ ...job, targetId: 'guid-of-another' }], { ...item, entityId: 'guid-of-web-01' })).toBeUndefined();
  // Nobody tells the GUID: the name alone counts only when the item has changed as well, or is the only one of that name.
  expect(await found([job], item)).toBeUndefined();
  expect(await found([job], item, item, ['web-01', 'web-02'])).toBe('job-1');
  expect(await found([job, { ...job, id: 'job-2' }], item, item, ['web-01'])).toBeUndefined();
  expect(await found([job], { ...item, testFailoverState: 'InProgress' })).toBe('job-1');
  expect(await found([{ ...job, targetName: 'web-02' }], { ...item, testFailoverState: 'InProgress' })).toBeUndefined();
  // Of two one may be the namesake's.
  expect(await found([job, { ...job, id: 'job-2' }], { ...item, testFailoverState: 'InProgress' })).toBeUndefined();
});

test('nor a job of another kind', async () => {
  expect(await found([{ ...job, scenario: 'UpdateVmProperties' }], { ...item, jobId: 'job-1' })).toBeUndefined();
});
