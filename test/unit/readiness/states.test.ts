import { describe, expect, it } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import type { VirtualMachine } from '../../../src/model/compute.ts';
import type { Gap, Inventory } from '../../../src/model/inventory.ts';
import type { ProtectedItem } from '../../../src/model/protectedItem.ts';
import { assessInSlices } from '../../../src/readiness/assess.ts';
import { describeMachine } from '../../../src/readiness/describeMachine.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import type { Rule } from '../../../src/readiness/rule.ts';
import { allRules } from '../../../src/readiness/rules/allRules.ts';
import {
  account,
  accountId,
  ago,
  backup,
  beingDisabled,
  disk,
  diskId,
  failedOver,
  gap,
  inventory,
  item,
  judge,
  judgeOne,
  link,
  now,
  only,
  openTest,
  otherSub,
  sub,
  unmanagedDisk,
  vault,
  vaultId,
  verdict,
  vm,
  vmId,
} from './facts.ts';

describe('state of a machine: the first that applies', () => {
  const protecting: Partial<ProtectedItem> = {
    protectionState: 'InitialReplicationInProgress',
    rpoSeconds: null,
    lastSuccessfulTestFailover: null,
  };
  it.each<[string, Partial<ProtectedItem>, string]>([
    ['well', {}, 'ready'],
    ['open test', openTest, 'testRunning'],
    ['test being started', { currentScenario: { name: 'TestFailover', jobId: 'j', startTime: now } }, 'testRunning'],
    ['test being cleaned up', { currentScenario: { name: 'TestFailoverCleanup', jobId: 'j', startTime: now } }, 'testRunning'],
    ['open test before bad health', { ...openTest, replicationHealth: 'Critical' }, 'testRunning'],
    ['failed over, not committed', failedOver, 'failedOver'],
    ['failed over, committed', { ...failedOver, protectionState: 'UnplannedFailoverCommitted' }, 'failedOver'],
    ['failover running', { currentScenario: { name: 'UnplannedFailover', jobId: 'j', startTime: now } }, 'failedOver'],
    ['commit running', { ...failedOver, currentScenario: { name: 'CommitFailover', jobId: 'j', startTime: now } }, 'failedOver'],
    ['failover that failed', { protectionState: 'UnplannedFailoverFailed' }, 'atRisk'],
    ['failover that failed, location missing', { protectionState: 'UnplannedFailoverFailed', activeLocation: undefined }, 'unknown'],
    ['failover that failed after the machine was made', { ...failedOver, protectionState: 'UnplannedFailoverFailed' }, 'failedOver'],
    ['initial replication', protecting, 'protecting'],
    ['waiting for the first point', { ...protecting, protectionState: 'InitialReplicationRecoveryCompletionPending' }, 'protecting'],
    ['copied anew over existing points', { ...protecting, rpoSeconds: 400 }, 'atRisk'],
    ['replication being enabled', { ...protecting, protectionState: 'EnablingProtection' }, 'protecting'],
    ['replication being disabled', beingDisabled, 'atRisk'],
    ['replication being disabled, by its state', { protectionState: 'DisablingProtection' }, 'atRisk'],
    ['the same before the first point', { ...protecting, ...beingDisabled }, 'atRisk'],
    ['item being purged', { currentScenario: { name: 'PurgeDr', jobId: 'j', startTime: now } }, 'atRisk'],
    ['failed over, and given up there', { ...failedOver, ...beingDisabled }, 'failedOver'],
    ['health not looked at', { replicationHealth: 'None' }, 'unknown'],
    ['failover health not looked at', { failoverHealth: 'None' }, 'unknown'],
    ['initial replication failed', { ...protecting, protectionState: 'InitialReplicationFailed' }, 'atRisk'],
    ['bad health', { replicationHealth: 'Critical' }, 'atRisk'],
    ['never drilled', { lastSuccessfulTestFailover: null }, 'atRisk'],
    ['zone only', { targetLocation: 'westeurope' }, 'atRisk'],
    ['risk known, another fact missing', { replicationHealth: 'Critical', agentExpiry: undefined }, 'atRisk'],
    ['health missing', { replicationHealth: undefined }, 'unknown'],
    ['test state missing', { testFailoverState: undefined }, 'unknown'],
    ['scenario missing', { currentScenario: undefined }, 'unknown'],
    ['active location missing', { activeLocation: undefined }, 'unknown'],
    ['protection state missing', { protectionState: undefined }, 'unknown'],
  ])('%s', (_, change, expected) => expect(only(judgeOne(change)).state).toBe(expected));

  it('unprotected without an item', () => expect(only(judge({ machines: [vm('m')] })).state).toBe('unprotected'));
  it('unknown when the row of the machine is incomplete', () => {
    expect(only(judge({ machines: [vm('m', { disks: undefined })] }))).toMatchObject({
      state: 'unknown',
      unknownCause: 'machineIncomplete',
    });
    expect(only(judgeOne({}, { size: undefined })).state).toBe('unknown');
  });
  it('unknown when the vault of the item cannot be read, naming it', () => {
    const machine = only(judgeOne({}, {}, { vaults: [] }));
    expect(machine).toMatchObject({ state: 'unknown', unknownCause: 'vaultUnreadable' });
    expect(machine.reason).toMatch(/vaults\/vault-dr\. Reader on the vault is needed/);
  });
  it('a link to a readable vault without the item is unknown too', () => {
    const machine = only(judge({ machines: [vm('m')], links: [link('m', `${vaultId()}/replicationFabrics/f`)] }));
    expect(machine).toMatchObject({ state: 'unknown', unknownCause: 'itemUnreadable' });
  });
  it('a link without a target speaks for a replication all the same', () => {
    const assessment = judge({ machines: [vm('m')], links: [link('m', undefined)] });
    expect(only(assessment)).toMatchObject({ state: 'unknown', unknownCause: 'vaultUnreadable', recovery: 'unknown' });
    expect(only(assessment).reason).toMatch(/does not tell by which vault/);
    expect(verdict(assessment, 'DR-VM-001')).toBe('unknown');
    const other = { ...link('m', `${vaultId('hidden')}/x`), id: toArmId(`${link('m', undefined).id}2`) };
    expect(only(judge({ machines: [vm('m')], links: [link('m', undefined), other] })).reason).toMatch(/vaults\/hidden\./);
  });
  it('what Azure fails to answer is told as that, and not as a permission', () => {
    const failed = (table: Gap['table'], scope: string): Gap => ({ table, scope, reason: 'failed', detail: 'No answer. (NO_ANSWER)' });
    const home = vaultId().toLowerCase();
    const links = [link('m', `${vaultId()}/replicationFabrics/f`)];
    const items = only(judge({ machines: [vm('m')], links, gaps: [failed('protectedItems', home)] }));
    expect(items).toMatchObject({ state: 'unknown', unknownCause: 'readFailed' });
    expect(items.reason).toMatch(/could not be read: No answer\. \(NO_ANSWER\)$/);
    expect(only(judge({ machines: [vm('m')], links, vaults: [], gaps: [failed('vaults', sub)] })).unknownCause).toBe('readFailed');
    expect(only(judgeOne({}, {}, { vaults: [], gaps: [failed('vaults', sub)] })).unknownCause).toBe('readFailed');
    const both = [failed('protectedItems', home), failed('links', sub)];
    expect(only(judge({ machines: [vm('m')], gaps: both })).unknownCause).toBe('readFailed');
    // Of another vault: nothing that bears on this machine.
    const elsewhere = failed('protectedItems', vaultId('other').toLowerCase());
    expect(only(judge({ machines: [vm('m')], links, gaps: [elsewhere] })).unknownCause).toBe('itemUnreadable');
  });
  it('a machine that may be the failover of one whose item cannot be read is not called unprotected', () => {
    const recovered = (location: string) => vm('M', { location }, 'rg-target');
    const states = (location: string) =>
      judge({ machines: [vm('m'), recovered(location)], links: [link('m', `${vaultId('hidden')}/x`)] }).machines.map(({ state }) => state);
    expect(states('northeurope')).toEqual(['unknown', 'unknown']);
    expect(states('westeurope')).toEqual(['unprotected', 'unknown']);
  });
  it('a link with a readable item changes nothing', () => {
    expect(only(judgeOne({}, {}, { links: [link('m', `${vaultId()}/x/y`)] })).state).toBe('ready');
  });
  it('no rule on backup, zones, storage or encryption changes the state', () => {
    const assessment = judgeOne({}, { encryptionAtHost: true, powerState: 'stopped' }, { backupItems: [] });
    expect(only(assessment).findings.map(({ rule }) => rule)).toEqual(['DR-VM-016', 'DR-VM-019', 'DR-VM-020']);
    expect(only(assessment).state).toBe('ready');
  });
  it('several items: an open test or a failover of any shows, otherwise the best one counts', () => {
    const two = (first: Partial<ProtectedItem>, second: Partial<ProtectedItem>) =>
      only(
        judge({
          machines: [vm('m')],
          protectedItems: [item('m', first, vaultId(), 'a'), item('m', second, vaultId(), 'b')],
          backupItems: [backup('m')],
        }),
      );
    expect(two({}, openTest)).toMatchObject({ state: 'testRunning', item: { name: 'b' } });
    expect(two(failedOver, {})).toMatchObject({ state: 'failedOver', item: { name: 'a' } });
    expect(two({ replicationHealth: 'Critical' }, {})).toMatchObject({ state: 'ready', item: { name: 'b' } });
    expect(two({}, { targetLocation: 'westeurope' })).toMatchObject({ state: 'ready', item: { name: 'a' } });
  });
});

