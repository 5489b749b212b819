import { describe, expect, it } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import type { ProtectedItem } from '../../../src/model/protectedItem.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import {
  ago,
  backup,
  beingDisabled,
  diskId,
  evidence,
  failedOver,
  gap,
  group,
  groupId,
  item,
  judge,
  judgeOne,
  link,
  mapping,
  only,
  openTest,
  otherSub,
  policyRow,
  replicatedDisk,
  sub,
  unmanagedDisk,
  vault,
  vaultId,
  verdict,
  vm,
  vmId,
} from './facts.ts';

describe('DR-VM-001 not replicated', () => {
  it('fails without an item, whatever the security type', () => {
    for (const securityType of [null, 'TrustedLaunch', 'ConfidentialVM', undefined]) {
      expect(verdict(judge({ machines: [vm('m', { securityType })] }), 'DR-VM-001')).toBe('high');
    }
  });
  it('passes with an item, even one in another subscription', () => {
    expect(verdict(judgeOne(), 'DR-VM-001')).toBe('pass');
    const there = vaultId('v', 'rg', otherSub);
    expect(verdict(judge({ machines: [vm('m')], protectedItems: [item('m', {}, there)] }), 'DR-VM-001')).toBe('pass');
  });
  it('matches by id, not by name', () => {
    const twin = vm('m', {}, 'rg-other');
    const assessment = judge({ machines: [vm('m'), twin], protectedItems: [item('m')] });
    expect(verdict(assessment, 'DR-VM-001', twin.id)).toBe('high');
    expect(verdict(assessment, 'DR-VM-001', vm('m').id)).toBe('pass');
  });
  it('says unknown for a link whose item cannot be read, and names vault and role', () => {
    const target = `${vaultId('hidden', 'RG-Secret', otherSub)}/replicationFabrics/f/replicationProtectionContainers/c/replicationProtectedItems/i`;
    const assessment = judge({ machines: [vm('m')], links: [link('m', target)] });
    expect(verdict(assessment, 'DR-VM-001')).toBe('unknown');
    expect(only(assessment)).toMatchObject({ state: 'unknown', unknownCause: 'vaultUnreadable', recovery: 'unknown' });
    expect(only(assessment).reason).toMatch(/vaults\/hidden\. Site Recovery Reader or Reader/);
  });
  it('limits its claim to the readable vaults where links cannot be read', () => {
    const assessment = judge({ machines: [vm('m')], gaps: [gap('links', sub)] });
    expect(verdict(assessment, 'DR-VM-001')).toBe('high');
    expect(evidence(assessment, 'DR-VM-001')).toEqual({
      replicationProtectedItems: null,
      'readable vaults': 1,
      'links ASR-Protect-*': 'not readable',
    });
    expect(only(assessment).reason).toBe('Not replicated: no item in the 1 vault that you can read.');
  });
  it('concludes nothing where neither links nor all items can be read', () => {
    for (const table of ['protectedItems', 'vaults'] as const) {
      const assessment = judge({ machines: [vm('m')], gaps: [gap('links'), gap(table, vaultId('v').toLowerCase())] });
      expect(verdict(assessment, 'DR-VM-001')).toBe('unknown');
      expect(only(assessment).state).toBe('unknown');
      expect(only(assessment).reason).toContain('No item in the 1 vault that you can read');
    }
  });
  it('trusts readable links where items cannot be read', () => {
    expect(verdict(judge({ machines: [vm('m')], gaps: [gap('protectedItems')] }), 'DR-VM-001')).toBe('high');
  });
  it('says unknown where an item of the same name does not tell its source', () => {
    const assessment = judge({ machines: [vm('m'), vm('n')], protectedItems: [item('M', { sourceId: undefined })] });
    expect(verdict(assessment, 'DR-VM-001', vm('m').id)).toBe('unknown');
    expect(verdict(assessment, 'DR-VM-001', vm('n').id)).toBe('high');
  });
  it('is low for rebuilt machines, and only for those', () => {
    const scaleSetId = toArmId(`${groupId()}/providers/Microsoft.Compute/virtualMachineScaleSets/s`);
    for (const change of [{ scaleSetId }, { priority: 'Spot' as const }, { ephemeralOsDisk: true }, { managedBy: scaleSetId }]) {
      const assessment = judge({ machines: [vm('m', change)] });
      expect(verdict(assessment, 'DR-VM-001')).toBe('low');
      expect(verdict(assessment, 'DR-VM-020')).toBe('low');
      expect(only(assessment)).toMatchObject({ rebuilt: true, state: 'unprotected' });
      const strict = judge({ machines: [vm('m', change)] }, { ...defaultPolicy, judgeRebuiltMachines: true });
      expect(verdict(strict, 'DR-VM-001')).toBe('high');
    }
    const managed = judge({ machines: [vm('m')], resourceGroups: [group('rg-app', 'westeurope', { managedBy: scaleSetId })] });
    expect(verdict(managed, 'DR-VM-001')).toBe('low');
    expect(only(judge({ machines: [vm('m')] })).rebuilt).toBe(false);
  });
});

