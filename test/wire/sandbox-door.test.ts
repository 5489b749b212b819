import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFlags } from '../../src/sandbox/door/parseFlags.ts';
import { get, SANDBOX, serveSandbox, type Served } from './servedSandbox.ts';

const authorization = { authorization: 'Bearer test' };

describe('the HTTPS door', () => {
  let served: Served;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'sandbox-door-'));
    served = await serveSandbox('--clock', 'manual', '--page-size', '5', '--log', path.join(folder, 'log.jsonl'));
  });
  afterAll(async () => {
    await served.stop();
    rmSync(folder, { recursive: true });
  });

  it('says where it is, in one line', () => {
    expect(served.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(served.controlUrl).toBe(`${served.url}/_sandbox`);
    expect(served.subscriptions.length).toBeGreaterThan(0);
    expect(statSync(path.dirname(served.caCertificate)).mode & 0o777).toBe(0o700);
    expect(served.ca).not.toContain('PRIVATE');
  });

  it('is trusted through its authority, under each of its names, and not without', async () => {
    const { port } = new URL(served.url);
    for (const servername of ['localhost', 'management.azure.com', 'login.microsoftonline.com']) {
      const { status } = await get(served, `https://127.0.0.1:${port}/adfs/.well-known/openid-configuration`, {
        servername,
        headers: { host: servername },
      });
      expect(status).toBe(200);
    }
    await expect(get(served, served.url, { servername: 'example.com' })).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    await expect(get({ ca: '' }, served.url, { ca: [] })).rejects.toThrow(/certificate|issuer/);
  });

  it('serves no host that is not its own', async () => {
    const { status } = await get(served, `${served.url}/_sandbox/clock`, {
      headers: { host: 'evil.example' },
      checkServerIdentity: () => undefined,
    });
    expect(status).toBe(400);
  });

  it('builds nextLink on the Host that was called', async () => {
    const list = `/subscriptions/${served.subscriptions[0]}/providers/Microsoft.Compute/virtualMachines?api-version=2024-03-01`;
    const direct = await get(served, served.url + list, { headers: authorization });
    expect(JSON.parse(direct.bytes.toString()).nextLink.startsWith(`${served.url}/subscriptions/`)).toBe(true);
    const proxied = await get(served, served.url + list, { headers: { ...authorization, host: 'management.azure.com' } });
    expect(JSON.parse(proxied.bytes.toString()).nextLink.startsWith('https://management.azure.com/subscriptions/')).toBe(true);
  });

  it('zips when asked, and only then; says the length; answers // as /', async () => {
    const url = `${served.url}//subscriptions?api-version=2024-03-01`;
    const zipped = await get(served, url, { headers: { ...authorization, 'accept-encoding': 'gzip, deflate' } });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.headers['content-length']).toBe(String(zipped.bytes.length));
    const plain = await get(served, url, { headers: authorization });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(gunzipSync(zipped.bytes).toString()).toBe(plain.bytes.toString());
  });

  it('takes control calls without a token, and keeps the clock in Date', async () => {
    const moved = await get(served, `${served.controlUrl}/clock`, { method: 'POST' }, '{"now":"2031-02-03T04:05:06Z"}');
    expect(JSON.parse(moved.bytes.toString())).toEqual({ ok: true, now: '2031-02-03T04:05:06.000Z' });
    const { headers } = await get(served, `${served.url}/subscriptions?api-version=2024-03-01`, { headers: authorization });
    expect(headers['date']).toBe('Mon, 03 Feb 2031 04:05:06 GMT');
  });

  it('answers HEAD without a body, and cuts the connection when told to', async () => {
    const url = `${served.url}/subscriptions/${served.subscriptions[0]}/resourcegroups/nothing?api-version=2024-03-01`;
    const head = await get(served, url, { method: 'HEAD', headers: authorization });
    expect([head.status, head.bytes.length]).toEqual([404, 0]);
    await get(served, `${served.controlUrl}/faults`, { method: 'POST' }, '{"path":"nothing","reset":true}');
    await expect(get(served, url, { headers: authorization })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await get(served, url, { headers: authorization })).status).toBe(404);
  });

  it('writes the log without tokens and without control calls', async () => {
    await get(served, `${served.url}/tenants?api-version=2024-03-01`, {
      headers: { authorization: 'Bearer very-secret', 'user-agent': 'me/1' },
    });
    const text = readFileSync(path.join(folder, 'log.jsonl'), 'utf8');
    const last = JSON.parse(text.trimEnd().split('\n').at(-1)!);
    expect(last).toMatchObject({ method: 'GET', path: '/tenants', apiVersion: '2024-03-01', status: 200, client: 'me/1' });
    expect(text).not.toContain('secret');
    expect(text).not.toContain('_sandbox');
  });
});

