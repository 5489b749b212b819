import { isIPv4 } from 'node:net';
import { lastOf } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import type { UpdateOptions } from '../../azure/siteRecovery/readUpdateOptions.ts';
import type { SizeOffer } from '../../model/capacity.ts';
import type { RecoveryTarget, TargetAddress, TargetInterface } from '../../model/recoveryTarget.ts';
import type { AddressChoice, UpdateChoices } from '../../operations/item/updateItem.ts';
import type { Localizer } from '../localizer.ts';

/** One thing that a failover can be changed in, with what it is and what it is to be. */
export interface Setting {
  readonly kind: 'size' | 'network' | 'address';
  readonly label: string;
  /** `Standard_D4s_v3`, or `Standard_D4s_v3 ▸ Standard_D2s_v3`. */
  readonly value: string;
  /** Of an address: which. */
  readonly of?: { readonly nic: TargetInterface; readonly address: TargetAddress };
}

export const noChange: UpdateChoices = { size: undefined, networkId: undefined, addresses: [] };

export function isChange({ size, networkId, addresses }: UpdateChoices): boolean {
  return size !== undefined || networkId !== undefined || addresses.length > 0;
}

/** The settings of a failover's machine, with the changes so far. */
export function settingsOf(target: RecoveryTarget, networkId: string, draft: UpdateChoices, l10n: Localizer): readonly Setting[] {
  const notSet = l10n.t('not set');
  return [
    { kind: 'size', label: l10n.t('Size'), value: changed(target.size || notSet, draft.size) },
    {
      kind: 'network',
      label: l10n.t('Network'),
      value: changed(lastOf(networkId) || notSet, draft.networkId === undefined ? undefined : lastOf(draft.networkId)),
    },
    ...target.interfaces.flatMap((nic) =>
      nic.addresses.map((address): Setting => {
        const choice = choiceFor(draft, nic, address);
        const now = addressText(address.staticAddress, address.subnetName, l10n);
        const next = choice && addressText(choice.address ?? address.staticAddress, choice.subnetName ?? address.subnetName, l10n);
        return {
          kind: 'address',
          label: l10n.t('Address of {0}', `${nic.name}/${address.name}`),
          value: changed(now, next),
          of: { nic, address },
        };
      }),
    ),
  ];
}

function changed(now: string, next: string | undefined): string {
  return next === undefined || next === now ? now : `${now} ▸ ${next}`;
}

function addressText(address: string, subnet: string, l10n: Localizer): string {
  const text = address === '' ? l10n.t('given by Azure') : address;
  return subnet === '' ? text : l10n.t('{0} in {1}', text, subnet);
}

function choiceFor({ addresses }: UpdateChoices, nic: TargetInterface, address: TargetAddress): AddressChoice | undefined {
  return addresses.find((one) => sameText(one.interface, nic.name) && sameText(one.configuration, address.name));
}

/** The draft with a network, which may be the present one. Another one has other subnets: addresses that were chosen before go. */
export function withNetwork(draft: UpdateChoices, networkId: string, present: string): UpdateChoices {
  if (sameText(networkId, draft.networkId ?? present)) return draft;
  return { ...draft, networkId: sameText(networkId, present) ? undefined : networkId, addresses: [] };
}

/** The draft with one address set. */
export function withAddress(
  draft: UpdateChoices,
  { nic, address }: NonNullable<Setting['of']>,
  choice: Pick<AddressChoice, 'address' | 'subnetName'>,
): UpdateChoices {
  const others = draft.addresses.filter((one) => one !== choiceFor(draft, nic, address));
  return { ...draft, addresses: [...others, { interface: nic.name, configuration: address.name, ...choice }] };
}

/** Why an address cannot be given; undefined: it can. */
export function addressProblem(text: string, l10n: Localizer): string | undefined {
  return text === '' || isIPv4(text) ? undefined : l10n.t('An IPv4 address such as 10.2.1.4, or nothing.');
}

/** Sizes that the subscription may have in the region, those like the present one first. */
export function sizesOffered({ sizes = [] }: UpdateOptions, now: string): readonly SizeOffer[] {
  const present = sizes.find(({ name }) => sameText(name, now));
  const far = ({ family, cores }: SizeOffer): number => (family === present?.family ? 0 : 1000) + Math.abs(cores - (present?.cores ?? 0));
  return sizes.filter(({ restriction }) => restriction === undefined).toSorted((a, b) => far(a) - far(b) || a.name.localeCompare(b.name));
}

/** `4 vCPUs · 12 of 20 in use` */
export function sizeText({ cores, family }: SizeOffer, { quotas = [] }: UpdateOptions, l10n: Localizer): string {
  const quota = quotas.find(({ name }) => sameText(name, family));
  const free = quota && l10n.t('{0}: {1} of {2} in use', family, quota.used, quota.limit);
  return [l10n.t('{0} vCPUs', cores), ...(free === undefined ? [] : [free])].join(' · ');
}
