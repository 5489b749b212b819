import { expect, test } from 'vitest';
import { sandboxConnection } from '../../../src/azure/wire/connection.ts';
import { readInventory } from '../../../src/azure/inventory/readInventory.ts';
import { createSandbox } from '../../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../../src/sandbox/inProcess.ts';
import { screenOf } from './screenOf.ts';

const sandbox = createSandbox({ clock: 'manual', seed: 1 });
const httpClient = sandboxHttpClient((request) => sandbox.handle(request));
const inventory = await readInventory(sandboxConnection(httpClient, { kind: 'sandbox', label: 'Sandbox' }));

test('the rows of the default estate', async () => {
  await expect(screenOf(inventory).asText(1)).toMatchFileSnapshot('golden/default-estate.txt');
});

test('one machine of each state, with all that is known about it', async () => {
  const screen = screenOf(inventory);
  const wanted = new Set(['legacy-9', 'app-07', 'erp-01', 'crm-02', 'sql-01', 'app-05', 'web-01', 'render-01']);
  const lines = screen.asText(3).split('\n');
  const shown: string[] = [];
  let isWanted = false;
  for (const line of lines) {
    const level = line.search(/\S/) / 2;
    if (level <= 1) isWanted = level === 1 && wanted.has(line.trim().slice(2).split('  ')[0] ?? '');
    if (isWanted) shown.push(line);
  }
  await expect(shown.join('\n')).toMatchFileSnapshot('golden/default-estate-machines.txt');
});

test('no row of it shows a hole', () => {
  const text = screenOf(inventory).asText(4);
  expect(text).not.toMatch(/undefined|null|NaN|\[object|Invalid Date| {3}·|· *·|· *$/m);
});
