import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { endingOf, operationOf, type JournalEntry } from '../../src/operations/journal/journal.ts';
import type { OperationKind } from '../../src/operations/operation.ts';
import { machineToProtect } from '../unit/sandbox/recovery/machineToProtect.ts';
import { azureDr, startCli } from './runCli.ts';
import { ON_ITS_WAY_MS, onStep, taken, Terminal } from './terminal.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const own = machineToProtect(SUBSCRIPTION);

let terminal: Terminal;

beforeAll(async () => {
  terminal = await Terminal.open(own);
});
afterAll(() => terminal.close());

/** What is found to be there when the process comes again is done without having been accepted. */
const reached =
  (type: 'intended' | 'accepted', step: string) =>
  (all: readonly JournalEntry[]): boolean =>
    onStep(type, step)(all) || onStep('done', step)(all);

describe('a machine, by a terminal that is killed again and again', () => {
  test('enable: killed while each request is on its way, and after each was accepted', { timeout: 120_000 }, async () => {
    const delays = { method: 'PUT', path: '.', delayMs: ON_ITS_WAY_MS, times: 1000 };
    await terminal.control('POST', '/faults', delays);
    expect(await terminal.killWhen('enable', (all) => all.length > 0)).toBe(true);
    const [first] = await terminal.entries('enable');
    const steps = first?.type === 'started' ? first.operation.steps : [];
    expect(steps.map(({ name }) => name)).toContain('protect');
    let kills = 1;
    for (const step of steps.filter(({ kind }) => kind === 'put')) {
      for (const type of ['intended', 'accepted'] as const) {
        // Now before the request has left, now while Azure has it.
        const onItsWay = type === 'intended' && kills % 4 < 2;
        if (await terminal.killWhen('enable', reached(type, step.name), { onItsWay })) kills++;
      }
    }
    expect(kills).toBeGreaterThan(steps.length);
    // The last process to be started may have been one that nobody needed to kill.
    const kept = (await terminal.journals.list()).find((one) => operationOf(one).kind === 'enable');
    if (kept && endingOf(kept) === undefined) expect((await terminal.run('enable')).code).toBe(0);
    expect((await terminal.journals.list()).filter((one) => operationOf(one).kind === 'enable')).toHaveLength(1);
    expect((await terminal.entries('enable')).at(-1)).toMatchObject({ type: 'ended', ending: 'succeeded' });
    for (const step of steps) {
      if (step.kind !== 'put') continue;
      const name = step.call.path.split('/').at(-1)!;
      const sent = (await terminal.requests('PUT', new RegExp(`/${name}$`, 'i'))).filter(
        (one) => one.path.toLowerCase() === step.call.path.toLowerCase(),
      );
      expect(taken(sent), step.name).toBe(1);
    }
  });

  test.each<[OperationKind, RegExp]>([
    ['test-failover', /\/testFailover$/],
    ['cleanup-test', /\/testFailoverCleanup$/],
    ['disable', /\/remove$/],
  ])('%s: killed before it sends, on its way and lost, on its way and taken, accepted', { timeout: 60_000 }, (kind, at) =>
    terminal.killEverywhere(kind, 'POST', at),
  );
});

