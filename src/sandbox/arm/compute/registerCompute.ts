import type { World } from '../../world.ts';
import { registerAvailabilitySets } from './availabilitySets.ts';
import { registerCapacity } from './capacity.ts';
import { registerComputeOperations } from './computeOperation.ts';
import { registerDisks } from './disks.ts';
import { registerEncryptionSets } from './encryptionSets.ts';
import { registerMachineActions } from './machineActions.ts';
import { registerMachineExtensions } from './machineExtensions.ts';
import { registerMachineReads } from './machineReads.ts';
import { registerMachineWrites } from './machineWrites.ts';
import { registerPatches } from './patches.ts';
import { registerPowerActions } from './powerActions.ts';
import { registerSpecialActions } from './specialActions.ts';

/** Microsoft.Compute. */
export function registerCompute(world: World): void {
  registerMachineReads(world);
  registerMachineActions(world);
  registerMachineWrites(world);
  registerMachineExtensions(world);
  registerPowerActions(world);
  registerPatches(world);
  registerSpecialActions(world);
  registerDisks(world);
  registerEncryptionSets(world);
  registerAvailabilitySets(world);
  registerCapacity(world);
  registerComputeOperations(world);
}
