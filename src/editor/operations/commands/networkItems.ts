import { groupPathOf, lastOf } from '../../../model/armPath.ts';
import { toArmId } from '../../../model/armId.ts';
import type { TestNetwork } from '../../../model/testNetwork.ts';
import { isolationOf, type Isolation } from '../../../operations/item/networkIsolation.ts';
import type { Localizer } from '../../localizer.ts';
import { plainItem } from '../../markdown.ts';

export interface NetworkItem {
  readonly label: string;
  readonly description: string;
  readonly detail?: string;
  /** A network that is there; `make`: one that is made for the test, beside that of a failover. */
  readonly value: { readonly azureId: string; readonly isolation: Isolation } | 'make';
}

/** Where there is nothing to warn of comes first, the one that was chosen for tests before all others. */
const order: readonly Isolation[] = ['isolated', 'unknown', 'peered', 'production'];

/** The networks that test machines can be put into. `production`: as for `isolationOf`; `canMake`: it is known what a new one must be like. */
export function networkItems(
  networks: readonly TestNetwork[],
  production: readonly (string | undefined)[],
  chosenForTests: string,
  canMake: boolean,
  l10n: Localizer,
): readonly NetworkItem[] {
  const isChosen = ({ azureId }: TestNetwork): boolean => chosenForTests !== '' && toArmId(azureId) === toArmId(chosenForTests);
  const own = networks
    .map((network) => ({ network, isolation: isolationOf(network, production) }))
    .toSorted(
      (a, b) =>
        order.indexOf(a.isolation) - order.indexOf(b.isolation) ||
        Number(isChosen(b.network)) - Number(isChosen(a.network)) ||
        a.network.name.localeCompare(b.network.name),
    )
    .map(({ network, isolation }) => ({
      label: `${isolation === 'isolated' ? '$(shield)' : '$(warning)'} ${plainItem(network.name)}`,
      description: [plainItem(lastOf(groupPathOf(network.azureId))), ...(isChosen(network) ? [l10n.t('chosen for tests')] : [])].join(
        ' · ',
      ),
      detail: isolationText(isolation, l10n),
      value: { azureId: network.azureId, isolation },
    }));
  const made: NetworkItem = {
    label: `$(add) ${l10n.t('New isolated network')}`,
    description: '',
    detail: l10n.t('Like the machine’s own, peered with nothing. Costs nothing, stays for the next test.'),
    value: 'make',
  };
  // Before all that would need a warning.
  const isolated = own.filter(({ value }) => value.isolation === 'isolated');
  return [...isolated, ...(canMake ? [made] : []), ...own.filter((item) => !isolated.includes(item))];
}

function isolationText(isolation: Isolation, l10n: Localizer): string {
  switch (isolation) {
    case 'isolated':
      return l10n.t('Not peered with production.');
    case 'peered':
      return l10n.t('Peered with a network of production: the test machine may reach it.');
    case 'unknown':
      return l10n.t('Not known whether it is cut off from production.');
    case 'production':
      return l10n.t('Production’s own network: the test machine may reach it, and be taken for it.');
  }
}
