import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { createSandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';

test.each([
  ['lists', 60],
  ['the limit of reads', 250],
] as const)('with hundreds of requests waiting for %s, none leaves after cancelling', async (_, requests) => {
  // 120 subscriptions mean some 500 lists; 64 are under way at a time.
  const sandbox = createSandbox({ vms: 3000, subscriptions: 120, storageAccounts: 120, latencyMs: 60, throttle: true });
  const client = sandboxHttpClient((request) => sandbox.handle(request));
  const left: number[] = [];
  const connection = sandboxConnection(
    {
      sendRequest(request) {
        left.push(performance.now());
        return client.sendRequest(request);
      },
    },
    { kind: 'sandbox', label: 'Sandbox' },
  );
  const controller = new AbortController();
  const reading = expect(readInventory(connection, { signal: controller.signal, depth: 'full' })).rejects.toMatchObject({
    name: 'AbortError',
  });
  await vi.waitUntil(() => left.length > requests, { timeout: 10_000, interval: 5 });
  const sent = left.length;
  const at = performance.now();
  controller.abort();
  await reading;
  await sleep(500);
  expect(left.filter((time) => time > at)).toEqual([]);
  expect(left).toHaveLength(sent);
});
