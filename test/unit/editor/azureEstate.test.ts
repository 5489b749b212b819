import { expect, test } from 'vitest';
import { sandboxConnection, type Connection } from '../../../src/azure/wire/connection.ts';
import { AzureEstate } from '../../../src/editor/azure/azureEstate.ts';
import type { Way } from '../../../src/editor/azure/findWays.ts';
import type { Pick } from '../../../src/editor/azure/subscriptionPicks.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import { surroundingNotes } from '../../../src/editor/tree/notes.ts';
import { accessPage } from '../../../src/editor/explain/accessPage.ts';
import type { AssessedMachine, MachineState } from '../../../src/readiness/assessment.ts';
import { assess } from '../../../src/readiness/assess.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { createSandbox } from '../../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../../src/sandbox/inProcess.ts';
import { english } from './localizer.ts';
import { screenOf } from './screenOf.ts';

const { signal } = new AbortController();
const production = 'a087eaf3-00b3-4870-bf7e-47f6669ce301';
const dev = 'b8829f5c-6d01-4fea-97d2-239126675bd1';

/** A tenant with the estate of a sandbox; `log` gets the path of every request. */
function tenantOf(options: Parameters<typeof createSandbox>[0], log: string[] = []): Connection {
  const sandbox = createSandbox(options);
  return sandboxConnection(
    sandboxHttpClient((request) => {
      log.push(request.url);
      return sandbox.handle(request);
    }),
    { kind: 'azure', label: 'AzureCloud' },
  );
}

function estateOf(open: readonly Way[], chosen: Readonly<Record<string, readonly Pick[]>> = {}): AzureEstate {
  return new AzureEstate({
    findWays: () => Promise.resolve({ open, locked: [{ id: 'locked', name: 'Locked', accountId: 'a' }], leftOut: 3 }),
    chosen: (account) => chosen[account],
    defaultPicks: () => [],
  });
}

const wayOf = (tenant: string, connection: Connection): Way => {
  return { account: 'a', tenant, connection, locked: { id: tenant, name: `Name of ${tenant}`, accountId: 'a' } };
};
const contoso = wayOf('t1', tenantOf({ seed: 1 }));

/** A tenant whose list of subscriptions is answered with an error. */
function failing(tenant: string, status: number): Way {
  const sandbox = createSandbox({ empty: true });
  sandbox.control.addFault({ path: String.raw`^/subscriptions\?`, status, body: { error: { code: 'No', message: 'no' } }, times: 100 });
  const client = sandboxHttpClient((request) => sandbox.handle(request));
  return wayOf(tenant, { ...sandboxConnection(client, { kind: 'azure', label: 'AzureCloud' }), repeatAfterMs: 1 });
}

test('two tenants are one estate, and a part of it is read again where it belongs', async () => {
  const requests: string[] = [];
  const other = wayOf('t2', tenantOf({ seed: 2, vms: 20, subscriptions: 1 }, requests));
  const estate = estateOf([contoso, other]);
  const inventory = await estate.readAll(signal, 'never');
  expect(inventory.subscriptions).toHaveLength(4);
  expect(inventory.gaps).toEqual([]);
  const lockedTenants = [{ id: 'locked', name: 'Locked', accountId: 'a' }];
  expect(estate.surroundings).toEqual({ lockedTenants, failedTenants: [], tenantsLeftOut: 3, notPicked: 0 });
  requests.length = 0;
  const again = await estate.readSubscription(inventory, dev, signal);
  expect(requests).toEqual([]);
  expect(again.machines.map(({ id }) => id).toSorted()).toEqual(inventory.machines.map(({ id }) => id).toSorted());
  const machine = inventory.machines.find(({ id }) => id.includes(dev))!;
  const one = await estate.readMachine(inventory, machine.id, signal);
  expect(one.machines).toHaveLength(inventory.machines.length);
  expect(requests).toEqual([]);
});

test('a tenant that Azure refuses or that fails has a row that says so, and spoils no other', async () => {
  const picks = ['t1', 't2', 't3'].map((tenant): Pick => ({ id: tenant === 't1' ? dev : `of-${tenant}`, name: tenant, tenant }));
  const estate = estateOf([contoso, failing('t2', 401), failing('t3', 500)], { a: picks });
  const inventory = await estate.readAll(signal, 'never');
  expect(inventory.subscriptions.map(({ id }) => id)).toEqual([dev]);
  expect(inventory.gaps).toEqual([
    { table: 'subscriptions', scope: undefined, reason: 'failed', detail: expect.stringContaining('(No)') as string },
  ]);
  // The one that Azure refuses is signed in to anew, and not with what there is.
  expect(estate.surroundings?.lockedTenants.map(({ isRefused }) => isRefused)).toEqual([undefined, true]);
  expect(surroundingNotes(estate.surroundings!, english).map(({ label, description }) => `${label}: ${description}`)).toEqual([
    'Locked: needs another sign-in',
    'Name of t2: needs another sign-in',
    'Name of t3: could not be read',
    '2 more subscriptions: not selected',
    '3 more tenants: not looked at: the setting azureDr.tenant names the one to read',
  ]);
  await expect(estateOf([failing('t2', 401)]).readAll(signal, 'never')).rejects.toMatchObject({ reason: 'signIn' });
  await expect(estateOf([failing('t3', 500)]).readAll(signal, 'never')).rejects.toMatchObject({ reason: 'serverError' });
});

