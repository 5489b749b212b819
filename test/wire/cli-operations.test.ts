import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FileJournals } from '../../src/operations/fileJournals.ts';
import { endingOf, operationOf, type JournalEntry } from '../../src/operations/journal.ts';
import type { OperationKind } from '../../src/operations/operation.ts';
import type { LoggedRequest } from '../../src/sandbox/requestLog.ts';
import { machineToProtect } from '../unit/sandbox/recovery/machineToProtect.ts';
import { azureDr, startCli, type Run } from './runCli.ts';
import { get, serveSandbox, type Served } from './servedSandbox.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const own = machineToProtect(SUBSCRIPTION);
/** A job of minutes is over before a process is up again. */
const SPEED = '2000';
/** Long enough to be killed in between. */
const ON_ITS_WAY_MS = 500;

let served: Served;
let state: string;
let journals: FileJournals;

beforeAll(async () => {
  served = await serveSandbox('--empty', '--speed', SPEED);
  state = mkdtempSync(path.join(tmpdir(), 'azure-dr-state-'));
  journals = new FileJournals(path.join(state, 'operations', new URL(served.url).host.replace(':', '_')));
  await control('PUT', '/resources', { resources: own.resources });
});
afterAll(async () => {
  await served.stop();
  rmSync(state, { recursive: true, force: true });
});

async function control(method: string, at: string, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await get(served, `${served.controlUrl}${at}`, { method }, body === undefined ? undefined : JSON.stringify(body));
  expect(answer.status).toBe(200);
  return JSON.parse(answer.bytes.toString()) as Record<string, unknown>;
}

const words = (kind: OperationKind | 'jobs', ...more: readonly string[]): string[] => [
  kind,
  '--endpoint',
  served.url,
  '--ca',
  served.caCertificate,
  '--state',
  state,
  ...(kind === 'jobs' ? [] : ['--vm', own.machine]),
  ...more,
];
const flags = {
  enable: [
    '--target-region',
    'eastus2',
    '--target-group',
    own.targetGroup,
    '--network',
    own.targetNetwork,
    '--subnet',
    'default',
    '--cache-account',
    own.cache,
  ],
  'test-failover': ['--network', own.testNetwork],
  'cleanup-test': ['--notes', 'fine'],
  update: ['--size', 'Standard_D4s_v5'],
  failover: ['--shutdown-source'],
  commit: [],
  'change-point': ['--recovery-point', 'latest-processed'],
  reprotect: ['--cache-account', own.cacheBack],
  repair: [],
  disable: [],
} as const satisfies Record<OperationKind, readonly string[]>;
const run = (kind: OperationKind, ...more: readonly string[]): Promise<Run> => azureDr(words(kind, ...flags[kind], '--yes', ...more));

async function requests(method: string, at: RegExp): Promise<readonly LoggedRequest[]> {
  const { requests: all } = (await control('GET', '/requests')) as { requests: readonly LoggedRequest[] };
  return all.filter((one) => one.method === method && at.test(one.path));
}
const taken = (all: readonly LoggedRequest[]): number => all.filter(({ status }) => status >= 200 && status < 300).length;

/** What the newest operation of a kind has written so far. */
async function entries(kind: OperationKind): Promise<readonly JournalEntry[]> {
  return (await journals.list()).findLast((kept) => operationOf(kept).kind === kind)?.entries ?? [];
}

/** What a dead process has sent is on its way until Azure has taken it or the connection is cut: the next process must not come in between. */
async function settled(): Promise<void> {
  while (((await control('GET', '/requests')) as { underWay: number }).underWay > 0) await wait(5);
}

/** Of `ON_ITS_WAY_MS`: the request has reached Azure by then, and no answer has come. */
const ARRIVED_MS = 120;

/** Runs `azure-dr`, and kills it with SIGKILL so long after its journal shows what is waited for; false when it ended before. */
async function killWhen(
  kind: OperationKind,
  isReached: (all: readonly JournalEntry[]) => boolean,
  { afterMs = 0, more = [] }: { readonly afterMs?: number; readonly more?: readonly string[] } = {},
): Promise<boolean> {
  const before = (await entries(kind)).length;
  const { child, ended } = startCli(words(kind, ...flags[kind], '--yes', ...more));
  while (child.exitCode === null) {
    const now = await entries(kind);
    if (now.length !== before && isReached(now)) {
      await wait(afterMs);
      child.kill('SIGKILL');
      await ended;
      await settled();
      return true;
    }
    await wait(2);
  }
  return false;
}

const onStep =
  (type: JournalEntry['type'], step: string) =>
  (all: readonly JournalEntry[]): boolean =>
    all.some((entry) => entry.type === type && 'step' in entry && entry.step === step);

