import { describe, expect, test } from 'vitest';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { UserError } from '../../src/model/userError.ts';
import type { RequestFault } from '../../src/sandbox/faults.ts';
import { here, item, link, machine, openAzure } from './azureHarness.ts';

const web = machine('web01');
const webItem = item('web01-item', web.id);
const estate = [web, webItem, link(web.id, webItem.id)];

/** More than the client repeats. */
const always = 1000;

async function readWith(fault: RequestFault) {
  const { connection, sandbox } = openAzure(estate);
  sandbox.control.addFault({ times: always, ...fault });
  return { inventory: await readInventory(connection), sandbox };
}

const links = `/subscriptions/${here}/providers/Microsoft.Resources/links`;
const html = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' };
const truncated = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"value":[{"id":"/subscr' };

describe('a part that cannot be read is a gap, and the rest is there', () => {
  test.each([
    ['denied', { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no' } } }, 'AuthorizationFailed'],
    ['failed', { status: 500, body: { error: { code: 'InternalServerError', message: 'no' } } }, 'InternalServerError'],
    ['failed', { status: 404, body: { error: { code: 'NotFound', message: 'no' } } }, 'NotFound'],
    ['failed', html, 'NOT_JSON'],
    ['failed', truncated, 'PARSE_ERROR'],
    ['failed', { status: 200, body: {} }, 'no list'],
    ['failed', { reset: true }, 'ECONNRESET'],
  ] as const)('links of one subscription: %s, %o', async (reason, answer, detail) => {
    const { inventory } = await readWith({ path: links, ...answer });
    expect(inventory.gaps).toEqual([{ table: 'links', scope: here, reason, detail: expect.stringContaining(detail) as string }]);
    expect(inventory.links).toEqual([]);
    expect(inventory.machines).toHaveLength(1);
    expect(inventory.protectedItems).toHaveLength(1);
  });

  test('the status of machines: the agent is not known, the power state of Resource Graph stays', async () => {
    const { inventory } = await readWith({
      path: 'statusOnly',
      status: 403,
      body: { error: { code: 'AuthorizationFailed', message: 'no' } },
    });
    expect(inventory.gaps.map(({ table, reason }) => `${table} ${reason}`)).toContain('machineStatus denied');
    expect(inventory.machines).toMatchObject([{ powerState: 'running', agentStatus: undefined, failedExtensions: undefined }]);
  });

  test.each([
    ['NOT_JSON', html],
    ['PARSE_ERROR', truncated],
  ] as const)('mappings of a vault: %s', async (code, answer) => {
    const { inventory } = await readWith({ path: 'replicationProtectionContainerMappings', ...answer });
    expect(inventory.gaps).toMatchObject([
      {
        table: 'containerMappings',
        scope: inventory.protectedItems[0]?.vaultId,
        reason: 'failed',
        detail: expect.stringContaining(code) as string,
      },
    ]);
  });

  test('what fails for a moment is no gap', async () => {
    const { inventory, sandbox } = await readWith({
      path: links,
      status: 503,
      body: { error: { code: 'ServerBusy', message: 'no' } },
      times: 2,
    });
    expect(inventory.gaps).toEqual([]);
    expect(inventory.links).toHaveLength(1);
    expect(sandbox.control.requests().filter(({ status }) => status === 503)).toHaveLength(2);
  });

  test('a refusal of Resource Graph is waited for, as long as it says', async () => {
    const before = performance.now();
    const body = { error: { code: 'RateLimiting', message: 'no' } };
    const { inventory } = await readWith({ path: 'Microsoft.ResourceGraph', status: 429, headers: { 'retry-after': '1' }, body, times: 1 });
    expect(inventory.gaps).toEqual([]);
    expect(performance.now() - before).toBeGreaterThan(990);
  });
});

describe('what leaves no hope is an error for people', () => {
  test.each([
    ['signIn', { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: 'no' } } }],
    ['unreachable', { reset: true }],
  ] as const)('%s', async (reason, answer) => {
    const reading = readWith({ path: '.', ...answer });
    await expect(reading).rejects.toBeInstanceOf(UserError);
    await expect(reading).rejects.toMatchObject({ reason });
  });
});

test('a list that leads to another host is not followed there', async () => {
  const body = { value: [], nextLink: 'https://elsewhere.example/next' };
  const { inventory } = await readWith({ path: links, status: 200, body });
  expect(inventory.gaps).toMatchObject([{ table: 'links', reason: 'failed', detail: expect.stringContaining('FOREIGN_HOST') as string }]);
});

describe('cancelling', () => {
  test.each(['Microsoft.ResourceGraph', 'Microsoft.Resources/links', 'statusOnly', '.'])('while %s hangs, ends at once', async (path) => {
    const { connection, sandbox } = openAzure(estate);
    sandbox.control.addFault({ path, delayMs: 20_000, times: always });
    const controller = new AbortController();
    const reading = readInventory(connection, { signal: controller.signal });
    const outcome = expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = performance.now();
    controller.abort();
    await outcome;
    expect(performance.now() - before).toBeLessThan(100);
  });

  test('before it began makes no request', async () => {
    const { connection, sandbox } = openAzure(estate);
    await expect(readInventory(connection, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(sandbox.control.requests()).toEqual([]);
  });
});
