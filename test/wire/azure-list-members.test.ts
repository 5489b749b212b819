import { expect, test } from 'vitest';
import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { createSandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import type { WireRequest } from '../../src/sandbox/wire.ts';
import { group, item, machine, vault } from './azureHarness.ts';

const web = machine('web01');

function copied(at: number, more: object = {}): object {
  const name = `Web01-${at}`;
  const replica = `${group}/providers/Microsoft.Compute/disks/${name}-ASRReplica`;
  const accountId = `${group}/providers/Microsoft.Storage/storageAccounts/cache`;
  return {
    diskId: `${group}/providers/Microsoft.Compute/disks/${name}`.toLowerCase(),
    diskName: name,
    diskState: 'Protected',
    recoveryReplicaDiskId: replica,
    primaryStagingAzureStorageAccountId: accountId,
    recoveryOrignalTargetDiskId: null,
    diskCapacityInBytes: 68_721_573_888,
    ...more,
  };
}

const some = (count: number): object[] => Array.from({ length: count }, (_, at) => copied(at));

/** Lists of replicated disks, some as they should be, and some that are odd. */
const lists: Readonly<Record<string, unknown>> = {
  none: [],
  null: null,
  'no list': 'disks',
  one: some(1),
  four: some(4),
  five: some(5),
  'switched sides': [copied(0), copied(1, { recoveryOrignalTargetDiskId: `${group}/providers/Microsoft.Compute/disks/Web01` })],
  'switched sides, copied': [copied(0, { recoveryOrignalTargetDiskId: '' })],
  'a disk without members': [copied(0), {}],
  'no disk': [null],
  'a member of another type': [copied(0, { diskState: 7, diskName: ['x'], recoveryReplicaDiskId: {} })],
};

/** The items as they are read where requests answer as `refused` says, and the queries that were answered. */
async function read(refused: (request: WireRequest) => boolean) {
  const sandbox = createSandbox({ empty: true, clock: 'manual' });
  const vaultRow = { id: vault, name: 'Vault', type: 'Microsoft.RecoveryServices/vaults', location: 'northeurope' };
  const items = Object.entries(lists).map(([name, protectedManagedDisks]) => item(name, web.id, { protectedManagedDisks }));
  sandbox.control.putResources([web, vaultRow, ...items]);
  const queries: string[] = [];
  const client = sandboxHttpClient(async (request) => {
    if (refused(request)) return { status: 400, headers: { 'content-type': 'application/json' }, body: '{"error":{"code":"BadRequest"}}' };
    if (isQuery(request)) queries.push(request.body);
    return sandbox.handle(request);
  });
  const inventory = await readInventory(sandboxConnection(client, { kind: 'sandbox', label: 'Sandbox' }), { depth: 'inventory' });
  expect(inventory.gaps).toEqual([]);
  return { items: inventory.protectedItems.toSorted((a, b) => (a.name < b.name ? -1 : 1)), queries };
}

const isQuery = ({ url }: WireRequest): boolean => /resourcegraph/i.test(url);
const isNarrow = (query: string): boolean => query.includes('array_slice');

test('of the disks of an item Resource Graph is asked for what is read of them: the same facts as by lists', async () => {
  const narrow = await read(() => false);
  expect(narrow.queries.filter(isNarrow)).toHaveLength(1);
  const listed = await read(isQuery);
  expect(listed.queries).toEqual([]);
  expect(narrow.items).toEqual(listed.items);
  expect(Object.fromEntries(narrow.items.map(({ name, disks, wasReprotected }) => [name, [disks?.length, wasReprotected]]))).toEqual({
    none: [0, undefined],
    null: [undefined, undefined],
    'no list': [undefined, undefined],
    one: [1, undefined],
    four: [4, undefined],
    five: [5, undefined],
    'switched sides': [2, true],
    'switched sides, copied': [1, true],
    'a disk without members': [undefined, undefined],
    'no disk': [undefined, undefined],
    'a member of another type': [1, undefined],
  });
});

test('where Azure does not take that query, it is asked for the whole lists', async () => {
  const plain = await read(({ body }) => isNarrow(body));
  expect(plain.queries.filter((query) => query.includes('protectedManagedDisks'))).toHaveLength(1);
  expect(plain.items).toEqual((await read(() => false)).items);
});
