import type { ArmResource } from '../../resource.ts';
import { entityOf } from './entityOf.ts';

/** `customDetails` of a job about an item. [GAP] The keys of `affectedObjectDetails` were read only in part. */
export function itemJobDetails(item: ArmResource, instanceType = 'AsrJobDetails'): Readonly<Record<string, unknown>> {
  return { instanceType, affectedObjectDetails: { primaryVmId: entityOf(item), replicationProtectedItemId: item.id } };
}
