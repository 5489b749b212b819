import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import Ajv from 'ajv/dist/2020.js';
import { azureDr, root, startCli, startNode, type Run } from './runCli.ts';
import { get, serveSandbox, type Served } from './servedSandbox.ts';

const typed = (...words: string[]): Promise<Run> => azureDr(words);

interface AuditJson {
  readonly machines: readonly { readonly name: string; readonly state: string }[];
  readonly partial: boolean;
}

describe('azure-dr audit --sandbox', () => {
  test('prints a table, and ends with 1 for its findings', async () => {
    const { code, out, err } = await typed('audit', '--sandbox');
    expect(err).toBe('');
    expect(code).toBe(1);
    expect(out).toMatch(/^Sandbox · 3 subscriptions · \d+ machines/);
    expect(out).toMatch(/^\d+ of \d+ machines have a way into another region if their own fails now; \d+ of them are at risk\.$/m);
    expect(out).not.toMatch(/ null[,)]/);
    expect(out).toContain('sql-01');
    expect(out).toContain('not replicated');
    // Many findings of one rule are one line, and subscriptions are called by their names.
    expect(out.match(/DR-STO-010/g)).toHaveLength(1);
    expect(out).toMatch(/Low +DR-STO-010 +\d+ resources +Managed disk/);
    expect(out).toMatch(/Medium +DR-SUB-001 +Contoso/);
  });

  test('ends in peace when its reader has seen enough', async () => {
    const { child, ended } = startCli(['audit', '--sandbox', '--format', 'json', '--fail-on', 'none']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    expect(await ended).toMatchObject({ code: 0, err: '' });
  });

  test("keeps what is compiled of it among the person's own caches, and runs the same where it cannot", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'azure-dr-cache-'));
    try {
      const help = await azureDr(['--help'], { XDG_CACHE_HOME: folder, NODE_DISABLE_COMPILE_CACHE: undefined });
      const kept = process.platform === 'linux' ? readdirSync(path.join(folder, 'azure-dr/compiled'), { recursive: true }) : ['elsewhere'];
      expect(kept).not.toEqual([]);
      for (const XDG_CACHE_HOME of [folder, '/dev/null', 'not/absolute'])
        expect(await azureDr(['--help'], { XDG_CACHE_HOME })).toEqual(help);
      expect(await azureDr(['--help'], { XDG_CACHE_HOME: undefined, HOME: undefined, LOCALAPPDATA: undefined })).toEqual(help);
      expect(existsSync(path.join(root, 'not'))).toBe(false);
      // A home that says that it takes no folder of any name: Node's own way to make several would try for ever.
      if (process.platform === 'linux')
        expect(await azureDr(['--help'], { XDG_CACHE_HOME: undefined, HOME: '/proc/nobody' })).toEqual(help);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.runIf(process.platform === 'linux')('keeps nothing where others could put code', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'azure-dr-cache-'));
    try {
      mkdirSync(path.join(folder, 'azure-dr'));
      chmodSync(path.join(folder, 'azure-dr'), 0o777);
      expect((await azureDr(['--help'], { XDG_CACHE_HOME: folder, NODE_DISABLE_COMPILE_CACHE: undefined })).code).toBe(0);
      expect(readdirSync(path.join(folder, 'azure-dr'))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('prints JSON as its schema says', async () => {
    const { code, out } = await typed('audit', '--sandbox', '--format', 'json', '--fail-on', 'none');
    expect(code).toBe(0);
    const schema: unknown = JSON.parse(readFileSync(path.join(root, 'docs/audit.schema.json'), 'utf8'));
    const validate = new Ajv.Ajv2020({ strict: false, validateFormats: false }).compile(schema as object);
    expect(validate(JSON.parse(out)), JSON.stringify(validate.errors)).toBe(true);
  });
});

describe('usage', () => {
  test.each([
    [['audit'], /--sandbox; --endpoint URL --ca FILE.*--subscription ID/],
    [[], /azure-dr audit --sandbox/],
    [['mend'], /"mend" is not known/],
    [['audit', '--endpoint', 'https://127.0.0.1:1', '--ca', 'missing.pem'], /missing\.pem/],
    [['audit', '--sandbox', '--bogus'], /^azure-dr: Unknown option '--bogus'\. See: azure-dr audit --help$/],
    [['jobs', 'now'], /^azure-dr: "now" is not expected here\. See: azure-dr jobs --help$/],
    [['commit', '--vm'], /^azure-dr: Option '--vm <value>' argument missing\. See: azure-dr commit --help$/],
    [['jobs', '--sandbox', '--export', '.'], /^azure-dr: "\." cannot be written \(EISDIR\)\. Give the path of a file to --export\.$/],
    [['audit', '--endpoint', 'https://management.azure.com', '--ca', 'package.json'], /--ca cannot be given/],
    [['audit', '--endpoint', 'https://arm.example', '--ca', 'package.json'], /is no https address of this machine/],
    [['audit', '--endpoint', 'https://arm.example', '--credential', 'environment'], /gets no token/],
    [['audit', '--endpoint', 'https://arm.example', '--audience', 'https://management.azure.com'], /of AzureCloud/],
  ])('%j: one line, exit 2, nothing on standard output', async (words, expected) => {
    const { code, out, err } = await typed(...words);
    expect(err.trim()).toMatch(expected);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  test('what is to be typed next is called as the command was', async () => {
    const cli = { npm_lifecycle_event: 'cli' };
    expect((await azureDr(['audit', '--sandbox', 'now'], cli)).err).toContain('See: npm run --silent cli -- audit --help');
    expect((await azureDr(['--help'], cli)).out).toMatch(/^Usage: npm run --silent cli -- audit SOURCE /);
    for (const words of [
      ['help', 'failover'],
      ['failover', '-h'],
    ]) {
      expect((await azureDr(words, cli)).out).toMatch(/^Usage: npm run --silent cli -- enable /);
    }
  });

  test('an old Node.js gets one line and exit 2', async () => {
    const pretend = `data:text/javascript,${encodeURIComponent("Object.defineProperty(process.versions, 'node', { value: '20.19.0' })")}`;
    const { code, err } = await startNode(['--import', pretend, 'src/cli.ts', 'audit', '--sandbox']).ended;
    expect(err.trim()).toMatch(/^azure-dr needs Node\.js 22 or newer; this is v/);
    expect(code).toBe(2);
  });
});

describe('a served sandbox', () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveSandbox('--clock', 'manual');
  });
  afterAll(() => served.stop());

  const audit = (...words: string[]): Promise<Run> =>
    typed('audit', '--endpoint', served.url, '--ca', served.caCertificate, '--format', 'json', ...words);

  test('gives the audit that the built-in one gives', async () => {
    const [there, here] = await Promise.all([audit(), typed('audit', '--sandbox', '--format', 'json')]);
    expect(there.code).toBe(1);
    const states = (run: Run): string[] =>
      (JSON.parse(run.out) as AuditJson).machines.map(({ name, state }) => `${name} ${state}`).toSorted();
    expect(states(there)).toEqual(states(here));
  });

  test('a certificate authority that begins with a byte order mark is read', async () => {
    const file = `${served.caCertificate}.bom`;
    writeFileSync(file, `\ufeff${served.ca}`);
    expect(await typed('audit', '--endpoint', served.url, '--ca', file, '--fail-on', 'none')).toMatchObject({ code: 0, err: '' });
  });

  test.each([
    [
      'links of a subscription',
      '/providers/Microsoft\\.Resources/links',
      3,
      /not read: links of subscription Contoso .* Needed: Reader on /,
    ],
    [
      'mappings of a vault',
      'replicationProtectionContainerMappings',
      20,
      /not read: containerMappings of vault \/subscriptions\/.* Needed: Site Recovery Reader on /,
    ],
  ])('ends with 3 and says what is missing and which role is needed: %s', async (_name, calls, times, expected) => {
    const message = `The client 'jane@contoso.com' with object id '0a1b2c3d-1111-2222-3333-444455556666' does not have authorization`;
    const fault = { method: 'GET', path: calls, status: 403, body: { error: { code: 'AuthorizationFailed', message } }, times };
    const { status } = await get(served, `${served.controlUrl}/faults`, { method: 'POST' }, JSON.stringify(fault));
    expect(status).toBe(200);
    try {
      const { code, out, err } = await audit();
      expect(code).toBe(3);
      expect(err.trim().split('\n')).toEqual([expect.stringMatching(expected)]);
      expect(err).toContain('(AuthorizationFailed)');
      expect(`${out}${err}`).not.toMatch(/jane|0a1b2c3d/);
      expect((JSON.parse(out) as AuditJson).partial).toBe(true);
    } finally {
      await get(served, `${served.controlUrl}/reset`, { method: 'POST' });
    }
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s in the middle of the reading ends it', async (signal) => {
    const fault = { method: 'GET', path: '.', delayMs: 3000, times: 1000 };
    await get(served, `${served.controlUrl}/faults`, { method: 'POST' }, JSON.stringify(fault));
    try {
      const { child, ended } = startCli(['audit', '--endpoint', served.url, '--ca', served.caCertificate]);
      await vi.waitUntil(async () => {
        const { bytes } = await get(served, `${served.controlUrl}/requests`);
        return (JSON.parse(bytes.toString()) as { readonly underWay: number }).underWay > 0;
      }, 10_000);
      child.kill(signal);
      expect(await ended).toEqual({ code: 130, out: '', err: '' });
    } finally {
      await get(served, `${served.controlUrl}/reset`, { method: 'POST' });
    }
  });

  test('no subscription at all is no proof of an empty estate', async () => {
    const fault = { path: '^/subscriptions\\?', status: 200, headers: { 'content-type': 'application/json' }, body: { value: [] } };
    await get(served, `${served.controlUrl}/faults`, { method: 'POST' }, JSON.stringify(fault));
    const { code, out, err } = await audit();
    expect(code).toBe(3);
    expect(err.trim()).toBe(
      'azure-dr: not read: subscriptions: None can be read with this sign-in. Needed: Reader on every subscription that is to be read, or another --tenant.',
    );
    expect((JSON.parse(out) as AuditJson).partial).toBe(true);
  });
});
