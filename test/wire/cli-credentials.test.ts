import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCertificate } from '../../src/sandbox/door/certificate.ts';
import { azureDr, startCli, type Run } from './runCli.ts';
import { get, serveSandbox, type Served } from './servedSandbox.ts';

// The terminal with real credentials: a served sandbox stands for a private cloud, with its own Resource Manager and its own sign-in.

/** Azure CLI starts slowly. */
const azTimeoutMs = 180_000;

interface Audit {
  readonly source: string;
  readonly partial: boolean;
  readonly subscriptions: readonly { readonly id: string }[];
  readonly machines: readonly unknown[];
}

interface Logged {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

const clientId = '11111111-2222-4333-8444-555555555555';
const clientSecret = 'not-a-real-one';
let served: Served;
/** Nothing of the machine's own sign-in is seen. */
let nowhere: string;

beforeAll(async () => {
  served = await serveSandbox();
  nowhere = mkdtempSync(path.join(tmpdir(), 'dr-cli-'));
});
afterAll(async () => {
  await served.stop();
  rmSync(nowhere, { recursive: true, force: true });
});

const environment = (): Record<string, string> => ({
  AZURE_TENANT_ID: served.tenantId,
  AZURE_CLIENT_ID: clientId,
  AZURE_CLIENT_SECRET: clientSecret,
  AZURE_AUTHORITY_HOST: served.url,
});

/** Everything but what a test sets itself. */
const clean = {
  AZURE_TENANT_ID: undefined,
  AZURE_CLIENT_ID: undefined,
  AZURE_CLIENT_SECRET: undefined,
  AZURE_CLIENT_CERTIFICATE_PATH: undefined,
  AZURE_USERNAME: undefined,
  AZURE_PASSWORD: undefined,
  AZURE_AUTHORITY_HOST: undefined,
};

function audit(words: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<Run> {
  const privateCloud = ['--endpoint', served.url, '--ca', served.caCertificate];
  return azureDr(['audit', ...privateCloud, '--fail-on', 'none', '--format', 'json', ...words], {
    ...clean,
    AZURE_CONFIG_DIR: nowhere,
    ...env,
  });
}

async function requests(): Promise<readonly Logged[]> {
  const { bytes } = await get(served, `${served.controlUrl}/requests`);
  return (JSON.parse(bytes.toString()) as { readonly requests: readonly Logged[] }).requests;
}

describe('a service principal in the environment', () => {
  test('signs in at its own authority and reads', async () => {
    const { code, out, err } = await audit(['--credential', 'environment', '--audience', served.url], environment());
    expect(err).toBe('');
    expect(code).toBe(0);
    const { source, partial, subscriptions, machines } = JSON.parse(out) as Audit;
    expect(source).toBe(`Azure at ${new URL(served.url).host}`);
    expect(partial).toBe(false);
    expect(subscriptions.map(({ id }) => id)).toEqual([...served.subscriptions].toSorted());
    expect(machines.length).toBeGreaterThan(0);
    const tokens = (await requests()).filter(({ path: of }) => /\/oauth2\/v2\.0\/token/.test(of));
    expect(tokens).toMatchObject([{ method: 'POST', status: 200 }]);
  });

  test('reads the subscriptions that are asked for, and says which cannot be read', async () => {
    const [one = '', two = ''] = served.subscriptions;
    const unknown = '99999999-0000-0000-0000-000000000009';
    const words = ['--credential', 'environment', '--audience', served.url];
    const some = await audit([...words, '--subscription', `${two},${one}`], environment());
    expect(some.code).toBe(0);
    expect((JSON.parse(some.out) as Audit).subscriptions.map(({ id }) => id)).toEqual([one, two].toSorted());
    const missing = await audit([...words, '--subscription', one, '--subscription', unknown], environment());
    expect(missing.code).toBe(3);
    expect(missing.err).toContain(`not read: subscription ${unknown}: `);
    expect(missing.err).toContain(`Needed: Reader on /subscriptions/${unknown}, or another --tenant.`);
    expect((JSON.parse(missing.out) as Audit).partial).toBe(true);
  });

  test.each([{ AZURE_LOG_LEVEL: 'verbose' }, { DEBUG: 'azure*' }])(
    'with the SDK’s own log ($AZURE_LOG_LEVEL$DEBUG): who signs in stays out of it',
    async (more) => {
      const { code, err } = await audit(['--credential', 'environment', '--audience', served.url], { ...environment(), ...more });
      expect(code).toBe(0);
      expect(err).toContain('ClientSecretCredential');
      expect(err).toContain('oauth2/v2.0/token');
      for (const secret of [served.tenantId, clientId, clientSecret, 'eyJ']) expect(err).not.toContain(secret);
    },
  );

  test('another tenant than the environment’s, by --tenant', async () => {
    const before = (await requests()).length;
    const { code } = await audit(['--credential', 'environment', '--audience', served.url, '--tenant', 'contoso.example'], environment());
    expect(code).toBe(0);
    const since = (await requests()).slice(before).filter(({ method }) => method === 'POST');
    expect(since.map(({ path: of }) => of)).toContainEqual(expect.stringMatching(/^\/contoso\.example\/oauth2\/v2\.0\/token/));
  });

  test('says that the clock here is off by more than five minutes', async () => {
    await get(served, `${served.controlUrl}/clock`, { method: 'POST' }, '{"advanceSeconds":180000}');
    const { code, err } = await audit(['--credential', 'environment', '--audience', served.url], environment());
    await get(served, `${served.controlUrl}/reset`, { method: 'POST' }, '{}');
    expect(err).toMatch(/^azure-dr: The clock here is 2 days behind Azure’s; ages are counted by Azure’s clock\.\n$/);
    expect(code).toBe(0);
  });

  test.each([
    ['lacks', { AZURE_CLIENT_SECRET: undefined }, /lacks AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH/],
    ['lacks', { AZURE_TENANT_ID: undefined, AZURE_CLIENT_ID: '' }, /lacks AZURE_TENANT_ID, AZURE_CLIENT_ID\./],
    ['cannot reach its authority', { AZURE_AUTHORITY_HOST: 'https://127.0.0.1:1' }, /gets no token/],
    ['has a plain authority', { AZURE_AUTHORITY_HOST: 'http://127.0.0.1:1' }, /AZURE_AUTHORITY_HOST/],
  ])('that %s: one line, no secret', async (_name, env, expected) => {
    const run = await audit(['--credential', 'environment', '--audience', served.url], { ...environment(), ...env });
    expect(run.out).toBe('');
    expect(run.err.trim().split('\n')).toEqual([expect.stringMatching(expected)]);
    expect(run.err).not.toContain(clientSecret);
    expect([2, 3]).toContain(run.code);
  });

  test.each([
    ['AADSTS7000215', /secret or certificate is wrong or has expired.*\(AADSTS7000215\)$/],
    ['AADSTS90002', /tenant does not exist.*AZURE_TENANT_ID.*\(AADSTS90002\)$/],
    ['AADSTS500011', /does not know the audience.*\(AADSTS500011\)$/],
    ['AADSTS53003', /another proof.*\(AADSTS53003\)$/],
    ['AADSTS1234567', /gets no token.*\(AADSTS1234567\)$/],
  ])('that the sign-in service refuses with %s', async (azureCode, expected) => {
    const description = `${azureCode}: The user 'jane@contoso.com' of tenant 'Contoso Ltd' may not. Trace ID: 1`;
    await fault({
      method: 'POST',
      path: 'oauth2/v2.0/token',
      status: 400,
      times: 1,
      body: { error: 'invalid_client', error_description: description },
    });
    const { code, err } = await audit(['--credential', 'environment', '--audience', served.url], environment());
    expect(code).toBe(3);
    expect(err.trim()).toMatch(expected);
    expect(err).not.toMatch(/jane|Contoso/);
  });
});

async function fault(body: Readonly<Record<string, unknown>>): Promise<void> {
  const { status } = await get(served, `${served.controlUrl}/faults`, { method: 'POST' }, JSON.stringify(body));
  expect(status).toBe(200);
}

describe('no token leaves', () => {
  test.each([
    ['without --audience', []],
    ['with the audience of a known cloud', ['--audience', 'https://management.azure.com']],
    ['with another of its audiences', ['--audience', 'https://management.core.windows.net/']],
  ])('%s: refused before anybody is asked', async (_name, words) => {
    const certificate = makeCertificate(new Date());
    const heard: unknown[] = [];
    const server = createServer({ cert: certificate.certificate, key: certificate.key }, (request, response) => {
      heard.push(request.url);
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    server.on('connection', () => heard.push('connection'));
    try {
      const authority = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const before = (await requests()).length;
      const { code, out, err } = await audit(['--credential', 'environment', ...words], {
        ...environment(),
        AZURE_AUTHORITY_HOST: authority,
      });
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(heard).toEqual([]);
      expect(await requests()).toHaveLength(before);
    } finally {
      server.close();
    }
  });
});

describe('Azure CLI', () => {
  test('that is not installed', async () => {
    const { code, out, err } = await audit(['--audience', served.url], { PATH: nowhere });
    expect(code).toBe(3);
    expect(out).toBe('');
    expect(err.trim()).toBe(
      'azure-dr: Azure CLI (az) is not installed, or not on the PATH. Install it and run `az login`, or choose another credential.',
    );
  });

  test('that hangs: Ctrl+C ends the command at once', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'dr-hang-'));
    const started = path.join(folder, 'started');
    writeFileSync(path.join(folder, 'az'), `#!/bin/sh\n: > '${started}'\nexec sleep 20\n`, { mode: 0o755 });
    try {
      const command = startCli(['audit', '--cloud', 'AzureCloud'], { ...clean, PATH: `${folder}:/bin:/usr/bin` });
      while (!existsSync(started)) await new Promise((resolve) => setTimeout(resolve, 20));
      const before = performance.now();
      command.child.kill('SIGINT');
      const { code, out, err } = await command.ended;
      expect(performance.now() - before).toBeLessThan(1000);
      expect([code, out, err]).toEqual([130, '', '']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('as it is on this machine: no login, then the login of `az login`', { timeout: azTimeoutMs }, async (context) => {
    if (!(await hasAzureCli())) {
      console.warn('SKIPPED: the Azure CLI (az) is not on this machine, so nobody has checked that its login can be used.');
      context.skip('the Azure CLI (az) is not on this machine');
    }
    const configuration = mkdtempSync(path.join(tmpdir(), 'dr-az-'));
    const env = { AZURE_CONFIG_DIR: configuration, REQUESTS_CA_BUNDLE: served.caCertificate, AZURE_CORE_COLLECT_TELEMETRY: '0' };
    const az = (...args: readonly string[]) =>
      run('az', [...args, '--output', 'json', '--only-show-errors'], { env: { ...process.env, ...env } });
    try {
      const audience = `${served.url}/`;
      await az('cloud', 'register', '-n', 'Private', '--endpoint-resource-manager', served.url, ...endpoints(audience));
      await az('cloud', 'set', '-n', 'Private');
      const before = await audit(['--credential', 'azureCli', '--audience', audience], env);
      expect(before.code).toBe(3);
      expect(before.err.trim()).toBe('azure-dr: Azure CLI has no login that gives a token. Run `az login`.');

      await az('login', '--service-principal', '-u', clientId, '-p', clientSecret, '--tenant', served.tenantId);
      const [one = ''] = served.subscriptions;
      // The credential is azureCli where none is named.
      const after = await audit(['--audience', audience, '--tenant', served.tenantId, '--subscription', one], env);
      expect(after.err).toBe('');
      expect(after.code).toBe(0);
      const { subscriptions, machines } = JSON.parse(after.out) as Audit;
      expect(subscriptions).toMatchObject([{ id: one }]);
      expect(machines.length).toBeGreaterThan(0);
    } finally {
      rmSync(configuration, { recursive: true, force: true });
    }
  });
});

const run = promisify(execFile);

/** An authority that ends in /adfs is taken as it is: the CLI asks no public service about it. */
function endpoints(audience: string): readonly string[] {
  const resources = ['active-directory-resource-id', 'active-directory-graph-resource-id', 'management'];
  return ['--endpoint-active-directory', `${served.url}/adfs`, ...resources.flatMap((name) => [`--endpoint-${name}`, audience])];
}

async function hasAzureCli(): Promise<boolean> {
  try {
    await run('az', ['version']);
    return true;
  } catch {
    return false;
  }
}
