import type { ArmId } from '../model/armId.ts';
import type { Depth } from '../model/inventory.ts';
import type { Evidence, Severity } from './finding.ts';

/** What a check says of one subject. A rule whose facts are missing says `unknown`; it never passes silently. */
export type Verdict =
  | { readonly outcome: 'pass' }
  | { readonly outcome: 'notApplicable' }
  | { readonly outcome: 'unknown'; readonly reason: string }
  | { readonly outcome: 'fail'; readonly severity?: Severity; readonly evidence: readonly Evidence[] };

/** A subject to judge: identity for the finding, and the facts that the rule's family looks at. */
export interface Judged {
  readonly id: ArmId;
  readonly azureId: string;
}

/** Public identifiers of the same or a similar rule elsewhere. */
export interface Correspondence {
  readonly aprl?: readonly string[];
  readonly advisor?: readonly string[];
  readonly policy?: readonly string[];
  readonly psrule?: readonly string[];
  readonly checkov?: readonly string[];
}

/** What a rule tells a person. Plain sentences; no Markdown, no resource names. */
export interface RuleText {
  readonly id: string;
  readonly title: string;
  /** Severity when the check does not say otherwise. */
  readonly severity: Severity;
  readonly depth: Depth;
  /** Properties that decide, by Azure's names. */
  readonly decides: readonly string[];
  /** Public source of the rule, with the date it was read. */
  readonly sources: readonly { readonly title: string; readonly url: string; readonly date: string }[];
  readonly corresponds: Correspondence;
  /** What is wrong. */
  readonly explanation: string;
  /** What happens to the subject when its region fails. */
  readonly consequence: string;
  readonly fix: string;
}
