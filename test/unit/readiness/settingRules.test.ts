import { describe, expect, it } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import { noDetails, type Detail } from '../../../src/model/details.ts';
import type { ProtectedItem } from '../../../src/model/protectedItem.ts';
import type { StorageAccount } from '../../../src/model/storage.ts';
import type { ReplicationPolicy } from '../../../src/model/vault.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import type { Policy } from '../../../src/readiness/policy.ts';
import { account, accountId, evidence, item, judge, judgeOne, policyRow, verdict, vm } from './facts.ts';

describe('DR-STO-009 cache account', () => {
  const cache = toArmId(accountId('cacheweu'));
  const judged = (change: Partial<StorageAccount>, itemChange: Partial<ProtectedItem> = {}, softDelete?: Detail<boolean>) =>
    judge({
      machines: [vm('m')],
      protectedItems: [item('m', itemChange)],
      storageAccounts: [account('cacheweu', change)],
      details: { ...noDetails, blobSoftDelete: new Map([[cache, softDelete ?? { value: false }]]) },
    });
  const ask = (change: Partial<StorageAccount>, itemChange: Partial<ProtectedItem> = {}) =>
    verdict(judged(change, itemChange), 'DR-STO-009', cache);
  it.each<[string, Partial<StorageAccount>, string]>([
    ['well', {}, 'pass'],
    ['another region', { location: 'northeurope' }, 'high'],
    ['no shared keys', { allowSharedKeyAccess: false }, 'high'],
    ['firewall', { networkDefaultAction: 'Deny', networkBypass: 'None' }, 'high'],
    ['firewall that lets loggers pass', { networkDefaultAction: 'Deny', networkBypass: 'Logging, Metrics' }, 'high'],
    ['firewall that lets trusted services pass', { networkDefaultAction: 'Deny', networkBypass: 'Logging, AzureServices' }, 'pass'],
    ['no public access', { publicNetworkAccess: 'Disabled', networkBypass: 'None' }, 'high'],
    ['no public access, but trusted services pass', { publicNetworkAccess: 'Disabled' }, 'pass'],
    ['within a perimeter', { publicNetworkAccess: 'SecuredByPerimeter' }, 'unknown'],
    ['public access missing', { publicNetworkAccess: undefined }, 'unknown'],
    ['keys missing', { allowSharedKeyAccess: undefined }, 'unknown'],
    ['region missing', { location: '' }, 'unknown'],
    ['firewall missing', { networkDefaultAction: undefined }, 'unknown'],
    ['bypass missing', { networkDefaultAction: 'Deny', networkBypass: undefined }, 'unknown'],
    ['bypass missing, but open', { networkBypass: undefined }, 'pass'],
    ['keys missing, but another region', { allowSharedKeyAccess: undefined, location: 'northeurope' }, 'high'],
  ])('%s', (_, change, expected) => expect(ask(change)).toBe(expected));
  it('may be one by its name where items do not tell theirs', () => {
    const named = (itemChange: Partial<ProtectedItem>) =>
      verdict(judgeOne(itemChange, {}, { storageAccounts: [account('vaultasrcache', { allowSharedKeyAccess: false })] }), 'DR-STO-009');
    expect([named({}), named({ disks: undefined })]).toEqual(['pass', 'unknown']);
  });
  it('must not keep deleted blobs', () => {
    const kept = judged({}, {}, { value: true });
    expect(verdict(kept, 'DR-STO-009', cache)).toBe('high');
    expect(evidence(kept, 'DR-STO-009')).toEqual({ 'deleteRetentionPolicy.enabled': true });
    const denied = judged({}, {}, { failure: 'denied', detail: 'no' });
    expect(verdict(denied, 'DR-STO-009', cache)).toBe('unknown');
    const unread = judge({ machines: [vm('m')], protectedItems: [item('m')], storageAccounts: [account('cacheweu')] });
    expect(unread.notEvaluated.find(({ rule }) => rule === 'DR-STO-009')?.machines).toBe(1);
  });
  it('goes by the region of the machines that it stages for', () => {
    expect(ask({ location: 'northeurope' }, { sourceLocation: 'northeurope', targetLocation: 'westeurope' })).toBe('pass');
    expect(ask({}, { sourceLocation: undefined })).toBe('unknown');
    expect(evidence(judged({ location: 'northeurope' }), 'DR-STO-009')).toEqual({
      location: 'northeurope',
      primaryFabricLocation: 'westeurope',
    });
  });
  it('leaves all other accounts alone', () => {
    const bad = account('data', { allowSharedKeyAccess: false, networkDefaultAction: 'Deny', networkBypass: 'None' });
    expect(verdict(judge({ storageAccounts: [bad] }), 'DR-STO-009')).toBe('pass');
  });
});

describe('DR-POL-001 replication policy', () => {
  const ask = (change: Partial<ReplicationPolicy>, policy: Partial<Policy> = {}, items = [item('m')]) =>
    verdict(
      judge(
        { machines: [vm('m')], protectedItems: items, replicationPolicies: [{ ...policyRow(0), ...change }] },
        { ...defaultPolicy, ...policy },
      ),
      'DR-POL-001',
      policyRow(0).id,
    );
  it.each<[string, Partial<ReplicationPolicy>, Partial<Policy>, string]>([
    ['24 hours', {}, {}, 'pass'],
    ['a minute less', { recoveryPointHistoryMinutes: 1439 }, {}, 'medium'],
    ['less, and less asked for', { recoveryPointHistoryMinutes: 240 }, { retentionHours: 4 }, 'pass'],
    ['more asked for', {}, { retentionHours: 72 }, 'medium'],
    ['retention missing', { recoveryPointHistoryMinutes: undefined }, {}, 'unknown'],
    ['no application-consistent points', { appConsistentFrequencyMinutes: 0 }, {}, 'pass'],
    ['none, but asked for', { appConsistentFrequencyMinutes: 0 }, { appConsistentHours: 4 }, 'medium'],
    ['too seldom', { appConsistentFrequencyMinutes: 241 }, { appConsistentHours: 4 }, 'medium'],
    ['as often as asked for', { appConsistentFrequencyMinutes: 240 }, { appConsistentHours: 4 }, 'pass'],
    ['frequency missing', { appConsistentFrequencyMinutes: undefined }, {}, 'pass'],
    ['frequency missing, but asked for', { appConsistentFrequencyMinutes: undefined }, { appConsistentHours: 4 }, 'unknown'],
  ])('%s', (_, change, policy, expected) => expect(ask(change, policy)).toBe(expected));
  it('leaves policies that nothing follows alone', () => {
    expect(ask({ recoveryPointHistoryMinutes: 60 }, {}, [])).toBe('pass');
  });
  it('says unknown where an item that does not tell its policy may follow one that keeps too little', () => {
    const untold = item('m', { policyId: undefined });
    expect(ask({ recoveryPointHistoryMinutes: 60 }, {}, [untold])).toBe('unknown');
    expect(ask({ recoveryPointHistoryMinutes: 60 }, {}, [untold, item('m', {}, undefined, 'other')])).toBe('medium');
    expect(ask({}, {}, [untold])).toBe('pass');
  });
});
