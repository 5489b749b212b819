import { readable } from '../../azure/siteRecovery/readable.ts';
import { readReplicationSource } from '../../azure/siteRecovery/readReplicationSource.ts';
import { readTestNetwork } from '../../azure/siteRecovery/readTestNetworks.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { isolationOf, type Isolation } from './networkIsolation.ts';

/** Reads whether a network, or else the item's own for tests, is cut off from where its machine is and would fail over to. A sign-in that is needed is thrown. */
export async function readIsolation(azure: RecoveryAccess, item: RecoveryItem, networkId = item.testNetworkId): Promise<Isolation> {
  if (networkId === '') return 'unknown';
  const [network, source] = await Promise.all([
    readable(readTestNetwork(azure, networkId)),
    readable(readReplicationSource(azure, item.machineId)),
  ]);
  return network ? isolationOf(network, [source?.network.id, item.networkId]) : 'unknown';
}
