import type { RecoveryItem } from '../model/recoveryItem.ts';
import type { SourceNetwork } from '../model/replicationSource.ts';
import { groupPathOf, lastOf } from './armPath.ts';
import type { PutStep } from './step.ts';
import { networkStep } from './targetSteps.ts';

/**
 * Makes a network for tests beside the one that a failover would use: with the address space and the subnets of the machine's own, so that the test
 * machine fits, and peered with nothing. Undefined for an item that names no network of its failover.
 */
export function isolatedNetwork({ networkId, targetLocation }: RecoveryItem, source: SourceNetwork): PutStep | undefined {
  if (networkId === '') return undefined;
  const id = `${groupPathOf(networkId)}/providers/Microsoft.Network/virtualNetworks/${lastOf(source.id)}-drill`;
  return networkStep(id, targetLocation, source);
}
