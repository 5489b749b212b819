import { findProtectedItems } from '../../azure/siteRecovery/findProtectedItem.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { toArmId } from '../../model/armId.ts';
import type { MachineEstimate } from '../../operations/estimate/estimateText.ts';
import type { Operation } from '../../operations/operation.ts';
import { planItem } from '../../operations/planItem.ts';
import type { OperateOptions } from './operateOptions.ts';
import { planEnabling, type NotPlanned } from './planEnabling.ts';

/** What a command would do. */
export interface Plan {
  readonly operations: readonly Operation[];
  /** Of enabling: what each machine is expected to cost. */
  readonly estimates: readonly MachineEstimate[];
  /** Machines of which nothing can be done; the others go on. */
  readonly failed: readonly NotPlanned[];
}

/** Reads what is needed and makes the operations, one a machine. Sends nothing. Throws a `UserError`, also where the only machine has failed. */
export async function planOperations(azure: RecoveryAccess, machines: readonly string[], options: OperateOptions): Promise<Plan> {
  if (machines.length === 0) return { operations: [], estimates: [], failed: [] };
  if (options.kind === 'enable') {
    const { planned, failed } = await planEnabling(azure, machines, options);
    if (failed[0] && machines.length === 1) throw failed[0].error;
    return {
      operations: planned.map(({ operation }) => operation),
      estimates: planned.map(({ source, estimate }) => ({ machine: source.name, estimate })),
      failed,
    };
  }
  const items = await findProtectedItems(azure, machines, options.vaults);
  const { kind, network: networkId, recoveryPoint, notes, shutdownSource, cacheAccount, size, addresses } = options;
  const choices = { networkId, recoveryPoint, notes, shutsDownSource: shutdownSource, cacheAccountId: cacheAccount, size, addresses };
  const operations = await Promise.all(machines.map((id) => planItem(azure, kind, items.get(toArmId(id))!, choices)));
  return { operations, estimates: [], failed: [] };
}
