import { regionNamed } from '../../arm/compute/machineSizes.ts';
import { groupOfKey, keyOf, regionKey, typeOfKey } from '../../resource.ts';
import type { World } from '../../world.ts';
import { failureFor } from '../jobs/jobPlan.ts';
import type { TargetChoice } from './newItem.ts';

/** Azure's zones of a region, by the subscription's own numbers. */
const ZONES: ReadonlySet<string> = new Set(['1', '2', '3']);

/** What a request names in the target region must be there, and go together. Throws a `JobFailure`. [GAP] Codes were never read. */
export function checkTarget(world: World, choice: TargetChoice, location: string): void {
  const { recoveryAvailabilitySetId: set, recoveryAvailabilityZone: zone, recoveryResourceGroupId: group } = choice;
  if (set && zone) throw failureFor('A machine is in a zone or in an availability set, not in both.');
  if (zone && !(regionNamed(location)?.zones && ZONES.has(zone))) {
    throw failureFor(`The region '${location}' has no zone '${zone}'.`);
  }
  requireHere(world, set, 'Microsoft.Compute/availabilitySets', location);
  // Compute's own rule: a machine and its set are of one resource group.
  if (set && groupOfKey(keyOf(set)) !== keyOf(group))
    throw failureFor(`The availability set '${set}' is not in the target resource group.`);
  requireHere(world, choice.recoveryProximityPlacementGroupId, 'Microsoft.Compute/proximityPlacementGroups', location);
  requireHere(world, choice.recoveryCapacityReservationGroupId, 'Microsoft.Compute/capacityReservationGroups', location);
}

/** A resource of a type in a region; nothing is asked where none is named. Throws a `JobFailure`. */
export function requireHere(world: World, id: string | undefined, type: string, location: string): void {
  if (!id) return;
  const found = typeOfKey(keyOf(id)) === type.toLowerCase() ? world.store.get(id) : undefined;
  if (!found) throw failureFor(`The resource '${id}' of the type '${type}' does not exist.`);
  if (regionKey(found.location ?? '') !== regionKey(location)) throw failureFor(`The resource '${id}' is not in the region '${location}'.`);
}
