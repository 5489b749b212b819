import { describe, expect, it } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import { noDetails, type Detail } from '../../../src/model/details.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import type { PlanActions, PlanGroup } from '../../../src/model/plan.ts';
import type { ProtectedItem } from '../../../src/model/protectedItem.ts';
import { disk, diskId, evidence, item, judge, otherSub, replicatedDisk, vaultId, verdict, vm } from './facts.ts';

const planId = `${vaultId()}/replicationRecoveryPlans/plan`;
const boot = (items: readonly ProtectedItem[]): PlanGroup => ({ type: 'Boot', itemIds: items.map(({ id }) => id) });
const front: readonly PlanGroup[] = ['Shutdown', 'Failover'].map((type) => ({ type, itemIds: [] }));

function judged(
  items: readonly ProtectedItem[],
  groups: readonly PlanGroup[] | Detail<PlanActions> | undefined,
  more: Partial<Inventory> = {},
) {
  const read = Array.isArray(groups)
    ? { value: { lostRegion: 'West Europe', groups: groups as readonly PlanGroup[], runbooks: [] } }
    : groups;
  const planActions = new Map(read === undefined ? [] : [[toArmId(planId), read as Detail<PlanActions>]]);
  return judge({
    machines: items.map(({ name }) => vm(name)),
    protectedItems: items,
    recoveryPlans: [{ id: toArmId(planId), azureId: planId, name: 'plan' }],
    details: { ...noDetails, planActions },
    ...more,
  });
}

const items = (count: number): ProtectedItem[] => Array.from({ length: count }, (_, at) => item(`m${at}`));
const ask = (...facts: Parameters<typeof judged>) => verdict(judged(...facts), 'DR-PLN-002', toArmId(planId));

describe('DR-PLN-002 shape of a recovery plan', () => {
  it('has at most 100 machines', () => {
    expect(ask(items(100), [...front, boot(items(100))])).toBe('pass');
    expect(ask(items(101), [...front, boot(items(101))])).toBe('high');
  });
  it('has at most 7 groups, without those that Azure puts in front', () => {
    const groups = (count: number) => [...front, ...items(count).map((one) => boot([one]))];
    expect(ask(items(7), groups(7))).toBe('pass');
    expect(ask(items(8), groups(8))).toBe('high');
    expect(evidence(judged(items(8), groups(8)), 'DR-PLN-002')).toEqual({ 'groups of the plan': 8 });
  });
  it('is of one pair of regions', () => {
    const [one, other] = [item('m0'), item('m1', { targetLocation: 'swedencentral' })];
    expect(ask([one, other], [boot([one])])).toBe('pass');
    expect(evidence(judged([one, other], [boot([one, other])]), 'DR-PLN-002')).toEqual({
      'pairs of regions': 'westeurope to northeurope, westeurope to swedencentral',
    });
  });
  it('holds no machine with a shared disk', () => {
    const shared = item('m0', { disks: [replicatedDisk('m0-os')] });
    const disks = (maxShares: number) => [{ ...disk('m0-os', { maxShares }), id: toArmId(diskId('m0-os')) }];
    expect(ask([shared], [boot([shared])], { disks: disks(1) })).toBe('pass');
    expect(ask([shared], [boot([shared])], { disks: disks(2) })).toBe('high');
  });
  it('is none of this audit where its vault neither is picked nor holds a picked machine', () => {
    const plan = `${vaultId('v', 'rg', otherSub)}/replicationRecoveryPlans/plan`;
    const recoveryPlans = [{ id: toArmId(plan), azureId: plan, name: 'plan' }];
    const of = (more: Partial<Inventory>) => judge({ recoveryPlans, details: noDetails, ...more }).notEvaluated.map(({ rule }) => rule);
    expect(of({})).toEqual([]);
    expect(of({ machines: [vm('m')], protectedItems: [item('m', {}, vaultId('v', 'rg', otherSub))] })).toContain('DR-PLN-002');
  });
  it('is unknown where members cannot be read, and counted where the plan was not', () => {
    expect(ask([], [boot(items(1))])).toBe('unknown');
    expect(ask([item('m0', { targetLocation: undefined })], [boot(items(1))])).toBe('unknown');
    expect(ask([], { failure: 'denied', detail: 'No permission.' })).toBe('unknown');
    const unread = judged([], undefined);
    expect(verdict(unread, 'DR-PLN-002')).toBe('pass');
    expect(unread.notEvaluated).toContainEqual({ rule: 'DR-PLN-002', machines: 1, why: 'notRead' });
  });
});
