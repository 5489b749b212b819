import type { ExcludedFinding } from '../../readiness/assessment.ts';
import type { Finding } from '../../readiness/finding.ts';
import type { Icon } from './icon.ts';

export const factKeys = ['replication', 'disks', 'backup', 'network', 'agent', 'recovery', 'companions'] as const;

/** One line about a machine. */
export interface Fact {
  readonly key: (typeof factKeys)[number];
  readonly label: string;
  readonly value: string;
  /** What the row is too short for. */
  readonly detail?: string;
  readonly icon: Icon;
  /** Of resources that belong to the machine; rows below this one. */
  readonly findings?: readonly (Finding | ExcludedFinding)[];
}
