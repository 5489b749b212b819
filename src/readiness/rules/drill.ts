import { ageMs, dayMs, hourMs, realDate } from '../dates.ts';
import { isTestOpen } from '../itemPhase.ts';
import type { MachineRule, Verdict } from '../rule.ts';
import { fail, missing, notApplicable, pass, unknown, unlessReplicating } from '../verdicts.ts';
import { sources } from './sources.ts';

/** Is recovery rehearsed. A test counts only when the test failover and its clean-up succeeded. */
export const drillRules: readonly MachineRule[] = [
  {
    id: 'DR-DRL-001',
    on: 'machine',
    title: 'Recovery was never drilled',
    severity: 'high',
    depth: 'inventory',
    affectsState: true,
    lowWhenRebuilt: true,
    needsItem: true,
    decides: ['lastSuccessfulTestFailoverTime'],
    sources: [sources.drill, sources.monitor],
    corresponds: { aprl: ['17e877f7-3a89-4205-8a24-0670de54ddcd'], advisor: ['01c715f6-426a-47d3-87be-9f26e2ab2d8e'] },
    explanation: 'No test failover of the machine has succeeded since replication was enabled.',
    consequence: 'The first try happens in the outage. Missing networks, addresses, sizes and drivers are found only then.',
    fix: 'Run a test failover into an isolated network, check the test machine, then clean up.',
    check: ({ item: facts }): Verdict => {
      const early = unlessReplicating(facts);
      if (early !== undefined || facts === undefined) return early ?? notApplicable;
      const last = facts.item.lastSuccessfulTestFailover;
      if (last === undefined) return missing('lastSuccessfulTestFailoverTime of the protected item');
      return realDate(last) === null ? fail([{ property: 'lastSuccessfulTestFailoverTime', value: null }]) : pass;
    },
  },
  {
    id: 'DR-DRL-002',
    on: 'machine',
    title: 'Last drill is too long ago',
    severity: 'high',
    depth: 'inventory',
    affectsState: true,
    lowWhenRebuilt: true,
    needsItem: true,
    decides: ['lastSuccessfulTestFailoverTime'],
    sources: [sources.drill, sources.monitor],
    corresponds: {},
    explanation: 'The last successful test failover is older than allowed (180 days by default).',
    consequence: 'What changed since then, in the machine and around it, is not known to work after a failover.',
    fix: 'Run a test failover into an isolated network, check the test machine, then clean up.',
    check: ({ item: facts }, policy, now): Verdict => {
      const early = unlessReplicating(facts);
      if (early !== undefined || facts === undefined) return early ?? notApplicable;
      const known = facts.item.lastSuccessfulTestFailover;
      if (known === undefined) return missing('lastSuccessfulTestFailoverTime of the protected item');
      const last = realDate(known);
      if (last === null) return notApplicable;
      const days = ageMs(last, now) / dayMs;
      if (days <= policy.drillDays) return pass;
      return fail([
        { property: 'lastSuccessfulTestFailoverTime', value: last.toISOString() },
        { property: 'days since the drill', value: Math.floor(days) },
        { property: 'limit, days', value: policy.drillDays },
      ]);
    },
  },
  {
    id: 'DR-DRL-003',
    on: 'machine',
    title: 'Test failover is still open',
    severity: 'high',
    depth: 'inventory',
    affectsState: true,
    lowWhenRebuilt: true,
    needsItem: true,
    decides: ['testFailoverState', 'currentScenario.startTime'],
    sources: [sources.drill],
    corresponds: {},
    explanation: 'A test failover was started longer ago than allowed (24 hours by default), and its clean-up has not been done.',
    consequence:
      'The machine cannot be failed over before the test is cleaned up. Until then the test machine and its disks cost money, and the drill does not count.',
    fix: 'Clean up the test failover.',
    check: ({ items }, policy, now): Verdict => {
      let verdict: Verdict = notApplicable;
      for (const { item } of items) {
        const open = isTestOpen(item);
        if (open === false) continue;
        if (open === undefined) {
          verdict = missing('the test failover state of the protected item');
          continue;
        }
        const { currentScenario: scenario } = item;
        const start = scenario !== undefined && /^testfailover$/i.test(scenario.name) ? realDate(scenario.startTime) : null;
        if (start === null) {
          verdict = unknown('The protected item does not tell when its test failover was started.');
          continue;
        }
        const hours = ageMs(start, now) / hourMs;
        if (hours > policy.openTestHours) {
          return fail([
            { property: 'testFailoverState', value: item.testFailoverState ?? null },
            { property: 'currentScenario.startTime', value: start.toISOString() },
            { property: 'hours open', value: Math.floor(hours) },
            { property: 'limit, hours', value: policy.openTestHours },
          ]);
        }
        if (verdict === notApplicable) verdict = pass;
      }
      return verdict;
    },
  },
];