describe('failed-over machines', () => {
  it('stand under the id of their source', () => {
    const recovered = vm('m-recovered', { location: 'northeurope' }, 'rg-target');
    const assessment = judge({ machines: [vm('m'), recovered], protectedItems: [item('m', failedOver)] });
    expect(only(assessment)).toMatchObject({ azureId: vmId('m'), state: 'failedOver', recovery: 'wait' });
    expect(assessment.companions).toContainEqual({
      id: recovered.id,
      azureId: recovered.azureId,
      role: 'recoveryMachine',
      of: vm('m').id,
      ofAzureId: vmId('m'),
      byName: false,
    });
  });
  it('stand under the id of their item when the source is gone', () => {
    const left = item('m', failedOver);
    const assessment = judge({ protectedItems: [left] });
    expect(only(assessment)).toMatchObject({
      id: left.id,
      azureId: left.azureId,
      name: 'm',
      location: 'westeurope',
      subscriptionId: sub,
      vm: undefined,
      state: 'failedOver',
    });
    expect(verdict(assessment, 'DR-VM-001')).toBe('pass');
  });
  it('stand there too when the source was not read, and nothing says that it is gone', () => {
    const unread: Gap = { table: 'machines', scope: sub, reason: 'failed', detail: 'No answer.' };
    const described = (gaps: readonly Gap[]): string =>
      describeMachine(only(judge({ protectedItems: [item('m', failedOver)], gaps })), now);
    expect(described([])).toMatch(/source machine not found$/);
    expect(described([{ ...unread, scope: otherSub }])).toMatch(/source machine not found$/);
    expect(described([unread])).toMatch(/source machine not read$/);
  });
  it('stand there while the failover runs, be their source listed or not', () => {
    const assessment = judge({
      protectedItems: [item('m', { currentScenario: { name: 'UnplannedFailover', jobId: 'j', startTime: now } })],
    });
    expect(only(assessment)).toMatchObject({ state: 'failedOver', vm: undefined, reason: 'A failover is under way.' });
    for (const rule of ['DR-VM-011', 'DR-VLT-006']) expect(verdict(assessment, rule)).toBe('pass');
  });
  it('are not lost when it cannot be told whether they are failed over', () => {
    expect(
      only(judge({ protectedItems: [item('m', { ...failedOver, activeLocation: undefined, protectionState: undefined })] })).state,
    ).toBe('unknown');
  });
});

