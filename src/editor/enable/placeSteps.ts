import { groupPathOf, lastOf, subscriptionIn } from '../../model/armPath.ts';
import type { TargetRegion } from '../../model/enableOptions.ts';
import { besideName } from '../../operations/enable/replicationNames.ts';
import type { Localizer } from '../localizer.ts';
import { chosen, type EnableAnswers, type EnableQuestions } from './enableAnswers.ts';
import { roomText } from './roomText.ts';
import { option, withExisting, type EnableOption, type EnablePick } from './stepParts.ts';

type Make = (questions: EnableQuestions, title: string, l10n: Localizer) => EnablePick;

const isAsked = ({ isStepwise }: EnableAnswers): boolean => isStepwise;

export const startStep: Make = ({ sources, remembered }, title, l10n) => ({
  kind: 'pick',
  title,
  prompt: l10n.t('Everything has a default; what will be made is shown before anything is sent'),
  options: ({ choices }) => {
    const place = `${sources[0].location} ▸ ${choices.targetRegion}`;
    const last = remembered(choices.targetRegion);
    const begin =
      (isStepwise: boolean, from: EnableAnswers['choices']): EnableOption['take'] =>
      () => ({ isStepwise, choices: from });
    const defaults = { targetRegion: choices.targetRegion };
    return [
      { label: l10n.t('Use the defaults'), description: place, take: begin(false, defaults) },
      ...(last ? [{ label: l10n.t('As last time'), description: place, take: begin(false, last) }] : []),
      {
        label: l10n.t('Choose step by step…'),
        description: l10n.t('Region, network, disks, vault and more'),
        take: begin(true, last ?? defaults),
      },
    ];
  },
});

export const regionStep: Make = ({ sources, regions, forbiddenRegions, remembered, room }, title, l10n) => ({
  kind: 'pick',
  title,
  prompt:
    forbiddenRegions === 0
      ? l10n.t('Target region')
      : l10n.t('Target region; {0} are left out, because Azure Policy forbids them', forbiddenRegions),
  applies: isAsked,
  options: ({ choices: { targetRegion: now } }) => {
    const best = regions.filter(({ id, isPair }) => id === now || isPair).toSorted((a, b) => Number(b.id === now) - Number(a.id === now));
    const others = regions.filter((region) => !best.includes(region));
    const headings = new Map([
      [best[0], l10n.t('Suggested')],
      [others[0], l10n.t('Others, nearest first')],
    ]);
    return [...best, ...others].map((region) => ({
      label: region.displayName,
      description: regionText(region, l10n),
      isDefault: region.id === now,
      heading: headings.get(region),
      // Whatever else was chosen belongs to the region that it was chosen for.
      take: (answers) =>
        region.id === answers.choices.targetRegion
          ? answers
          : { ...answers, choices: { ...remembered(region.id), leaveOut: answers.choices.leaveOut, targetRegion: region.id } },
    }));
  },
  more: async (answers, { take }) => roomText(await room(take(answers).choices), sources[0], l10n),
});

function regionText({ id, distanceKm, isPair, zones, geographyGroup }: TargetRegion, l10n: Localizer): string {
  return [
    id,
    ...(isPair ? [l10n.t('pair')] : []),
    ...(distanceKm === undefined ? [] : [l10n.t('{0} km', Math.round(distanceKm))]),
    ...(zones.length > 0 ? [l10n.t('zones')] : []),
    ...(geographyGroup === '' ? [] : [geographyGroup]),
  ].join(' · ');
}

export const subscriptionStep: Make = ({ sources, subscriptions }, title, l10n) => {
  const own = subscriptionIn(sources[0].id);
  return {
    kind: 'pick',
    title,
    prompt: l10n.t('Subscription of what a failover makes'),
    applies: (answers) => isAsked(answers) && subscriptions.length > 1,
    options: ({ choices: { targetSubscription = own } }) =>
      subscriptions
        .toSorted((a, b) => Number(b.id === own) - Number(a.id === own) || a.name.localeCompare(b.name))
        .map(({ id, name }) => ({
          label: name,
          description: id === own ? l10n.t('the machine’s own') : id,
          isDefault: id === targetSubscription,
          take: (answers) =>
            id === (answers.choices.targetSubscription ?? own)
              ? answers
              : chosen(answers, { ...nothingThere, targetSubscription: id === own ? undefined : id }),
        })),
  };
};

