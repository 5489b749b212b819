import type { ItemFacts } from './facts.ts';
import type { Evidence, Severity } from './finding.ts';
import type { Verdict } from './rule.ts';

export const pass: Verdict = { outcome: 'pass' };
export const notApplicable: Verdict = { outcome: 'notApplicable' };
export const notRead: Verdict = { outcome: 'notRead' };

/** `severity` undefined: the rule’s own. */
export function fail(evidence: readonly Evidence[], severity?: Severity): Verdict {
  return { outcome: 'fail', severity, evidence };
}

/** `reason`: one sentence for people. `atMost` undefined: the rule’s own severity. */
export function unknown(reason: string, atMost?: Severity): Verdict {
  return { outcome: 'unknown', reason, atMost };
}

/** The verdict for a fact that the rows do not hold. */
export function missing(property: string): Verdict {
  return unknown(`The read did not give ${property}.`);
}

/**
 * The common beginning of rules on running replication: a verdict where there is nothing to look at (no item; no recovery
 * point yet; failed over), undefined where the rule has to look.
 */
export function unlessReplicating(facts: ItemFacts | undefined): Verdict | undefined {
  if (facts === undefined) return notApplicable;
  switch (facts.phase) {
    case 'protecting':
    case 'failedOver':
      return notApplicable;
    case 'unknown':
      return unknown('The read did not give the whole state of the protected item.');
    default:
      return undefined;
  }
}
