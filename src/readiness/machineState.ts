import type { MachineState, UnknownCause } from './assessment.ts';
import { oldestOf } from './oldestOf.ts';
import type { MachineFacts } from './facts.ts';
import { readableVaults, unansweredOf } from './hiddenProtection.ts';
import { vaultAzureId } from './inventoryIndex.ts';
import type { InventoryIndex } from './inventoryIndex.ts';
import { isFailedOver } from './itemPhase.ts';
import type { ItemPhase } from './itemPhase.ts';
import { oncePer } from './oncePer.ts';

/** A state, and why it is so in one plain sentence. */
export interface StateJudgement {
  readonly state: MachineState;
  readonly reason: string;
  readonly cause?: UnknownCause;
}

/** What the rules that bear on the state found for a machine. */
export interface StateVerdicts {
  /** Title of the gravest failure. */
  readonly risk: string | undefined;
  /** Why a rule could not be decided. */
  readonly missing: string | undefined;
  /** Rules that bear on the state are switched off. */
  readonly isPartial: boolean;
}

/**
 * The first state that applies. Facts missing for a rule make the machine unknown only where it would be ready otherwise:
 * a known risk is not hidden by another fact that is missing, and a missing fact never makes a machine look better. The same with facts that
 * could not be read again: what was wrong stays, but they do not prove that all is well.
 */
export function stateOf(facts: MachineFacts, { risk, missing, isPartial }: StateVerdicts): StateJudgement {
  const { vm, items, item, hidden, index } = facts;
  if (vm !== undefined && (vm.disks === undefined || vm.size === undefined)) {
    return unknown('machineIncomplete', 'The row of the machine is incomplete: its size or its disks were not read.');
  }
  if (hidden !== undefined) return unknown(hidden.cause, hidden.reason);
  if (item !== undefined && item.vault === undefined) {
    const failure = unansweredOf(item.item.vaultId, index);
    if (failure !== undefined) return unknown('readFailed', `Its vault could not be read: ${failure.detail}`);
    return unknown('vaultUnreadable', `Its vault cannot be read: ${vaultAzureId(item.azureId)}. Reader on the vault is needed.`);
  }
  const isAny = (phase: ItemPhase): boolean => items.some((one) => one.phase === phase);
  if (isAny('unknown')) return unknown('factsMissing', 'The read did not give the whole state of its protected item.');
  if (isAny('testRunning')) return { state: 'testRunning', reason: 'A test failover has not been cleaned up.' };
  if (isAny('failedOver')) {
    const isOver = items.some((one) => isFailedOver(one.item) === true);
    return { state: 'failedOver', reason: isOver ? 'It runs in the target region and is not re-protected.' : 'A failover is under way.' };
  }
  if (item === undefined) return unprotected(index);
  if (item.phase === 'protecting')
    return {
      state: 'protecting',
      reason: 'Replication is under way and has no recovery point yet.',
    };
  if (risk !== undefined) return { state: 'atRisk', reason: `${risk}.` };
  if (oldestOf(vm, item.item, item.vault) !== undefined)
    return unknown('old', 'Nothing is known to be wrong, but not all of its facts could be read again.');
  if (missing !== undefined) return unknown('factsMissing', missing);
  return {
    state: 'ready',
    reason: isPartial
      ? 'Replicated, and nothing is known to be wrong; some of the rules that decide this are switched off.'
      : 'Replicated to another region, within the limits, and drilled.',
  };
}

const unprotected = oncePer((index: InventoryIndex): StateJudgement => ({
  state: 'unprotected',
  reason: `Not replicated: no item in the ${readableVaults(index)}.`,
}));

function unknown(cause: UnknownCause, reason: string): StateJudgement {
  return { state: 'unknown', cause, reason };
}
