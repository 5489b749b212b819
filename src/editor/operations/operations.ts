import type { Event } from 'vscode';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import type { Operation } from '../../operations/operation.ts';
import type { OperationEntry } from './operationEntry.ts';

export interface ConfirmOptions {
  /** The person has seen targets and consequences on a page of their own: nothing is asked. */
  readonly alreadyConfirmed?: boolean;
  /** A word, a machine's name for one, that must be typed before anything begins. */
  readonly typed?: string;
}

/** What changes Azure, or the sandbox, whichever is open. Methods reject with a `UserError`. */
export interface Operations {
  /**
   * Runs something with a way to the Azure of a machine (or of anything in its subscription) that can read and write. Rejects with a
   * `UserError` when nothing is open, a kept inventory is shown, or the subscription is not among those that were read.
   */
  withAccess<T>(machineId: string, use: (azure: RecoveryAccess, signal: AbortSignal) => Promise<T>): Promise<T>;
  /**
   * Names targets and consequences and asks; then keeps a journal of each and runs all: four at a time, what they share made once. Resolves
   * with false when declined, with true once all have begun. They are followed in the background: on the machines' rows, in the view
   * Operations, with one notification at the end. Machines on which an operation is under way are left out, and named.
   */
  confirmAndStart(operations: readonly Operation[], options?: ConfirmOptions): Promise<boolean>;
  /** What runs or ran in what is open, newest first; empty when nothing is open. */
  list(): Promise<readonly OperationEntry[]>;
  /** After every change of what `list` answers. */
  readonly onDidChange: Event<void>;
}
