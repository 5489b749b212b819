import { describe, expect, it } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import { noDetails, type Detail, type Details } from '../../../src/model/details.ts';
import type { ProtectedItem } from '../../../src/model/protectedItem.ts';
import type { RunbookState } from '../../../src/model/plan.ts';
import type { GeoReplication, StorageAccount } from '../../../src/model/storage.ts';
import type { Assessment } from '../../../src/readiness/assessment.ts';
import { denied, value } from './details.ts';
import { account, accountId, ago, evidence, item, judge, link, otherSub, replicatedDisk, vaultId, verdict, vm, vmId } from './facts.ts';

const notRead = ({ notEvaluated }: Assessment, rule: string): number | undefined => notEvaluated.find((one) => one.rule === rule)?.machines;

describe('DR-VM-002 eligibility', () => {
  const of = (
    detail: Detail<readonly { code: string; message: string }[]> | undefined,
    more: Parameters<typeof judge>[0] = {},
  ): Assessment =>
    judge({
      machines: [vm('m')],
      details: { ...noDetails, eligibility: new Map(detail === undefined ? [] : [[vm('m').id, detail]]) },
      ...more,
    });
  const refused = value([{ code: '150019', message: 'The provisioning state is not valid.' }]);
  it('hit, near miss, unknown, not read', () => {
    expect(verdict(of(refused), 'DR-VM-002')).toBe('high');
    expect(evidence(of(refused), 'DR-VM-002')).toEqual({ replicationEligibilityResults: '150019: The provisioning state is not valid.' });
    expect(verdict(of(value([])), 'DR-VM-002')).toBe('pass');
    expect(verdict(of(denied), 'DR-VM-002')).toBe('unknown');
    expect(notRead(of(undefined), 'DR-VM-002')).toBe(1);
    expect(of(denied).unknown.some(({ rule }) => rule === 'DR-VM-001')).toBe(false);
  });
  it('is low for what is rebuilt, and silent for what is or may be replicated', () => {
    expect(verdict(of(refused, { machines: [vm('m', { priority: 'Spot' })] }), 'DR-VM-002')).toBe('low');
    expect(verdict(of(refused, { protectedItems: [item('m')] }), 'DR-VM-002')).toBe('pass');
    expect(notRead(of(undefined, { links: [link('m', vaultId('hidden'))] }), 'DR-VM-002')).toBeUndefined();
  });
});

describe('geo-replication', () => {
  const well: GeoReplication = { status: 'Live', lastSyncTime: ago(4, 'min'), canFailover: true, canPlannedFailover: true };
  const of = (detail: Detail<GeoReplication | null> | undefined, change: Partial<StorageAccount> = {}): Assessment =>
    judge({
      storageAccounts: [account('acc', change)],
      details: { ...noDetails, geoReplication: new Map(detail === undefined ? [] : [[toArmId(accountId('acc')), detail]]) },
    });
  it.each<[string, Partial<GeoReplication>, string, string]>([
    ['well', {}, 'pass', 'pass'],
    ['60 minutes behind', { lastSyncTime: ago(60, 'min') }, 'pass', 'pass'],
    ['61 minutes behind', { lastSyncTime: ago(61, 'min') }, 'high', 'pass'],
    ['first copy under way', { status: 'Bootstrap', lastSyncTime: null, canFailover: false }, 'high', 'medium'],
    ['unavailable', { status: 'Unavailable' }, 'high', 'pass'],
    ['no planned failover', { canPlannedFailover: false }, 'pass', 'low'],
    ['no time', { lastSyncTime: undefined }, 'unknown', 'pass'],
    ['no status', { status: undefined }, 'unknown', 'pass'],
    ['no flag', { canFailover: undefined }, 'pass', 'unknown'],
  ])('%s', (_, change, lag, failover) => {
    const all = of(value({ ...well, ...change }));
    expect([verdict(all, 'DR-STO-003'), verdict(all, 'DR-STO-004')]).toEqual([lag, failover]);
  });
  it.each(['DR-STO-003', 'DR-STO-004'])('%s: denied, not read, and not geo-redundant', (rule) => {
    expect(verdict(of(denied), rule)).toBe('unknown');
    expect(verdict(of(value(null)), rule)).toBe('unknown');
    expect(notRead(of(undefined), rule)).toBe(1);
    expect(notRead(of(undefined, { sku: 'Standard_ZRS' }), rule)).toBeUndefined();
    expect(verdict(of(undefined, { sku: undefined }), rule)).toBe('unknown');
  });
});

