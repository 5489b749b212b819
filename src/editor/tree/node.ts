import type { AssessedMachine, ExcludedFinding } from '../../readiness/assessment.ts';
import type { Finding } from '../../readiness/finding.ts';
import type { LockedTenant } from '../estate.ts';
import type { Branch } from './branch.ts';
import type { Fact } from './fact.ts';
import type { Row } from './row.ts';
import type { GroupBy } from './viewOptions.ts';

interface NodeBase {
  /** Stable over refreshes; unique in the tree. */
  readonly id: string;
  readonly parent: TreeNode | undefined;
}

/** Machines of one subscription, region, state, … */
export interface GroupNode extends NodeBase {
  readonly kind: 'group';
  readonly groupBy: GroupBy | 'rebuilt';
  /** Id of a subscription, resource group or vault; region, state, or value of the tag; '' for rebuilt machines and for those that have none. */
  readonly key: string;
  readonly machines: readonly AssessedMachine[];
}

/** A part of a parent with too many children, by name: `sql-001 … sql-500`. */
export interface RangeNode extends NodeBase {
  readonly kind: 'range';
  readonly first: string;
  readonly last: string;
  readonly seeds: readonly Seed[];
}

/** A child that is not made yet. */
export interface Seed {
  /** What it is sorted and looked for by when there are too many. */
  readonly name: string;
  /** The machines that it stands for or holds. */
  readonly machines: readonly AssessedMachine[];
  readonly make: (parent: TreeNode | undefined) => TreeNode;
}

export interface MachineNode extends NodeBase {
  readonly kind: 'machine';
  readonly machine: AssessedMachine;
}

/** One side of a machine: its replication, its disks, … */
export interface FactNode extends NodeBase {
  readonly kind: 'fact';
  readonly machine: AssessedMachine;
  readonly fact: Fact;
}

/** What a machine fails, or what of that is excluded; or the same of the accounts, vaults and other resources of a scope. */
export interface FindingsNode extends NodeBase {
  readonly kind: 'findings';
  readonly isExcluded: boolean;
  /** Undefined: findings on other resources. */
  readonly machine: AssessedMachine | undefined;
  readonly findings: readonly (Finding | ExcludedFinding)[];
}

export interface FindingNode extends NodeBase {
  readonly kind: 'finding';
  readonly finding: Finding | ExcludedFinding;
  /** Undefined: a finding on another resource, which the row then names. */
  readonly machine: AssessedMachine | undefined;
}

/** A quiet line: something that could not be read or decided, something that was left out. With children when it sums up lines. */
export interface NoteNode extends NodeBase {
  readonly kind: 'note';
  readonly note: Note;
}

export interface Note {
  readonly key: string;
  readonly label: string;
  readonly description: string;
  readonly icon: 'unknown' | 'info' | 'locked' | 'outage';
  /** Scope for want of a role on which something is missing; '' for all scopes. */
  readonly noAccess?: string | undefined;
  readonly lockedTenant?: LockedTenant;
  /** A region of the sandbox that somebody has failed. */
  readonly regionDown?: string;
  /** Opens Select Subscriptions. */
  readonly notPicked?: true;
  /** Id of a setting that it opens. */
  readonly opensSetting?: string;
  readonly lines: readonly Note[];
}

/** A row of the branches of storage and vaults. */
export interface BranchNode extends NodeBase {
  readonly kind: 'branch';
  readonly branch: Branch;
}

/** A row of an earlier window, shown until the facts behind it are there: see `KeptScreen`. */
export interface KeptNode extends NodeBase {
  readonly kind: 'kept';
  readonly parent: undefined;
  readonly row: Row;
}

export type TreeNode = GroupNode | RangeNode | MachineNode | FactNode | FindingsNode | FindingNode | NoteNode | BranchNode | KeptNode;
