import { groupPathOf, lastOf } from '../../model/armPath.ts';
import { readReplicationSource } from '../../azure/siteRecovery/readReplicationSource.ts';
import { readTestNetwork } from '../../azure/siteRecovery/readTestNetworks.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { UserError } from '../../model/userError.ts';
import { isolationOf } from './networkIsolation.ts';
import type { ItemChoices } from './planFromItem.ts';
import { networkStep } from '../enable/targetSteps.ts';

/**
 * A network for tests beside the one that a failover would use: with the address space and the subnets of the machine's own, so that the test
 * machine fits, and peered with nothing. One of the last test is used again, whatever it has been peered with since. Throws a `UserError` where
 * the item names no network of its failover, or the machine cannot be read.
 */
export async function newTestNetwork(
  azure: RecoveryAccess,
  item: RecoveryItem,
): Promise<Pick<ItemChoices, 'networkId' | 'isolation' | 'makeNetwork'>> {
  const { friendlyName, machineId, networkId, targetLocation } = item;
  if (networkId === '')
    throw new UserError('usage', `${friendlyName} has no network for its failover yet.`, 'Choose one for the test (--network ID).');
  const source = (await readReplicationSource(azure, machineId)).network;
  const id = `${groupPathOf(networkId)}/providers/Microsoft.Network/virtualNetworks/${lastOf(source.id)}-drill`;
  const there = await readTestNetwork(azure, id);
  return {
    networkId: id,
    isolation: there ? isolationOf(there, [source.id, networkId]) : 'isolated',
    makeNetwork: networkStep(id, targetLocation, source),
  };
}
