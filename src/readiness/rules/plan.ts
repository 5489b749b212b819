import { vaultOf } from '../../model/armId.ts';
import type { ItemFacts, PlanFacts } from '../facts.ts';
import { Gathering } from '../gathering.ts';
import type { PlanRule, Verdict } from '../rule.ts';
import { sources } from './sources.ts';

/** Limits of a recovery plan; groups are those that start machines, without the two that Azure puts in front. */
const mostItems = 100;
const mostGroups = 7;

export const planRules: readonly PlanRule[] = [
  {
    id: 'DR-PLN-002',
    on: 'plan',
    title: 'Recovery plan is not of a shape that works',
    severity: 'high',
    depth: 'full',
    decides: [
      'groups.replicationProtectedItems',
      'groups.groupType',
      'providerSpecificDetails.primaryFabricLocation',
      'providerSpecificDetails.recoveryFabricLocation',
      'disks: maxShares',
    ],
    sources: [sources.recoveryPlans, sources.sharedDisks],
    corresponds: {},
    explanation:
      'The plan has more than 100 machines or more than 7 groups, holds machines of different pairs of regions, or a machine with a shared disk, which has to be failed over with its cluster.',
    consequence: 'The plan cannot be started as it is, or leaves out what it was made for; the order of machines has to be kept by hand.',
    fix: 'Split the plan: one for each pair of regions and each application, within the limits. Take machines with shared disks out, and fail over their cluster together.',
    check: judgePlan,
  },
];

function judgePlan({ plan, index }: PlanFacts): Verdict {
  const gathering = new Gathering();
  const groups = gathering.take(index.details.planActions.get(plan.id), 'the groups of the recovery plan')?.groups ?? [];
  const members = new Set(groups.flatMap(({ itemIds }) => itemIds));
  const started = groups.filter(({ type }) => /^boot$/i.test(type)).length;
  if (members.size > mostItems) gathering.add('machines of the plan', members.size);
  if (started > mostGroups) gathering.add('groups of the plan', started);
  const vault = vaultOf(plan.id);
  const items = (vault === undefined ? undefined : index.vaultRows.get(vault)?.items)?.filter(({ id }) => members.has(id)) ?? [];
  const pairs = new Set(items.map(pairOf).filter((pair) => pair !== undefined));
  if (pairs.size > 1) gathering.add('pairs of regions', [...pairs].toSorted().join(', '));
  for (const facts of items) if (hasSharedDisk(facts)) gathering.add('machine with a shared disk', facts.item.friendlyName);
  if (items.length < members.size) gathering.lack('Not all protected items of the plan can be read.');
  if (items.some((facts) => pairOf(facts) === undefined)) gathering.lack('The read did not give the regions of a protected item.');
  return gathering.verdict();
}

function pairOf({ item: { sourceLocation: from, targetLocation: to } }: ItemFacts): string | undefined {
  return from === undefined || to === undefined ? undefined : `${from} to ${to}`;
}

function hasSharedDisk({ vm, index }: ItemFacts): boolean {
  return vm?.disks?.some(({ id }) => id !== undefined && index.sharedDisks.has(id)) === true;
}
