import { describe, expect, test } from 'vitest';
import { apiVersions } from '../../src/azure/apiVersions.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { findProtectedItems } from '../../src/azure/siteRecovery/findProtectedItems.ts';
import { readFailedOver } from '../../src/azure/siteRecovery/readFailedOver.ts';
import { readReplicationSource } from '../../src/azure/siteRecovery/readReplicationSource.ts';
import { readRecoveryTarget } from '../../src/azure/siteRecovery/readRecoveryTarget.ts';
import { readVaultSetup } from '../../src/azure/siteRecovery/readVaultSetup.ts';
import { readRecoveryPoints } from '../../src/azure/siteRecovery/readRecoveryPoints.ts';
import { parseOperateOptions } from '../../src/cli/operate/operateOptions.ts';
import { planOperations } from '../../src/cli/operate/planOperations.ts';
import { readPreviews } from '../../src/cli/operate/readPreviews.ts';
import { toArmId } from '../../src/model/armId.ts';
import { assess } from '../../src/readiness/assess.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import type { ItemCommand } from '../../src/operations/item/offeredCommands.ts';
import type { Operation, OperationKind } from '../../src/operations/operation.ts';
import { UserError } from '../../src/model/userError.ts';
import { enableReplication, vaultIdFor } from '../../src/operations/enable/enableReplication.ts';
import { operationOf } from '../../src/operations/journal/journal.ts';
import type { AddressChoice } from '../../src/operations/item/updateItem.ts';
import { consequences } from '../../src/operations/consequences.ts';
import { planItem, type ItemPlanChoices } from '../../src/operations/item/planItem.ts';
import type { ArmResource } from '../../src/sandbox/resource.ts';
import { openProtected, type Cut, type Place } from './operationsHarness.ts';
import { theItem } from './theItem.ts';

const requests = {
  failover: /^POST .*\/unplannedFailover$/,
  commit: /^POST .*\/failoverCommit$/,
  'change-point': /^POST .*\/applyRecoveryPoint$/,
  reprotect: /^POST .*\/switchprotection$/,
  update: /^PATCH .*\/replicationProtectedItems\/[^/]+$/,
} as const;
type Kind = keyof typeof requests;

async function planned(place: Place, kind: ItemCommand, choices: ItemPlanChoices = {}): Promise<Operation> {
  return planItem(place.azure, kind, await theItem(place), choices);
}

async function act(place: Place, kind: ItemCommand, choices: ItemPlanChoices = {}): Promise<void> {
  expect(await place.run(await planned(place, kind, choices)), kind).toMatchObject({ kind: 'succeeded' });
}

test('a machine is failed over, its point changed, committed, re-protected, and brought home; each request is taken once', async () => {
  const place = await openProtected();
  const { own, azure } = place;
  await act(place, 'failover', { shutsDownSource: true });
  const over = await theItem(place);
  const recovered = own.machine.replace('/rg-app/', '/rg-app-dr/');
  expect(over).toMatchObject({ activeLocation: 'Recovery', recoveryMachineId: recovered });
  // Found by either machine.
  for (const id of [own.machine, recovered]) {
    expect((await findProtectedItems(azure, [id], [])).get(toArmId(id))).toEqual(over);
  }
  const points = await readRecoveryPoints(azure, over);
  await act(place, 'change-point', { recoveryPoint: points.at(-1)!.azureId.split('/').at(-1) });
  await act(place, 'commit');
  await act(place, 'reprotect', { cacheAccountId: own.cacheBack });

  const turned = await theItem(place);
  expect(turned.azureId).not.toBe(over.azureId);
  expect(turned).toMatchObject({
    protectionState: 'Protected',
    sourceLocation: 'eastus2',
    targetLocation: 'eastus',
    initialLocation: 'eastus',
  });
  await act(place, 'failover');
  await act(place, 'commit');
  const home = await theItem(place);
  expect(home.recoveryMachineId.toLowerCase()).toBe(own.machine.toLowerCase());
  await act(place, 'reprotect');
  expect(await theItem(place)).toMatchObject({ protectionState: 'Protected', azureId: expect.stringContaining(over.azureId) });
  for (const request of [requests.failover, requests.commit, requests.reprotect]) expect(place.taken(request)).toBe(2);
  expect(place.taken(requests['change-point'])).toBe(1);
  // The machine that the failover had made stays, stopped: it is the machine's own, and none without protection.
  const inventory = await readInventory(place.connection);
  const { machines, companions } = assess(inventory, defaultPolicy, inventory.takenAt);
  expect(machines.map(({ id }) => id)).toEqual([own.machine.toLowerCase()]);
  expect(companions).toContainEqual(
    expect.objectContaining({ azureId: recovered, role: 'recoveryMachine', of: own.machine.toLowerCase() }),
  );
});