/** What is found to be there when the process comes again is done without having been accepted. */
const reached =
  (type: 'intended' | 'accepted', step: string) =>
  (all: readonly JournalEntry[]): boolean =>
    onStep(type, step)(all) || onStep('done', step)(all);

describe('a machine, by a terminal that is killed again and again', () => {
  test('enable: killed while each request is on its way, and after each was accepted', { timeout: 120_000 }, async () => {
    const delays = { method: 'PUT', path: '.', delayMs: ON_ITS_WAY_MS, times: 1000 };
    await control('POST', '/faults', delays);
    expect(await killWhen('enable', (all) => all.length > 0)).toBe(true);
    const [first] = await entries('enable');
    const steps = first?.type === 'started' ? first.operation.steps : [];
    expect(steps.map(({ name }) => name)).toContain('protect');
    let kills = 1;
    for (const step of steps.filter(({ kind }) => kind === 'put')) {
      for (const type of ['intended', 'accepted'] as const) {
        // Now before the request has left, now while Azure has it.
        const afterMs = type === 'intended' && kills % 4 < 2 ? ARRIVED_MS : 0;
        if (await killWhen('enable', reached(type, step.name), { afterMs })) kills++;
      }
    }
    expect(kills).toBeGreaterThan(steps.length);
    // The last process to be started may have been one that nobody needed to kill.
    const kept = (await journals.list()).find((one) => operationOf(one).kind === 'enable');
    if (kept && endingOf(kept) === undefined) expect((await run('enable')).code).toBe(0);
    expect((await journals.list()).filter((one) => operationOf(one).kind === 'enable')).toHaveLength(1);
    expect((await entries('enable')).at(-1)).toMatchObject({ type: 'ended', ending: 'succeeded' });
    for (const step of steps) {
      if (step.kind !== 'put') continue;
      const name = step.call.path.split('/').at(-1)!;
      const sent = (await requests('PUT', new RegExp(`/${name}$`, 'i'))).filter(
        (one) => one.path.toLowerCase() === step.call.path.toLowerCase(),
      );
      expect(taken(sent), step.name).toBe(1);
    }
  });

  test.each<[OperationKind, RegExp]>([
    ['test-failover', /\/testFailover$/],
    ['cleanup-test', /\/testFailoverCleanup$/],
    ['disable', /\/remove$/],
  ])('%s: killed before it sends, on its way and lost, on its way and taken, accepted', { timeout: 60_000 }, async (kind, at) => {
    const step = kind;
    const request = { method: 'POST', path: at.source.replace('\\/', '/').replace('$', '\\?') };
    await control('POST', '/faults', { method: 'GET', path: '/replicationJobs\\?', delayMs: ON_ITS_WAY_MS });
    expect(await killWhen(kind, (all) => all.length === 1)).toBe(true);
    expect(taken(await requests('POST', at))).toBe(0);

    // Lost: the connection breaks before Azure takes it, and nobody is there to see that.
    await control('POST', '/faults', { ...request, delayMs: ON_ITS_WAY_MS, reset: true });
    expect(await killWhen(kind, onStep('intended', step), { afterMs: ARRIVED_MS })).toBe(true);
    const asked = await run(kind);
    expect(asked).toMatchObject({ code: 3, out: expect.stringContaining(`--resume ${step}`) });
    expect(await requests('POST', at)).toHaveLength(1);

    // Sent again because a person says so; taken, and the process killed before it hears of it.
    await control('POST', '/faults', { ...request, delayMs: ON_ITS_WAY_MS });
    const intended = (await entries(kind)).filter(({ type }) => type === 'intended').length;
    const isSentAgain = (all: readonly JournalEntry[]): boolean => all.filter(({ type }) => type === 'intended').length > intended;
    expect(await killWhen(kind, isSentAgain, { afterMs: ARRIVED_MS, more: ['--resume', step] })).toBe(true);
    expect(taken(await requests('POST', at))).toBe(1);

    // Found by its job; killed again while it is followed, and gone on with.
    await killWhen(kind, onStep('accepted', step));
    if ((await entries(kind)).at(-1)?.type !== 'ended') expect((await run(kind)).code).toBe(0);
    expect((await entries(kind)).at(-1)).toMatchObject({ ending: 'succeeded' });
    expect((await entries(kind)).find(({ type }) => type === 'accepted')).toMatchObject({ adopted: true });
    expect(await requests('POST', at)).toHaveLength(2);
    expect(taken(await requests('POST', at))).toBe(1);
  });
});

