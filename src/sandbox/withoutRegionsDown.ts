import type { ArmResource } from './resource.ts';
import type { World } from './world.ts';

/** What a list shows while a region is down that lists leave out. Resource groups are Resource Manager's own. */
export function withoutRegionsDown({ outages }: World, resources: readonly ArmResource[]): readonly ArmResource[] {
  if (outages.regions().length === 0) return resources;
  return resources.filter(({ type, location }) => /\/resourceGroups$/i.test(type) || outages.answersOf(location) !== 'partial');
}
