import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemStates } from '../../../../src/sandbox/recovery/items/itemStates.ts';
import { diskEntries, nicEntries } from '../../../../src/sandbox/arm/compute/attachments.ts';
import type { ArmResource } from '../../../../src/sandbox/resource.ts';
import { HOUR, ProtectionCaller } from './protectionCaller.ts';
import { container } from './vaultCaller.ts';

type Step = (caller: ProtectionCaller, item: string) => Promise<unknown>;

const post =
  (action: string, body: (caller: ProtectionCaller) => unknown = () => ({})): Step =>
  (caller, item) =>
    caller.call('POST', `${item}/${action}`, body(caller));
const scenarios = [
  'EnableDr',
  'TestFailover',
  'UnplannedFailover',
  'SwitchReplicationGroupProtection',
  'DisableDr',
  'SecondaryIrCompletion',
];

/** What may happen to a machine, sensible or not. */
const steps: Readonly<Record<string, Step>> = {
  enable: (caller) => caller.call('PUT', caller.item, caller.enableBody()),
  test: post('testFailover', (caller) => caller.testBody()),
  cleanUp: post('testFailoverCleanup'),
  failover: post('unplannedFailover', (caller) => caller.failoverBody('Required')),
  commit: post('failoverCommit'),
  disable: post('remove'),
  purge: (caller, item) => caller.call('DELETE', item),
  switch: (caller) => caller.call('POST', `${container('1')}/switchprotection`, caller.switchBody()),
  changePoint: async (caller, item) => {
    const points = (await caller.get(`${item}/recoveryPoints`)).body?.value ?? [];
    return caller.call('POST', `${item}/applyRecoveryPoint`, { properties: { recoveryPointId: points.at(-1)?.id } });
  },
  cancel: async (caller) => caller.call('POST', `${(await caller.newestJob()).id}/cancel`),
  restart: async (caller) => caller.call('POST', `${(await caller.newestJob()).id}/restart`),
  minute: async (caller) => caller.advance(60),
  quarter: async (caller) => caller.advance(900),
  hours: async (caller) => caller.advance(2 * HOUR),
  sourceDown: async (caller) => caller.sandbox.control.setOutage('eastus', 'down'),
  sourceUp: async (caller) => caller.sandbox.control.setOutage('eastus', 'up'),
  targetDown: async (caller) => caller.sandbox.control.setOutage('eastus2', 'down'),
  targetUp: async (caller) => caller.sandbox.control.setOutage('eastus2', 'up'),
  ...Object.fromEntries(
    scenarios.map((operation) => [
      `fault ${operation}`,
      async (caller: ProtectionCaller) => caller.sandbox.control.addFault({ operation, errorCode: '28020' }),
    ]),
  ),
};

/** Names of `allowedOperations`, as steps. */
const offers: Readonly<Record<string, string>> = {
  TestFailover: 'test',
  TestFailoverCleanup: 'cleanUp',
  UnplannedFailover: 'failover',
  Commit: 'commit',
  ChangePit: 'changePoint',
  SwitchProtection: 'switch',
};

/** Does something that the item offers, to its end: so that a machine gets further than by chance. */
const offered =
  (choice: number): Step =>
  async (caller, item) => {
    const operations: string[] = ((await caller.read(item))?.allowedOperations ?? []).filter((operation: string) => operation in offers);
    const name = offers[operations[choice % operations.length] ?? ''];
    await (name === undefined ? caller.call('PUT', caller.item, caller.enableBody()) : steps[name]?.(caller, item));
    caller.advance(name === 'switch' ? 2 * HOUR : 900);
  };
const OFFERED = 'offered ';

/** Where the item is now, if it is anywhere. */
const itemOf = (caller: ProtectionCaller): string => (caller.has(fullId(caller, caller.itemBack)) ? caller.itemBack : caller.item);
const fullId = (caller: ProtectionCaller, path: string): string =>
  `${caller.own.sourceGroup.replace('rg-app', 'rg-dr')}/providers/Microsoft.RecoveryServices/vaults/rsv-dr/${path}`;