describe('exits', () => {
  const TEST = /\/testFailover$/;

  test('nothing is sent without --yes, by --plan, or for a machine that is not replicated', async () => {
    const before = (await requests('PUT', /./)).length;
    const unasked = await azureDr(words('enable', ...flags.enable));
    expect(unasked).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Nothing was sent') });
    const plan = await azureDr(words('enable', ...flags.enable, '--plan'));
    expect(plan).toMatchObject({ code: 0, err: '' });
    expect(plan.out).toMatch(/^# Replication policy 24-hour-retention-policy: is there already$/m);
    const sent = /^az rest --method put --url '([^']+)' --body '(.+)'$/m.exec(plan.out);
    expect(sent?.[1]).toMatch(/replicationProtectedItems\/vm-1-[\da-f]{8}\?api-version=2023-06-01$/);
    expect(JSON.parse(sent?.[2] ?? '')).toMatchObject({ properties: { providerSpecificDetails: { fabricObjectId: own.machine } } });
    expect((await requests('PUT', /./)).length).toBe(before);
    const none = await run('test-failover');
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('No vault has a protected item') });
  });

  test('0 done, 3 not followed to the end, 1 failed; what is under way is one operation', { timeout: 60_000 }, async () => {
    expect((await run('enable')).code).toBe(0);
    const stopped = await run('test-failover', '--timeout', '0.001s', '--json');
    expect(stopped.code).toBe(3);
    expect(JSON.parse(stopped.out.trim().split('\n').at(-1)!)).toMatchObject({
      machine: 'vm-1',
      kind: 'test-failover',
      event: 'outcome',
      outcome: 'stopped',
    });

    // Two processes at once: one does it, the other one says so.
    const lost = taken(await requests('POST', TEST));
    await control('POST', '/faults', { method: 'POST', path: '/testFailover\\?', delayMs: 2500 });
    const one = startCli(words('test-failover', ...flags['test-failover'], '--yes'));
    while (!onStep('intended', 'test-failover')(await entries('test-failover'))) await wait(5);
    const other = await run('test-failover');
    expect(other).toMatchObject({ code: 3, err: expect.stringContaining('another process runs an operation on this machine') });
    expect((await one.ended).code).toBe(0);
    expect(taken(await requests('POST', TEST))).toBe(lost + 1);
    expect((await run('cleanup-test')).code).toBe(0);

    await control('POST', '/faults', { operation: 'TestFailover', errorCode: '150097' });
    const failed = await run('test-failover');
    expect(failed.code).toBe(1);
    expect(failed.out).toMatch(/failed: .*\(150097\)\n.*Possible causes: .*\n.*It means: .*\n.*What to do: Ask for quota/);
  });

  test('jobs lists operations and jobs, and exports records', async () => {
    const listed = await azureDr(words('jobs'));
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out).toMatch(/operation test-failover +vm-1 +failed/);
    expect(listed.out).toMatch(/Test failover +vm-1 +failed/);
    const file = path.join(state, 'records.json');
    expect((await azureDr(words('jobs', '--export', file))).code).toBe(0);
    const records = JSON.parse(readFileSync(file, 'utf8')) as readonly {
      readonly kind: string;
      readonly outcome: string;
      readonly steps: readonly object[];
    }[];
    expect(records.at(-1)).toMatchObject({ kind: 'test-failover', outcome: 'failed', steps: [{ problem: { code: '150097' } }] });
  });

  test('jobs --cancel cancels in Azure what can be cancelled, when it is confirmed', async () => {
    const vault = operationOf((await journals.list())[0]!).vaultId;
    const name = '0a1b2c3d-0000-4000-8000-000000000001';
    const id = `${vault}/replicationJobs/${name}`;
    const properties = { scenarioName: 'TestFailover', friendlyName: 'Test failover', state: 'InProgress', allowedActions: ['Cancel'] };
    await control('PUT', '/resources', {
      resources: [{ id, name, type: 'Microsoft.RecoveryServices/vaults/replicationJobs', properties }],
    });
    const CANCEL = /\/cancel$/;
    expect((await azureDr(words('jobs', '--cancel', name))).code).toBe(2);
    expect((await azureDr(words('jobs', '--vault', vault, '--cancel', name))).code).toBe(2);
    expect(await requests('POST', CANCEL)).toHaveLength(0);
    expect((await azureDr(words('jobs', '--vault', vault, '--cancel', name, '--yes'))).code).toBe(0);
    expect(taken(await requests('POST', CANCEL))).toBe(1);
    const other = await azureDr(words('jobs', '--vault', vault, '--cancel', name.replace('1', '2'), '--yes'));
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('The vault has no job') });
  });
});
