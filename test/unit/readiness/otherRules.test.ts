import { describe, expect, it } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import type { ProtectedItem } from '../../../src/model/protectedItem.ts';
import type { StorageAccount } from '../../../src/model/storage.ts';
import type { Vault } from '../../../src/model/vault.ts';
import { defaultPolicy, type Policy } from '../../../src/readiness/policy.ts';
import {
  account,
  accountId,
  ago,
  backup,
  backupPolicy,
  evidence,
  failedOver,
  gap,
  group,
  groupId,
  item,
  judge,
  judgeOne,
  only,
  otherSub,
  region,
  replicatedDisk,
  sub,
  vault,
  vaultId,
  verdict,
  vm,
  vmId,
} from './facts.ts';

const zonal = [region('westeurope', ['1', '2', '3']), region('northeurope')];
const ofAccount = (change: Partial<StorageAccount>, rule: string, regions = zonal) =>
  verdict(judge({ storageAccounts: [account('acc', change)], regions }), rule);

/** `cacheweu` is the cache account of a readable item. */
const ofCache = (change: Partial<StorageAccount>, rule: string) =>
  verdict(
    judge({ machines: [vm('m')], protectedItems: [item('m')], storageAccounts: [account('cacheweu', change)], regions: zonal }),
    rule,
    toArmId(accountId('cacheweu')),
  );

describe('DR-STO-001 geo-redundancy', () => {
  it.each<[string | undefined, string]>([
    ['Standard_LRS', 'high'],
    ['Standard_ZRS', 'high'],
    ['StandardV2_ZRS', 'high'],
    ['Standard_GRS', 'pass'],
    ['Standard_RAGRS', 'pass'],
    ['Standard_GZRS', 'pass'],
    ['Standard_RAGZRS', 'pass'],
    ['StandardV2_GRS', 'pass'],
    ['Premium_LRS', 'low'],
    ['PremiumV2_ZRS', 'low'],
    [undefined, 'unknown'],
  ])('%s', (sku, expected) => expect(ofAccount({ sku }, 'DR-STO-001')).toBe(expected));
  it('leaves the accounts of Cloud Shell alone', () => {
    const tags = { 'ms-resource-usage': 'azure-cloud-shell' };
    for (const rule of ['DR-STO-001', 'DR-STO-002']) expect(ofAccount({ sku: 'Standard_LRS', tags }, rule)).toBe('pass');
  });
  it('never fails for a cache account', () => {
    expect(ofCache({ sku: 'Standard_LRS' }, 'DR-STO-001')).toBe('pass');
    expect(ofCache({ sku: undefined }, 'DR-STO-001')).toBe('pass');
  });
  it('may be of a cache account where protected items were not read', () => {
    const named = (name: string, gaps: Inventory['gaps']) =>
      verdict(judge({ storageAccounts: [account(name, { sku: 'Standard_LRS' })], gaps }), 'DR-STO-001');
    expect(named('vaultasrcache', [gap('protectedItems', vaultId().toLowerCase())])).toBe('unknown');
    expect(named('vaultasrcache', [])).toBe('high');
    expect(named('acc', [gap('protectedItems')])).toBe('high');
    const told = (name: string, change: Partial<ProtectedItem>) =>
      verdict(judgeOne(change, {}, { storageAccounts: [account(name, { sku: 'Standard_LRS' })] }), 'DR-STO-001');
    expect(told('vaultasrcache', {})).toBe('high');
    expect(told('vaultasrcache', { disks: undefined })).toBe('unknown');
    expect(told('vaultasrcache', { disks: [{ ...replicatedDisk('m-os'), cacheAccountId: undefined }] })).toBe('unknown');
    expect(told('acc', { disks: undefined })).toBe('high');
  });
});

