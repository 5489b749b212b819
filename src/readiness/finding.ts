import type { ArmId } from '../model/armId.ts';

/** In falling order of weight. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** A property as Azure names it, and the value that decided. Texts come from the rule, never from here. */
export interface Evidence {
  readonly property: string;
  readonly value: string | number | boolean | null;
}

/** A rule that failed for a subject. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The resource that the rule has judged: a machine, an account, a vault, …; see `FactsOf`. */
  readonly subject: ArmId;
  /** The subject's id as Azure spelt it. */
  readonly resourceId: string;
  readonly evidence: readonly Evidence[];
}

/** A rule that could not be decided, and why. */
export interface UnknownFinding {
  readonly rule: string;
  readonly reason: string;
  readonly subject?: ArmId;
  readonly resourceId?: string;
}
