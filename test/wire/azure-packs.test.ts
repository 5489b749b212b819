import { describe, expect, test } from 'vitest';
import { ArmReader } from '../../src/azure/wire/armReader.ts';
import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { GraphReader } from '../../src/azure/inventory/graphReader.ts';
import { HybridReader } from '../../src/azure/inventory/hybridReader.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { TableReader } from '../../src/azure/inventory/tableReader.ts';
import { backupItemsTable } from '../../src/azure/inventory/tables/backupItemsTable.ts';
import { withSession } from '../../src/azure/wire/withSession.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import type { ArmResource } from '../../src/sandbox/resource.ts';
import type { WireRequest, WireResponse } from '../../src/sandbox/wire.ts';
import { account, here, isGraph } from './azureHarness.ts';

const subscriptionCount = 3;
/** Together more pages than are left in a window, and in any two subscriptions more than one answer is planned for. */
const accountsEach = 4100;
const subscriptions = Array.from({ length: subscriptionCount }, (_, at) => here.replace(/.$/, String(at + 1)));
const crowd = subscriptions.flatMap((id) =>
  Array.from({ length: accountsEach }, (_, at) => {
    const one = account(`account${at}`);
    return { ...one, id: one.id.replace(here, id) };
  }),
);

interface Group {
  n: number;
  rows: { id: string }[];
  readonly subscriptionId: string;
}

type Edit = (groups: Group[]) => Group[];
type Answer = (request: WireRequest, answer: WireResponse) => WireResponse;

const isPack = ({ body }: WireRequest): boolean => body.includes('make_list(pack(');

/** Reads a sandbox that holds these accounts, with answers as `change` leaves them. */
async function read(resources: readonly ArmResource[], change: Answer = (_, answer) => answer) {
  const sandbox = createSandbox({ empty: true, clock: 'manual', throttle: true });
  sandbox.control.putResources(resources);
  const client = sandboxHttpClient(async (request) => change(request, await sandbox.handle(request)));
  const inventory = await readInventory(sandboxConnection(client, { kind: 'sandbox', label: 'Sandbox' }), { depth: 'inventory' });
  return { inventory, sandbox, listed: listedIn(sandbox) };
}

/** Of the subscriptions with accounts, those whose accounts were listed. */
function listedIn(sandbox: Sandbox): readonly string[] {
  const list = /^\/subscriptions\/([^/]+)\/providers\/Microsoft.Storage\/storageAccounts$/;
  const ids = new Set(sandbox.control.requests().map(({ path }) => list.exec(path)?.[1]));
  return subscriptions.filter((id) => ids.has(id));
}

/** Edits the answers that hold packed rows of the first subscription. */
function packsEdited(edit: Edit): Answer {
  return (request, answer) => {
    if (!isPack(request) || !request.body.includes(subscriptions[0]!)) return answer;
    const body = JSON.parse(answer.body) as { data: Group[] };
    return { ...answer, body: JSON.stringify({ ...body, data: edit(body.data) }) };
  };
}

const ofFirst =
  (change: (group: Group) => Group): Edit =>
  (groups) =>
    groups.map((group) => (group.subscriptionId === subscriptions[0] ? change(group) : group));

test('a table of more pages than a window has room for comes packed, whole and within the window', async () => {
  const { inventory, sandbox, listed } = await read(crowd);
  expect(inventory.gaps).toEqual([]);
  expect(inventory.storageAccounts.map(({ azureId }) => azureId).toSorted()).toEqual(crowd.map(({ id }) => id).toSorted());
  expect(inventory.storageAccounts[0]).toMatchObject({
    sku: 'Standard_LRS',
    kind: 'StorageV2',
    primaryLocation: 'westeurope',
    secondaryLocation: null,
  });
  expect(listed).toEqual([]);
  const requests = sandbox.control.requests();
  expect(requests.filter(isGraph)).toHaveLength(4 + subscriptionCount);
  expect(requests.filter(({ status }) => status !== 200)).toEqual([]);
});