/** Choices among what lies in a subscription. */
const nothingThere = {
  targetGroupId: undefined,
  networkId: undefined,
  subnetName: undefined,
  availability: undefined,
  proximityGroupId: undefined,
  capacityReservationGroupId: undefined,
  diskEncryptionSetId: undefined,
} as const;

export const groupStep: Make = ({ sources, targets }, title, l10n) => ({
  kind: 'pick',
  title,
  prompt: l10n.t('Resource group of what a failover makes'),
  applies: isAsked,
  options: async ({ choices }) => {
    const names = [...new Set(sources.map(({ id }) => besideName(lastOf(groupPathOf(id)))))];
    const made = option(l10n.t('New: {0}', names.join(', ')), { targetGroupId: undefined }, { description: choices.targetRegion });
    const { groups } = await targets(choices);
    return withExisting([made], groups, { now: choices.targetGroupId, take: ({ id }) => ({ targetGroupId: id }) }, l10n);
  },
});

export const networkStep: Make = ({ sources, targets }, title, l10n) => ({
  kind: 'pick',
  title,
  prompt: l10n.t('Network of a failover'),
  applies: isAsked,
  options: async ({ choices }) => {
    const names = [...new Set(sources.map(({ network }) => besideName(lastOf(network.id))))];
    const made = option(
      l10n.t('Mapped, or new: {0}', names.join(', ')),
      { networkId: undefined, subnetName: undefined },
      { detail: l10n.t('What the vault maps the network to; where it maps none, one like it is made, with the same addresses.') },
    );
    const { networks } = await targets(choices);
    const describe = ({ addressPrefixes }: { readonly addressPrefixes: readonly string[] }): string => addressPrefixes.join(', ');
    const take = ({ id }: { readonly id: string }): object => ({
      networkId: id,
      subnetName: id === choices.networkId ? choices.subnetName : undefined,
    });
    return withExisting([made], networks, { now: choices.networkId, take, describe }, l10n);
  },
});

export const subnetStep: Make = ({ knownTargets }, title, l10n) => {
  const subnetsOf = ({ choices }: EnableAnswers) =>
    knownTargets(choices)?.networks?.find(({ id }) => id === choices.networkId)?.subnets ?? [];
  return {
    kind: 'pick',
    title,
    prompt: l10n.t('Subnet of a failover'),
    applies: (answers) => isAsked(answers) && subnetsOf(answers).length > 0,
    options: (answers) => [
      option(
        l10n.t('Of the same name as the machine’s'),
        { subnetName: undefined },
        { isDefault: answers.choices.subnetName === undefined },
      ),
      ...subnetsOf(answers).map(({ name, addressPrefix }) =>
        option(name, { subnetName: name }, { description: addressPrefix, isDefault: name === answers.choices.subnetName }),
      ),
    ],
  };
};

export const availabilityStep: Make = ({ regions, targets }, title, l10n) => ({
  kind: 'pick',
  title,
  prompt: l10n.t('Availability of the machine of a failover'),
  applies: isAsked,
  options: async ({ choices }) => {
    const { availability: now, targetRegion } = choices;
    const zones = regions.find(({ id }) => id === targetRegion)?.zones ?? [];
    const first = [
      option(
        l10n.t('As the machine: a set where it is in one, else single'),
        { availability: undefined },
        { isDefault: now === undefined },
      ),
      option(l10n.t('Single'), { availability: { kind: 'single' } }, { isDefault: now?.kind === 'single' }),
      ...zones.map((zone) =>
        option(
          l10n.t('Zone {0}', zone),
          { availability: { kind: 'zone', zone } },
          { isDefault: now?.kind === 'zone' && now.zone === zone },
        ),
      ),
      option(l10n.t('New availability set'), { availability: { kind: 'set' } }, { isDefault: now?.kind === 'set' && now.id === undefined }),
    ];
    const { availabilitySets } = await targets(choices);
    const set = now?.kind === 'set' ? now.id : undefined;
    return withExisting(first, availabilitySets, { now: set, take: ({ id }) => ({ availability: { kind: 'set', id } }) }, l10n);
  },
});