describe('DR-STO-002 zone redundancy', () => {
  it.each<[string | undefined, string]>([
    ['Standard_LRS', 'medium'],
    ['Standard_GRS', 'medium'],
    ['Standard_RAGRS', 'medium'],
    ['Premium_LRS', 'medium'],
    ['Standard_ZRS', 'pass'],
    ['Standard_GZRS', 'pass'],
    ['Standard_RAGZRS', 'pass'],
    ['Premium_ZRS', 'pass'],
    [undefined, 'unknown'],
  ])('%s', (sku, expected) => expect(ofAccount({ sku }, 'DR-STO-002')).toBe(expected));
  it('is low for a cache account', () => expect(ofCache({ sku: 'Standard_LRS' }, 'DR-STO-002')).toBe('low'));
  it('asks for zones where the account is now has some', () => {
    const sku = 'Standard_LRS';
    expect(ofAccount({ sku, primaryLocation: 'northeurope' }, 'DR-STO-002')).toBe('pass');
    expect(ofAccount({ sku, primaryLocation: undefined }, 'DR-STO-002')).toBe('medium');
    expect(ofAccount({ sku, primaryLocation: undefined, location: '' }, 'DR-STO-002')).toBe('unknown');
    expect(ofAccount({ sku }, 'DR-STO-002', [])).toBe('unknown');
    expect(ofAccount({ sku: 'Standard_ZRS' }, 'DR-STO-002', [])).toBe('pass');
  });
});

describe('DR-STO-005 failed over and no longer geo-redundant', () => {
  it.each<[string, Partial<StorageAccount>, string]>([
    ['primary moved', { sku: 'Standard_LRS', primaryLocation: 'northeurope' }, 'critical'],
    ['failover time', { sku: 'Standard_LRS', lastGeoFailoverTime: ago(3, 'd') }, 'critical'],
    ['failover time, primary missing', { sku: 'Standard_ZRS', primaryLocation: undefined, lastGeoFailoverTime: ago(3, 'd') }, 'critical'],
    ['failed over, geo again', { sku: 'Standard_RAGRS', primaryLocation: 'northeurope', lastGeoFailoverTime: ago(3, 'd') }, 'pass'],
    ['never failed over', { sku: 'Standard_LRS' }, 'pass'],
    ['region spelt in words', { sku: 'Standard_LRS', primaryLocation: 'West Europe' }, 'pass'],
    ['sku missing', { sku: undefined, primaryLocation: 'northeurope' }, 'unknown'],
    ['primary missing', { sku: 'Standard_LRS', primaryLocation: undefined }, 'unknown'],
    ['failover time missing', { sku: 'Standard_LRS', lastGeoFailoverTime: undefined }, 'unknown'],
    ['location missing', { sku: 'Standard_LRS', location: '' }, 'unknown'],
  ])('%s', (_, change, expected) => expect(ofAccount(change, 'DR-STO-005')).toBe(expected));
});

describe('DR-VLT-001 vault in the source region', () => {
  const inWest = { location: 'westeurope' };
  it('fails for the vault, and puts the machine at risk', () => {
    const assessment = judgeOne({}, {}, { vaults: [vault(inWest)] });
    expect(verdict(assessment, 'DR-VLT-001', toArmId(vaultId()))).toBe('critical');
    expect(only(assessment)).toMatchObject({ state: 'atRisk', findings: [] });
  });
  it('fails for the group of the vault and for the target group', () => {
    const groups = (dr: string, target: string) => [group('rg-app', 'westeurope'), group('rg-dr', dr), group('rg-target', target)];
    const vaultGroup = judgeOne({}, {}, { resourceGroups: groups('westeurope', 'northeurope') });
    expect(evidence(vaultGroup, 'DR-VLT-001')).toEqual({
      primaryFabricLocation: 'westeurope',
      'location of the vault’s resource group': 'westeurope',
    });
    const targetGroup = judgeOne({}, {}, { resourceGroups: groups('northeurope', 'westeurope') });
    expect(evidence(targetGroup, 'DR-VLT-001')).toHaveProperty('location of recoveryAzureResourceGroupId', 'westeurope');
    expect(only(targetGroup).state).toBe('atRisk');
    expect(verdict(judgeOne({}, {}, { resourceGroups: groups('swedencentral', 'northeurope') }), 'DR-VLT-001')).toBe('pass');
  });
  it('exempts vaults that only hold backups, and zone-to-zone items', () => {
    expect(verdict(judge({ machines: [vm('m')], backupItems: [backup('m')], vaults: [vault(inWest)] }), 'DR-VLT-001')).toBe('pass');
    expect(verdict(judgeOne({ targetLocation: 'westeurope' }, {}, { vaults: [vault(inWest)] }), 'DR-VLT-001')).toBe('pass');
  });
  it('judges each machine by its own item', () => {
    const north = vm('n', { location: 'northeurope' });
    const there = { sourceLocation: 'northeurope', targetLocation: 'westeurope', targetResourceGroupId: toArmId(groupId('rg-app')) };
    const items = [item('m'), item('n', there)];
    const { machines } = judge({ machines: [vm('m'), north], protectedItems: items, backupItems: [backup('m'), backup('n')] });
    expect(machines.map(({ name, state }) => [name, state])).toEqual([
      ['n', 'atRisk'],
      ['m', 'ready'],
    ]);
  });
  it('says unknown when a region is missing', () => {
    expect(verdict(judgeOne({ sourceLocation: undefined }), 'DR-VLT-001')).toBe('unknown');
    expect(verdict(judgeOne({ targetResourceGroupId: undefined }), 'DR-VLT-001')).toBe('unknown');
    const noGroup = judgeOne({}, {}, { resourceGroups: [group('rg-dr', 'northeurope')] });
    expect(verdict(noGroup, 'DR-VLT-001')).toBe('unknown');
    expect(only(noGroup).state).toBe('unknown');
    const groups = (dr: string, target: string) => [group('rg-app', 'westeurope'), group('rg-dr', dr), group('rg-target', target)];
    for (const facts of [
      { vaults: [vault({ location: '' })] },
      { resourceGroups: groups('', 'northeurope') },
      { resourceGroups: groups('northeurope', '') },
    ]) {
      expect(verdict(judgeOne({}, {}, facts), 'DR-VLT-001')).toBe('unknown');
      expect(only(judgeOne({}, {}, facts)).state).toBe('unknown');
    }
    expect(verdict(judge({ gaps: [gap('protectedItems', vaultId())] }), 'DR-VLT-001')).toBe('unknown');
    expect(verdict(judge({ gaps: [gap('protectedItems', vaultId('another'))] }), 'DR-VLT-001')).toBe('pass');
  });
});

