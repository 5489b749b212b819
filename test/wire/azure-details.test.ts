import { beforeAll, describe, expect, test } from 'vitest';
import { sandboxConnection, type Connection } from '../../src/azure/wire/connection.ts';
import { readDetails } from '../../src/azure/inventory/readDetails.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { refreshMachine } from '../../src/azure/inventory/refreshMachine.ts';
import { refreshSubscription } from '../../src/azure/inventory/refreshSubscription.ts';
import type { ArmId } from '../../src/model/armId.ts';
import { detailKinds, type Detail, type DetailKind } from '../../src/model/details.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import { withDetails } from '../../src/model/mergeDetails.ts';
import { isNothing, unreadSubjects, type Subjects } from '../../src/model/subjects.ts';
import { assess } from '../../src/readiness/assess.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';

/** The default estate; its requests wait for no real limits unless said. */
function open(options: { readonly throttle?: boolean } = {}): { readonly sandbox: Sandbox; readonly connection: Connection } {
  const sandbox = createSandbox({ clock: 'manual', start: new Date('2026-09-14T08:00:00Z'), seed: 1, ...options });
  const client = sandboxHttpClient((request) => sandbox.handle(request));
  return { sandbox, connection: sandboxConnection(client, { kind: 'sandbox', label: 'Sandbox' }) };
}

const nothing: Subjects = { machines: [], accounts: [], plans: [] };
const details = (inventory: Inventory, kind: DetailKind): readonly (readonly [ArmId, Detail<unknown>])[] => [
  ...(inventory.details?.[kind] ?? new Map<ArmId, Detail<unknown>>()),
];

/** Each kind, the requests that bring it, and the rules that rest on it. */
const adapters: readonly (readonly [DetailKind, string, readonly string[]])[] = [
  ['eligibility', 'replicationEligibilityResults', ['DR-VM-002']],
  [
    'recoverySettings',
    'replicationProtectedItems/[^/?]+\\?',
    ['DR-NET-001', 'DR-NET-002', 'DR-NET-003', 'DR-NET-004', 'DR-NET-005', 'DR-VM-017'],
  ],
  ['networks', 'virtualNetworks/[^/?]+\\?', ['DR-NET-001', 'DR-NET-003', 'DR-NET-005']],
  ['subnetUsages', 'virtualNetworks/[^/?]+/usages', ['DR-NET-002']],
  ['addresses', 'CheckIPAddressAvailability', ['DR-NET-002']],
  ['targets', '(publicIPAddresses|diskEncryptionSets|resourceGroups)/[^/?]+\\?', ['DR-NET-004']],
  ['quotas', 'locations/[^/?]+/usages', ['DR-CAP-001']],
  ['sizes', 'Microsoft.Compute/skus', ['DR-CAP-001', 'DR-CAP-002']],
  ['geoReplication', 'storageAccounts/[^/?]+\\?', ['DR-STO-003', 'DR-STO-004']],
  ['fileShares', 'fileServices/default/shares', ['DR-STO-006']],
  ['blobSoftDelete', 'blobServices/default', ['DR-STO-009']],
  ['planActions', 'replicationRecoveryPlans/[^/?]+\\?', ['DR-PLN-003']],
  ['runbooks', 'runbooks/[^/?]+\\?', ['DR-PLN-003']],
  ['supportedSystems', 'replicationSupportedOperatingSystems', ['DR-VM-018']],
];

let lists: Inventory;
let whole: Inventory;

beforeAll(async () => {
  lists = await readInventory(open().connection, { depth: 'inventory' });
  whole = await readInventory(open().connection, { depth: 'full' });
}, 60_000);

test('the estate at full depth: nothing left unread, nothing failed', () => {
  expect(whole.gaps).toEqual([]);
  expect(isNothing(unreadSubjects(whole))).toBe(true);
  const failed = detailKinds.flatMap((kind) => details(whole, kind).filter(([, detail]) => 'failure' in detail));
  expect(failed).toEqual([]);
  // Network interfaces came with the inventory.
  expect(detailKinds.filter((kind) => details(whole, kind).length === 0)).toEqual(['interfaces']);
});

