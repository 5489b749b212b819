import type { OperationKind } from '../../operations/operation.ts';
import type { Localizer } from '../localizer.ts';

/** How a kind of operation is spoken of. */
export interface KindWords {
  /** On a row: `test failover`. */
  readonly name: string;
  /** What is asked before it begins. */
  readonly question: (what: string) => string;
  /** On the button. */
  readonly verb: string;
  /** On the button before it, where the verb takes something away: nothing destructive is the default. */
  readonly keep?: string;
  /** Told when it has ended well. */
  readonly done: (names: string) => string;
}

export function kindWords(kind: OperationKind, l10n: Localizer): KindWords {
  switch (kind) {
    case 'enable':
      return {
        name: l10n.t('enable replication'),
        question: (what) => l10n.t('Replicate {0}?', what),
        verb: l10n.t('Enable Replication'),
        done: (names) => l10n.t('Replicated and protected: {0}.', names),
      };
    case 'test-failover':
      return {
        name: l10n.t('test failover'),
        question: (what) => l10n.t('Run a test failover of {0}?', what),
        verb: l10n.t('Run Test Failover'),
        done: (names) => l10n.t('The test machine runs: {0}. Clean it up when you have looked at it.', names),
      };
    case 'cleanup-test':
      return {
        name: l10n.t('clean-up of the test failover'),
        question: (what) => l10n.t('Clean up the test failover of {0}?', what),
        verb: l10n.t('Clean Up'),
        done: (names) => l10n.t('Test failover cleaned up: {0}.', names),
      };
    case 'disable':
      return {
        name: l10n.t('disable replication'),
        question: (what) => l10n.t('Stop replicating {0}?', what),
        verb: l10n.t('Disable Replication'),
        keep: l10n.t('Keep Replicating'),
        done: (names) => l10n.t('Not replicated any more: {0}.', names),
      };
    case 'failover':
      return {
        name: l10n.t('failover'),
        question: (what) => l10n.t('Fail over {0}?', what),
        verb: l10n.t('Fail Over'),
        keep: l10n.t('Not Now'),
        done: (names) => l10n.t('Failed over: {0}. Look at it, then commit.', names),
      };
    case 'commit':
      return {
        name: l10n.t('commit of the failover'),
        question: (what) => l10n.t('Commit the failover of {0}?', what),
        verb: l10n.t('Commit'),
        keep: l10n.t('Not Now'),
        done: (names) => l10n.t('Failover committed: {0}. It is not replicated until it is re-protected.', names),
      };
    case 'change-point':
      return {
        name: l10n.t('change of the recovery point'),
        question: (what) => l10n.t('Change the recovery point of {0}?', what),
        verb: l10n.t('Change Recovery Point'),
        keep: l10n.t('Not Now'),
        done: (names) => l10n.t('Recovery point changed: {0}.', names),
      };
    case 'reprotect':
      return {
        name: l10n.t('re-protect'),
        question: (what) => l10n.t('Re-protect {0}?', what),
        verb: l10n.t('Re-protect'),
        done: (names) => l10n.t('Re-protected, in the other direction: {0}.', names),
      };
    case 'update':
      return {
        name: l10n.t('change of the failover settings'),
        question: (what) => l10n.t('Change the failover settings of {0}?', what),
        verb: l10n.t('Change Settings'),
        done: (names) => l10n.t('Failover settings changed: {0}.', names),
      };
    case 'add-disk':
      return {
        name: l10n.t('replication of a further disk'),
        question: (what) => l10n.t('Replicate a further disk of {0}?', what),
        verb: l10n.t('Add Disk'),
        done: (names) => l10n.t('A further disk is replicated: {0}.', names),
      };
    case 'repair':
      return {
        name: l10n.t('repair of the replication'),
        question: (what) => l10n.t('Repair the replication of {0}?', what),
        verb: l10n.t('Repair Replication'),
        done: (names) => l10n.t('Replication repaired: {0}.', names),
      };
  }
}