describe('DR-VLT-002, 003 vaults with backups', () => {
  const ofVault = (change: Partial<Vault>, rule: string) => verdict(judgeOne({}, {}, { vaults: [vault(change)] }), rule);
  it.each<[string, Partial<Vault>, string]>([
    ['locally redundant', { storageRedundancy: 'LocallyRedundant', crossRegionRestore: false }, 'medium'],
    ['zone-redundant', { storageRedundancy: 'ZoneRedundant', crossRegionRestore: undefined }, 'medium'],
    ['cross-region restore off', { crossRegionRestore: false }, 'medium'],
    ['off, redundancy missing', { storageRedundancy: undefined, crossRegionRestore: false }, 'medium'],
    ['well', {}, 'pass'],
    ['redundancy missing', { storageRedundancy: undefined }, 'unknown'],
    ['cross-region restore missing', { crossRegionRestore: undefined }, 'unknown'],
  ])('002 %s', (_, change, expected) => expect(ofVault(change, 'DR-VLT-002')).toBe(expected));
  it.each<[string, Partial<Vault>, string]>([
    ['soft delete off', { softDelete: 'Disabled' }, 'medium'],
    ['immutability off', { immutability: 'Disabled' }, 'medium'],
    ['no immutability', { immutability: null }, 'medium'],
    ['well', { softDelete: 'AlwaysON', immutability: 'Locked' }, 'pass'],
    ['soft delete missing', { softDelete: undefined }, 'unknown'],
    ['immutability missing', { immutability: undefined }, 'unknown'],
  ])('003 %s', (_, change, expected) => expect(ofVault(change, 'DR-VLT-003')).toBe(expected));
  it.each<[string, Partial<Inventory>, Partial<Policy>, string]>([
    ['29 days', { backupPolicies: [backupPolicy(29)] }, {}, 'medium'],
    ['30 days', { backupPolicies: [backupPolicy(30)] }, {}, 'pass'],
    ['7 days, as asked for', { backupPolicies: [backupPolicy(7)] }, { backupRetentionDays: 7 }, 'pass'],
    ['a day, not judged', { backupPolicies: [backupPolicy(1)] }, { backupRetentionDays: 0 }, 'pass'],
    ['too short, but no backup follows it', { backupPolicies: [backupPolicy(30), backupPolicy(1, vaultId('another'))] }, {}, 'pass'],
    ['its figure missing', { backupPolicies: [backupPolicy(undefined)] }, {}, 'unknown'],
    ['policy not readable', { backupPolicies: [] }, {}, 'unknown'],
    ['backups stopped, which follow none', { backupItems: [backup('m', { policyId: null })], backupPolicies: [] }, {}, 'pass'],
    ['policy not told', { backupItems: [backup('m', { policyId: undefined })] }, {}, 'unknown'],
    ['policy not readable, soft delete off', { backupPolicies: [], vaults: [vault({ softDelete: 'Disabled' })] }, {}, 'medium'],
  ])('003 retention: %s', (_, change, policy, expected) => {
    const whole = { machines: [vm('m')], backupItems: [backup('m')], ...change };
    expect(verdict(judge(whole, { ...defaultPolicy, ...policy }), 'DR-VLT-003')).toBe(expected);
  });
  it('003 tells which policies keep backups too briefly, and for how long', () => {
    const assessment = judge({ machines: [vm('m')], backupItems: [backup('m')], backupPolicies: [backupPolicy(7)] });
    expect(evidence(assessment, 'DR-VLT-003')).toEqual({
      'backup policy': 'DefaultPolicy',
      'retention of the backup policy, days': 7,
      'retention asked for, days': 30,
    });
  });
  it('leaves vaults without backups alone', () => {
    const bad = [vault({ storageRedundancy: 'LocallyRedundant', softDelete: 'Disabled' })];
    for (const rule of ['DR-VLT-002', 'DR-VLT-003']) {
      expect(verdict(judgeOne({}, {}, { vaults: bad, backupItems: [] }), rule)).toBe('pass');
      expect(verdict(judge({ vaults: bad, gaps: [gap('backupItems', sub)] }), rule)).toBe('unknown');
    }
  });
  it('leaves vaults of other subscriptions alone unless they serve a picked machine', () => {
    const there = vaultId('v', 'rg', otherSub);
    const vaults = [vault({ crossRegionRestore: false }, there)];
    expect(verdict(judge({ machines: [vm('m')], vaults, backupItems: [backup('m', {}, there)] }), 'DR-VLT-002')).toBe('medium');
    const elsewhere = backup('m', { sourceId: toArmId(vmId('m', 'rg', otherSub)) }, there);
    expect(verdict(judge({ machines: [vm('m')], vaults, backupItems: [elsewhere] }), 'DR-VLT-002')).toBe('pass');
  });
});

