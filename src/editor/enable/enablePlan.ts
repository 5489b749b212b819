import { readVaultSetup } from '../../azure/siteRecovery/readVaultSetup.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { toArmId } from '../../model/armId.ts';
import type { ReplicationSource, VaultSetup } from '../../model/replicationSource.ts';
import { UserError } from '../../model/userError.ts';
import type { EnableChoices } from '../../operations/enable/enableChoices.ts';
import { enableReplication, vaultIdFor } from '../../operations/enable/enableReplication.ts';
import type { EstimateFacts } from '../../operations/estimate/estimateMonthly.ts';
import type { Operation } from '../../operations/operation.ts';
import { whatIsThere } from '../../operations/run/whatIsThere.ts';

/** A machine that is to be replicated, and how. */
export interface WantedMachine {
  readonly source: ReplicationSource;
  readonly choices: EnableChoices;
  /** For the estimate. */
  readonly estimateFacts: EstimateFacts;
  /** For the checks: ids. */
  readonly tenantSubscriptions: readonly string[];
}

/** The same, with everything that would be sent. */
export interface PlannedMachine extends WantedMachine {
  readonly operation: Operation;
  /** Names of the steps whose resource is there already. */
  readonly isThere: ReadonlySet<string>;
}

/** A machine that is not replicated, and why not. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

export interface EnablePlan {
  readonly planned: readonly PlannedMachine[];
  readonly leftOut: readonly LeftOut[];
}

/** Makes the operations of machines of one subscription, and looks what is there. Sends nothing. Rejects with a `UserError`. */
export async function planEnabling(azure: RecoveryAccess, wanted: readonly WantedMachine[]): Promise<EnablePlan> {
  const setups = new Map<string, Promise<VaultSetup | undefined>>();
  const setupOf = (vaultId: string): Promise<VaultSetup | undefined> => {
    const id = toArmId(vaultId);
    const setup = setups.get(id) ?? readVaultSetup(azure, vaultId);
    setups.set(id, setup);
    return setup;
  };
  const leftOut: LeftOut[] = [];
  const made: Omit<PlannedMachine, 'isThere'>[] = [];
  for (const machine of wanted) {
    const { source, choices } = machine;
    const setup = await setupOf(vaultIdFor(source, choices));
    try {
      made.push({ ...machine, operation: enableReplication(source, choices, setup) });
    } catch (error) {
      if (!(error instanceof UserError) || error.reason !== 'usage') throw error;
      leftOut.push({ name: source.name, reason: error.toText() });
    }
  }
  const there = await whatIsThere(
    azure,
    made.map(({ operation }) => operation),
  );
  return {
    planned: made.map((machine) => Object.assign({ isThere: there.get(machine.operation) ?? new Set<string>() }, machine)),
    leftOut,
  };
}
