import { describe, expect, test } from 'vitest';
import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import type { SandboxOptions } from '../../src/sandbox/world.ts';
import { isGraph } from './azureHarness.ts';

function open(options: Partial<SandboxOptions>) {
  const sandbox = createSandbox({ clock: 'manual', ...options });
  const client = sandboxHttpClient((request) => sandbox.handle(request));
  return { sandbox, connection: sandboxConnection(client, { kind: 'sandbox', label: 'Sandbox' }) };
}

/** The tables with their rows in one order: neither way of reading promises any. */
function factsOf(inventory: Inventory): unknown {
  const { clockSkewMs: _skew, ...facts } = inventory;
  const idOf = (row: unknown): string => String((row as { id?: unknown }).id);
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1)) : value,
    ]),
  );
}

const graphAnswers = (sandbox: Sandbox) =>
  sandbox.control
    .requests()
    .filter(isGraph)
    .filter(({ status }) => status === 200);
const always = 1000;

describe('where Resource Graph is refused, lists alone give the same facts', () => {
  test.each([
    ['denied', { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no' } } }],
    ['not there', { status: 404, body: { error: { code: 'NotFound', message: 'no' } } }],
    ['not registered', { status: 409, body: { error: { code: 'MissingSubscriptionRegistration', message: 'no' } } }],
    ['throttled', { status: 429, headers: { 'retry-after': '0' }, body: { error: { code: 'RateLimiting', message: 'no' } } }],
  ] as const)('%s', async (_, answer) => {
    const both = open({ seed: 1 });
    const whole = await readInventory(both.connection);
    expect(graphAnswers(both.sandbox).length).toBeGreaterThan(7);
    const lists = open({ seed: 1 });
    lists.sandbox.control.addFault({ path: 'Microsoft.ResourceGraph', times: always, ...answer });
    const inventory = await readInventory(lists.connection);
    expect(graphAnswers(lists.sandbox)).toEqual([]);
    expect(inventory.gaps).toEqual([]);
    expect(factsOf(inventory)).toEqual(factsOf(whole));
  });
});

test('a list with a row of no resource passes for no whole list', async () => {
  const { sandbox, connection } = open({ seed: 1 });
  sandbox.control.addFault({ path: 'Microsoft.ResourceGraph', times: always, status: 403 });
  sandbox.control.addFault({
    path: '/virtualMachines\\?api-version',
    times: 1,
    status: 200,
    body: { value: [{ id: 7, properties: {} }] },
  });
  const { machines, gaps } = await readInventory(connection, { depth: 'inventory' });
  expect(machines.length).toBeGreaterThan(0);
  expect(gaps).toMatchObject([{ reason: 'failed', detail: expect.stringContaining('does not say of which resource it is') }]);
});

test('a large estate takes one window of Resource Graph, meets no refusal, and is the same as by lists', async () => {
  const large = { vms: 3200, subscriptions: 20, storageAccounts: 300, throttle: true };
  const { connection, sandbox } = open(large);
  const inventory = await readInventory(connection);
  const asked = sandbox.control.requests();
  expect(inventory.gaps).toEqual([]);
  expect(inventory).toMatchObject({ depth: 'inventory' });
  expect(inventory.machines).toHaveLength(3200);
  expect(inventory.disks).toHaveLength(8000);
  expect(asked.filter(isGraph).length).toBeLessThanOrEqual(15);
  expect(asked.filter(({ path }) => path.endsWith('/Microsoft.Compute/disks'))).toEqual([]);
  expect(asked.filter(({ status }) => status !== 200)).toEqual([]);

  const alone = open(large);
  alone.sandbox.control.addFault({
    path: 'Microsoft.ResourceGraph',
    times: always,
    status: 403,
    body: { error: { code: 'AuthorizationFailed', message: 'no' } },
  });
  const byLists = await readInventory(alone.connection);
  expect(factsOf({ ...inventory, networkInterfaces: [] })).toEqual(factsOf({ ...byLists, networkInterfaces: [] }));
});
