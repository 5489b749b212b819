import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationKind } from '../../src/operations/operation.ts';
import { machineToProtect } from '../unit/sandbox/recovery/machineToProtect.ts';
import { Terminal } from './terminal.ts';

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
  ['disable', 'POST', /\/remove$/, recovered],
];

test.each(life)(
  '%s: killed before it sends, on its way and lost, on its way and taken, accepted',
  { timeout: 60_000 },
  async (kind, method, at, machine) => {
    terminal.machine = machine;
    await terminal.killEverywhere(kind, method, at);
  },
);