describe('the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends at %s with 0, at once, with a connection open, and takes its files along',
    async (signal) => {
      const served = await serveSandbox('--empty');
      const agent = new https.Agent({ keepAlive: true });
      await get(served, `${served.controlUrl}/clock`, { agent });
      const start = performance.now();
      expect(await served.stop(signal)).toBe(0);
      expect(performance.now() - start).toBeLessThan(2000);
      expect(existsSync(path.dirname(served.caCertificate))).toBe(false);
      agent.destroy();
    },
  );

  it('helps with its flags', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [SANDBOX, '--help'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    const flags = stdout.match(/^ {2}--[\w-]+/gm) ?? [];
    expect(flags).toHaveLength(13);
    for (const flag of flags) expect(() => parseFlags([`${flag.trim()}=?`])).not.toThrow('Unknown');
  });

  it('ends where its authority cannot be written', () => {
    const env = { ...process.env, TMPDIR: SANDBOX, TEMP: SANDBOX };
    const { status, stdout, stderr } = spawnSync(process.execPath, [SANDBOX, '--empty', '--port', '0'], {
      encoding: 'utf8',
      env,
      timeout: 10_000,
    });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^sandbox: \w+: .*mkdtemp.*\n$/);
  });

  it.runIf(process.platform === 'linux')('answers though its log takes no more, and says so once', async () => {
    const served = await serveSandbox('--empty', '--log', '/dev/full');
    let errors = '';
    served.process.stderr?.on('data', (text: Buffer) => (errors += text.toString()));
    const url = `${served.url}/subscriptions?api-version=2024-03-01`;
    for (let n = 0; n < 2; n++) expect((await get(served, url, { headers: authorization })).status).toBe(200);
    await served.stop();
    expect(errors).toMatch(/^sandbox: the log is not whole: Error: ENOSPC.*\n$/);
  });

  it('says in one line that its port is in use', async () => {
    const served = await serveSandbox('--empty');
    try {
      const { port } = new URL(served.url);
      const { status, stdout, stderr } = spawnSync(process.execPath, [SANDBOX, '--empty', '--port', port], { encoding: 'utf8' });
      expect([status, stdout, stderr]).toEqual([
        2,
        '',
        `sandbox: Port ${port} is in use. Give another with --port, or 0 for any free one.\n`,
      ]);
    } finally {
      await served.stop();
    }
  });

  it.each([
    [['--colour', 'red'], '--colour'],
    [['--port', 'http'], '--port'],
    [['--vms', '-1'], '--vms'],
    [['--clock', 'sundial'], '--clock'],
    [['--speed', '0'], '--speed'],
    [['--subscriptions', '2'], '--vms'],
    [['--host', '0.0.0.0'], '127.0.0.1 only'],
    [['--log', '/nowhere/at/all'], '/nowhere/at/all'],
    [['surplus'], 'surplus'],
  ])('refuses %j in one line, with exit code 2', (flags, word) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [SANDBOX, '--port', '0', ...flags], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain(word);
  });
});