describe('recovery of a machine: the first that applies', () => {
  const geo = 'https://geoacc.blob.core.windows.net/vhds/os.vhd';
  const accounts = [account('geoacc', { sku: 'Standard_GRS' }), account('local', { sku: 'Standard_LRS' })];
  const recovery = (change: Partial<Inventory>) => only(judge({ storageAccounts: accounts, ...change })).recovery;
  const withDisks = (...uris: string[]) => ({ machines: [vm('m', { disks: uris.map((uri) => unmanagedDisk(uri)) })] });

  it('Site Recovery: another region, at least one point', () => {
    const withItem = (change: Partial<ProtectedItem>) => recovery({ machines: [vm('m')], protectedItems: [item('m', change)] });
    expect(withItem({})).toBe('siteRecovery');
    expect(withItem({ replicationHealth: 'Critical', rpoSeconds: null })).toBe('siteRecovery');
    expect(withItem({ protectionState: 'InitialReplicationInProgress', rpoSeconds: null })).toBe('wait');
    expect(withItem({ targetLocation: 'westeurope' })).toBe('wait');
    expect(withItem(beingDisabled)).toBe('wait');
    expect(withItem({ targetLocation: undefined })).toBe('unknown');
    expect(withItem({ protectionState: undefined, rpoSeconds: undefined })).toBe('unknown');
  });
  it('backup: geo-redundant, cross-region restore, a point', () => {
    const withBackup = (change: Parameters<typeof vault>[0], point: Date | null | undefined = ago(1, 'd')) =>
      recovery({ machines: [vm('m')], vaults: [vault(change)], backupItems: [backup('m', { lastRecoveryPoint: point })] });
    expect(withBackup({})).toBe('backup');
    expect(withBackup({ storageRedundancy: 'LocallyRedundant' })).toBe('wait');
    expect(withBackup({ crossRegionRestore: false })).toBe('wait');
    expect(withBackup({}, null)).toBe('wait');
    expect(withBackup({ crossRegionRestore: undefined })).toBe('unknown');
    expect(recovery({ machines: [vm('m')], vaults: [], backupItems: [backup('m')] })).toBe('unknown');
    expect(recovery({ machines: [vm('m')], gaps: [gap('backupItems')] })).toBe('unknown');
    expect(recovery({ machines: [vm('m')], backupItems: [backup('m', { lastRecoveryPoint: undefined })] })).toBe('unknown');
  });
  it('VHD: all disks in geo-redundant accounts', () => {
    expect(recovery(withDisks(geo, geo))).toBe('vhd');
    expect(recovery(withDisks(geo, 'https://local.blob.core.windows.net/vhds/d.vhd'))).toBe('wait');
    expect(recovery(withDisks(geo, 'https://elsewhere.blob.core.windows.net/vhds/d.vhd'))).toBe('unknown');
    expect(recovery({ machines: [vm('m', { disks: [unmanagedDisk(geo), vm('m').disks![0]!] })] })).toBe('wait');
    expect(recovery({ machines: [vm('m', { disks: [] })] })).toBe('wait');
    expect(recovery({ machines: [vm('m', { disks: undefined })] })).toBe('unknown');
  });
  it('wait for everything else', () => expect(recovery({ machines: [vm('m')] })).toBe('wait'));
});

