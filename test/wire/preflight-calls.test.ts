import { expect, test } from 'vitest';
import { mostCalls } from '../../src/model/preflightFacts.ts';
import type { PreflightMachine } from '../../src/operations/preflight/preflightMachine.ts';
import { machineToProtect } from '../unit/sandbox/recovery/machineToProtect.ts';
import { choicesFor } from './operationsHarness.ts';
import { SUBSCRIPTION, openWell, put, planned, check, checkOne } from './preflightHarness.ts';

// How many calls the checks need, and that these suffice.

test('a machine with chosen resources: at most 3 and 10, each asked once', async () => {
  const { calls, faults } = await checkOne(openWell());
  expect(faults).toEqual([]);
  expect(calls.length).toBeLessThanOrEqual(mostCalls.machine + mostCalls.pair);
  expect(new Set(calls).size).toBe(calls.length);
  expect(calls.filter((call) => !call.startsWith('GET ') && !call.endsWith('/checkPolicyRestrictions'))).toEqual([]);
});

test('a machine by defaults, in an empty target', async () => {
  const { calls, faults } = await checkOne(openWell(), { targetRegion: 'eastus2' });
  expect(faults).toEqual([]);
  expect(calls.length).toBeLessThanOrEqual(mostCalls.machine + mostCalls.pair);
});

test('ten machines in ten groups with networks of their own: at most 30 and 10', async () => {
  const place = openWell();
  const machines: PreflightMachine[] = [];
  for (let at = 0; at < 10; at++) {
    const own = machineToProtect(SUBSCRIPTION.split('/')[2]!, `vm-${at}`);
    const renamed = JSON.parse(JSON.stringify(own).replaceAll('rg-app', `rg-app${at}`)) as typeof own;
    place.sandbox.control.putResources(renamed.resources);
    machines.push(await planned(place, renamed.machine, { targetRegion: 'eastus2' }));
  }
  const { calls, faults } = await check(place, machines);
  expect(faults).toEqual([]);
  expect(calls.length).toBeLessThanOrEqual(10 * mostCalls.machine + mostCalls.pair);
  expect(calls.filter((call) => /\/subscriptions\/[^/]+\/providers\//.test(call)).length).toBeLessThanOrEqual(mostCalls.pair);
});

test('a second machine of the group is read for what is its own', async () => {
  const place = openWell();
  const second = machineToProtect(SUBSCRIPTION.split('/')[2]!, 'vm-2');
  place.sandbox.control.putResources(second.resources.filter(({ name }) => name.startsWith('vm-2')));
  const machines = await Promise.all([place.own.machine, second.machine].map((id) => planned(place, id, choicesFor(place.own))));
  const { calls } = await check(place, machines);
  const { calls: alone } = await check(place, machines.slice(0, 1));
  expect(calls.filter((call) => !alone.includes(call))).toEqual([
    expect.stringContaining('vm-2/providers/Microsoft.RecoveryServices/replicationEligibilityResults'),
  ]);
});

test('who has rights in groups only: where calls do not suffice it is unknown, and never passed', async () => {
  const place = openWell();
  const rights = { actions: ['*'], notActions: [] };
  for (const group of [place.own.sourceGroup, place.own.targetGroup])
    put(place, `${group}/providers/Microsoft.Authorization/permissions/one`, { properties: rights });
  const vaultGroup = `${SUBSCRIPTION}/resourceGroups/rg-vault`;
  const vaultId = `${vaultGroup}/providers/Microsoft.RecoveryServices/vaults/v`;
  put(place, vaultGroup, { type: 'Microsoft.Resources/resourceGroups', location: 'eastus2' });
  put(place, vaultId, { location: 'eastus2', properties: { provisioningState: 'Succeeded' } });
  const { calls, faults } = await checkOne(place, { ...choicesFor(place.own), vaultId });
  expect(calls.length).toBeLessThanOrEqual(mostCalls.machine + mostCalls.pair);
  expect(faults).toEqual(['PF-PER-001 blocker']);
});

test('rights in five groups only: what three machines have left of their calls is enough to tell', async () => {
  const place = openWell();
  const { own, sandbox } = place;
  const others = ['vm-2', 'vm-3'].map((name) => {
    const other = machineToProtect(SUBSCRIPTION.split('/')[2]!, name);
    sandbox.control.putResources(other.resources.filter((resource) => resource.name.startsWith(name)));
    return other.machine;
  });
  const moved = (id: string, group: string): string => {
    const copy = id.replace(/\/resourceGroups\/[^/]+/, `/resourceGroups/${group}`);
    put(place, `${SUBSCRIPTION}/resourceGroups/${group}`, { type: 'Microsoft.Resources/resourceGroups', location: 'eastus2' });
    put(place, copy, { ...sandbox.world.store.get(id), id: copy });
    return copy;
  };
  const vaultId = `${own.targetGroup}/providers/Microsoft.RecoveryServices/vaults/v`;
  put(place, vaultId, { location: 'eastus2', properties: { provisioningState: 'Succeeded' } });
  const spread = {
    ...choicesFor(own),
    vaultId: moved(vaultId, 'rg-vault'),
    networkId: moved(own.targetNetwork, 'rg-net'),
    cacheAccountId: moved(own.cache, 'rg-cache'),
  };
  const allow = (group: string, action: string): void =>
    put(place, `${SUBSCRIPTION}/resourceGroups/${group}/providers/Microsoft.Authorization/permissions/one`, {
      properties: { actions: [action], notActions: [] },
    });
  for (const group of ['rg-app', 'rg-app-dr', 'rg-vault', 'rg-net', 'rg-cache']) allow(group, '*');
  const machines = await Promise.all([own.machine, ...others].map((id) => planned(place, id, spread)));
  const { calls, faults } = await check(place, machines);
  expect(faults).toEqual([]);
  expect(calls.length).toBeLessThanOrEqual(3 * mostCalls.machine + mostCalls.pair);
  allow('rg-cache', '*/read');
  expect((await check(place, machines)).faults).toEqual(['PF-PER-001 blocker', 'PF-PER-001 blocker', 'PF-PER-001 blocker']);
});

test('a vault of another subscription: its locks are read, too', async () => {
  const place = openWell();
  const vaultId = '/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/rg/providers/Microsoft.RecoveryServices/vaults/v';
  put(place, vaultId.split('/').slice(0, 5).join('/'), { type: 'Microsoft.Resources/resourceGroups', location: 'eastus2' });
  put(place, vaultId, { location: 'eastus2', properties: { provisioningState: 'Succeeded' } });
  const choices = { ...choicesFor(place.own), vaultId };
  const { faults, calls } = await checkOne(place, choices);
  // Of the tenant the caller of the checks must know.
  expect(faults).toEqual(['PF-SUB-002 unknown']);
  expect(calls.length).toBeLessThanOrEqual(mostCalls.machine + mostCalls.pair);
  put(place, `${vaultId}/providers/Microsoft.Authorization/locks/keep`, { properties: { level: 'ReadOnly' } });
  expect((await checkOne(place, choices)).faults).toContain('PF-LCK-001 blocker');
});