test('every request of full depth is asked once', async () => {
  const { sandbox, connection } = open();
  await readDetails(connection, lists, unreadSubjects(lists));
  // What differs by its query alone is left out: sizes of a region, addresses of a network.
  const asked = sandbox.control
    .requests()
    .map(({ path }) => path.toLowerCase())
    .filter((path) => !/skus$|checkipaddressavailability$/.test(path));
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((path, at) => asked.indexOf(path) !== at)).toEqual([]);
});

test('step by step, in any order, it comes to the same', async () => {
  const { connection } = open();
  const { machines, accounts, plans } = unreadSubjects(lists);
  let stepped = lists;
  for (const subjects of [
    { ...nothing, machines: machines.slice(40) },
    { ...nothing, plans },
    { ...nothing, machines: machines.slice(0, 40), accounts },
  ]) {
    stepped = withDetails(stepped, await readDetails(connection, stepped, subjects));
  }
  for (const kind of detailKinds) expect(new Map(details(stepped, kind))).toEqual(new Map(details(whole, kind)));
  const judged = (inventory: Inventory): unknown => assess(inventory, defaultPolicy, whole.takenAt).findings;
  expect(judged(stepped)).toEqual(judged(whole));
});

test('network interfaces that the inventory does not hold are read', async () => {
  const { connection } = open();
  const rows = { ...lists, networkInterfaces: [] };
  const covered = lists.protectedItems.find(({ sourceId }) => lists.machines.some(({ id }) => id === sourceId));
  const read = await readDetails(connection, rows, { ...nothing, machines: [covered!.sourceId!] });
  const [nic] = [...read.interfaces.values()];
  expect(lists.networkInterfaces).toContainEqual((nic as { value: unknown }).value);
});

describe.each(adapters)('%s', (kind, path, rules) => {
  test.each([
    ['denied', 403, 'denied', { error: { code: 'AuthorizationFailed', message: 'no' } }],
    ['odd', 200, 'failed', []],
  ] as const)('%s: the reads say so, the rules are unknown, the rest goes on', async (_, status, failure, body) => {
    const { sandbox, connection } = open();
    sandbox.control.addFault({ method: 'GET', path, status, body, times: Number.MAX_SAFE_INTEGER });
    const inventory = withDetails(lists, await readDetails(connection, lists, unreadSubjects(lists)));
    const all = details(inventory, kind).map(([, detail]) => ('failure' in detail ? detail.failure : 'read'));
    expect(all.length).toBeGreaterThan(0);
    expect(new Set(all)).toEqual(new Set([failure]));
    expect(inventory.gaps.filter(({ table }) => table === kind).length).toBeGreaterThan(0);
    const { unknown, findings } = assess(inventory, defaultPolicy, whole.takenAt);
    for (const rule of rules) expect([rule, unknown.some((one) => one.rule === rule)]).toEqual([rule, true]);
    const before = new Set(assess(whole, defaultPolicy, whole.takenAt).findings.map(({ rule, subject }) => `${rule} ${subject}`));
    expect(findings.filter(({ rule, subject }) => !before.has(`${rule} ${subject}`))).toEqual([]);
  });
});

test.each([
  ['vmNics', { vmNics: 'none' }],
  ['an entry of vmNics', { vmNics: [1] }],
  ['ipConfigs', { vmNics: [{ ipConfigs: {} }] }],
  ['protectedManagedDisks', { vmNics: [], protectedManagedDisks: {} }],
])('settings of a failover with %s of another type: no answer, never an empty list', async (_, settings) => {
  const { sandbox, connection } = open();
  const body = { properties: { providerSpecificDetails: { instanceType: 'A2A', ...settings } } };
  sandbox.control.addFault({
    method: 'GET',
    path: 'replicationProtectedItems/[^/?]+\\?',
    status: 200,
    body,
    times: Number.MAX_SAFE_INTEGER,
  });
  const { recoverySettings } = await readDetails(connection, lists, unreadSubjects(lists));
  expect(recoverySettings.size).toBeGreaterThan(0);
  expect([...recoverySettings.values()].filter((detail) => !('failure' in detail))).toEqual([]);
});

const network = { location: 'northeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/8'] } } };
const withSubnets = (subnets: unknown): object => ({ ...network, properties: { ...network.properties, subnets } });
const systemsOf = (system: object): object => ({ properties: { supportedOsList: [{ instanceType: 'A2A', supportedOs: [system] }] } });
const itemOf = (settings: object): object => ({ properties: { providerSpecificDetails: { instanceType: 'A2A', ...settings } } });

