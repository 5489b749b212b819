import { describe, expect, it } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import type { HealthError, ProtectedItem } from '../../../src/model/protectedItem.ts';
import { evidence, failedOver, gap, group, item, judge, judgeOne, only, otherSub, sub, verdict, vmId } from './facts.ts';

describe('DR-VM-005 failover health', () => {
  const neverDrilled: HealthError = { code: '161011', level: 'Warning', category: 'TestFailover', message: 'No test failover.' };
  const replication: HealthError = { code: '153006', level: 'Warning', category: 'Replication', message: '' };
  const subnet: HealthError = { code: '161099', level: 'Error', category: 'Configuration', message: 'The subnet is gone.' };
  it.each<[string, Partial<ProtectedItem>, string]>([
    ['normal', {}, 'pass'],
    ['normal, though replication is ill', { replicationHealth: 'Critical', healthErrors: [replication] }, 'pass'],
    ['critical', { failoverHealth: 'Critical', healthErrors: [subnet] }, 'high'],
    ['critical, nothing said', { failoverHealth: 'Critical', healthErrors: undefined }, 'high'],
    ['critical, never drilled', { failoverHealth: 'Critical', healthErrors: [neverDrilled] }, 'high'],
    ['warning', { failoverHealth: 'Warning', healthErrors: [neverDrilled, subnet] }, 'high'],
    ['warning, nothing said', { failoverHealth: 'Warning', healthErrors: [] }, 'high'],
    ['warning for want of a drill', { failoverHealth: 'Warning', healthErrors: [neverDrilled] }, 'pass'],
    ['the same, and replication is ill', { failoverHealth: 'Warning', healthErrors: [replication, neverDrilled] }, 'pass'],
    ['health missing', { failoverHealth: undefined }, 'unknown'],
    ['reasons of a warning missing', { failoverHealth: 'Warning', healthErrors: undefined }, 'unknown'],
    ['failed over', { ...failedOver, failoverHealth: 'Critical' }, 'pass'],
    ['no recovery point yet', { protectionState: 'InitialReplicationInProgress', rpoSeconds: null, failoverHealth: 'Critical' }, 'pass'],
  ])('%s', (_, change, expected) => expect(verdict(judgeOne(change), 'DR-VM-005')).toBe(expected));
  it('shows what Azure says, and puts the machine at risk', () => {
    const assessment = judgeOne({ failoverHealth: 'Warning', healthErrors: [replication, subnet] });
    expect(evidence(assessment, 'DR-VM-005')).toEqual({ failoverHealth: 'Warning', healthErrors: '161099: The subnet is gone.' });
    expect(only(assessment).state).toBe('atRisk');
    expect(only(judgeOne({ failoverHealth: undefined })).state).toBe('unknown');
  });
});

describe('DR-VM-011 source deleted after the failover', () => {
  const ask = (change: Partial<ProtectedItem>, more: Parameters<typeof judge>[0] = {}) =>
    verdict(judge({ protectedItems: [item('gone', { ...failedOver, ...change })], ...more }), 'DR-VM-011');
  it('fails for the item that is left', () => {
    const assessment = judge({ protectedItems: [item('gone', failedOver)] });
    expect(only(assessment)).toMatchObject({ state: 'failedOver', id: item('gone').id });
    expect(evidence(assessment, 'DR-VM-011')).toMatchObject({ activeLocation: 'Recovery', fabricObjectId: toArmId(vmId('gone')) });
    expect(ask({})).toBe('high');
  });
  it('passes while the source is there, and leaves items that are not failed over to DR-VLT-006', () => {
    expect(verdict(judgeOne(failedOver), 'DR-VM-011')).toBe('pass');
    expect(verdict(judgeOne(), 'DR-VM-011')).toBe('pass');
    expect(verdict(judge({ protectedItems: [item('gone')] }), 'DR-VM-011')).toBe('pass');
  });
  it('speaks of the item that is failed over where there are several', () => {
    const two = [item('gone', {}, undefined, 'a'), item('gone', failedOver, undefined, 'b')];
    const assessment = judge({ protectedItems: two });
    expect(evidence(assessment, 'DR-VM-011')).toMatchObject({ activeLocation: 'Recovery' });
    expect(verdict(assessment, 'DR-VLT-006', two[0]!.id)).toBe('medium');
  });
  it('says unknown where absence proves nothing', () => {
    expect(ask({}, { gaps: [gap('machines', sub)] })).toBe('unknown');
    expect(ask({}, { gaps: [gap('machines', otherSub)] })).toBe('high');
    expect(ask({}, { resourceGroups: [group('rg-dr', 'northeurope')] })).toBe('unknown');
    expect(ask({ sourceId: undefined })).toBe('unknown');
    expect(ask({ activeLocation: undefined, protectionState: 'Protected' })).toBe('unknown');
  });
});
