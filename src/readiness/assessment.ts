import type { ArmId } from '../model/armId.ts';
import type { VirtualMachine } from '../model/compute.ts';
import type { Depth, Inventory } from '../model/inventory.ts';
import type { ProtectedItem } from '../model/protectedItem.ts';
import type { BackupItem, Vault } from '../model/vault.ts';
import type { Finding, UnknownFinding } from './finding.ts';

/** In the order in which they are tried: the first that applies is the machine's state. */
export const machineStates = ['unknown', 'testRunning', 'failedOver', 'protecting', 'unprotected', 'atRisk', 'ready'] as const;
export type MachineState = (typeof machineStates)[number];

/**
 * A machine's row is incomplete; its item or the vault of its item cannot be read; Azure failed to answer about them; or facts of the item
 * are missing; or they are old, and could not be read again.
 */
export type UnknownCause = 'machineIncomplete' | 'itemUnreadable' | 'vaultUnreadable' | 'readFailed' | 'factsMissing' | 'old';

/** How a machine would be recovered if its region failed now. */
export const recoveries = ['siteRecovery', 'backup', 'vhd', 'unknown', 'wait'] as const;
export type Recovery = (typeof recoveries)[number];

/**
 * Rules that fail for what a machine shares with others: its vault, the quota of its target region. The finding is one of that, and a risk of
 * each machine that depends on it.
 */
export type SharedRisk = 'DR-VLT-001' | 'DR-CAP-001';

/** A machine, judged. `vm` is undefined when only its protected item is left (failed over, source deleted or not read). */
export interface AssessedMachine {
  readonly id: ArmId;
  readonly azureId: string;
  readonly name: string;
  readonly location: string;
  readonly subscriptionId: string;
  readonly vm: VirtualMachine | undefined;
  /** Whether Azure has the virtual machine; undefined: the machines of its subscription could not all be read, or not this one again. */
  readonly isThere: boolean | undefined;
  readonly item: ProtectedItem | undefined;
  readonly backup: BackupItem | undefined;
  /** The vault of `item`. */
  readonly vault: Vault | undefined;
  /** Azure's time of the oldest of the rows above, where that could not be read again; undefined: all are as new as the inventory. */
  readonly asOf: Date | undefined;
  readonly state: MachineState;
  /** Why the state is what it is, one plain sentence (for `unknown`: what cannot be read and which role is needed). */
  readonly reason: string;
  /** What stands in the way of a judgement; only in state `unknown`. */
  readonly unknownCause: UnknownCause | undefined;
  readonly recovery: Recovery;
  /** Scale set, Spot, ephemeral OS disk or managed machine: rebuilt, not recovered. */
  readonly rebuilt: boolean;
  /** Failures whose subject is this machine, worst first; not those that are excluded. */
  readonly findings: readonly Finding[];
  /** They still bear on the state. */
  readonly excluded: readonly ExcludedFinding[];
  readonly unknown: readonly UnknownFinding[];
  readonly sharedRisks: readonly SharedRisk[];
}

/** What Site Recovery has made of, or for, a machine. */
export type CompanionRole = 'replicaDisk' | 'testDisk' | 'testMachine' | 'recoveryMachine' | 'cacheAccount';

/** A thing of Site Recovery's own: shown with the machine it serves, never judged as a machine or account of its own. */
export interface Companion {
  readonly id: ArmId;
  readonly azureId: string;
  readonly role: CompanionRole;
  /** The machine it serves. */
  readonly of: ArmId;
  readonly ofAzureId: string;
  /** Known by name pattern only: a hint. */
  readonly byName: boolean;
}

/** A failure that somebody has excluded: it is there, and does not count. */
export interface ExcludedFinding extends Finding {
  readonly reason: string;
  /** The last day, UTC: `2026-12-31`. */
  readonly until: string;
}

export function isExcluded(finding: Finding | ExcludedFinding): finding is ExcludedFinding {
  return 'until' in finding;
}

/** A rule that was left out, and how many machines (subjects) that leaves unjudged. */
export interface NotEvaluated {
  readonly rule: string;
  readonly machines: number;
  /** Its facts of full depth were not read; or somebody has switched it off. */
  readonly why: 'notRead' | 'off';
}

/** The judgement of one inventory by one policy at one time. Pure data; every face of the product shows this. */
export interface Assessment {
  readonly inventory: Inventory;
  readonly now: Date;
  readonly depth: Depth;
  /** True when any table has a gap. */
  readonly partial: boolean;
  /** Worst first, then by name. */
  readonly machines: readonly AssessedMachine[];
  readonly companions: readonly Companion[];
  /** All failures, the machines' included; not those that are excluded. */
  readonly findings: readonly Finding[];
  readonly unknown: readonly UnknownFinding[];
  readonly excluded: readonly ExcludedFinding[];
  readonly notEvaluated: readonly NotEvaluated[];
}
