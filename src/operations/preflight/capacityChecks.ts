import { partsOf, toArmId, type ArmId } from '../../model/armId.ts';
import type { SizeOffer } from '../../model/capacity.ts';
import { placeId } from '../../model/details.ts';
import { sameText } from '../../model/sameText.ts';
import { sources } from '../../readiness/rules/sources.ts';
import { MissingFact, need, told, type Judged, type PreflightCheck } from './preflightCheck.ts';

/** Whether the target region has the size, and the subscription the quota. */
export const capacityChecks: readonly PreflightCheck[] = [
  {
    id: 'PF-CAP-001',
    looksAt: 'Size of the machine in the target region',
    title: 'Size of the machine cannot be had in the target region',
    level: 'blocker',
    cost: '1 a pair of regions',
    source: sources.skuNotAvailable,
    consequence: 'Enabling fails with the error 150097, or the failover does.',
    fix: 'Choose another target region, or ask for access to the size; or resize the machine to one that both regions offer.',
    atReprotect: false,
    judge: (judged) => {
      const size = told(judged.source.machine.size, 'the size of the machine');
      const offer = offerOf(judged, size);
      const { targetRegion: region } = judged.subject;
      const { availability } = judged.choices;
      const zone = availability?.kind === 'zone' ? availability.zone : undefined;
      if (!offer) return [{ cause: `${region} does not offer ${size}.` }];
      if (offer.restriction !== undefined) return [{ cause: `The subscription may not use ${size} in ${region}: ${offer.restriction}.` }];
      if (zone === undefined || (offer.zones.includes(zone) && !offer.restrictedZones.includes(zone))) return [];
      return [{ cause: `${size} cannot be had in the zone ${zone} of ${region}.` }];
    },
  },
  {
    id: 'PF-CAP-002',
    looksAt: 'Quota of the target region',
    title: 'Quota of the target region is too small',
    level: 'blocker',
    cost: '1 a pair of regions',
    source: sources.quotas,
    consequence: 'Enabling fails with the error 150097, or a failover of all the machines fails for some.',
    fix: 'Ask for more quota in the target region. Machines that are replicated to it already need theirs, too: DR-CAP-001 of the audit counts them.',
    atReprotect: false,
    judge: (judged) => {
      const place = placeOf(judged);
      const quotas = need(judged.facts.quotas, place, 'the quota of the target region');
      const own = offerOf(judged, told(judged.source.machine.size, 'the size of the machine'));
      // A size that is not offered is another check's.
      if (!own) return [];
      const offers = judged.all
        .filter((one) => placeOf(one) === place)
        .map((one) => offerOf({ ...judged, ...one }, one.source.machine.size ?? ''))
        .filter((offer) => offer !== undefined);
      const cores = (of: readonly SizeOffer[]): number => of.reduce((sum, offer) => sum + offer.cores, 0);
      const needs: Readonly<Record<string, number>> = {
        cores: cores(offers),
        [own.family]: cores(offers.filter(({ family }) => sameText(family, own.family))),
        virtualMachines: offers.length,
      };
      return Object.entries(needs).flatMap(([name, needed]) => {
        const quota = quotas.find((one) => sameText(one.name, name));
        if (!quota) throw new MissingFact(`Azure does not show the quota ${name}.`);
        const free = quota.limit - quota.used;
        return needed <= free ? [] : [{ cause: `Needed of ${name}: ${needed}, free: ${free} of ${quota.limit}.` }];
      });
    },
  },
];

function placeOf({ subject }: Pick<Judged, 'subject'>): ArmId {
  return placeId(partsOf(toArmId(subject.targetGroupId)).subscription, subject.targetRegion);
}

function offerOf(judged: Pick<Judged, 'subject' | 'facts'>, size: string): SizeOffer | undefined {
  return need(judged.facts.sizes, placeOf(judged), 'the sizes of the target region').get(size.toLowerCase());
}
