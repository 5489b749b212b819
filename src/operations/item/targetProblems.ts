import { subscriptionIn } from '../../model/armPath.ts';
import { toArmId } from '../../model/armId.ts';
import type { SizeOffer } from '../../model/capacity.ts';
import { sameText } from '../../model/sameText.ts';
import type { FailoverFacts } from './failoverPreview.ts';

/** Why the target region would refuse a machine: its size, or the quota that all machines of the same failover need together. Pure. */
export function targetProblems(facts: FailoverFacts, all: readonly FailoverFacts[]): readonly string[] {
  const { room, target, item } = facts;
  if (!room) return [];
  const { offer, quotas } = room;
  const region = item.targetLocation;
  if (!offer) return [`${region} does not offer ${target.size}.`];
  if (offer.restriction !== undefined) return [`The subscription may not use ${target.size} in ${region}: ${offer.restriction}.`];
  const isInZone = target.zone === '' || (offer.zones.includes(target.zone) && !offer.restrictedZones.includes(target.zone));
  const together = all.filter((one) => placeOf(one) === placeOf(facts)).flatMap((one) => one.room?.offer ?? []);
  const short = quotas.flatMap(({ name, used, limit }) => {
    const needed = coresIn(name, together);
    if (needed <= limit - used) return [];
    const what = isTotal(name) ? 'vCPUs in all' : `vCPUs of ${name}`;
    return [`Needed ${needed} ${what} in ${region}, free ${Math.max(0, limit - used)} of ${limit}.`];
  });
  return [...(isInZone ? [] : [`${target.size} cannot be had in zone ${target.zone} of ${region}.`]), ...short];
}

function coresIn(quota: string, offers: readonly SizeOffer[]): number {
  return offers.filter(({ family }) => isTotal(quota) || sameText(family, quota)).reduce((sum, { cores }) => sum + cores, 0);
}

function isTotal(quota: string): boolean {
  return sameText(quota, 'cores');
}

/** Quota is of a subscription and a region. */
function placeOf({ item, target }: FailoverFacts): string {
  return `${subscriptionIn(toArmId(target.groupId))} ${item.targetLocation}`;
}
