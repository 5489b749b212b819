import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { detailsOf } from './itemDetails.ts';
import { checkCapacity, checkGroup, checkUp } from './machineChecks.ts';
import { checkRecoveryNetworks, type RecoveryNetwork } from './recoveryNics.ts';

/** What a failover, or a test of it, needs where the machine is to run; nothing of it lies in the region of the source. Throws a `JobFailure`. */
export function checkRecovery(world: World, item: ArmResource, network: RecoveryNetwork): void {
  const now = world.store.get(item.id) ?? item;
  const { recoveryFabricLocation = '', recoveryAzureResourceGroupId = '', recoveryAzureVMSize } = detailsOf(now);
  checkUp(world, recoveryFabricLocation);
  checkGroup(world, recoveryAzureResourceGroupId);
  checkCapacity(world, recoveryAzureResourceGroupId, recoveryFabricLocation, recoveryAzureVMSize ?? '');
  checkRecoveryNetworks(world, now, network);
}