describe('DR-VM-003 replication health', () => {
  it.each<[string, Partial<ProtectedItem>, string]>([
    ['critical health', { replicationHealth: 'Critical' }, 'critical'],
    ['warning', { replicationHealth: 'Warning' }, 'critical'],
    ['not protected', { protectionState: 'InitialReplicationFailed', rpoSeconds: null }, 'critical'],
    ['bad health with the state missing', { replicationHealth: 'Critical', protectionState: undefined }, 'unknown'],
    ['well', {}, 'pass'],
    ['failover health alone', { failoverHealth: 'Warning' }, 'pass'],
    ['health missing', { replicationHealth: undefined }, 'unknown'],
    ['initial replication', { protectionState: 'InitialReplicationInProgress', rpoSeconds: null, replicationHealth: 'Warning' }, 'pass'],
    ['failed over', { ...failedOver, replicationHealth: 'Critical' }, 'pass'],
  ])('%s', (_, change, expected) => expect(verdict(judgeOne(change), 'DR-VM-003')).toBe(expected));

  it('shows the codes of errors, not of warnings', () => {
    const healthErrors = [
      { code: '161011', level: 'Warning', category: 'TestFailover', message: '' },
      { code: '151195', level: 'Error', category: 'Replication', message: '' },
    ];
    expect(evidence(judgeOne({ replicationHealth: 'Critical', healthErrors }), 'DR-VM-003')).toEqual({
      replicationHealth: 'Critical',
      protectionState: 'Protected',
      'healthErrors.errorCode': '151195',
    });
  });
  it('shows the warnings that make the health of replication a warning', () => {
    const healthErrors = [
      { code: '153006', level: 'Warning', category: 'Replication', message: '' },
      { code: '161011', level: 'Warning', category: 'TestFailover', message: '' },
    ];
    expect(evidence(judgeOne({ replicationHealth: 'Warning', healthErrors }), 'DR-VM-003')).toMatchObject({
      'healthErrors.errorCode': '153006',
    });
  });
  it('says that replication is being disabled', () => {
    expect(evidence(judgeOne(beingDisabled), 'DR-VM-003')).toEqual({
      replicationHealth: 'Normal',
      protectionState: 'Protected',
      'currentScenario.scenarioName': 'DisableDr',
    });
  });
});

describe('DR-VM-004 recovery point objective', () => {
  it.each<[string, Partial<ProtectedItem>, string]>([
    ['above the limit', { rpoSeconds: 3601 }, 'critical'],
    ['at the limit', { rpoSeconds: 3600 }, 'pass'],
    ['figure too old', { rpoCalculatedAt: ago(61, 'min') }, 'critical'],
    ['figure as old as the limit', { rpoCalculatedAt: ago(60, 'min') }, 'pass'],
    ['figure from a clock that is ahead', { rpoCalculatedAt: ago(-3, 'min') }, 'pass'],
    ['no figure', { rpoSeconds: null }, 'unknown'],
    ['figure missing', { rpoSeconds: undefined }, 'unknown'],
    ['figure missing, last one too old', { rpoSeconds: undefined, rpoCalculatedAt: ago(2, 'h') }, 'critical'],
    ['age missing', { rpoCalculatedAt: undefined }, 'unknown'],
    ['sentinel date', { rpoCalculatedAt: new Date('1753-01-01T01:01:01Z') }, 'unknown'],
    ['policy not known', { policyId: undefined }, 'unknown'],
    ['policy not known, above every limit', { policyId: undefined, rpoSeconds: 7200 }, 'critical'],
    ['initial replication', { protectionState: 'InitialReplicationInProgress', rpoSeconds: null }, 'pass'],
    ['failed over', { ...failedOver, rpoSeconds: 90_000 }, 'pass'],
  ])('%s', (_, change, expected) => expect(verdict(judgeOne(change), 'DR-VM-004')).toBe(expected));

  it('takes the threshold of the replication policy where it is set and lower', () => {
    const withThreshold = (threshold: number | undefined, rpoSeconds = 1200) =>
      verdict(judgeOne({ rpoSeconds }, {}, { replicationPolicies: [policyRow(threshold)] }), 'DR-VM-004');
    expect(withThreshold(15)).toBe('high');
    expect(withThreshold(20)).toBe('pass');
    expect(withThreshold(0)).toBe('pass');
    expect(withThreshold(240, 3700)).toBe('critical');
    expect(withThreshold(undefined)).toBe('unknown');
  });
  it('always shows the age of the figure', () => {
    expect(evidence(judgeOne({ rpoSeconds: 7200 }), 'DR-VM-004')).toEqual({
      rpoInSeconds: 7200,
      lastRpoCalculatedTime: ago(2, 'min').toISOString(),
      'age of the figure, minutes': 2,
      'limit, minutes': 60,
    });
  });
});