test('the machines of a tenant that fails stay, as old, with nothing concluded of them, until it answers again', async () => {
  const sandbox = createSandbox({ seed: 1 });
  const client = sandboxHttpClient((request) => sandbox.handle(request));
  const silent = wayOf('t1', { ...sandboxConnection(client, { kind: 'azure', label: 'AzureCloud' }), repeatAfterMs: 1 });
  const estate = estateOf([silent, wayOf('t2', tenantOf({ seed: 2, vms: 20, subscriptions: 1 }))]);
  const before = await estate.readAll(signal, 'never');
  const other = before.subscriptions.at(-1)!.id;
  const idsOfOther = (machines: readonly { readonly id: string }[]): readonly string[] =>
    machines.flatMap(({ id }) => (id.includes(other) ? [id] : [])).toSorted();
  const inState = (inventory: Inventory, state: MachineState): readonly AssessedMachine[] =>
    assess(inventory, defaultPolicy, inventory.takenAt).machines.filter((machine) => machine.state === state);
  expect(inState(before, 'ready').length).toBeGreaterThan(0);

  const body = { error: { code: 'No', message: 'no' } };
  sandbox.control.addFault({ path: String.raw`^/subscriptions\?`, status: 500, body, times: 100 });
  for (const round of ['once', 'twice']) {
    const failed = await estate.readAll(signal, 'never', before);
    const { fresh = [], kept = [] } = Object.groupBy(failed.machines, ({ asOf }) => (asOf === undefined ? 'fresh' : 'kept'));
    expect(fresh.map(({ id }) => id).toSorted(), round).toEqual(idsOfOther(before.machines));
    expect(kept, round).toHaveLength(before.machines.length - fresh.length);
    expect(new Set(kept.map(({ asOf }) => asOf?.getTime())), round).toEqual(new Set([before.takenAt.getTime()]));
    expect(inState(failed, 'ready')).toEqual([]);
    expect(idsOfOther(inState(failed, 'unknown')), 'of the other tenant nothing is doubted').toEqual(
      idsOfOther(inState(before, 'unknown')),
    );
  }
  sandbox.control.reset();
  const again = await estate.readAll(signal, 'never', before);
  expect(again.machines.filter(({ asOf }) => asOf !== undefined)).toEqual([]);
  expect(again.gaps).toEqual([]);
});

test('two accounts that see the same see it once, and what is picked of the first is all that is read', async () => {
  const ways = [contoso, { ...contoso, account: 'b' }];
  const estate = estateOf(ways);
  const one = await estateOf(ways, { a: [{ id: dev, name: 'Contoso Dev', tenant: 't1' }] }).readAll(signal, 'never');
  expect(one.subscriptions.map(({ id }) => id)).toEqual([dev]);
  const inventory = await estate.readAll(signal, 'never');
  expect(inventory.subscriptions).toHaveLength(3);
  expect(new Set(inventory.machines.map(({ id }) => id)).size).toBe(inventory.machines.length);
  expect((await estate.subscriptions(signal)).map(({ account }) => account)).toEqual(['a', 'a', 'a']);
});

test('of the picked subscription alone machines are read, and a vault elsewhere still counts', async () => {
  const estate = estateOf([contoso], { a: [{ id: dev, name: 'Contoso Dev', tenant: 't1' }] });
  const inventory = await estate.readAll(signal, 'never');
  expect(inventory.machines.every(({ id }) => id.startsWith(`/subscriptions/${dev}/`))).toBe(true);
  expect(estate.surroundings?.notPicked).toBe(2);
  const { machines } = assess(inventory, defaultPolicy, inventory.takenAt);
  const devWeb = machines.find(({ name }) => name === 'dev-web-01');
  expect(devWeb?.vault?.id).not.toContain(dev);
  expect([devWeb?.state, devWeb?.findings.map(({ rule }) => rule).includes('DR-VM-001')]).toEqual(['ready', false]);
});

test('a picked subscription that can no longer be read keeps its row with its name', async () => {
  const gone: Pick = { id: '99999999-9999-4999-8999-999999999999', name: 'Contoso Gone', tenant: 't1' };
  const estate = estateOf([contoso], { a: [gone, { id: production, name: 'Contoso Production', tenant: 't1' }] });
  const inventory = await estate.readAll(signal, 'never');
  expect(inventory.subscriptions.map(({ name }) => name).toSorted()).toEqual(['Contoso Gone', 'Contoso Production']);
  expect(inventory.gaps).toEqual([expect.objectContaining({ table: 'subscriptions', scope: gone.id, reason: 'denied' })]);
});

test('an account that can read no subscription is no proof of an empty estate: a gap, and room for the welcome of the view', async () => {
  const sandbox = createSandbox({ empty: true });
  sandbox.control.addFault({ path: String.raw`^/subscriptions\?`, status: 200, body: { value: [] } });
  const connection = sandboxConnection(
    sandboxHttpClient((request) => sandbox.handle(request)),
    { kind: 'azure', label: 'AzureCloud' },
  );
  const inventory = await estateOf([wayOf('t', connection)]).readAll(signal, 'never');
  expect(inventory.gaps).toMatchObject([{ table: 'subscriptions', scope: undefined, reason: 'denied' }]);
  expect(assess(inventory, defaultPolicy, inventory.takenAt).partial).toBe(true);
  expect(accessPage(assess(inventory, defaultPolicy, inventory.takenAt), undefined, english)).toContain(
    'every subscription that is to be read',
  );
  const screen = screenOf(inventory);
  expect([screen.isEmpty, screen.asText(0)]).toEqual([true, '']);
});

test('with nothing picked nothing is read', async () => {
  const inventory = await estateOf([contoso], { a: [] }).readAll(signal, 'never');
  expect([inventory.subscriptions, inventory.machines, inventory.gaps]).toEqual([[], [], []]);
});
