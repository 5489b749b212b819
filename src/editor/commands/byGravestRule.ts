import { severities, type Finding } from '../../readiness/finding.ts';

/** Findings by their rules, those first whose gravest finding is the gravest. */
export function byGravestRule(findings: readonly Finding[]): readonly (readonly [rule: string, findings: readonly Finding[]])[] {
  const gravest = ([, same]: readonly [string, readonly Finding[]]): number =>
    Math.min(...same.map(({ severity }) => severities.indexOf(severity)));
  return [...Map.groupBy(findings, ({ rule }) => rule)].toSorted((a, b) => gravest(a) - gravest(b));
}