describe('DR-VM-006 zone only', () => {
  const zonal = { targetLocation: 'westeurope', sourceZone: '1', targetZone: '2' };
  it.each<[string, Partial<ProtectedItem>, string]>([
    ['zone to zone', zonal, 'high'],
    ['zone to zone, region spelt in words', { ...zonal, targetLocation: 'West Europe' }, 'high'],
    ['to another region', {}, 'pass'],
    ['target missing', { targetLocation: undefined }, 'unknown'],
    ['source missing', { sourceLocation: undefined }, 'unknown'],
  ])('%s', (_, change, expected) => expect(verdict(judgeOne(change), 'DR-VM-006')).toBe(expected));

  it('does not count as region recovery, and leaves DR-VM-001 alone', () => {
    const assessment = judgeOne(zonal, {}, { backupItems: [] });
    expect(only(assessment)).toMatchObject({ state: 'atRisk', recovery: 'wait' });
    expect(verdict(assessment, 'DR-VM-001')).toBe('pass');
  });
  it('passes when another item leads to another region', () => {
    const both = [item('m', zonal), item('m', {}, vaultId('v2'))];
    const more = { vaults: [vault(), vault({}, vaultId('v2'))] };
    expect(verdict(judge({ machines: [vm('m')], protectedItems: both, ...more }), 'DR-VM-006')).toBe('pass');
  });
});

describe('DR-VM-007 disks', () => {
  const os = vm('m').disks![0]!;
  const data = { ...os, name: 'm-data', id: toArmId(diskId('m-data')), role: 'data' as const };
  it('fails for a disk that is not listed, and says which', () => {
    const assessment = judgeOne({}, { disks: [os, data] });
    expect(verdict(assessment, 'DR-VM-007')).toBe('high');
    expect(evidence(assessment, 'DR-VM-007')).toEqual({ 'missing in protectedManagedDisks': 'm-data' });
  });
  it('fails for a disk that Azure reports as not replicated', () => {
    const assessment = judgeOne({ disks: undefined, unprotectedDiskIds: [data.id] }, { disks: [os, data] });
    expect(evidence(assessment, 'DR-VM-007')).toEqual({ unprotectedDisks: 'm-data' });
  });
  it.each<[string, Partial<ProtectedItem>, string]>([
    ['all listed', { disks: [replicatedDisk('m-os'), replicatedDisk('m-data')] }, 'pass'],
    [
      'an unprotected disk that is not attached',
      { disks: [replicatedDisk('m-os'), replicatedDisk('m-data')], unprotectedDiskIds: [toArmId(diskId('gone'))] },
      'pass',
    ],
    ['list missing', { disks: undefined }, 'unknown'],
    ['unprotected disks missing', { disks: [replicatedDisk('m-os'), replicatedDisk('m-data')], unprotectedDiskIds: undefined }, 'unknown'],
    ['failed over', { ...failedOver }, 'pass'],
  ])('%s', (_, change, expected) => expect(verdict(judgeOne(change, { disks: [os, data] }), 'DR-VM-007')).toBe(expected));
  it('says unknown when the disks of the machine are missing', () => {
    expect(verdict(judgeOne({}, { disks: undefined }), 'DR-VM-007')).toBe('unknown');
  });
});

