import type { ArmId } from '../model/armId.ts';
import type { AssessedMachine, Assessment, ExcludedFinding } from './assessment.ts';
import { exclusionKey, isExpired, keyOfExclusion, type Exclusion } from './exclusion.ts';
import type { Finding } from './finding.ts';
import { bySeverity } from './ruleRun.ts';
import { expiredExclusionRule } from './rules/exclusion.ts';

/**
 * Takes excluded findings out of what is to be done, and puts them where they are listed as excluded. States, recoveries and what is unknown
 * stay: an exclusion says what somebody has decided, not what comes back. An exclusion past its last day gives the finding back, and is
 * itself a finding of the same resource. What matches no finding changes nothing.
 */
export function applyExclusions(assessment: Assessment, exclusions: readonly Exclusion[]): Assessment {
  if (exclusions.length === 0) return assessment;
  const byKey = latestByKey(exclusions);
  const subjects = new Set<ArmId>();
  const excluded: ExcludedFinding[] = [];
  const expired = new Map<string, Finding>();
  const findings = assessment.findings.filter((finding) => {
    const key = exclusionKey(finding.rule, finding.subject);
    const exclusion = byKey.get(key);
    if (!exclusion) return true;
    subjects.add(finding.subject);
    const isOver = isExpired(exclusion, assessment.now);
    if (isOver) expired.set(key, expiredFinding(finding, exclusion));
    else excluded.push({ ...finding, reason: exclusion.reason, until: exclusion.until });
    return isOver;
  });
  if (subjects.size === 0) return assessment;
  const excludedOf = Map.groupBy(excluded, ({ subject }) => subject);
  const expiredOf = Map.groupBy(expired.values(), ({ subject }) => subject);
  const machines = assessment.machines.map((machine): AssessedMachine => {
    if (!subjects.has(machine.id)) return machine;
    const own = excludedOf.get(machine.id) ?? [];
    const gone = new Set(own.map(({ rule }) => rule));
    const left = machine.findings.filter(({ rule }) => !gone.has(rule));
    return { ...machine, excluded: own, findings: [...left, ...(expiredOf.get(machine.id) ?? [])].toSorted(bySeverity) };
  });
  return { ...assessment, machines, findings: [...findings, ...expired.values()], excluded };
}

/** Of several for one finding the one that holds longest. */
function latestByKey(exclusions: readonly Exclusion[]): ReadonlyMap<string, Exclusion> {
  const byKey = new Map<string, Exclusion>();
  for (const exclusion of exclusions) {
    const key = keyOfExclusion(exclusion);
    const other = byKey.get(key);
    if (!other || other.until < exclusion.until) byKey.set(key, exclusion);
  }
  return byKey;
}

function expiredFinding({ subject, resourceId }: Finding, { rule, reason, until }: Exclusion): Finding {
  return {
    rule: expiredExclusionRule.id,
    severity: expiredExclusionRule.severity,
    subject,
    resourceId,
    evidence: [
      { property: 'rule', value: rule },
      { property: 'until', value: until },
      { property: 'reason', value: reason },
    ],
  };
}
