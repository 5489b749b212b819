import type { HealthError } from '../../model/protectedItem.ts';
import { ageMs, hourMs, minuteMs, realDate } from '../dates.ts';
import type { ItemFacts } from '../facts.ts';
import { failedOverSince, isBeingDisabled, isFailedOver } from '../itemPhase.ts';
import { toldHealth } from '../known.ts';
import type { Policy } from '../policy.ts';
import type { MachineRule, Verdict } from '../rule.ts';
import { fail, missing, notApplicable, pass, unknown, unlessReplicating } from '../verdicts.ts';
import { sources } from './sources.ts';

/** Site Recovery itself calls replication critical when the last 60 minutes brought no recovery point. */
const criticalMinutes = 60;

/** Is replication well, and how far behind; is a failover brought to its end. */
export const replicationRules: readonly MachineRule[] = [
  {
    id: 'DR-VM-003',
    on: 'machine',
    title: 'Replication is not healthy',
    severity: 'critical',
    depth: 'inventory',
    affectsState: true,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: ['replicationHealth', 'protectionState', 'currentScenario.scenarioName'],
    sources: [sources.monitor, sources.troubleshoot],
    corresponds: {},
    explanation:
      'The machine has a protected item, but its replication health is not Normal, its protection state is not Protected, or its replication is being disabled.',
    consequence: 'A failover may fail, or bring back an old state of the machine.',
    fix: 'Resolve the errors that the protected item shows; its page in the portal does it where Azure can. Then repair the replication, where Azure offers it, if it does not resume by itself.',
    check: ({ item: facts }): Verdict => {
      const early = unlessReplicating(facts);
      if (early !== undefined || facts === undefined) return early ?? notApplicable;
      const { replicationHealth, protectionState: state, healthErrors } = facts.item;
      const health = toldHealth(replicationHealth);
      const healthy = health === undefined ? undefined : /^normal$/i.test(health);
      const isProtected = state === undefined ? undefined : /^protected$/i.test(state);
      const isLeaving = isBeingDisabled(facts.item);
      if (healthy === false || isProtected === false || isLeaving) {
        return fail([
          { property: 'replicationHealth', value: replicationHealth ?? null },
          { property: 'protectionState', value: state ?? null },
          ...(isLeaving ? [{ property: 'currentScenario.scenarioName', value: facts.item.currentScenario?.name ?? null }] : []),
          ...(healthErrors ?? []).filter(isOfReplication).map(({ code }) => ({ property: 'healthErrors.errorCode', value: code })),
        ]);
      }
      return healthy === undefined || isProtected === undefined ? missing('replicationHealth of the protected item') : pass;
    },
  },
  {
    id: 'DR-VM-004',
    on: 'machine',
    title: 'Recovery point objective is not met',
    severity: 'high',
    depth: 'inventory',
    affectsState: true,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: [
      'providerSpecificDetails.rpoInSeconds',
      'providerSpecificDetails.lastRpoCalculatedTime',
      'replicationPolicies: providerSpecificDetails.recoveryPointThresholdInMinutes',
    ],
    sources: [sources.monitor, sources.questions],
    corresponds: {},
    explanation:
      'The RPO is above the limit, or the figure itself was calculated longer ago than the limit. The limit is 60 minutes by default, or the threshold of the replication policy where it is set and lower.',
    consequence: 'More data is lost in a failover than agreed: everything written since the last recovery point.',
    fix: 'Look for high data churn, a slow or blocked path to the cache storage account, and a stopped agent. High churn support must be chosen when replication is enabled.',
    check: ({ item: facts }, policy, now): Verdict => {
      const early = unlessReplicating(facts);
      if (early !== undefined || facts === undefined) return early ?? notApplicable;
      return judgeRpo(facts, policy, now);
    },
  },
  {
    id: 'DR-VM-010',
    on: 'machine',
    title: 'Failover is not brought to its end',
    severity: 'critical',
    depth: 'inventory',
    affectsState: true,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: ['activeLocation', 'protectionState', 'lastSuccessfulFailoverTime'],
    sources: [sources.failover],
    corresponds: {},
    explanation:
      'The machine was failed over and is still not committed, or not re-protected, after the time that is allowed (24 hours by default).',
    consequence: 'The machine runs in the target region without replication. If that region fails, there is nothing to fail over to.',
    fix: 'Check the machine in the target region, commit the failover, then re-protect. Keep the source machine and its disks until re-protect is done.',
    check: ({ items }, policy, now): Verdict => worst(items.map(({ item }) => judgeFailover(item, policy, now))),
  },
];

/** Warnings of other categories (no drill yet, an agent to update) do not tell why replication is ill. */
function isOfReplication({ level, category }: HealthError): boolean {
  return !/^warning$/i.test(level) || /^(replication|none)?$/i.test(category);
}

function judgeRpo({ item, index }: ItemFacts, policy: Policy, now: Date): Verdict {
  const threshold = item.policyId === undefined ? undefined : index.policies.get(item.policyId)?.recoveryPointThresholdMinutes;
  const limit = threshold === undefined || threshold <= 0 ? policy.rpoMinutes : Math.min(threshold, policy.rpoMinutes);
  const calculated = item.rpoCalculatedAt === undefined ? undefined : realDate(item.rpoCalculatedAt);
  const age = calculated == null ? undefined : ageMs(calculated, now) / minuteMs;
  const rpo = item.rpoSeconds == null ? undefined : item.rpoSeconds / 60;
  const gravest = Math.max(rpo ?? 0, age ?? 0);
  if (gravest > limit) {
    return fail(
      [
        { property: 'rpoInSeconds', value: item.rpoSeconds ?? null },
        { property: 'lastRpoCalculatedTime', value: calculated?.toISOString() ?? null },
        { property: 'age of the figure, minutes', value: age === undefined ? null : Math.floor(age) },
        { property: 'limit, minutes', value: limit },
      ],
      gravest > criticalMinutes ? 'critical' : 'high',
    );
  }
  if (rpo === undefined) return unknown('The protected item gives no RPO figure.');
  if (age === undefined) return unknown('The protected item does not tell when its RPO figure was calculated.');
  return threshold === undefined ? unknown('The threshold of the replication policy cannot be read.') : pass;
}

function judgeFailover(item: ItemFacts['item'], policy: Policy, now: Date): Verdict {
  const failedOver = isFailedOver(item);
  if (failedOver === false) return notApplicable;
  if (failedOver === undefined) return missing('activeLocation or protectionState of the protected item');
  if (item.lastSuccessfulFailover === undefined) return missing('lastSuccessfulFailoverTime of the protected item');
  const since = failedOverSince(item);
  if (since === null) return unknown('The protected item does not tell when it was failed over.');
  const hours = ageMs(since, now) / hourMs;
  if (hours <= policy.failedOverHours) return pass;
  return fail([
    { property: 'protectionState', value: item.protectionState ?? null },
    { property: 'lastSuccessfulFailoverTime', value: since.toISOString() },
    { property: 'hours since the failover', value: Math.floor(hours) },
    { property: 'limit, hours', value: policy.failedOverHours },
  ]);
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return (
    verdicts.find(({ outcome }) => outcome === 'fail') ??
    verdicts.find(({ outcome }) => outcome === 'unknown') ??
    verdicts.find(({ outcome }) => outcome === 'pass') ??
    notApplicable
  );
}
