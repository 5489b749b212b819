import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ArmResource } from '../../src/sandbox/resource.ts';
import { machineToProtect } from '../unit/sandbox/recovery/machineToProtect.ts';
import { azureDr, type Run } from './runCli.ts';
import { Terminal } from './terminal.ts';

const own = machineToProtect('00000000-0000-0000-0000-000000000001');

let terminal: Terminal;

beforeAll(async () => {
  terminal = await Terminal.open(own);
  await spoilCache({});
});
afterAll(() => terminal.close());

/** With a firewall, as Azure shows one of every account. */
async function spoilCache(properties: object): Promise<void> {
  const account = own.resources.find(({ id }) => id === own.cache)!;
  const networkAcls = { defaultAction: 'Allow', bypass: 'AzureServices' };
  await put({ ...account, properties: { ...account.properties, networkAcls, ...properties } });
}

const put = (resource: ArmResource): Promise<unknown> => terminal.control('PUT', '/resources', { resources: [resource] });

const enable = (...more: readonly string[]): Promise<Run> => azureDr(terminal.words('enable', ...terminal.flags('enable'), ...more));

/** Requests that change something: the question to Azure Policy is a POST as well. */
async function changes(): Promise<readonly string[]> {
  const all = await Promise.all(['PUT', 'POST', 'PATCH', 'DELETE'].map((method) => terminal.requests(method, /./)));
  return all.flat().flatMap(({ method, path: at }) => (at.includes('PolicyInsights') || at.startsWith('/_') ? [] : `${method} ${at}`));
}

test('a plan tells what was looked at, as comments', async () => {
  const { code, out } = await enable('--plan');
  expect(code).toBe(0);
  const lines = out.trim().split('\n');
  expect(lines.filter((line) => !line.startsWith('#') && !line.startsWith('az rest '))).toEqual([]);
  expect(lines.at(-1)).toMatch(/^# Checked beforehand: passed 29, blockers 0, warnings 0, not known 0\.$/);
  expect(lines).toContain('# passed PF-PER-001 Your rights to all that is to be done');
  expect(await changes()).toEqual([]);
});

test('a blocker ends the command before anything is sent; --yes does not help, its name does', async () => {
  await spoilCache({ allowSharedKeyAccess: false });
  const { code, err, out } = await enable('--yes');
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('blocker PF-CCH-003 Cache storage account does not allow access by key: vm-1');
  expect(err).toContain('--method patch');
  expect(err).toContain('Nothing is sent for vm-1. To send it all the same: --skip-preflight PF-CCH-003');
  expect(await changes()).toEqual([]);
  expect((await enable('--plan')).code).toBe(1);

  const skipped = await enable('--yes', '--skip-preflight', 'pf-cch-003');
  expect(skipped.err).toContain('warning PF-CCH-003');
  expect(skipped.err).toContain('Skipped: PF-CCH-003. Azure may refuse, or fail.');
  // And so it does.
  expect(skipped.code).toBe(1);
  expect(skipped.out).toContain('does not allow access by key');
  expect((await changes()).length).toBeGreaterThan(0);
});

test('a check that does not exist cannot be skipped', async () => {
  expect(await enable('--yes', '--skip-preflight', 'PF-NET-999')).toMatchObject({
    code: 2,
    err: expect.stringContaining('docs/preflight.md'),
  });
});

test('results as lines of JSON, then the enabling; the test machine is looked at, by a script too', { timeout: 120_000 }, async () => {
  await spoilCache({ allowSharedKeyAccess: true });
  const { code, out } = await enable('--yes', '--json');
  expect(code).toBe(0);
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const results = events.filter(({ event }) => event === 'preflight');
  expect(results).toHaveLength(29);
  expect(results.map(({ level }) => level)).toEqual(results.map(() => 'pass'));
  expect(Object.keys(results[0]!)).toEqual(
    expect.arrayContaining(['check', 'machineId', 'level', 'cause', 'consequence', 'fix', 'source']),
  );

  const script = path.join(terminal.state, 'smoke.sh');
  writeFileSync(script, 'systemctl is-active shop\n');
  const drill = await terminal.run('test-failover', '--script', script);
  expect(drill.err).toContain(`Then runs ${script} on the test machine by run command`);
  expect(drill.out).toMatch(/vm-1: time to running, measured by Azure's clock: \d+ min \d+ s/);
  expect(drill.out.split('\n').filter((line) => line.includes(': check '))).toEqual([
    'vm-1: check running: ok: The test machine is running.',
    'vm-1: check agent: ok: The VM agent is ready: the operating system has started.',
    'vm-1: check disks: ok: It has all 2 replicated disks, of the same sizes.',
    'vm-1: check interfaces: ok: It has 1 of 1 network interfaces.',
    expect.stringMatching(/^vm-1: check addresses: ok: Its addresses: 10\.3\.1\.\d+\.$/),
    'vm-1: check boot: not run: boot diagnostics are off',
    'vm-1: check script: ok: The script ran, and wrote:',
  ]);
  expect(drill.out).toContain('systemctl is-active shop');
  expect(drill.code).toBe(0);
  const [started] = await terminal.entries('test-failover');
  expect(started?.type === 'started' && started.operation.inputs['script']).toMatch(/smoke\.sh sha256:[\da-f]{64}$/);
  expect(await terminal.run('test-failover', '--script', `${script}.none`)).toMatchObject({
    code: 2,
    err: expect.stringContaining('cannot be read'),
  });
});

test('re-protection is looked at as well: the subnet in which the machine runs now', { timeout: 120_000 }, async () => {
  expect((await terminal.run('cleanup-test')).code).toBe(0);
  expect((await terminal.run('failover')).code).toBe(0);
  expect((await terminal.run('commit')).code).toBe(0);
  const network = own.resources.find(({ id }) => id === own.targetNetwork)!;
  const subnet = (more: object): Promise<unknown> =>
    put({
      ...network,
      properties: {
        ...network.properties,
        subnets: [{ id: `${network.id}/subnets/default`, name: 'default', properties: { addressPrefix: '10.2.1.0/24', ...more } }],
      },
    });
  await subnet({ defaultOutboundAccess: false });
  const blocked = await terminal.run('reprotect');
  expect(blocked.code).toBe(1);
  expect(blocked.err.split('\n').filter((line) => /: (blocker|warning|unknown) PF-/.test(line))).toEqual([
    'azure-dr: blocker PF-NET-001 Subnet of the machine has no way out to the Internet: vm-1',
  ]);
  expect(await terminal.requests('POST', /switchprotection$/)).toEqual([]);
  await subnet({ natGateway: { id: `${own.targetGroup}/providers/Microsoft.Network/natGateways/nat` } });
  expect((await terminal.run('reprotect')).code).toBe(0);
});