describe('companions', () => {
  it('are known by reference, and are not machines of their own', () => {
    const testDisk = { ...vm('m').disks![0]!, id: toArmId(diskId('m-os-ASRtest', 'rg-target')) };
    const testVm = vm('odd-name', { location: 'northeurope', disks: [testDisk] }, 'rg-target');
    const disks = [
      disk('m-os-ASRReplica', {}, 'rg-target'),
      disk('m-os-ASRtest', {}, 'rg-target'),
      disk('other-ASRReplica', {}, 'rg-target'),
      disk('m-os'),
    ];
    const assessment = judge({
      machines: [vm('m'), testVm],
      protectedItems: [item('m', { ...openTest, testMachineId: testVm.id })],
      disks,
      storageAccounts: [account('cacheweu'), account('data')],
    });
    expect(only(assessment).name).toBe('m');
    expect(assessment.companions.map(({ azureId, role, ofAzureId, byName }) => [azureId, role, ofAzureId, byName])).toEqual([
      [accountId('cacheweu'), 'cacheAccount', vmId('m'), false],
      [diskId('m-os-ASRReplica', 'rg-target'), 'replicaDisk', vmId('m'), false],
      [diskId('m-os-ASRtest', 'rg-target'), 'testDisk', vmId('m'), false],
      [testVm.azureId, 'testMachine', vmId('m'), false],
    ]);
  });
  it('are hinted at by name only around a machine whose item cannot be read', () => {
    const estate = {
      machines: [vm('m'), vm('m-test', { location: 'northeurope' }, 'rg-target')],
      disks: [disk('m-os-ASRReplica', {}, 'rg-target')],
      storageAccounts: [account('vaultdrasrcache', { sku: 'Standard_LRS' }), account('northasrcache', { location: 'northeurope' })],
    };
    expect(verdict(judge(estate), 'DR-STO-001')).toBe('high');
    expect(judge(estate).machines).toHaveLength(2);
    expect(judge(estate).companions).toEqual([]);
    const hidden = judge({ ...estate, links: [link('m', vaultId('hidden'))] });
    expect(only(hidden).name).toBe('m');
    expect(hidden.companions.map(({ role, byName }) => [role, byName])).toEqual([
      ['cacheAccount', true],
      ['replicaDisk', true],
      ['testMachine', true],
    ]);
    expect(verdict(hidden, 'DR-STO-001')).toBe('pass');
  });
  it('are found by name without a look at every machine whose item cannot be read', () => {
    const names = Array.from({ length: 100 }, (_, at) => `m${at}`);
    let looks = 0;
    const hidden = names.map((name) => Object.defineProperty(vm(name), 'name', { get: () => ((looks += 1), name) }));
    const { companions } = judge({
      machines: [...hidden, ...names.map((name) => vm(`${name}-TEST`, { location: 'northeurope' }, 'rg-target'))],
      disks: names.map((name) => disk(`${name}-os-ASRReplica`, {}, 'rg-target')),
      links: names.map((name) => link(name, vaultId('hidden'))),
    });
    expect(new Set(companions.map(({ role, of }) => `${role} of ${of}`))).toEqual(
      new Set(names.flatMap((name) => [`replicaDisk of ${vm(name).id}`, `testMachine of ${vm(name).id}`])),
    );
    expect(looks).toBeLessThan(20 * names.length);
  });
  it('of a machine that is replicated back: the one that it was failed over from, while it stands still', () => {
    const old = vm('m', { powerState: 'deallocated' });
    const moved = vm('n', { location: 'northeurope' });
    const back = {
      friendlyName: 'm',
      sourceLocation: 'northeurope',
      targetLocation: 'westeurope',
      initialLocation: 'westeurope',
      targetResourceGroupId: toArmId(old.id.split('/').slice(0, 5).join('/')),
    } as const;
    const named = (machine: VirtualMachine, change = {}): readonly string[] =>
      judge({ machines: [machine, moved], protectedItems: [item('n', { ...back, ...change })] }).machines.map(({ name }) => name);
    expect(named(old)).toEqual(['n']);
    const whole = judge({ machines: [old, moved], protectedItems: [item('n', back)] });
    expect(whole.companions).toContainEqual(expect.objectContaining({ id: old.id, role: 'recoveryMachine', of: moved.id, byName: true }));
    for (const powerState of ['running', 'unknown', undefined] as const) expect(named({ ...old, powerState })).toHaveLength(2);
    expect(named({ ...old, location: 'uksouth' })).toHaveLength(2);
    for (const change of [{ initialLocation: undefined }, { initialLocation: 'northeurope' }, { targetResourceGroupId: undefined }]) {
      expect(named(old, change)).toHaveLength(2);
    }
  });
  it('of a machine that came home and was re-protected: the one that its failover had made, while it stands still', () => {
    const away = vm('m', { location: 'northeurope', powerState: 'deallocated' });
    const group = toArmId(away.id.split('/').slice(0, 5).join('/'));
    const home = vm('n');
    const turned = { friendlyName: 'm', targetResourceGroupId: group, wasReprotected: true } as const;
    const named = (change = {}): readonly string[] =>
      judge({ machines: [home, away], protectedItems: [item('n', { ...turned, ...change })] }).machines.map(({ name }) => name);
    expect(named()).toEqual(['n']);
    expect(named({ wasReprotected: undefined })).toHaveLength(2);
    const zonal = { sourceLocation: 'northeurope', initialLocation: 'northeurope' };
    expect(named(zonal)).toEqual(['n']);
    expect(named({ ...zonal, wasReprotected: undefined })).toHaveLength(2);
  });
  it('of a failover or a test that runs: the machine that it is making, before Azure names it', () => {
    const running = (name: string) => ({ currentScenario: { name, jobId: 'j', startTime: now } });
    const named = (made: VirtualMachine, change: Partial<ProtectedItem>, items: readonly ProtectedItem[] = []): readonly string[] =>
      judge({ machines: [vm('m'), made], protectedItems: [item('m', change), ...items] }).machines.map(({ azureId }) => azureId);
    const there = { location: 'northeurope' };
    const cases = [
      ['M', running('UnplannedFailover')],
      ['m', { ...failedOver, recoveryMachineId: null }],
      ['m-Test', running('TestFailover')],
    ] as const;
    for (const [name, change] of cases) {
      const made = vm(name, there, 'rg-target');
      expect(named(made, change)).toEqual([vmId('m')]);
      expect(named(made, {})).toHaveLength(2);
      expect(named(vm(name, {}, 'rg-target'), change)).toHaveLength(2);
      expect(named(vm(name, there, 'rg-app2'), change)).toHaveLength(2);
      expect(named(made, { ...change, targetResourceGroupId: undefined })).toHaveLength(2);
      expect(named(made, change, [item('own', { sourceId: made.id })])).toHaveLength(2);
    }
    expect(named(vm('m-test', there, 'rg-target'), running('UnplannedFailover'))).toHaveLength(2);
  });
  it('do not swallow a machine that is replicated itself', () => {
    const back = item('n', { recoveryMachineId: vm('m').id, sourceLocation: 'northeurope', targetLocation: 'westeurope' });
    const assessment = judge({
      machines: [vm('m'), vm('n')],
      protectedItems: [item('m', { ...failedOver, recoveryMachineId: vm('n').id }), back],
    });
    expect(assessment.machines.map(({ name }) => name).toSorted()).toEqual(['m', 'n']);
  });
});