describe('DR-VM-010 failover not ended', () => {
  it.each<[string, Partial<ProtectedItem>, string]>([
    ['after the limit', { lastSuccessfulFailover: ago(25, 'h') }, 'critical'],
    ['committed, not re-protected', { protectionState: 'UnplannedFailoverCommitted', lastSuccessfulFailover: ago(3, 'd') }, 'critical'],
    ['within the limit', { lastSuccessfulFailover: ago(24, 'h') }, 'pass'],
    ['time missing', { lastSuccessfulFailover: undefined }, 'unknown'],
    ['no time given', { lastSuccessfulFailover: null }, 'unknown'],
    [
      'no time given, job known',
      { lastSuccessfulFailover: null, currentScenario: { name: 'UnplannedFailover', jobId: '', startTime: ago(2, 'd') } },
      'critical',
    ],
    [
      'time of an earlier one, job running',
      { lastSuccessfulFailover: ago(90, 'd'), currentScenario: { name: 'UnplannedFailover', jobId: '', startTime: ago(10, 'min') } },
      'pass',
    ],
    ['state missing', { activeLocation: undefined, protectionState: undefined }, 'unknown'],
  ])('%s', (_, change, expected) => expect(verdict(judgeOne({ ...failedOver, ...change }), 'DR-VM-010')).toBe(expected));
  it('passes when not failed over, however old the last failover', () => {
    expect(verdict(judgeOne({ lastSuccessfulFailover: ago(300, 'd') }), 'DR-VM-010')).toBe('pass');
  });
});

describe('DR-VM-014 unmanaged disks', () => {
  const managed = vm('m').disks![0]!;
  it('fails for an OS disk and for a data disk', () => {
    for (const role of ['os', 'data'] as const) {
      const assessment = judge({
        machines: [vm('m', { disks: [managed, unmanagedDisk('https://acc.blob.core.windows.net/vhds/a.vhd', role)] })],
      });
      expect(verdict(assessment, 'DR-VM-014')).toBe('critical');
      expect(Object.values(evidence(assessment, 'DR-VM-014'))).toEqual(['https://acc.blob.core.windows.net/vhds/a.vhd']);
    }
  });
  it('leaves an ephemeral OS disk alone: it is neither managed nor a VHD', () => {
    const disks = [{ ...managed, id: undefined }];
    expect(verdict(judge({ machines: [vm('m', { disks, ephemeralOsDisk: true })] }), 'DR-VM-014')).toBe('pass');
    expect(
      verdict(judge({ machines: [vm('m', { disks: [{ ...managed, id: undefined, role: 'data' }], ephemeralOsDisk: true })] }), 'DR-VM-014'),
    ).toBe('unknown');
  });
  it('passes for managed disks', () => expect(verdict(judge({ machines: [vm('m')] }), 'DR-VM-014')).toBe('pass'));
  it('says unknown when disks are missing', () => {
    expect(verdict(judge({ machines: [vm('m', { disks: undefined })] }), 'DR-VM-014')).toBe('unknown');
    expect(verdict(judge({ machines: [vm('m', { disks: [{ ...managed, id: undefined }] })] }), 'DR-VM-014')).toBe('unknown');
  });
});

describe('DR-VM-016 encryption at host', () => {
  it('fails for a protected machine', () => expect(verdict(judgeOne({}, { encryptionAtHost: true }), 'DR-VM-016')).toBe('medium'));
  it('does not change the state', () => expect(only(judgeOne({}, { encryptionAtHost: true })).state).toBe('ready'));
  it('leaves an unprotected machine alone', () => {
    expect(verdict(judge({ machines: [vm('m', { encryptionAtHost: true })] }), 'DR-VM-016')).toBe('pass');
  });
  it('says unknown when it is missing', () => expect(verdict(judgeOne({}, { encryptionAtHost: undefined }), 'DR-VM-016')).toBe('unknown'));
});

