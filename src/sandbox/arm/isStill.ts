import type { ArmResource } from '../resource.ts';
import type { World } from '../world.ts';

/** Whether a resource is still the one that it was, not another that was made under its name since. `mark`: the property that each has of its own. */
export function isStill(world: World, before: ArmResource, mark: 'resourceGuid' | 'uniqueId' | 'vmId'): boolean {
  const now = world.store.get(before.id);
  return now !== undefined && now.properties?.[mark] === before.properties?.[mark];
}