test.each<[string, DetailKind, object]>([
  ['a network without its subnets', 'networks', network],
  ['subnets of another type', 'networks', withSubnets({})],
  ['a subnet without a name', 'networks', withSubnets([{ id: '/subscriptions/s/subnets/a' }])],
  ['sizes that do not tell their family', 'sizes', { value: [{ name: 'A', resourceType: 'virtualMachines', locations: ['northeurope'] }] }],
  ['operating systems without versions', 'supportedSystems', systemsOf({ osName: 'ubuntu' })],
  ['operating systems without a name', 'supportedSystems', systemsOf({ osVersions: [{ version: '22.04' }] })],
  ['a version of another type', 'supportedSystems', systemsOf({ osName: 'ubuntu', osVersions: [{ version: 22.04 }] })],
  ['a failover network that is no id', 'recoverySettings', itemOf({ vmNics: [{ recoveryVMNetworkId: 7 }] })],
  ['an encryption set that is no id', 'recoverySettings', itemOf({ protectedManagedDisks: [{ recoveryDiskEncryptionSetId: {} }] })],
])('%s: no answer, and nothing is called missing for it', async (_, kind, body) => {
  const { sandbox, connection } = open();
  const path = adapters.find(([each]) => each === kind)![1];
  sandbox.control.addFault({ method: 'GET', path, status: 200, body, times: Number.MAX_SAFE_INTEGER });
  const read = await readDetails(connection, lists, unreadSubjects(lists));
  expect(read[kind].size).toBeGreaterThan(0);
  expect([...(read[kind] as ReadonlyMap<ArmId, Detail<unknown>>).values()].filter((detail) => !('failure' in detail))).toEqual([]);
  const before = new Set(assess(whole, defaultPolicy, whole.takenAt).findings.map(({ rule, subject }) => `${rule} ${subject}`));
  const { findings } = assess(withDetails(lists, read), defaultPolicy, whole.takenAt);
  expect(findings.filter(({ rule, subject }) => !before.has(`${rule} ${subject}`))).toEqual([]);
});

test('busy or ill for a moment: asked again', async () => {
  const { sandbox, connection } = open();
  for (const [, path] of adapters) {
    for (const status of [429, 500])
      sandbox.control.addFault({ method: 'GET', path, status, headers: { 'retry-after': '0' }, body: {}, times: 1 });
  }
  const inventory = withDetails(lists, await readDetails(connection, lists, unreadSubjects(lists)));
  expect(inventory.gaps).toEqual([]);
  for (const kind of detailKinds) expect(new Map(details(inventory, kind))).toEqual(new Map(details(whole, kind)));
  expect(sandbox.control.requests().filter(({ status }) => status === 429 || status === 500)).toHaveLength(2 * adapters.length);
});

test('cancelled: its reason, and nothing more is asked', async () => {
  const { sandbox, connection } = open();
  const controller = new AbortController();
  const reading = readDetails(connection, lists, unreadSubjects(lists), { signal: controller.signal });
  setTimeout(() => controller.abort(), 5);
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  const asked = sandbox.control.requests().length;
  await new Promise((resolve) => {
    setTimeout(resolve, 50);
  });
  expect(sandbox.control.requests().length).toBe(asked);
});

test('a machine refreshed is read anew at full depth; a subscription keeps what was read', async () => {
  const { sandbox, connection } = open();
  const before = await readInventory(connection, { depth: 'full' });
  const failing = before.machines.find(({ name }) => name === 'dev-web-03')!;
  sandbox.control.putResources([
    {
      id: `${failing.azureId}/providers/Microsoft.RecoveryServices/replicationEligibilityResults/default`,
      name: 'default',
      type: 'Microsoft.RecoveryServices/replicationEligibilityResults',
      properties: { errors: [{ code: '150172', message: 'Too small.' }] },
    },
  ]);
  const after = await refreshMachine(connection, before, failing.id);
  expect(after.details?.eligibility.get(failing.id)).toEqual({ value: [{ code: '150172', message: 'Too small.' }] });
  expect(after.details?.recoverySettings.size).toBe(before.details?.recoverySettings.size);
  const kept = await refreshSubscription(connection, after, after.subscriptions[0]!.id, { depth: 'inventory' });
  expect(kept.details).toEqual(after.details);
});
