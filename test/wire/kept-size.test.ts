import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { drawKept } from '../../src/editor/kept/drawKept.ts';
import { KeptInventories } from '../../src/editor/kept/keptInventories.ts';
import { createSandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import { english } from '../unit/editor/localizer.ts';
import { screenOf, screenOptions } from '../unit/editor/screenOf.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'dr-size-'));
afterAll(() => rmSync(folder, { recursive: true }));

const mostBytes = 20_000_000;
const token = 'sesame-token';

test('the kept inventory of 10,000 machines: at most 20 MB, with nothing of the sign-in', { timeout: 180_000 }, async () => {
  const sandbox = createSandbox({ vms: 10_000, subscriptions: 100, clock: 'manual' });
  const client = sandboxHttpClient((request) => {
    // What the answers are asked with must not end up in what is kept of them.
    expect(Object.values(request.headers)).toContain(`Bearer ${token}`);
    return sandbox.handle(request);
  });
  const connection = sandboxConnection(client, { kind: 'azure', label: 'AzureCloud' });
  const credential = { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const inventory = await readInventory({ ...connection, credential }, { depth: 'inventory' });
  expect(inventory.machines.length).toBeGreaterThanOrEqual(10_000);

  const { snapshot } = screenOf(inventory);
  const kept = new KeptInventories(folder, (text) => expect(text).toBe(''));
  const { signal } = new AbortController();
  await kept.save('a', { inventory, readAt: 1, drawn: drawKept(snapshot, screenOptions, english, 'en') });
  const file = path.join(folder, 'a.inventory.gz');
  expect(statSync(file).size).toBeLessThanOrEqual(mostBytes);
  expect(gunzipSync(readFileSync(file)).includes(token)).toBe(false);
  expect((await kept.load('a', signal))?.inventory.machines).toHaveLength(inventory.machines.length);
});
