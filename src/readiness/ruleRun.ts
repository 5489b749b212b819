import type { Depth } from '../model/inventory.ts';
import type { NotEvaluated } from './assessment.ts';
import type { Judged } from './facts.ts';
import { severities } from './finding.ts';
import type { Finding, Severity, UnknownFinding } from './finding.ts';
import type { Policy } from './policy.ts';
import type { FactsOf, MachineRule, Rule, Verdict } from './rule.ts';

type Failure = Extract<Verdict, { readonly outcome: 'fail' }>;
type Undecided = Extract<Verdict, { readonly outcome: 'unknown' }>;
type Subject = Pick<Judged, 'id' | 'azureId'>;

/** One run of the rules over one inventory: applies those whose depth was read, counts the others, collects what they say. */
export class RuleRun {
  /** Rules on machines, to be applied one machine at a time: to those with a protected item, and to those without. */
  readonly machineRules: readonly MachineRule[];
  readonly rulesWithoutItem: readonly MachineRule[];
  /** A rule that bears on the state of machines is switched off. */
  readonly isStatePartial: boolean;
  readonly policy: Policy;
  readonly now: Date;
  readonly findings: Finding[] = [];
  readonly unknown: UnknownFinding[] = [];
  readonly #rules: { readonly [On in keyof FactsOf]: readonly Rule[] };
  readonly #skipped: readonly Rule[];
  readonly #off: readonly Rule[];
  readonly #ids: readonly string[];
  readonly #subjects = { machine: 0, account: 0, vault: 0, item: 0, place: 0, plan: 0, disk: 0, policy: 0, subscription: 0 };
  /** By rule: subjects whose details were not read. */
  readonly #notRead = new Map<string, number>();

  constructor(rules: readonly Rule[], policy: Policy, now: Date, depth: Depth) {
    this.policy = policy;
    this.now = now;
    this.#ids = rules.map(({ id }) => id);
    this.#off = rules.filter(({ id }) => this.isOff(id));
    this.isStatePartial = this.#off.some((rule) => rule.on === 'machine' && rule.affectsState);
    this.#skipped = rules.filter((rule) => rule.depth === 'full' && depth === 'inventory' && !this.#off.includes(rule));
    const applied = rules.filter((rule) => !this.#skipped.includes(rule) && !this.#off.includes(rule));
    this.machineRules = applied.filter((rule) => rule.on === 'machine');
    this.rulesWithoutItem = this.machineRules.filter(({ needsItem }) => !needsItem);
    const rulesOn = (on: keyof FactsOf): readonly Rule[] => applied.filter((rule) => rule.on === on);
    this.#rules = {
      account: rulesOn('account'),
      vault: rulesOn('vault'),
      item: rulesOn('item'),
      place: rulesOn('place'),
      plan: rulesOn('plan'),
      disk: rulesOn('disk'),
      policy: rulesOn('policy'),
      subscription: rulesOn('subscription'),
    };
  }

  /** Somebody has switched the rule off. */
  isOff(rule: string): boolean {
    return this.policy.severities.get(rule) === 'off';
  }

  /** Counts a machine, for rules that its depth leaves out. */
  countMachine(): void {
    this.#subjects.machine += 1;
  }

  /** Counts a subject for which a rule has nothing to go by yet. */
  countNotRead(rule: string): void {
    this.#notRead.set(rule, (this.#notRead.get(rule) ?? 0) + 1);
  }

  /** Applies the rules on all but machines to a subject. */
  judge<On extends keyof FactsOf>(on: On, facts: FactsOf[On]): void {
    this.#subjects[on] += 1;
    for (const rule of this.#rules[on]) {
      const check = rule.check as (facts: FactsOf[On], policy: Policy, now: Date) => Verdict;
      const verdict = check(facts, this.policy, this.now);
      if (verdict.outcome === 'fail') this.findings.push(this.finding(rule, verdict, facts));
      else if (verdict.outcome === 'unknown') this.unknown.push(unknownFinding(rule, verdict, facts));
      else if (verdict.outcome === 'notRead') this.countNotRead(rule.id);
    }
  }

  /** What a failure says of its subject. `ceiling`: the severity is at most this. */
  finding(rule: Rule, { severity: given, evidence }: Failure, { id, azureId }: Subject, ceiling?: Severity): Finding {
    const chosen = this.policy.severities.get(rule.id);
    const severity = ceiling ?? (chosen === undefined || chosen === 'off' ? (given ?? rule.severity) : chosen);
    return { rule: rule.id, severity, subject: id, resourceId: azureId, evidence };
  }

  /** Rules that were left out, in the order of rules, with the number of subjects that this leaves unjudged. */
  notEvaluated(): readonly NotEvaluated[] {
    const skipped = [...this.#skipped, ...this.#off].map(({ id, on }) => [id, this.#subjects[on]] as const);
    const counts = new Map([...skipped, ...this.#notRead]);
    return this.#ids.flatMap((rule) => {
      const machines = counts.get(rule);
      return machines === undefined || machines === 0 ? [] : [{ rule, machines, why: this.isOff(rule) ? 'off' : 'notRead' } as const];
    });
  }
}

export function unknownFinding(rule: Rule, { reason }: Undecided, { id, azureId }: Subject): UnknownFinding {
  return { rule: rule.id, reason, subject: id, resourceId: azureId };
}

/** Worst first, by rule among equals. */
export function bySeverity(a: Finding, b: Finding): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.rule < b.rule ? -1 : 1);
}