describe('DR-VM-019 working order', () => {
  it.each<[string, Parameters<typeof judgeOne>[1], string]>([
    ['deallocated', { powerState: 'deallocated', agentStatus: undefined }, 'medium'],
    ['provisioning failed', { provisioningState: 'Failed' }, 'medium'],
    ['agent not ready', { agentStatus: 'Not Ready' }, 'medium'],
    ['extension failed', { failedExtensions: ['SiteRecovery-Linux'] }, 'medium'],
    ['well', {}, 'pass'],
    ['starting', { powerState: 'starting' }, 'pass'],
    ['power state missing', { powerState: undefined }, 'unknown'],
    ['power state not told', { powerState: 'unknown' }, 'unknown'],
    ['agent missing', { agentStatus: undefined }, 'unknown'],
    ['extensions missing', { failedExtensions: undefined }, 'unknown'],
    ['provisioning missing', { provisioningState: undefined }, 'unknown'],
    ['one missing, another bad', { provisioningState: undefined, powerState: 'stopped' }, 'medium'],
  ])('%s', (_, change, expected) => {
    expect(verdict(judgeOne({}, change), 'DR-VM-019')).toBe(expected);
    expect(only(judgeOne({}, change)).state).toBe('ready');
  });
  it('leaves the source of a failover alone: it is off as it should be', () => {
    expect(verdict(judgeOne(failedOver, { powerState: 'deallocated' }), 'DR-VM-019')).toBe('pass');
    const off = (change: Partial<ProtectedItem>, more = {}) =>
      verdict(judgeOne(change, { powerState: 'deallocated', ...more }), 'DR-VM-019');
    expect(off({ activeLocation: undefined })).toBe('unknown');
    expect(off({ activeLocation: undefined }, { failedExtensions: ['a'] })).toBe('medium');
    const hidden = { machines: [vm('m', { powerState: 'deallocated' })], links: [link('m', vaultId('hidden'))] };
    expect(verdict(judge(hidden), 'DR-VM-019')).toBe('unknown');
  });
});

describe('DR-VM-020 backup', () => {
  it('fails without a backup item', () => expect(verdict(judge({ machines: [vm('m')] }), 'DR-VM-020')).toBe('medium'));
  it('passes with one', () => expect(verdict(judge({ machines: [vm('m')], backupItems: [backup('m')] }), 'DR-VM-020')).toBe('pass'));
  it('fails with one whose backups are stopped, and says since when', () => {
    const stopped = backup('m', { protectionState: 'ProtectionStopped', policyId: null });
    const assessment = judge({ machines: [vm('m')], backupItems: [stopped] });
    expect(verdict(assessment, 'DR-VM-020')).toBe('medium');
    expect(evidence(assessment, 'DR-VM-020')).toEqual({
      'protectedItems.protectionState': 'ProtectionStopped',
      'protectedItems.lastRecoveryPoint': stopped.lastRecoveryPoint!.toISOString(),
    });
    const other = backup('m', {}, vaultId('other'));
    expect(verdict(judge({ machines: [vm('m')], backupItems: [stopped, other] }), 'DR-VM-020')).toBe('pass');
    for (const protectionState of ['BackupsSuspended', 'BackupSchedulesSuspended'])
      expect(verdict(judge({ machines: [vm('m')], backupItems: [{ ...stopped, protectionState }] }), 'DR-VM-020')).toBe('medium');
    for (const protectionState of ['IRPending', 'ProtectionError', undefined])
      expect(verdict(judge({ machines: [vm('m')], backupItems: [{ ...stopped, protectionState }] }), 'DR-VM-020')).toBe('pass');
  });
  it.each<[string | undefined, string]>([
    ['ProtectionError', 'medium'],
    ['IRPending', 'pass'],
    [undefined, 'pass'],
  ])('without a recovery point, in the state %s', (protectionState, expected) => {
    const backupItems = [backup('m', { protectionState, lastRecoveryPoint: null })];
    expect(verdict(judge({ machines: [vm('m')], backupItems }), 'DR-VM-020')).toBe(expected);
  });
  it('is not satisfied by a machine of the same name in another group', () => {
    const twin = vm('m', {}, 'rg-other');
    const assessment = judge({ machines: [twin, vm('m')], backupItems: [backup('m')] });
    expect(verdict(assessment, 'DR-VM-020', twin.id)).toBe('medium');
    expect(verdict(assessment, 'DR-VM-020', vm('m').id)).toBe('pass');
  });
  it('says unknown when backup items or vaults cannot be read', () => {
    expect(verdict(judge({ machines: [vm('m')], gaps: [gap('backupItems', vaultId('x'))] }), 'DR-VM-020')).toBe('unknown');
    expect(verdict(judge({ machines: [vm('m')], gaps: [gap('vaults')] }), 'DR-VM-020')).toBe('unknown');
  });
  it('matches ids in any casing', () => {
    const sourceId = toArmId(vmId('M').toUpperCase());
    expect(verdict(judge({ machines: [vm('m')], backupItems: [backup('m', { sourceId })] }), 'DR-VM-020')).toBe('pass');
  });
});