describe('DR-STO-006 file shares', () => {
  const of = (detail: Detail<readonly string[]> | undefined, change: Partial<StorageAccount> = {}): Assessment =>
    judge({
      storageAccounts: [account('acc', { sku: 'Standard_LRS', ...change })],
      details: { ...noDetails, fileShares: new Map(detail === undefined ? [] : [[toArmId(accountId('acc')), detail]]) },
    });
  it('hit, near misses, unknown, not read', () => {
    expect(evidence(of(value(['a', 'b'])), 'DR-STO-006')).toEqual({ 'sku.name': 'Standard_LRS', 'file shares': 2 });
    expect(verdict(of(value(['a'])), 'DR-STO-006')).toBe('high');
    expect(verdict(of(value([])), 'DR-STO-006')).toBe('pass');
    expect(verdict(of(denied), 'DR-STO-006')).toBe('unknown');
    expect(notRead(of(undefined), 'DR-STO-006')).toBe(1);
    // Provisioned v2 on hard disks: standard shares, though of the kind that premium ones have.
    expect(verdict(of(value(['a']), { sku: 'StandardV2_LRS', kind: 'FileStorage' }), 'DR-STO-006')).toBe('high');
    for (const change of [{ sku: 'Standard_ZRS' }, { kind: 'BlobStorage' }, { sku: 'Premium_LRS', kind: 'FileStorage' }]) {
      expect(notRead(of(undefined, change), 'DR-STO-006')).toBeUndefined();
    }
    expect(verdict(of(undefined, { kind: undefined }), 'DR-STO-006')).toBe('unknown');
  });
});

describe('DR-PLN-003 runbooks', () => {
  const planId = `${vaultId()}/replicationRecoveryPlans/plan`;
  const runbookId = toArmId(`${vaultId()}/automationAccounts/aa/runbooks/open`);
  const well: RunbookState = { state: 'Published', location: 'northeurope', lastStatus: 'Completed' };
  const of = (runbook: Detail<RunbookState | null> | undefined, change: Partial<Details> = {}): Assessment =>
    judge({
      recoveryPlans: [{ id: toArmId(planId), azureId: planId, name: 'plan' }],
      details: {
        ...noDetails,
        planActions: new Map([
          [toArmId(planId), value({ lostRegion: 'West Europe', groups: [], runbooks: [{ name: 'open', runbookId }] })],
        ]),
        runbooks: new Map(runbook === undefined ? [] : [[runbookId, runbook]]),
        ...change,
      },
    });
  it.each<[string, RunbookState | null, string]>([
    ['well', well, 'pass'],
    ['published, with a draft', { ...well, state: 'Edit' }, 'pass'],
    ['never ran', { ...well, lastStatus: null }, 'pass'],
    ['gone', null, 'high'],
    ['not published', { ...well, state: 'New' }, 'high'],
    ['failed last time', { ...well, lastStatus: 'Failed' }, 'high'],
    ['in the source region', { ...well, location: 'westeurope' }, 'high'],
    ['where is not known', { ...well, location: undefined }, 'unknown'],
    ['state not known', { ...well, state: undefined }, 'unknown'],
  ])('%s', (_, runbook, expected) => {
    expect(verdict(of(value(runbook)), 'DR-PLN-003', toArmId(planId))).toBe(expected);
  });
  it('between zones no region is lost, and an Automation account with it', () => {
    const actions = { lostRegion: null, groups: [], runbooks: [{ name: 'open', runbookId }] };
    const zonal = { planActions: new Map([[toArmId(planId), value(actions)]]) };
    expect(verdict(of(value({ ...well, location: 'westeurope' }), zonal), 'DR-PLN-003')).toBe('pass');
  });
  it('denied, and not read', () => {
    expect(verdict(of(denied), 'DR-PLN-003')).toBe('unknown');
    expect(verdict(of(undefined, { planActions: new Map([[toArmId(planId), denied]]) }), 'DR-PLN-003')).toBe('unknown');
    expect(notRead(of(undefined), 'DR-PLN-003')).toBe(1);
    expect(notRead(of(undefined, { planActions: new Map() }), 'DR-PLN-003')).toBe(1);
  });
});

