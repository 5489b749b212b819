import { afterAll, beforeAll, expect, test } from 'vitest';
import { machineToProtect } from '../unit/sandbox/recovery/machineToProtect.ts';
import { azureDr } from './runCli.ts';
import { Terminal } from './terminal.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const own = machineToProtect(SUBSCRIPTION);
const other = machineToProtect(SUBSCRIPTION, 'vm-2');
const ill = machineToProtect(SUBSCRIPTION, 'vm-ill');
let terminal: Terminal;

beforeAll(async () => {
  terminal = await Terminal.open(own);
  const failed = ill.resources.map((one) =>
    one.id === ill.machine ? Object.assign({}, one, { properties: { ...one.properties, provisioningState: 'Failed' } }) : one,
  );
  await terminal.control('PUT', '/resources', { resources: [...other.resources, ...failed].filter(({ id }) => /vm-(2|ill)/.test(id)) });
}, 60_000);
afterAll(() => terminal.close());

test('four machines, one of which is not there and one is ill: the others are protected, as chosen', { timeout: 60_000 }, async () => {
  const gone = `${own.machine}-gone`;
  const choices = ['--leave-out', own.dataDisk, '--multi-vm-group', 'shop', '--retention', '48', '--replica-disk-type', 'StandardSSD_LRS'];
  const more = ['--vm', other.machine, '--vm', gone, '--vm', ill.machine, ...choices];
  const { code, out, err } = await terminal.run('enable', ...more);
  expect(err).toContain(`${gone}: The machine ${gone} is not there`);
  expect(err).toContain('blocker PF-VM-004 Machine is not in the provisioning state Succeeded: vm-ill');
  expect(err).toContain('Nothing is sent for vm-ill. To send it all the same: --skip-preflight PF-VM-001 --skip-preflight PF-VM-004');
  expect(await terminal.requests('PUT', /vm-ill/)).toEqual([]);
  expect(err).toMatch(/Estimate at list prices as of \d{4}-\d\d-\d\d, in US dollars:/);
  // The OS disk of 64 GiB alone; both disks of the other one; as standard SSD.
  expect(err).toMatch(/ 4\.80 {2}Replica of vm-1_OsDisk, StandardSSD_LRS 64 GiB \(E6\)\n/);
  expect(err).not.toContain('Replica of vm-1_Data');
  expect(err).toContain('Replica of vm-2_Data');
  expect(err).toContain('Recovery points are kept for 48 hours.');
  expect(err).toMatch(/2 machines: [\d.]+ a month, [\d.]+ once/);
  expect(out).toMatch(/^vm-1: succeeded$/m);
  expect(out).toMatch(/^vm-2: succeeded$/m);
  expect(code).toBe(1);
  const vaults = (await terminal.requests('PUT', /\/vaults\/[^/]+$/)).filter(({ status }) => status < 300);
  expect(vaults).toHaveLength(1);
});

test('what --plan shows is what would be sent, and what it costs', { timeout: 60_000 }, async () => {
  const third = machineToProtect(SUBSCRIPTION, 'vm-3');
  await terminal.control('PUT', '/resources', { resources: third.resources.filter(({ id }) => /vm-3/.test(id)) });
  const policy = `${vaultOf()}/replicationPolicies/48-hour-retention-policy`;
  const words = terminal.words('enable', ...terminal.flags('enable'), '--plan', '--policy', policy);
  const plan = await azureDr(words.map((word) => (word === own.machine ? third.machine : word)));
  expect(plan).toMatchObject({ code: 0, out: expect.stringContaining('#   Recovery points are kept for 48 hours.') });
  // All else is there already.
  const urls = [...plan.out.matchAll(/^az rest --method put --url '([^?]+)/gm)].map(([, url]) => url);
  expect(urls).toEqual([expect.stringMatching(/\/replicationProtectedItems\/vm-3-[\da-f]{8}$/)]);
});

test('the disk that was left out is added by a terminal that is killed at each step', { timeout: 60_000 }, async () => {
  await terminal.killEverywhere('add-disk', 'POST', /\/addDisks$/);
  const again = await terminal.run('add-disk');
  expect(again).toMatchObject({ code: 2, err: expect.stringContaining('vm-1 has no disk that is not replicated') });
});

test.each([
  ['latest', undefined],
  ['latest-processed', /\/recoveryPoints\/[\da-f-]{36}$/],
])('a test failover to the point %s', { timeout: 60_000 }, async (word, id) => {
  const { out, code } = await terminal.run('test-failover', '--recovery-point', word, '--plan');
  const [, body = '{}'] = /^az rest --method post .*testFailover.* --body '(.+)'$/m.exec(out) ?? [];
  const { recoveryPointId } = (JSON.parse(body) as { properties: { providerSpecificDetails: { recoveryPointId?: string } } }).properties
    .providerSpecificDetails;
  if (id === undefined) expect(recoveryPointId).toBeUndefined();
  else expect(recoveryPointId).toMatch(id);
  expect(code).toBe(0);
});

test('a test failover into a network that is made for it', { timeout: 60_000 }, async () => {
  const { out, code } = await azureDr(terminal.words('test-failover', '--network', 'new', '--plan'));
  expect([code, out]).toEqual([
    0,
    expect.stringContaining('# The network is made first. It costs nothing, is peered with nothing, and stays.'),
  ]);
  const id = `${own.targetGroup}/providers/Microsoft.Network/virtualNetworks/vnet-drill`;
  expect(out).toMatch(new RegExp(`^az rest --method put --url '[^']*${id}\\?[^']*' --body '.*10\\.1\\.0\\.0/16`, 'm'));
  expect(out).toContain(`"networkId":"${id}"`);
});

test('a point that is not there is told, with the newest that is', { timeout: 60_000 }, async () => {
  const { code, err } = await terminal.run('test-failover', '--recovery-point', 'app-consistent', '--plan');
  expect(code).toBe(2);
  expect(err).toMatch(/There is no app-consistent recovery point\. The newest point is of \d{4}-/);
});

test('a target region that is none is refused', { timeout: 60_000 }, async () => {
  const words = terminal.words('enable', ...terminal.flags('enable'), '--plan').map((word) => (word === 'eastus2' ? 'East Us 22' : word));
  const { code, err } = await azureDr(words);
  expect(err).toMatch(/^azure-dr: eastus22 is no region of this subscription\. Near ones: .*eastus2/m);
  expect(code).toBe(2);
});

test('a target group of the machine’s own region is refused', { timeout: 60_000 }, async () => {
  const { code, err } = await azureDr(terminal.words('enable', '--target-region', 'eastus2', '--target-group', own.sourceGroup, '--plan'));
  expect(code).toBe(2);
  expect(err).toContain('is in eastus itself');
});

test('a target in a subscription that the tenant does not show is refused', { timeout: 60_000 }, async () => {
  const foreign = '00000000-0000-0000-0000-00000000000f';
  const { code, err } = await azureDr(terminal.words('enable', '--target-region', 'eastus2', '--target-subscription', foreign, '--plan'));
  expect([code, err]).toEqual([
    2,
    expect.stringContaining(`${foreign} is none of the subscriptions that Azure shows you in the tenant of vm-1.`),
  ]);
});

test('what cannot go together is refused before anything is read', async () => {
  const { code, err } = await azureDr(terminal.words('enable', '--zone', '1', '--single', '--yes'));
  expect(code).toBe(2);
  expect(err).toContain('exclude each other');
});

function vaultOf(): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-dr-eastus2/providers/Microsoft.RecoveryServices/vaults/rsv-dr-eastus2`;
}