describe('DR-DRL-001, 002 drills', () => {
  const protecting: Partial<ProtectedItem> = {
    protectionState: 'InitialReplicationInProgress',
    rpoSeconds: null,
    lastSuccessfulTestFailover: null,
  };
  it.each<[string, Partial<ProtectedItem>, string, string]>([
    ['never', { lastSuccessfulTestFailover: null }, 'high', 'pass'],
    ['sentinel date', { lastSuccessfulTestFailover: new Date('0001-01-01T00:00:00Z') }, 'high', 'pass'],
    ['too long ago', { lastSuccessfulTestFailover: ago(181, 'd') }, 'pass', 'high'],
    ['on the last day', { lastSuccessfulTestFailover: ago(180, 'd') }, 'pass', 'pass'],
    ['missing', { lastSuccessfulTestFailover: undefined }, 'unknown', 'unknown'],
    ['initial replication', protecting, 'pass', 'pass'],
    ['failed over', { ...failedOver, lastSuccessfulTestFailover: null }, 'pass', 'pass'],
  ])('%s', (_, change, never, old) => {
    expect(verdict(judgeOne(change), 'DR-DRL-001')).toBe(never);
    expect(verdict(judgeOne(change), 'DR-DRL-002')).toBe(old);
  });
});

describe('DR-DRL-003 open test', () => {
  const since = (startTime: Date | null, name = 'TestFailover') => ({ ...openTest, currentScenario: { name, jobId: 'job', startTime } });
  it.each<[string, Partial<ProtectedItem>, string]>([
    ['open too long', openTest, 'high'],
    ['open within the limit', since(ago(24, 'h')), 'pass'],
    ['start not told', since(null), 'unknown'],
    ['start is a sentinel', since(new Date('1753-01-01T01:01:01Z')), 'unknown'],
    ['start of another job', since(ago(5, 'd'), 'EnableDr'), 'unknown'],
    ['scenario missing', { ...openTest, currentScenario: undefined }, 'unknown'],
    ['state missing', { testFailoverState: undefined }, 'unknown'],
    ['cleaned up', {}, 'pass'],
  ])('%s', (_, change, expected) => expect(verdict(judgeOne(change), 'DR-DRL-003')).toBe(expected));
});

describe('DR-AGT-001 agent', () => {
  it.each<[string, Partial<ProtectedItem>, boolean | undefined, string, string]>([
    ['agent expires soon', { agentExpiry: ago(-30, 'd') }, true, 'high', 'atRisk'],
    ['agent has expired', { agentExpiry: ago(1, 'd') }, true, 'high', 'atRisk'],
    ['agent expires later', { agentExpiry: ago(-31, 'd') }, true, 'pass', 'ready'],
    ['"never" sentinel', { agentExpiry: new Date('9999-12-31T23:59:59.999Z') }, true, 'pass', 'ready'],
    ['certificate expires soon', { agentCertificateExpiry: ago(-5, 'd') }, true, 'high', 'atRisk'],
    ['update required', { agentUpdateRequired: true }, true, 'high', 'atRisk'],
    ['update of the certificate required', { certificateUpdateRequired: true }, true, 'high', 'atRisk'],
    ['update of the certificate missing', { certificateUpdateRequired: undefined }, true, 'unknown', 'unknown'],
    ['update required, automatic update off', { agentUpdateRequired: true }, false, 'high', 'atRisk'],
    ['automatic update off alone', {}, false, 'low', 'ready'],
    ['automatic update not known', {}, undefined, 'unknown', 'ready'],
    ['expiry missing', { agentExpiry: undefined }, true, 'unknown', 'unknown'],
    ['certificate missing', { agentCertificateExpiry: undefined }, false, 'unknown', 'unknown'],
    ['update missing', { agentUpdateRequired: undefined }, true, 'unknown', 'unknown'],
  ])('%s', (_, change, automatic, expected, state) => {
    const assessment = judgeOne(change, {}, { containerMappings: [mapping(automatic)] });
    expect(verdict(assessment, 'DR-AGT-001')).toBe(expected);
    expect(only(assessment).state).toBe(state);
  });
});
