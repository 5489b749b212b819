import { groupOfKey, keyOf } from '../resource.ts';
import { ArmError } from '../wire.ts';
import type { World } from '../world.ts';

export const DELETING = 'Deleting';
/** Of both groups while resources move (azure-cli #11942). */
export const MOVING = 'MovingResources';

/**
 * Throws ARM's 409 for a change in a resource group that is being deleted (public reports; the group itself may be deleted again), or
 * that resources move from or to: documented with its words, which Microsoft's page gives for a move.
 */
export function assertGroupIsFree(world: World, path: string, method: string): void {
  const key = keyOf(path);
  const group = world.store.get(groupOfKey(key) ?? '');
  const state = group?.properties?.['provisioningState'];
  if (state === DELETING && !(method === 'DELETE' && groupOfKey(key) === key)) {
    throw new ArmError(
      409,
      'ResourceGroupBeingDeleted',
      `The resource group '${group?.name}' is in deprovisioning state and cannot perform this operation.`,
    );
  }
  if (state === MOVING) {
    throw new ArmError(
      409,
      'ResourcesBeingMoved',
      `The resource group '${group?.name}' is being updated and cannot perform this operation.`,
    );
  }
}
