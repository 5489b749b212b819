import { subscriptionOf, type ArmId } from './armId.ts';
import { placeId } from './details.ts';
import type { ProtectedItem } from './protectedItem.ts';
import type { Known } from './resource.ts';

/** A subscription in a region, as far as an item tells. */
export interface Whereabouts {
  readonly subscription: Known<string>;
  readonly region: Known<string>;
}

/** Where a failover makes the machine: in the subscription of the target group. */
export function targetOf({ targetResourceGroupId: group, targetLocation: region }: ProtectedItem): Whereabouts {
  return { subscription: group && subscriptionOf(group), region };
}

/** The id of that place; undefined when the item does not tell. */
export function placeOf(item: ProtectedItem): ArmId | undefined {
  const { subscription, region } = targetOf(item);
  return subscription === undefined || region === undefined ? undefined : placeId(subscription, region);
}