describe('DR-CAP-006 replicated disks', () => {
  const of = (items: number, disks: number, kind: string | undefined, change: Partial<ProtectedItem> = {}): Assessment =>
    judge({
      machines: Array.from({ length: items }, (_, i) => vm(`m${i}`)),
      protectedItems: Array.from({ length: items }, (_, i) =>
        item(`m${i}`, { disks: Array.from({ length: disks }, (__, n) => replicatedDisk(`m${i}-${n}`)), ...change }),
      ),
      storageAccounts: [account('cacheweu', { kind })],
    });
  it.each<[number, number, string | undefined, string]>([
    [5, 75, 'StorageV2', 'pass'],
    [1, 376, 'StorageV2', 'low'],
    [10, 75, 'StorageV2', 'low'],
    [1, 751, 'StorageV2', 'medium'],
    [1, 150, 'Storage', 'pass'],
    [1, 151, 'Storage', 'low'],
    [1, 301, 'Storage', 'medium'],
    [1, 151, undefined, 'unknown'],
  ])('%d machines with %d disks through a cache account of kind %s: %s', (items, disks, kind, expected) => {
    expect(verdict(of(items, disks, kind), 'DR-CAP-006')).toBe(expected);
  });
  it('of a whole subscription, in numbers', () => {
    const spread = (count: number): Assessment =>
      judge({
        machines: [vm('m'), vm('n')],
        protectedItems: ['m', 'n'].map((name, at) =>
          item(name, {
            disks: Array.from({ length: at === 0 ? 3000 : count }, (_, i) => replicatedDisk(`${name}${i}`, `cache${i}`)),
            sourceLocation: at === 0 ? 'westeurope' : 'eastus',
          }),
        ),
      });
    expect(verdict(spread(0), 'DR-CAP-006')).toBe('pass');
    const found = spread(1).findings.filter(({ rule }) => rule === 'DR-CAP-006');
    expect(found.map(({ severity, resourceId }) => [severity, resourceId.split('/').at(-1)])).toEqual([
      ['medium', 'eastus'],
      ['medium', 'westeurope'],
    ]);
    expect(found[0]?.evidence.map(({ value: each }) => each)).toEqual([3001, 1, 3000]);
  });
  it('leaves places of other subscriptions alone unless a machine leads there', () => {
    const disks = Array.from({ length: 3001 }, (_, i) => replicatedDisk(`m${i}`, `cache${i}`));
    const elsewhere = item('m', { sourceId: toArmId(vmId('m', 'rg', otherSub)), disks });
    expect(verdict(judge({ protectedItems: [elsewhere] }), 'DR-CAP-006')).toBe('pass');
    expect(verdict(judge({ protectedItems: [elsewhere], subscriptions: [{ id: otherSub, name: 'Other' }] }), 'DR-CAP-006')).toBe('medium');
  });
  it('is judged without full depth; disks that are not told leave it open', () => {
    expect(verdict(of(1, 1, 'StorageV2', { disks: undefined }), 'DR-CAP-006')).toBe('unknown');
    const untold = (change: Partial<ProtectedItem>) =>
      verdict(
        judge({ machines: [vm('m'), vm('n')], protectedItems: [item('m'), item('n', change)], storageAccounts: [account('cacheweu')] }),
        'DR-CAP-006',
      );
    expect([untold({}), untold({ sourceLocation: undefined }), untold({ sourceId: undefined })]).toEqual(['pass', 'unknown', 'unknown']);
  });
});