describe('DR-VLT-006 orphan item', () => {
  it('fails for an item whose machine is gone; the subject is the item', () => {
    const orphan = item('gone');
    const assessment = judge({ protectedItems: [orphan] });
    expect(verdict(assessment, 'DR-VLT-006', orphan.id)).toBe('medium');
    expect(assessment.findings.find(({ rule }) => rule === 'DR-VLT-006')?.resourceId).toBe(orphan.azureId);
    expect(assessment.machines).toEqual([]);
  });
  it('passes while the machine is there, and for a failed-over item', () => {
    expect(verdict(judgeOne(), 'DR-VLT-006')).toBe('pass');
    expect(verdict(judge({ protectedItems: [item('gone', failedOver)] }), 'DR-VLT-006')).toBe('pass');
  });
  it('says unknown where absence proves nothing', () => {
    const ask = (change: Parameters<typeof item>[1], more: Parameters<typeof judge>[0] = {}) =>
      verdict(judge({ protectedItems: [item('gone', change)], ...more }), 'DR-VLT-006');
    expect(ask({ sourceId: undefined })).toBe('unknown');
    expect(ask({ activeLocation: undefined })).toBe('unknown');
    expect(ask({}, { gaps: [gap('machines', sub)] })).toBe('unknown');
    expect(ask({}, { resourceGroups: [group('rg-dr', 'northeurope')] })).toBe('unknown');
    expect(ask({ sourceId: toArmId(vmId('gone', 'rg', otherSub)) })).toBe('unknown');
  });
  it('leaves items of other subscriptions to another audit', () => {
    const there = item('gone', { sourceId: toArmId(`${groupId('rg', otherSub)}/providers/x/y/z`) }, vaultId('v', 'rg', otherSub));
    const assessment = judge({ protectedItems: [there] });
    expect(verdict(assessment, 'DR-VLT-006')).toBe('pass');
    expect(assessment.machines).toEqual([]);
  });
});
