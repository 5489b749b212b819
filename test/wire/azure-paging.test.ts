import { expect, test } from 'vitest';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import type { WireRequest } from '../../src/sandbox/wire.ts';
import { account, isGraph, openAzure } from './azureHarness.ts';

const many = Array.from({ length: 2345 }, (_, index) => account(`account${String(index).padStart(5, '0')}`));
/** What every reading asks of Resource Graph: the numbers of rows, and the small tables. */
const firstQueries = 4;
const pages = 3;

const isAccountQuery = ({ body }: WireRequest): boolean => body.includes('microsoft.storage/storageaccounts');

test('a table of three pages is read whole, each page once', async () => {
  const { connection, sandbox } = openAzure(many);
  const inventory = await readInventory(connection, { depth: 'inventory' });
  expect(inventory.storageAccounts).toHaveLength(many.length);
  expect(new Set(inventory.storageAccounts.map(({ id }) => id)).size).toBe(many.length);
  expect(inventory.gaps).toEqual([]);
  expect(sandbox.control.requests().filter(isGraph)).toHaveLength(firstQueries + pages);
});

test('an account that goes while the pages are read makes the table be read again', async () => {
  let asked = 0;
  const { connection, sandbox } = openAzure(many, {}, (request, { control }) => {
    if (isAccountQuery(request) && ++asked === 3) control.deleteResource(many[0]!.id);
  });
  const inventory = await readInventory(connection, { depth: 'inventory' });
  expect(inventory.storageAccounts).toHaveLength(many.length - 1);
  expect(inventory.gaps).toEqual([]);
  expect(sandbox.control.requests().filter(isGraph)).toHaveLength(firstQueries + pages + pages);
});

test('an estate that never holds still is said to be incomplete', async () => {
  let made = 0;
  const restless = (request: WireRequest, { control }: Sandbox): void => {
    if (isAccountQuery(request)) control.putResources([account(`aaa${made++}`)]);
  };
  const { connection } = openAzure(many, {}, restless);
  const inventory = await readInventory(connection, { depth: 'inventory' });
  expect(inventory.gaps).toMatchObject([{ table: 'storageAccounts', scope: undefined, reason: 'incomplete' }]);
  expect(inventory.storageAccounts.length).toBeGreaterThanOrEqual(many.length);
});

test('more pages than the quota of one window are never refused', async () => {
  const crowd = Array.from({ length: 7001 }, (_, index) => account(`account${index}`));
  const { connection, sandbox } = openAzure(crowd, { throttle: true });
  const inventory = await readInventory(connection, { depth: 'inventory' });
  expect(inventory.storageAccounts).toHaveLength(crowd.length);
  expect(inventory.gaps).toEqual([]);
  const requests = sandbox.control.requests();
  expect(requests.filter(isGraph)).toHaveLength(firstQueries + 8);
  expect(requests.filter(({ status }) => status === 429)).toEqual([]);
});