test.each(['refused', 'hangs'] as const)(
  'with the region of the source down, and all that lies there %s, a failover completes',
  async (how) => {
    const place = await openProtected();
    const { own, azure, sandbox } = place;
    const home = own.machine.replace(/Microsoft.Compute.*$/, 'Microsoft.RecoveryServices/vaults/rsv-home');
    sandbox.control.putResources([
      { id: home, name: 'rsv-home', type: 'Microsoft.RecoveryServices/vaults', location: 'eastus', properties: {} },
    ]);
    sandbox.control.setOutage('eastus', 'down', how === 'hangs' ? 'hang' : 'fail');
    // The machine, its disks, interface, network, cache account, group and the vault beside it, and everything that is asked of the region itself.
    place.refuse(/\/resourceGroups\/rg-app(\/|$)|\/locations\/eastus(\/|$)/i, how);
    const plan = async (kind: OperationKind, ...words: readonly string[]): Promise<Operation> => {
      const options = parseOperateOptions(kind, ['--sandbox', '--vm', own.machine, ...words]);
      const { operations } = await planOperations(azure, [own.machine], options);
      expect(operations).toHaveLength(1);
      return operations[0]!;
    };
    const failover = await plan('failover', '--shutdown-source');
    const [facts] = await readPreviews(azure, [failover.confirmed!], () => sandbox.control.now());
    expect(facts).toMatchObject({ points: expect.arrayContaining([expect.anything()]), room: { offer: { name: 'Standard_D2s_v5' } } });
    // The source cannot be shut down: a warning, no more.
    expect(await place.run(failover)).toMatchObject({ kind: 'succeeded', warnings: [{ code: '28020' }] });
    expect(await place.run(await plan('change-point', '--recovery-point', 'latest-processed'))).toMatchObject({ kind: 'succeeded' });
    expect(await place.run(await plan('commit'))).toMatchObject({ kind: 'succeeded' });
    expect(await theItem(place)).toMatchObject({ protectionState: 'UnplannedFailoverCommitted' });
  },
);

