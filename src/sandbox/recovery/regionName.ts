import { regions } from '../arm/regions.ts';

/** `East US 2` of `eastus2`: the friendly name of a fabric. A region that is not known keeps its short name. */
export function regionName(location: string): string {
  return regions.get(location)?.displayName ?? location;
}