describe('exits', () => {
  const TEST = /\/testFailover$/;

  test('nothing is sent without --yes, by --plan, or for a machine that is not replicated', async () => {
    const before = (await terminal.requests('PUT', /./)).length;
    const unasked = await azureDr(terminal.words('enable', ...terminal.flags('enable')));
    expect(unasked).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Nothing was sent') });
    const plan = await azureDr(terminal.words('enable', ...terminal.flags('enable'), '--plan'));
    expect(plan).toMatchObject({ code: 0, err: '' });
    expect(plan.out).toMatch(/^# Replication policy 24-hour-retention-policy: is there already$/m);
    const sent = /^az rest --method put --url '([^']+)' --body '(.+)'$/m.exec(plan.out);
    expect(sent?.[1]).toMatch(/replicationProtectedItems\/vm-1-[\da-f]{8}\?api-version=2023-06-01$/);
    expect(JSON.parse(sent?.[2] ?? '')).toMatchObject({ properties: { providerSpecificDetails: { fabricObjectId: own.machine } } });
    expect((await terminal.requests('PUT', /./)).length).toBe(before);
    const none = await terminal.run('test-failover');
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('No vault has a protected item') });
  });

  test('0 done, 3 not followed to the end, 1 failed; what is under way is one operation', { timeout: 60_000 }, async () => {
    expect((await terminal.run('enable')).code).toBe(0);
    const before = taken(await terminal.requests('POST', TEST));
    const stopped = await terminal.run('test-failover', '--timeout', '0.001s', '--json');
    expect(stopped.code).toBe(3);
    expect(JSON.parse(stopped.out.trim().split('\n').at(-1)!)).toMatchObject({
      machine: 'vm-1',
      kind: 'test-failover',
      event: 'outcome',
      outcome: 'stopped',
    });

    const unknown = await terminal.run('test-failover', '--resume', 'test-failovr');
    expect(unknown).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/"test-failovr" is no request .* Name one: test-failover\.$/m),
    });

    // Two processes at once: while one holds the machine, the other one says so.
    const begun = (await terminal.journals.list()).findLast((kept) => operationOf(kept).kind === 'test-failover')!;
    const holder = await terminal.journals.open(operationOf(begun), 'another', new Date());
    const other = await terminal.run('test-failover', '--json');
    expect(other).toMatchObject({ code: 3, err: expect.stringContaining('another process runs an operation on this machine') });
    expect(JSON.parse(other.out)).toMatchObject({ machine: 'vm-1', kind: 'test-failover', event: 'outcome', outcome: 'notBegun' });
    // What it says to give again works where this one has worked.
    const { url, caCertificate } = terminal.served;
    expect(other.err).toContain(
      `azure-dr jobs --vm ${own.machine.toLowerCase()} --endpoint ${url} --ca ${caCertificate} --state ${terminal.state} shows it`,
    );
    await holder?.close();
    expect((await terminal.run('test-failover')).code).toBe(0);
    expect(taken(await terminal.requests('POST', TEST))).toBe(before + 1);
    expect((await terminal.run('cleanup-test')).code).toBe(0);

    await terminal.control('POST', '/faults', { operation: 'TestFailover', errorCode: '150097' });
    const failed = await terminal.run('test-failover');
    expect(failed.code).toBe(1);
    expect(failed.out).toMatch(
      /failed: .*\(150097\)\n.*Possible causes: .*\n.*It means: .*\n.*What to do: Before a failover: choose a size that fits/,
    );
  });

  test('jobs lists operations and jobs, and exports records', async () => {
    const listed = await azureDr(terminal.words('jobs'));
    expect(listed).toMatchObject({ code: 0, err: '' });
    expect(listed.out).toMatch(/operation test-failover +vm-1 +failed/);
    expect(listed.out).toMatch(/Test failover +vm-1 +failed/);
    const file = path.join(terminal.state, 'records.json');
    expect((await azureDr(terminal.words('jobs', '--export', file))).code).toBe(0);
    const records = JSON.parse(readFileSync(file, 'utf8')) as readonly {
      readonly kind: string;
      readonly outcome: string;
      readonly steps: readonly object[];
    }[];
    expect(records.at(-1)).toMatchObject({ kind: 'test-failover', outcome: 'failed', steps: [{ problem: { code: '150097' } }] });
  });

  test('jobs of one machine', async () => {
    const named = await azureDr(terminal.words('jobs', '--vm', own.machine));
    expect(named).toMatchObject({ code: 0, err: '' });
    expect(named.out).toMatch(/operation test-failover +vm-1 +failed/);
    expect(named.out).toMatch(/Test failover +vm-1 +failed/);
    expect(named.out).not.toContain('Create replication policy');
    const other = await azureDr(terminal.words('jobs', '--vm', `${own.machine}-other`));
    expect(other).toMatchObject({ code: 0, err: '', out: 'No operations of these machines are known here, and no jobs.\n' });
    await terminal.control('POST', '/faults', { method: 'GET', path: '/replicationProtectedItems\\?', status: 403, body: {} });
    const hidden = await azureDr(terminal.words('jobs', '--vm', `${own.machine}-other`));
    expect(hidden.err).toMatch(/No vault that can be read has a protected item of .*: 0 vaults were looked into, 1 cannot be read\./);
    expect(hidden).toMatchObject({ code: 1, out: 'No operations of these machines are known here.\n' });
  });

  test('jobs --cancel cancels in Azure what can be cancelled, when it is confirmed', async () => {
    const vault = operationOf((await terminal.journals.list())[0]!).vaultId;
    const name = '0a1b2c3d-0000-4000-8000-000000000001';
    const id = `${vault}/replicationJobs/${name}`;
    const properties = { scenarioName: 'TestFailover', friendlyName: 'Test failover', state: 'InProgress', allowedActions: ['Cancel'] };
    await terminal.control('PUT', '/resources', {
      resources: [{ id, name, type: 'Microsoft.RecoveryServices/vaults/replicationJobs', properties }],
    });
    const CANCEL = /\/cancel$/;
    expect((await azureDr(terminal.words('jobs', '--cancel', name))).code).toBe(2);
    expect((await azureDr(terminal.words('jobs', '--vault', vault, '--cancel', name))).code).toBe(2);
    expect(await terminal.requests('POST', CANCEL)).toHaveLength(0);
    expect((await azureDr(terminal.words('jobs', '--vault', vault, '--cancel', name, '--yes'))).code).toBe(0);
    expect(taken(await terminal.requests('POST', CANCEL))).toBe(1);
    // Stopped before it was sent: nothing is.
    await terminal.control('POST', '/faults', { method: 'GET', path: `/replicationJobs/${name}`, delayMs: 20_000 });
    const { child, ended } = startCli(terminal.words('jobs', '--vault', vault, '--cancel', name, '--yes'));
    await vi.waitUntil(async () => ((await terminal.control('GET', '/requests')) as { underWay: number }).underWay > 0, 10_000);
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 130, out: '', err: '' });
    expect(taken(await terminal.requests('POST', CANCEL))).toBe(1);
    const other = await azureDr(terminal.words('jobs', '--vault', vault, '--cancel', name.replace('1', '2'), '--yes'));
    expect(other).toMatchObject({ code: 1, err: expect.stringContaining('The vault has no job') });
  });

  test('a reader that has seen enough, and a signal, end the following alone', { timeout: 60_000 }, async () => {
    const { child, ended } = startCli(terminal.words('test-failover', ...terminal.flags('test-failover'), '--yes'));
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await ended).toMatchObject({ code: 0, err: expect.not.stringContaining('Unhandled') });
    const running = { name: 'job', properties: { friendlyName: 'Test failover cleanup', state: 'InProgress', tasks: [] } };
    await terminal.control('POST', '/faults', { method: 'GET', path: '/replicationJobs/', status: 200, body: running, times: 2 });
    const cleanup = startCli(terminal.words('cleanup-test', '--yes'));
    cleanup.child.stdout?.on('data', (text: Buffer) => text.includes('accepted, job') && cleanup.child.kill('SIGTERM'));
    const { code, out } = await cleanup.ended;
    expect(code).toBe(3);
    expect(out).toMatch(/To go on: azure-dr cleanup-test --vm .* --endpoint https:\/\/.* --ca .* --state /);
    expect(out).toMatch(/To cancel a job in Azure: azure-dr jobs --vault \/.* --endpoint .* --cancel JOB/);
    expect((await terminal.run('cleanup-test')).code).toBe(0);
  });

  test('who stops it while a request is on its way is told what is waited for', { timeout: 60_000 }, async () => {
    await terminal.control('POST', '/faults', { method: 'POST', path: '/testFailover\\?', delayMs: 3000 });
    const { child, ended } = startCli(terminal.words('test-failover', ...terminal.flags('test-failover'), '--yes'));
    await vi.waitUntil(async () => (await terminal.entries('test-failover')).at(-1)?.type === 'intended', 10_000);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({
      code: 3,
      out: expect.stringContaining('accepted, job'),
      err: expect.stringContaining('A request is on its way, and its answer is waited for.'),
    });
    expect((await terminal.run('test-failover')).code).toBe(0);
    expect((await terminal.run('cleanup-test')).code).toBe(0);
  });

  test('a plan that waits for an answer says for which, and Ctrl+C ends it', { timeout: 60_000 }, async () => {
    await terminal.control('POST', '/faults', { method: 'GET', path: '/recoveryPoints\\?', delayMs: 30_000 });
    const { child, ended } = startCli(terminal.words('failover', '--plan'));
    child.stderr?.on('data', (text: Buffer) => text.includes('has not answered') && child.kill('SIGINT'));
    expect(await ended).toMatchObject({
      code: 130,
      out: '',
      err: expect.stringMatching(/^azure-dr: Sandbox at \S+ has not answered for 5 s: GET \/\S+\/recoveryPoints\. Ctrl\+C ends/m),
    });
  });

  test('a state folder that is none is said before anything is sent', async () => {
    const words = terminal.words('disable', '--yes').map((word) => (word === terminal.state ? terminal.served.caCertificate : word));
    const before = (await terminal.requests('POST', /\/remove$/)).length;
    const { code, err } = await azureDr(words);
    expect(err).toMatch(/^azure-dr: The records of operations cannot be kept in .* \(ENOTDIR\)\. Give another folder: --state FOLDER\.$/m);
    expect(code).toBe(2);
    expect((await terminal.requests('POST', /\/remove$/)).length).toBe(before);
  });

  test('without a temporary folder the built-in sandbox says so', async () => {
    const { code, err } = await azureDr(['jobs', '--sandbox'], {
      TMPDIR: terminal.served.caCertificate,
      TEMP: terminal.served.caCertificate,
    });
    expect(err).toMatch(/^azure-dr: The sandbox’s operations cannot be recorded in the temporary folder \S+ \(\w+\)\. Make room there, or/);
    expect(code).toBe(2);
  });

  test('a record that is damaged is told, and nothing is sent for its machine', async () => {
    const sent = (await terminal.requests('POST', /\/remove$/)).length;
    const folder = path.join(terminal.state, 'operations', new URL(terminal.served.url).host.replace(':', '_'));
    const [key] = /(?<=-)[\da-f]{16}(?=-)/.exec((await terminal.journals.list())[0]!.id)!;
    const file = path.join(folder, `20260101T000000000Z-disable-${key}-00000000.jsonl`);
    writeFileSync(file, '{"type":"started"\n');
    const told = `azure-dr: The record ${file} is damaged, or was written by a newer version`;
    const listed = await azureDr(terminal.words('jobs'));
    expect(listed).toMatchObject({ code: 0, err: expect.stringContaining(told), out: expect.stringMatching(/operation enable +vm-1/) });
    expect(await terminal.run('disable')).toMatchObject({ code: 2, err: expect.stringContaining(`vm-1: The record ${file} is damaged`) });
    expect(await terminal.requests('POST', /\/remove$/)).toHaveLength(sent);
    rmSync(file);
  });

  test.runIf(process.platform === 'linux')(
    'without --state records are in the home folder, where XDG_STATE_HOME is not absolute',
    async () => {
      const home = path.join(terminal.state, 'home');
      const place = new URL(terminal.served.url).host.replace(':', '_');
      const folder = path.join(home, '.local/state/azure-dr/operations', place);
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, 'damaged.jsonl'), 'x\n');
      const words = terminal.words('jobs').filter((word) => word !== '--state' && word !== terminal.state);
      const { code, err } = await azureDr(words, { HOME: home, XDG_STATE_HOME: 'not/absolute' });
      expect(err).toContain(`The record ${path.join(folder, 'damaged.jsonl')} is damaged`);
      expect(code).toBe(0);
    },
  );

  test('jobs shows what it knows though a vault cannot be read', async () => {
    await terminal.control('POST', '/faults', {
      method: 'GET',
      path: '/replicationJobs\\?',
      status: 403,
      body: { error: { code: 'AuthorizationFailed', message: 'no' } },
    });
    const { code, out, err } = await azureDr(terminal.words('jobs'));
    expect(out).toMatch(/operation enable +vm-1 +succeeded/);
    expect(err).toMatch(/^azure-dr: \/subscriptions\/.*\/vaults\/.*: You may not read this\..*\(AuthorizationFailed\)$/m);
    expect(code).toBe(1);
  });
});
