import { findProtectedItems } from '../../azure/siteRecovery/findProtectedItems.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { toArmId } from '../../model/armId.ts';
import { UserError } from '../../model/userError.ts';
import type { ItemCommand } from '../../operations/item/offeredCommands.ts';
import type { Operation } from '../../operations/operation.ts';
import { planItem } from '../../operations/item/planItem.ts';
import { attempt, type NotPlanned } from './attempt.ts';
import { newNetwork, type OperateOptions } from './operateOptions.ts';
import { planEnabling, type PlannedEnabling } from './planEnabling.ts';

/** What a command would do. */
export interface Plan {
  readonly operations: readonly Operation[];
  /** Of enabling: each machine with what was chosen for it, and what it is expected to cost. */
  readonly enablings: readonly PlannedEnabling[];
  /** Machines of which nothing can be done; the others go on. */
  readonly failed: readonly NotPlanned[];
}

/** Reads what is needed and makes the operations, one a machine. Sends nothing. Throws a `UserError`, also where the only machine has failed. */
export async function planOperations(azure: RecoveryAccess, machines: readonly string[], options: OperateOptions): Promise<Plan> {
  if (machines.length === 0) return nothing;
  if (options.kind === 'enable') {
    const { planned, failed } = await planEnabling(azure, machines, options);
    if (failed[0] && machines.length === 1) throw failed[0].error;
    return {
      ...nothing,
      operations: planned.map(({ operation }) => operation),
      enablings: planned,
      failed,
    };
  }
  return planForItems(azure, machines, options, options.kind);
}

const nothing: Plan = { operations: [], enablings: [], failed: [] };

async function planForItems(
  azure: RecoveryAccess,
  machines: readonly string[],
  { network, recoveryPoint, notes, shutdownSource, cacheAccount, size, addresses, vaults, disk: diskId, choices: words }: OperateOptions,
  kind: ItemCommand,
): Promise<Plan> {
  const choices = {
    ...words,
    networkId: network === newNetwork ? undefined : network,
    makesNetwork: network === newNetwork,
    recoveryPoint,
    notes,
    shutsDownSource: shutdownSource,
    cacheAccountId: cacheAccount,
    size,
    addresses,
    diskId,
  };
  const items = await findProtectedItems(azure, machines, vaults);
  const planOne = async (machineId: string): Promise<Operation> => {
    const item = items.get(toArmId(machineId))!;
    if (item instanceof UserError) throw item;
    return planItem(azure, kind, item, choices);
  };
  const planned = await Promise.all(machines.map((id) => attempt(id, () => planOne(id))));
  const failed = planned.flatMap((one) => ('error' in one ? one : []));
  if (failed[0] && machines.length === 1) throw failed[0].error;
  // A machine may be named twice: as the one that is replicated, and as the one that its failover has made.
  const bySubject = new Map(planned.flatMap((one) => ('value' in one ? [[one.value.subject, one.value] as const] : [])));
  return { ...nothing, operations: [...bySubject.values()], failed };
}