test('re-protection says what became of the old machine: there, gone, or not known while its region is down', async () => {
  const place = await openProtected();
  const { own, azure, sandbox } = place;
  await act(place, 'failover');
  const source = async (): Promise<string> => (await readFailedOver(azure, await theItem(place))).source;
  expect(await source()).toBe('there');
  place.refuse(/\/resourceGroups\/rg-app\//i, 'refused');
  expect(await source()).toBe('unknown');
  const operation = await planned(place, 'reprotect', { cacheAccountId: own.cacheBack });
  expect(consequences(operation).join('\n')).toContain('WARNING: whether the old machine in eastus is still there could not be read.');
  const gone = await openProtected();
  await act(gone, 'failover');
  gone.sandbox.control.deleteResource(gone.own.machine);
  await expect(planned(gone, 'reprotect')).rejects.toThrow('is gone, and re-protection needs it');
  expect(sandbox.control.requests().some(({ path }) => path.endsWith('/switchprotection'))).toBe(false);
});

/** What a machine must have been through before. */
const before: Readonly<Record<Kind, readonly Kind[]>> = {
  failover: [],
  update: [],
  commit: ['failover'],
  'change-point': ['failover'],
  reprotect: ['failover', 'commit'],
};

describe.each(Object.keys(before) as Kind[])('%s, whose answer is lost', (kind) => {
  const choices: ItemPlanChoices = {
    size: kind === 'update' ? 'Standard_D4s_v5' : undefined,
    recoveryPoint: kind === 'change-point' ? 'latest-processed' : undefined,
  };

  async function ready(): Promise<{ readonly place: Place; readonly operation: Operation }> {
    const place = await openProtected(300);
    for (const one of before[kind]) await act(place, one);
    if (kind === 'change-point') {
      // To the oldest first, so that the newest is another one.
      const points = await readRecoveryPoints(place.azure, await theItem(place));
      await act(place, kind, { recoveryPoint: points.at(-1)!.azureId });
    }
    return { place, operation: await planned(place, kind, { ...choices, cacheAccountId: place.own.cacheBack }) };
  }

  test.each<Cut>(['after', 'half'])('%s it was taken: found by its job, taken once', async (how) => {
    const { place, operation } = await ready();
    const taken = place.taken(requests[kind]);
    place.cut(requests[kind], how);
    expect(await place.run(operation)).toMatchObject({ kind: 'succeeded' });
    expect(place.taken(requests[kind])).toBe(taken + 1);
  });

  test('before it was taken: sent again when a person says so, and only then', async () => {
    const { place, operation } = await ready();
    const taken = place.taken(requests[kind]);
    place.cut(requests[kind], 'before');
    expect(await place.run(operation)).toEqual({ kind: 'uncertain', step: kind });
    expect(await place.run(operation)).toEqual({ kind: 'uncertain', step: kind });
    expect(place.taken(requests[kind])).toBe(taken);
    expect(await place.run(operation, { resume: kind })).toMatchObject({ kind: 'succeeded' });
    expect(place.taken(requests[kind])).toBe(taken + 1);
  });
});

test('size, network and addresses of a failover are changed; interfaces are sent whole; what cannot be carried out is refused', async () => {
  const place = await openProtected();
  const { own, azure } = place;
  const address: AddressChoice = { interface: 'VM-1-NIC', configuration: undefined, address: '10.2.1.9', subnetName: 'default' };
  const operation = await planned(place, 'update', { size: 'Standard_D4s_v5', networkId: own.targetNetwork, addresses: [address] });
  const [step] = operation.steps;
  expect(step).toMatchObject({ kind: 'post', call: { method: 'PATCH', body: { properties: { recoveryAzureVMSize: 'Standard_D4s_v5' } } } });
  expect(await place.run(operation)).toMatchObject({ kind: 'succeeded' });
  const target = await readRecoveryTarget(azure, await theItem(place));
  expect(target).toMatchObject({
    size: 'Standard_D4s_v5',
    interfaces: [{ name: 'vm-1-nic', networkId: own.targetNetwork, addresses: [{ staticAddress: '10.2.1.9', subnetName: 'default' }] }],
  });
  // The failover makes it so.
  await act(place, 'failover');
  const nic = await azure.read(own.nic.replace('/rg-app/', '/rg-app-dr/'), '2024-05-01');
  expect(nic).toMatchObject({ properties: { ipConfigurations: [{ properties: { privateIPAddress: '10.2.1.9' } }] } });

  const other = await openProtected();
  for (const choices of [
    {},
    { addresses: [{ ...address, address: '10.2.1' }] },
    { addresses: [{ ...address, interface: 'another' }] },
    { addresses: [{ ...address, configuration: 'another' }] },
  ]) {
    await expect(planned(other, 'update', choices)).rejects.toMatchObject({ reason: 'usage' });
  }
});

test('settings that somebody else has changed meanwhile stop a failover, and the difference is told', async () => {
  const place = await openProtected();
  const confirmed = await planned(place, 'failover');
  await act(place, 'update', { size: 'Standard_D4s_v5' });
  expect(await place.run(confirmed)).toMatchObject({
    kind: 'changed',
    differences: [
      { property: 'target', confirmed: expect.stringMatching(/^Standard_D2s_v5/), now: expect.stringMatching(/^Standard_D4s_v5/) },
    ],
  });
  expect(place.taken(requests.failover)).toBe(0);
});

test('a repair is sent where Azure offers it', async () => {
  const place = await openProtected();
  const { azureId, allowedOperations } = await theItem(place);
  await expect(planned(place, 'repair')).rejects.toThrow('does not offer RepairReplication now');
  const item = (await place.azure.read(azureId, apiVersions.siteRecovery)) as unknown as ArmResource;
  const properties = { ...item.properties, allowedOperations: [...allowedOperations, 'RepairReplication'] };
  place.sandbox.control.putResources([{ ...item, properties }]);
  await act(place, 'repair');
  expect(place.taken(/\/repairReplication$/)).toBe(1);
});

test('of two machines of one name each follows its own job', async () => {
  const place = await openProtected();
  const { own, azure, sandbox } = place;
  const group = own.sourceGroup.replace('rg-app', 'rg-other');
  const moved = (text: string): string => text.replaceAll(own.sourceGroup, group).replaceAll(own.targetGroup, `${group}-dr`);
  const namesake = JSON.parse(moved(JSON.stringify(own.resources))) as typeof own.resources;
  sandbox.control.putResources(namesake);
  const machine = moved(own.machine);
  const source = await readReplicationSource(azure, machine);
  const choices = { targetRegion: 'eastus2', targetGroupId: `${group}-dr`, networkId: moved(own.targetNetwork), cacheAccountId: own.cache };
  const setup = await readVaultSetup(azure, vaultIdFor(source, choices));
  expect(await place.run(enableReplication(source, choices, setup))).toMatchObject({ kind: 'succeeded' });
  const items = await findProtectedItems(azure, [own.machine, machine], []);
  const operations = await Promise.all(
    [own.machine, machine].map(async (id) => {
      const item = items.get(toArmId(id));
      if (!item || item instanceof UserError) throw new Error('Not found.');
      return planItem(azure, 'failover', item, {});
    }),
  );
  expect(operations.map(({ machine: name }) => name)).toEqual(['vm-1', 'vm-1']);
  for (const _ of operations) place.cut(requests.failover, 'after');
  const outcomes = await Promise.all(operations.map((operation) => place.run(operation)));
  expect(outcomes.map(({ kind }) => kind)).toEqual(['succeeded', 'succeeded']);
  const followed = (await place.journals.list())
    .filter((kept) => operationOf(kept).kind === 'failover')
    .flatMap(({ entries }) => entries.flatMap((entry) => (entry.type === 'accepted' ? [entry.jobId] : [])));
  expect(new Set(followed).size).toBe(2);
  expect(place.taken(requests.failover)).toBe(2);
});
