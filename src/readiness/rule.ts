import type { Depth } from '../model/inventory.ts';
import type {
  AccountFacts,
  DiskFacts,
  ItemFacts,
  MachineFacts,
  PlaceFacts,
  PlanFacts,
  PolicyFacts,
  SubscriptionFacts,
  VaultFacts,
} from './facts.ts';
import type { Evidence, Severity } from './finding.ts';
import type { Policy } from './policy.ts';

/** What a check says of one subject. A rule whose facts are missing says `unknown`; it never passes silently. */
export type Verdict =
  | { readonly outcome: 'pass' }
  | { readonly outcome: 'notApplicable' }
  /** Facts of full depth that were not read, or not yet: counted, never a fault of the subject. */
  | { readonly outcome: 'notRead' }
  /** `atMost`: the gravest severity that the missing facts could bring, where that is less than the rule's. */
  | { readonly outcome: 'unknown'; readonly reason: string; readonly atMost: Severity | undefined }
  | {
      readonly outcome: 'fail';
      readonly severity: Severity | undefined;
      readonly evidence: readonly Evidence[];
    };

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
  readonly sources: readonly {
    readonly title: string;
    readonly url: string;
    readonly date: string;
  }[];
  readonly corresponds: Correspondence;
  /** What is wrong. */
  readonly explanation: string;
  /** What happens to the subject when its region fails. */
  readonly consequence: string;
  readonly fix: string;
}

/** A pure judgement of one subject: same facts, policy and time, same verdict. */
type Check<Facts> = (facts: Facts, policy: Policy, now: Date) => Verdict;

export interface MachineRule extends RuleText {
  readonly on: 'machine';
  /** A failure (above low, for DR-AGT-001) makes the machine `atRisk`; facts missing for it make it `unknown`. */
  readonly affectsState: boolean;
  /** Low for machines that are rebuilt, not recovered. */
  readonly lowWhenRebuilt: boolean;
  /** Not applicable to a machine without a protected item: not even asked then, of most machines of a large estate. */
  readonly needsItem: boolean;
  readonly check: Check<MachineFacts>;
}

/** What the rules on each subject but machines look at. A place is a subscription in a region, with what machines would need of it. */
export interface FactsOf {
  readonly account: AccountFacts;
  readonly vault: VaultFacts;
  readonly item: ItemFacts;
  readonly place: PlaceFacts;
  readonly plan: PlanFacts;
  readonly disk: DiskFacts;
  readonly policy: PolicyFacts;
  readonly subscription: SubscriptionFacts;
}

interface RuleOn<On extends keyof FactsOf> extends RuleText {
  readonly on: On;
  readonly check: Check<FactsOf[On]>;
}

export type AccountRule = RuleOn<'account'>;
export type VaultRule = RuleOn<'vault'>;
export type ItemRule = RuleOn<'item'>;
export type PlaceRule = RuleOn<'place'>;
export type PlanRule = RuleOn<'plan'>;
export type DiskRule = RuleOn<'disk'>;
export type PolicyRule = RuleOn<'policy'>;
export type SubscriptionRule = RuleOn<'subscription'>;

export type Rule = MachineRule | { [On in keyof FactsOf]: RuleOn<On> }[keyof FactsOf];
