import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationKind } from '../../src/operations/operation.ts';
import { machineToProtect } from '../unit/sandbox/recovery/machineToProtect.ts';
import { ON_ITS_WAY_MS, onStep, taken, Terminal } from './terminal.ts';

const own = machineToProtect('00000000-0000-0000-0000-000000000001');
const recovered = own.machine.replace('/rg-app/', '/rg-app-dr/');
let terminal: Terminal;

beforeAll(async () => {
  terminal = await Terminal.open(own);
  expect(await terminal.run('enable')).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => terminal.close());

/** In the order of a machine's life; after its re-protection it is the machine in the other region. */
const life: readonly (readonly [OperationKind, string, RegExp, string])[] = [
  ['update', 'PATCH', /\/replicationProtectedItems\/[^/]+$/, own.machine],
  ['failover', 'POST', /\/unplannedFailover$/, own.machine],
  ['change-point', 'POST', /\/applyRecoveryPoint$/, own.machine],
  ['commit', 'POST', /\/failoverCommit$/, recovered],
  ['reprotect', 'POST', /\/switchprotection$/, own.machine],
];

test.each(life)(
  '%s: killed before it sends, on its way and lost, on its way and taken, accepted',
  { timeout: 60_000 },
  async (kind, method, at, machine) => {
    terminal.machine = machine;
    await terminal.killEverywhere(kind, method, at);
  },
);

test('home again: killed while its cache account is made, and while the first copy is', { timeout: 60_000 }, async () => {
  terminal.machine = recovered;
  expect(await terminal.run('failover')).toMatchObject({ code: 0 });
  await terminal.control('POST', '/faults', { method: 'PUT', path: '/storageAccounts/', delayMs: ON_ITS_WAY_MS });
  expect(await terminal.killWhen('reprotect', onStep('intended', 'cache-account'), { onItsWay: true })).toBe(true);
  expect(await terminal.killWhen('reprotect', onStep('done', 'reprotect'))).toBe(true);
  expect(await terminal.run('reprotect')).toMatchObject({ code: 0, out: expect.stringContaining('vm-1: succeeded') });
  // One each way.
  expect(taken(await terminal.requests('PUT', /\/storageAccounts\//))).toBe(2);
  expect(taken(await terminal.requests('POST', /\/switchprotection$/))).toBe(2);
  terminal.machine = own.machine;
  await terminal.killEverywhere('disable', 'POST', /\/remove$/);
});
