import type { Detail } from '../../model/details.ts';
import type { FactMap, PreflightFacts, PreflightSubject } from '../../model/preflightFacts.ts';
import type { RuleText } from '../../readiness/rule.ts';
import type { PreflightFix } from './preflightFix.ts';
import type { PreflightMachine } from './preflightMachine.ts';

/** One of a closed list: what could make an operation fail, or leave it half useful, and can be seen before anything is sent. */
export interface PreflightCheck {
  /** `PF-` family `-` number; never used again for something else. */
  readonly id: `PF-${string}`;
  /** What is looked at, for whoever is told that it is well. */
  readonly looksAt: string;
  /** What is wrong when it is found. */
  readonly title: string;
  /** `blocker`: Azure would refuse or fail, or what is made would be of no use. */
  readonly level: 'blocker' | 'warning';
  /** What is read for it, and how often. */
  readonly cost: string;
  readonly source: CheckSource;
  readonly consequence: string;
  readonly fix: string;
  /** Re-protecting a machine is looked at, too; else only enabling. */
  readonly atReprotect: boolean;
  /** [] when all is well. Throws a {@link MissingFact} when that cannot be told. */
  readonly judge: (judged: Judged) => readonly Found[];
}

/** A public page; `date`: the page's own. */
export type CheckSource = RuleText['sources'][number];

/** A machine with all that is known about what is to become of it. */
export interface Judged extends PreflightMachine {
  readonly subject: PreflightSubject;
  readonly facts: PreflightFacts;
  /** All machines of the command, this one included: they share quota and addresses. */
  readonly all: readonly (PreflightMachine & { readonly subject: PreflightSubject })[];
}

/** One thing that a check has found. */
export interface Found {
  /** What was read, in a sentence. */
  readonly cause: string;
  readonly fix?: PreflightFix;
}

/** A fact without which a check says unknown. */
export class MissingFact extends Error {}

/** A fact that a check cannot do without; `what`: `the locks of the subscription`. */
export function need<T>(facts: FactMap<T>, id: string, what: string): T {
  const fact: Detail<T> | undefined = facts.get(id.toLowerCase());
  if (fact && 'value' in fact) return fact.value;
  throw new MissingFact(fact ? `Cannot be read: ${what}. ${fact.detail}` : `Not read: ${what}.`);
}

/** A property of the machine or of something that was read with it. */
export function told<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new MissingFact(`Azure does not show ${what}.`);
  return value;
}