describe('what does not add up is read by lists, of the subscription that it is about', () => {
  test.each<readonly [string, Edit]>([
    ['a list that is cut short', ofFirst((group) => ({ ...group, rows: group.rows.slice(1) }))],
    ['a list that is cut short, and counted so', ofFirst(({ rows, ...group }) => ({ ...group, n: rows.length - 1, rows: rows.slice(1) }))],
    ['a list that was dropped', ofFirst((group) => ({ ...group, rows: null as never }))],
    ['a row twice, in place of another', ofFirst((group) => ({ ...group, rows: [group.rows[1]!, ...group.rows.slice(1)] }))],
    ['rows without ids', ofFirst((group) => ({ ...group, rows: group.rows.map(() => null as never) }))],
    ['a subscription left out', (groups) => groups.filter(({ subscriptionId }) => subscriptionId !== subscriptions[0])],
    ['no rows at all', () => []],
  ])('%s', async (_, edit) => {
    const { inventory, listed } = await read(crowd, packsEdited(edit));
    expect(listed).toEqual([subscriptions[0]]);
    expect(inventory.gaps).toEqual([]);
    expect(inventory.storageAccounts).toHaveLength(crowd.length);
  });
});

test('where no list of the subscription is known, its rows are missing', async () => {
  const sandbox = createSandbox({ empty: true });
  const connection = sandboxConnection(sandboxHttpClient(sandbox.handle), { kind: 'sandbox', label: 'Sandbox' });
  const gaps = await withSession(connection, undefined, async (session) => {
    const reader = new TableReader(new ArmReader(session), session.signal, 1);
    const hybrid = new HybridReader(reader, new GraphReader(reader, session.signal));
    const noVaults = async () => ({ ids: [], missing: [] });
    await hybrid.table(backupItemsTable, Promise.resolve({ rows: [], without: [here] }), noVaults);
    return reader.gaps;
  });
  expect(gaps).toEqual([{ table: 'backupItems', scope: here, reason: 'incomplete', detail: 'Resource Graph did not give all rows.' }]);
});

describe('what Azure refuses is read by lists', () => {
  const error = (status: number, code: string): WireResponse => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error: { code, message: 'no' } }),
  });

  test('a packed query: other queries go on', async () => {
    const { inventory, sandbox, listed } = await read(crowd, (request, answer) => (isPack(request) ? error(400, 'BadRequest') : answer));
    expect(listed).toEqual(subscriptions);
    expect(inventory.gaps).toEqual([]);
    expect(inventory.storageAccounts).toHaveLength(crowd.length);
    expect(sandbox.control.requests().some(({ path }) => path.endsWith('/virtualMachines'))).toBe(true);
    expect(sandbox.control.requests().filter(({ path }) => path.endsWith('/resourcegroups'))).toEqual([]);
  });

  test('an answer above 16 MB, of rows that are far larger than expected', async () => {
    const tags = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`tag${at}`, 'x'.repeat(250)]));
    const { inventory, listed } = await read(crowd.map((one) => ({ ...one, tags })));
    expect(listed).toEqual(subscriptions);
    expect(inventory.gaps).toEqual([]);
    expect(inventory.storageAccounts).toHaveLength(crowd.length);
  });

  test('the count of rows', async () => {
    const isCount = ({ body }: WireRequest): boolean => body.includes('countif');
    const { inventory, listed } = await read(crowd, (request, answer) => (isCount(request) ? error(400, 'BadRequest') : answer));
    expect(listed).toEqual(subscriptions);
    expect(inventory.gaps).toEqual([]);
    expect(inventory.storageAccounts).toHaveLength(crowd.length);
  });

  test('the caller', async () => {
    const { inventory, listed } = await read(crowd, (request, answer) => (isPack(request) ? error(403, 'AuthorizationFailed') : answer));
    expect(listed).toEqual(subscriptions);
    expect(inventory.gaps).toEqual([]);
    expect(inventory.storageAccounts).toHaveLength(crowd.length);
  });
});
