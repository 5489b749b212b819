import { severities } from './finding.ts';
import { defaultPolicy } from './policy.ts';
import type { Policy, RuleSeverity } from './policy.ts';
import { allRules } from './rules/allRules.ts';

/** The limits of the policy that people may set, each with the least and the greatest value that makes sense; whole numbers. */
export const policyLimits = {
  rpoMinutes: { least: 1, most: 10_080 },
  drillDays: { least: 1, most: 3650 },
  openTestHours: { least: 1, most: 8760 },
  failedOverHours: { least: 1, most: 8760 },
  agentExpiryDays: { least: 0, most: 365 },
  retentionHours: { least: 0, most: 360 },
  appConsistentHours: { least: 0, most: 24 },
  backupRetentionDays: { least: 0, most: 3650 },
  storageLagMinutes: { least: 1, most: 10_080 },
} as const satisfies { readonly [Name in keyof Policy]?: { readonly least: number; readonly most: number } };

export type PolicyLimit = keyof typeof policyLimits;

/** What of the policy is a setting: named as there. */
export type PolicySetting = PolicyLimit | 'judgeRebuiltMachines' | 'severities';

export interface ParsedPolicy {
  readonly policy: Pick<Policy, PolicySetting>;
  /** One plain sentence for each value that cannot be used: the default holds in its place. */
  readonly problems: readonly string[];
}

/** What a rule may be set to: a severity, or not to be judged at all. */
export const ruleSeverities: readonly RuleSeverity[] = [...severities, 'off'];

/** The policy that settings make. `read` gives what is set under a name of `Policy`; undefined: nothing is. */
export function parsePolicy(read: (name: PolicySetting) => unknown): ParsedPolicy {
  const problems: string[] = [];
  const limits = (Object.keys(policyLimits) as PolicyLimit[]).map((name) => [name, limitOf(name, read(name), problems)] as const);
  const chosen = Object.fromEntries(limits) as Record<PolicyLimit, number>;
  const judgeRebuiltMachines = judgeRebuiltOf(read('judgeRebuiltMachines'), problems);
  return { policy: { ...chosen, judgeRebuiltMachines, severities: severitiesOf(read('severities'), problems) }, problems };
}

function limitOf(name: PolicyLimit, value: unknown, problems: string[]): number {
  const { least, most } = policyLimits[name];
  if (value === undefined) return defaultPolicy[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  problems.push(`${name} is no whole number from ${least} to ${most}; the default is ${defaultPolicy[name]}.`);
  return defaultPolicy[name];
}

function judgeRebuiltOf(value: unknown, problems: string[]): boolean {
  if (typeof value === 'boolean') return value;
  if (value !== undefined)
    problems.push(`judgeRebuiltMachines is neither true nor false; the default is ${defaultPolicy.judgeRebuiltMachines}.`);
  return defaultPolicy.judgeRebuiltMachines;
}

function severitiesOf(value: unknown, problems: string[]): ReadonlyMap<string, RuleSeverity> {
  const chosen = new Map<string, RuleSeverity>();
  if (value === undefined) return chosen;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push('severities is no list of rules with a severity each: every rule keeps its own.');
    return chosen;
  }
  for (const [id, word] of Object.entries(value)) {
    const severity = ruleSeverities.find((each) => each === word);
    if (!allRules.some((rule) => rule.id === id)) problems.push(`severities: ${JSON.stringify(id)} is no rule.`);
    else if (severity === undefined) problems.push(`severities: ${id} is set to none of ${ruleSeverities.join(', ')}: it keeps its own.`);
    else chosen.set(id, severity);
  }
  return chosen;
}