describe('assessment', () => {
  it('puts the worst first, then goes by name; rebuilt machines come last', () => {
    const { machines } = judge({
      machines: [vm('ready'), vm('b'), vm('spot', { priority: 'Spot' }), vm('risk'), vm('a')],
      protectedItems: [item('ready'), item('risk', { replicationHealth: 'Critical' })],
    });
    expect(machines.map(({ name }) => name)).toEqual(['a', 'b', 'risk', 'ready', 'spot']);
  });
  it('puts a machine behind a vault in its own region as high as one with a critical finding', () => {
    const items = [item('old', { lastSuccessfulTestFailover: null }), item('lost', {}, vaultId('near'))];
    const vaults = [vault(), vault({ location: 'westeurope' }, vaultId('near'))];
    const { machines } = judge({
      machines: [vm('old'), vm('lost')],
      protectedItems: items,
      vaults,
      backupItems: [backup('old'), backup('lost')],
    });
    expect(machines.map(({ name, state }) => [name, state])).toEqual([
      ['lost', 'atRisk'],
      ['old', 'atRisk'],
    ]);
  });
  it('counts rules whose depth was not read, once', () => {
    const deep: Rule = { ...allRules.find((rule) => rule.on === 'machine')!, id: 'DR-VM-999', depth: 'full' };
    const run = (depth: 'inventory' | 'full') => {
      const slices = assessInSlices(inventory({ depth, machines: [vm('a'), vm('b')] }), defaultPolicy, now, [deep]);
      let step = slices.next();
      while (step.done !== true) step = slices.next();
      return step.value;
    };
    expect(run('inventory')).toMatchObject({ notEvaluated: [{ rule: 'DR-VM-999', machines: 2 }], findings: [], unknown: [] });
    expect(run('full').notEvaluated).toEqual([]);
    expect(run('full').findings).toHaveLength(2);
  });
  it('is partial with any gap', () => {
    expect(judge({}).partial).toBe(false);
    expect(judge({ gaps: [gap('networkInterfaces')] }).partial).toBe(true);
  });
  it('yields often', () => {
    const machines = Array.from({ length: 1000 }, (_, i) => vm(`m${i}`));
    expect([...assessInSlices(inventory({ machines }), defaultPolicy, now)].length).toBeGreaterThan(8);
  });
  it('holds ids in any casing to be one', () => {
    const shouting = toArmId(vmId('m').toUpperCase());
    expect(
      only(judge({ machines: [vm('m')], protectedItems: [item('m', { sourceId: shouting })], backupItems: [backup('m')] })).state,
    ).toBe('ready');
  });
});
