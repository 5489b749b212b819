import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import Ajv from 'ajv/dist/2020.js';
import { azureDr, root, runNode, type Run } from './runCli.ts';

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
    expect(out).toContain('sql-01');
    expect(out).toContain('not replicated');
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
    [['repair'], /"repair" is not known/],
    [['audit', '--endpoint', 'https://127.0.0.1:1', '--ca', 'missing.pem'], /missing\.pem/],
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

  test('an old Node.js gets one line and exit 2', async () => {
    const pretend = `data:text/javascript,${encodeURIComponent("Object.defineProperty(process.versions, 'node', { value: '20.19.0' })")}`;
    const { code, err } = await runNode(['--import', pretend, 'src/cli.ts', 'audit', '--sandbox']);
    expect(err.trim()).toMatch(/^azure-dr needs Node\.js 22 or newer; this is v/);
    expect(code).toBe(2);
  });
});

describe('a served sandbox', () => {
  const served = spawn(process.execPath, ['src/sandbox.ts', '--port', '0', '--clock', 'manual'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let door: { readonly url: string; readonly caCertificate: string };

  beforeAll(async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    served.stdout.once('data', (line: Buffer) => resolve(line.toString()));
    door = JSON.parse(await promise) as typeof door;
  });
  afterAll(() => served.kill('SIGTERM'));

  const audit = (...words: string[]): Promise<Run> =>
    typed('audit', '--endpoint', door.url, '--ca', door.caCertificate, '--format', 'json', ...words);

  test('gives the audit that the built-in one gives', async () => {
    const [there, here] = await Promise.all([audit(), typed('audit', '--sandbox', '--format', 'json')]);
    expect(there.code).toBe(1);
    const states = (run: Run): string[] =>
      (JSON.parse(run.out) as AuditJson).machines.map(({ name, state }) => `${name} ${state}`).toSorted();
    expect(states(there)).toEqual(states(here));
  });

  test('ends with 3 and names what is missing when a table is refused', async () => {
    const { Agent, request } = await import('node:https');
    const agent = new Agent({ ca: readFileSync(door.caCertificate) });
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    const fault = {
      method: 'GET',
      path: '/providers/Microsoft\\.Resources/links',
      status: 403,
      body: { error: { code: 'AuthorizationFailed', message: 'no' } },
      times: 3,
    };
    request(`${door.url}/_sandbox/faults`, { method: 'POST', agent }, (answer) => resolve(answer.resume().statusCode))
      .once('error', reject)
      .end(JSON.stringify(fault));
    expect(await promise).toBe(200);
    const { code, out, err } = await audit();
    expect(code).toBe(3);
    expect(err).toMatch(/^azure-dr: not read: links of subscription Contoso .*AuthorizationFailed.* Needed: Reader on /m);
    expect((JSON.parse(out) as AuditJson).partial).toBe(true);
  });
});
