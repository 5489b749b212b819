import { describe, expect, it } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import type { ProtectedItem } from '../../../src/model/protectedItem.ts';
import { machineStates, recoveries } from '../../../src/readiness/assessment.ts';
import { describeMachine, placeText } from '../../../src/readiness/describeMachine.ts';
import { ageText, durationText } from '../../../src/readiness/durationText.ts';
import { severities } from '../../../src/readiness/finding.ts';
import { recoveryLabel, recoveryText, severityLabel, stateLabel } from '../../../src/readiness/text.ts';
import { ago, diskId, failedOver, group, item, judge, judgeOne, link, now, only, openTest, vaultId, vm } from './facts.ts';

describe('describeMachine: the one thing that matters now', () => {
  const protecting: Partial<ProtectedItem> = { protectionState: 'InitialReplicationInProgress', rpoSeconds: null };
  it.each<[string, Partial<ProtectedItem>]>([
    ['RPO 5 min · drilled 10 days ago', {}],
    ['RPO 5 min · drilled 214 days ago', { lastSuccessfulTestFailover: ago(214, 'd') }],
    ['RPO 5 min · never drilled', { lastSuccessfulTestFailover: null }],
    ['test failover open for 5 days', openTest],
    ['test failover open', { testFailoverState: 'WaitingForCompletion' }],
    ['failed over to northeurope 3 h ago, not committed', failedOver],
    ['failed over to zone 2 of westeurope 3 h ago, not committed', { ...failedOver, targetLocation: 'westeurope', targetZone: '2' }],
    [
      'failed over to northeurope 3 days ago, not re-protected',
      { ...failedOver, protectionState: 'UnplannedFailoverCommitted', lastSuccessfulFailover: ago(3, 'd') },
    ],
    [
      'failed over to northeurope 10 min ago, not committed',
      {
        ...failedOver,
        lastSuccessfulFailover: ago(90, 'd'),
        currentScenario: { name: 'UnplannedFailover', jobId: 'j', startTime: ago(10, 'min') },
      },
    ],
    [
      'failover to northeurope under way for 10 min',
      { currentScenario: { name: 'UnplannedFailover', jobId: 'j', startTime: ago(10, 'min') } },
    ],
    ['replication: Failover failed', { protectionState: 'UnplannedFailoverFailed', protectionStateDescription: 'Failover failed' }],
    ['initial replication, no recovery point yet', protecting],
    ['replication health Critical', { replicationHealth: 'Critical' }],
    ['replication: Failed', { protectionState: 'InitialReplicationFailed', protectionStateDescription: 'Failed' }],
    ['RPO 2 h, figure 2 min old', { rpoSeconds: 7200 }],
    ['RPO 5 min, figure 3 h old', { rpoCalculatedAt: ago(3, 'h') }],
    ['Azure expects its failover to fail', { failoverHealth: 'Critical' }],
    ['zone recovery only, no copy outside westeurope', { targetLocation: 'westeurope' }],
    ['disk m-os not replicated', { disks: [] }],
    ['agent update required', { agentUpdateRequired: true }],
    ['update of the agent’s certificate required', { certificateUpdateRequired: true }],
    ['agent expires in 9 days', { agentExpiry: ago(-9.5, 'd') }],
    ['agent expired', { agentExpiry: ago(1, 'd') }],
    ['unknown: facts of its replication are missing', { activeLocation: undefined }],
  ])('%s', (text, change) => expect(describeMachine(only(judgeOne(change)), now)).toBe(text));

  it('says why a machine without an item is as it is', () => {
    expect(describeMachine(only(judge({ machines: [vm('m')] })), now)).toBe('not replicated');
    expect(describeMachine(only(judge({ machines: [vm('m', { priority: 'Spot' })] })), now)).toBe('not replicated, rebuilt instead');
    const hidden = judge({ machines: [vm('m')], links: [link('m', vaultId('hidden'))] });
    expect(describeMachine(only(hidden), now)).toBe('unknown: no permission to read its vault');
  });
  it('counts disks, and names the vault’s region', () => {
    const [os] = vm('m').disks!;
    const disks = [os!, { ...os!, name: 'd1', id: toArmId(diskId('d1')) }, { ...os!, name: 'd2', id: toArmId(diskId('d2')) }];
    expect(describeMachine(only(judgeOne({}, { disks })), now)).toBe('2 disks not replicated');
    const groups = [group('rg-app', 'westeurope'), group('rg-dr', 'westeurope'), group('rg-target', 'northeurope')];
    expect(describeMachine(only(judgeOne({}, {}, { resourceGroups: groups })), now)).toBe(
      'vault or target in the region that it must survive',
    );
  });
  it('tells the place', () => {
    expect(placeText(only(judgeOne()))).toBe('westeurope ▸ northeurope');
    expect(placeText(only(judge({ machines: [vm('m')] })))).toBe('westeurope');
    expect(placeText(only(judgeOne({ targetLocation: 'westeurope' })))).toBe('westeurope');
  });
});

describe('texts', () => {
  it('has one for every state, recovery and severity, each its own', () => {
    expect(new Set(machineStates.map(stateLabel)).size).toBe(machineStates.length);
    expect(new Set(recoveries.map(recoveryLabel)).size).toBe(recoveries.length);
    expect(new Set(recoveries.map((recovery) => recoveryText({ recovery, item: item('m') }))).size).toBe(recoveries.length);
    expect(severities.map(severityLabel)).toEqual(['Critical', 'High', 'Medium', 'Low']);
  });
  it('says what a recovery means, the limits of a backup included', () => {
    expect(recoveryText({ recovery: 'siteRecovery', item: item('m') })).toBe('Fail over to northeurope with Site Recovery.');
    expect(recoveryText({ recovery: 'backup', item: undefined })).toMatch(/paired region.*36 hours/);
  });
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_000, '59 min'],
    [47.9 * 3_600_000, '47 h'],
    [48 * 3_600_000, '2 days'],
    [400 * 86_400_000, '400 days'],
  ])('%d ms is %s', (ms, text) => expect(durationText(ms)).toBe(text));
  it('takes a date ahead of the clock as now', () => expect(ageText(ago(-5, 'min'), now)).toBe('0 s'));
});