/** What must hold once everything has come to rest. */
async function expectOrder(caller: ProtectionCaller, purged: boolean): Promise<void> {
  const { store } = caller.sandbox.world;
  const items = (await caller.get('replicationProtectedItems')).body.value;
  expect(items.length).toBeLessThan(2);
  const item = items[0]?.properties;
  const machines = store.list('Microsoft.Compute/virtualMachines');
  const tests = machines.filter(({ name }) => name.endsWith('-test'));
  const isOpen = item?.testFailoverState === 'WaitingForCompletion';
  // An open test that is purged leaves its machine.
  if (!purged) expect(tests.length).toBe(isOpen ? 1 : 0);

  if (item) {
    if (isOpen) expect(store.has(item.providerSpecificDetails.testFailoverRecoveryFabricObjectId)).toBe(true);
    const [phase] = Object.entries(itemStates).find(
      ([name, { state }]) => state === item.protectionState && (name === 'testOpen') === isOpen,
    ) ?? [''];
    expect(itemStates[phase as keyof typeof itemStates].operations).toEqual(item.allowedOperations);
    expect(item.activeLocation).toBe(phase === 'failedOver' || phase === 'committed' ? 'Recovery' : 'Primary');
    if (!isOpen) expect(item.currentScenario.scenarioName).toBe('None');
    const { protectedManagedDisks, fabricObjectId, recoveryFabricObjectId } = item.providerSpecificDetails;
    for (const { recoveryReplicaDiskId } of protectedManagedDisks)
      if (recoveryReplicaDiskId !== '') expect(store.has(recoveryReplicaDiskId)).toBe(true);
    if (item.activeLocation === 'Recovery') expect(store.has(recoveryFabricObjectId)).toBe(true);
    else expect(store.has(fabricObjectId)).toBe(true);
  }
  const links = store.list('Microsoft.Resources/links').map(({ properties }) => String(properties?.['targetId']).toLowerCase());
  expect(links).toEqual(items.map(({ id }: { id: string }) => id.toLowerCase()));

  // Disks and interfaces belong to whom they say, and to nobody else.
  const partsOf = (machine: ArmResource): (string | undefined)[] =>
    diskEntries(machine)
      .map(({ managedDisk }) => managedDisk?.id?.toLowerCase())
      .concat(nicEntries(machine).map(({ id }) => id?.toLowerCase()));
  const owned = machines.flatMap((machine) => partsOf(machine).map((id) => [id, machine.id] as const));
  expect(new Set(owned.map(([id]) => id)).size).toBe(owned.length);
  for (const [id, owner] of owned) {
    const part = store.get(id ?? '');
    expect(part?.['managedBy'] ?? (part?.properties?.['virtualMachine'] as { id?: string } | undefined)?.id).toBe(owner);
  }
  const replicas = store.list('Microsoft.Compute/disks').filter(({ name }) => name.endsWith('-ASRReplica'));
  if (!item) expect(replicas).toEqual([]);
}

const anyStep = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 11 }).map((choice) => `${OFFERED}${choice}`) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(steps)) },
);

test('whatever is done to a machine, in whatever order, what is left is in order', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 25 }), async (names) => {
      const caller = new ProtectionCaller();
      await caller.protect();
      for (const name of names) {
        const step = name.startsWith(OFFERED) ? offered(Number(name.slice(OFFERED.length))) : steps[name];
        await step?.(caller, itemOf(caller));
      }
      for (const region of ['eastus', 'eastus2']) caller.sandbox.control.setOutage(region, 'up');
      // Whatever runs comes to its end; a job that the service itself began and that failed is begun again.
      caller.advance(5 * HOUR);
      expect(caller.sandbox.control.requests().filter(({ status }) => status >= 500 && status !== 503)).toEqual([]);
      await expectOrder(caller, names.includes('purge'));
    }),
    { numRuns: 40 },
  );
});
