import { describe, expect, test } from 'vitest';
import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { refreshMachine } from '../../src/azure/inventory/refreshMachine.ts';
import { refreshSubscription } from '../../src/azure/inventory/refreshSubscription.ts';
import { toArmId } from '../../src/model/armId.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import { assess } from '../../src/readiness/assess.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import { createSandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import { elsewhere, here, item, link, machine, vault } from './azureHarness.ts';

const web = machine('web01');
const far = machine('far01', { in: `/subscriptions/${elsewhere}/resourceGroups/Recovery` });
const webItem = item('web01', web.id);
const vaultRow = { id: vault, name: 'Vault', type: 'Microsoft.RecoveryServices/vaults', location: 'northeurope', properties: {} };

type Bad = 'hangs' | number;

/** An Azure without Resource Graph, so that each list counts for itself, and what a first reading shows of it an hour before. */
async function open() {
  const sandbox = createSandbox({ empty: true, clock: 'manual' });
  sandbox.control.putResources([web, far, vaultRow, webItem, link(web.id, webItem.id)]);
  const bad = new Map<RegExp, Bad>([[/Microsoft\.ResourceGraph/, 403]]);
  const client = sandboxHttpClient(async (request) => {
    const answer = [...bad].find(([path]) => path.test(request.url))?.[1];
    if (answer === undefined) return sandbox.handle(request);
    if (answer === 'hangs') return new Promise(() => {});
    const code = answer === 403 ? 'AuthorizationFailed' : 'ServiceUnavailable';
    const headers = { 'content-type': 'application/json', date: sandbox.control.now().toUTCString() };
    return { status: answer, headers, body: JSON.stringify({ error: { code, message: 'no' } }) };
  });
  const azure = { ...sandboxConnection(client, { kind: 'sandbox', label: 'Sandbox' }), repeatAfterMs: 1, answerWithinMs: 400 };
  const before = await readInventory(azure, { depth: 'inventory' });
  sandbox.control.advance(3600);
  return { sandbox, azure, before, bad, read: (old = before) => readInventory(azure, { depth: 'inventory', before: old }) };
}

const listOf = (subscription: string): RegExp =>
  new RegExp(`/subscriptions/${subscription}/providers/Microsoft.Compute/virtualMachines\\?api`);
const all = (subscription: string): RegExp => new RegExp(`/subscriptions/${subscription}/providers/`);
const vaultLists = new RegExp(`${vault}/`, 'i');

type Rows = readonly { readonly name: string; readonly asOf?: Date }[];
const agesOf = (rows: Rows, { takenAt }: Inventory): readonly string[] =>
  rows.map(({ name, asOf }) => (asOf ? `${name}, ${(takenAt.getTime() - asOf.getTime()) / 60_000} min old` : name)).toSorted();
const machinesIn = (inventory: Inventory): readonly string[] => agesOf(inventory.machines, inventory);
const judged = (inventory: Inventory): readonly string[] =>
  assess(inventory, defaultPolicy, inventory.takenAt)
    .machines.map(({ name, state, unknownCause }) => `${name} ${unknownCause ?? state}`)
    .toSorted();

describe('the machines of one subscription', () => {
  test.each<Bad>([503, 'hangs'])('stay where its list answers with %s, and are the new ones with the next good reading', async (answer) => {
    const { before, bad, read } = await open();
    expect(machinesIn(before)).toEqual(['far01', 'web01']);
    expect(judged(before)).toContain('far01 unprotected');
    const list = listOf(elsewhere);
    bad.set(list, answer);
    const partly = await read();
    expect(machinesIn(partly)).toEqual(['far01, 60 min old', 'web01']);
    expect(judged(partly)).toContain('far01 old');
    expect(partly.gaps).toContainEqual(expect.objectContaining({ table: 'machines', scope: elsewhere, reason: 'failed' }));
    bad.delete(list);
    expect(machinesIn(await read(partly))).toEqual(['far01', 'web01']);
  });

  test('grow older with each reading that fails, and are never made younger', async () => {
    const { sandbox, bad, read } = await open();
    bad.set(all(elsewhere), 503);
    const once = await read();
    sandbox.control.advance(3600);
    expect(machinesIn(await read(once))).toEqual(['far01, 120 min old', 'web01']);
  });

  test('go where the role does', async () => {
    const { bad, read } = await open();
    bad.set(listOf(elsewhere), 403);
    expect(machinesIn(await read())).toEqual(['web01']);
  });

  test('go where the subscription is not asked for any more', async () => {
    const { azure, before, bad } = await open();
    bad.set(all(elsewhere), 503);
    const fewer = await readInventory(azure, { depth: 'inventory', before, subscriptions: [here] });
    expect(machinesIn(fewer)).toEqual(['web01']);
  });

  test('are new one by one as each is read again', async () => {
    const { azure, bad, read } = await open();
    bad.set(listOf(elsewhere), 503);
    const partly = await read();
    const one = await refreshMachine(azure, partly, toArmId(far.id));
    expect(machinesIn(one)).toEqual(['far01', 'web01']);
    expect(one.gaps).toContainEqual(expect.objectContaining({ table: 'machines', scope: elsewhere }));
    bad.set(/virtualMachines\/far01/i, 503);
    expect(machinesIn(await refreshMachine(azure, partly, toArmId(far.id)))).toEqual(['far01, 60 min old', 'web01']);
  });

  test('are new when their subscription is read again, and stay when another is', async () => {
    const { azure, bad, read } = await open();
    const list = listOf(elsewhere);
    bad.set(list, 503);
    const partly = await read();
    expect(machinesIn(await refreshSubscription(azure, partly, here))).toEqual(['far01, 60 min old', 'web01']);
    bad.delete(list);
    expect(machinesIn(await refreshSubscription(azure, partly, elsewhere))).toEqual(['far01', 'web01']);
  });
});

describe('what a vault holds', () => {
  test('stays where its lists do not answer: its machines keep their replication, as old as it is', async () => {
    const { bad, read, before } = await open();
    const isOld = (inventory: Inventory): readonly boolean[] =>
      assess(inventory, defaultPolicy, inventory.takenAt).machines.flatMap(({ name, asOf }) =>
        name === 'web01' ? [asOf !== undefined] : [],
      );
    expect(isOld(before)).toEqual([false]);
    bad.set(vaultLists, 'hangs');
    const partly = await read();
    expect(agesOf(partly.protectedItems, partly)).toEqual(['web01, 60 min old']);
    expect(isOld(partly)).toEqual([true]);
    expect(judged(partly)).toEqual(judged(before));
    bad.delete(vaultLists);
    expect(agesOf((await read(partly)).protectedItems, partly)).toEqual(['web01']);
  });

  test('stays when another subscription is read again', async () => {
    const { azure, bad, before } = await open();
    bad.set(vaultLists, 503);
    const one = await refreshSubscription(azure, before, here);
    expect(agesOf(one.protectedItems, { ...one, takenAt: new Date(one.takenAt.getTime() + 3_600_000) })).toEqual(['web01, 60 min old']);
  });

  test('goes where the role does', async () => {
    const { bad, read } = await open();
    bad.set(vaultLists, 403);
    expect((await read()).protectedItems).toEqual([]);
  });
});

test('a failover whose source is gone, and then its vault does not answer: nobody is told as not replicated', async () => {
  const { sandbox, bad, read } = await open();
  const made = machine('web01', { in: `/subscriptions/${elsewhere}/resourceGroups/Recovery`, location: 'northeurope' });
  const over = item('web01', web.id, { recoveryFabricObjectId: made.id });
  sandbox.control.deleteResource(web.id);
  const properties = {
    ...over.properties,
    activeLocation: 'Recovery',
    protectionState: 'UnplannedFailoverCommitted',
    testFailoverState: 'None',
  };
  sandbox.control.putResources([made, { ...over, properties: { ...properties, currentScenario: { scenarioName: 'None' } } }]);
  const failedOver = await read();
  expect(judged(failedOver)).toContain('web01 failedOver');
  bad.set(vaultLists, 503);
  const blind = await read(failedOver);
  expect(judged(blind)).toEqual(judged(failedOver));
  expect(
    assess(blind, defaultPolicy, blind.takenAt).findings.filter(({ rule, subject }) => rule === 'DR-VM-001' && subject.includes('web01')),
  ).toEqual([]);
});
