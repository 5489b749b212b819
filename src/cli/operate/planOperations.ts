import { findProtectedItems } from '../../azure/siteRecovery/findProtectedItem.ts';
import { readRegionPair } from '../../azure/siteRecovery/readRegionPair.ts';
import { readReplicationSource } from '../../azure/siteRecovery/readReplicationSource.ts';
import { readVaultSetup } from '../../azure/siteRecovery/readVaultSetup.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import { partsOf, toArmId } from '../../model/armId.ts';
import { enableReplication, vaultIdFor } from '../../operations/enableReplication.ts';
import type { Operation } from '../../operations/operation.ts';
import { planItem } from '../../operations/planItem.ts';
import { usage } from '../usage.ts';
import type { OperateOptions } from './operateOptions.ts';

/** Reads what is needed and makes the operations, one a machine. Sends nothing. Throws a `UserError`. */
export async function planOperations(
  azure: RecoveryAccess,
  machines: readonly string[],
  options: OperateOptions,
): Promise<readonly Operation[]> {
  if (machines.length === 0) return [];
  if (options.kind === 'enable') return Promise.all(machines.map((id) => planEnable(azure, id, options)));
  const items = await findProtectedItems(azure, machines, options.vaults);
  const { kind, network: networkId, recoveryPoint, notes, shutdownSource, cacheAccount, size, addresses } = options;
  const choices = { networkId, recoveryPoint, notes, shutsDownSource: shutdownSource, cacheAccountId: cacheAccount, size, addresses };
  return Promise.all(machines.map((id) => planItem(azure, kind, items.get(toArmId(id))!, choices)));
}

async function planEnable(azure: RecoveryAccess, machineId: string, options: OperateOptions): Promise<Operation> {
  const source = await readReplicationSource(azure, machineId);
  const targetRegion = options.targetRegion ?? (await readRegionPair(azure, partsOf(toArmId(machineId)).subscription, source.location));
  if (targetRegion === undefined) throw usage(`${source.location} has no paired region.`, 'Give --target-region REGION.');
  const choices = {
    targetRegion,
    targetGroupId: options.targetGroup,
    networkId: options.network,
    subnetName: options.subnet,
    vaultId: options.vaults[0],
    cacheAccountId: options.cacheAccount,
    availability: options.zone === undefined ? undefined : ({ kind: 'zone', zone: options.zone } as const),
    diskType: options.diskType,
    leaveOut: options.leaveOut,
  };
  return enableReplication(source, choices, await readVaultSetup(azure, vaultIdFor(source, choices)));
}
