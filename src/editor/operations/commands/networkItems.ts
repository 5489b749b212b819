import { toArmId } from '../../../model/armId.ts';
import type { TestNetwork } from '../../../model/testNetwork.ts';
import { isolationOf, type Isolation } from '../../../operations/networkIsolation.ts';
import type { Localizer } from '../../localizer.ts';
import { plain } from '../../markdown.ts';

export interface NetworkItem {
  readonly label: string;
  readonly description: string;
  readonly detail?: string;
  readonly value: { readonly azureId: string; readonly isolation: Isolation };
}

/** Where there is nothing to warn of comes first, the one that was chosen for tests before all others. */
const order: readonly Isolation[] = ['isolated', 'unknown', 'peered', 'production'];

/** The networks that test machines can be put into. `production`: as for `isolationOf`. */
export function networkItems(
  networks: readonly TestNetwork[],
  production: readonly (string | undefined)[],
  chosenForTests: string,
  l10n: Localizer,
): readonly NetworkItem[] {
  const groupOf = (azureId: string): string => azureId.split('/')[4] ?? '';
  const isChosen = ({ azureId }: TestNetwork): boolean => chosenForTests !== '' && toArmId(azureId) === toArmId(chosenForTests);
  return networks
    .map((network) => ({ network, isolation: isolationOf(network, production) }))
    .toSorted(
      (a, b) =>
        order.indexOf(a.isolation) - order.indexOf(b.isolation) ||
        Number(isChosen(b.network)) - Number(isChosen(a.network)) ||
        a.network.name.localeCompare(b.network.name),
    )
    .map(({ network, isolation }) => ({
      label: `${isolation === 'isolated' ? '$(shield)' : '$(warning)'} ${plain(network.name)}`,
      description: [plain(groupOf(network.azureId)), ...(isChosen(network) ? [l10n.t('chosen for tests')] : [])].join(' · '),
      detail: isolationText(isolation, l10n),
      value: { azureId: network.azureId, isolation },
    }));
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
