import type { Exclusion } from './exclusion.ts';
import type { Severity } from './finding.ts';

/** What somebody has set a rule to: one severity for all its findings, or not to be judged. */
export type RuleSeverity = Severity | 'off';

/** Limits that decide when a fact becomes a finding. One tier for all machines. */
export interface Policy {
  /** Recovery point objective, minutes. A replication policy's own threshold applies where it is set and lower. */
  readonly rpoMinutes: number;
  readonly drillDays: number;
  /** How long a test failover may stay open, hours. */
  readonly openTestHours: number;
  /** How long a failover may stay uncommitted or not re-protected, hours. */
  readonly failedOverHours: number;
  /** Agent or certificate that expires within this many days is a finding. */
  readonly agentExpiryDays: number;
  /** How long a replication policy keeps recovery points at the least, hours. */
  readonly retentionHours: number;
  /** How often a replication policy makes application-consistent recovery points at the least, hours; 0: not asked for. */
  readonly appConsistentHours: number;
  /** How long a backup policy keeps backups of machines at the least, days; 0: not judged. */
  readonly backupRetentionDays: number;
  /** How far the copy of a geo-redundant account may be behind, minutes. */
  readonly storageLagMinutes: number;
  /** Rebuilt machines (scale set, Spot, ephemeral, managed) are judged like all others instead of at low severity. */
  readonly judgeRebuiltMachines: boolean;
  /** By id of the rule. A severity changes how its findings are shown and sorted, never a state; `off` takes the rule out of both. */
  readonly severities: ReadonlyMap<string, RuleSeverity>;
  /** Findings that shall not count for a time. */
  readonly exclusions: readonly Exclusion[];
}

export const defaultPolicy: Policy = {
  rpoMinutes: 60,
  drillDays: 180,
  openTestHours: 24,
  failedOverHours: 24,
  agentExpiryDays: 30,
  retentionHours: 24,
  appConsistentHours: 0,
  backupRetentionDays: 30,
  storageLagMinutes: 60,
  judgeRebuiltMachines: false,
  severities: new Map(),
  exclusions: [],
};
