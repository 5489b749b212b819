import { ageText } from '../../readiness/durationText.ts';
import type { Standing } from '../../operations/item/whereItStands.ts';
import { isFollowed } from '../operations/operationEntry.ts';
import { progressText } from '../operations/progressText.ts';
import type { Localizer } from '../localizer.ts';
import type { CockpitMachine } from './cockpitModel.ts';
import { standingOf } from './offeredNow.ts';

/** Where a machine stands, in a few words. */
export function situationText(machine: CockpitMachine, now: Date, l10n: Localizer): string {
  const { item, operation } = machine;
  if (operation && isFollowed(operation)) return progressText(operation, l10n);
  if (item === 'reading') return l10n.t('being read…');
  if ('trouble' in item) return l10n.t('could not be read: {0}', item.trouble);
  const standing = standingOf(machine)!;
  const waits = standing.waits.map((wait) => waitText(wait, now, l10n));
  if (waits.length > 0) return waits.join(', ');
  const { scenario, protectionState } = item.value;
  if (standing.isBusy) return l10n.t('a job runs on it: {0}', scenario);
  switch (standing.situation) {
    case undefined:
      return l10n.t('{0}: a state that is not known here', protectionState);
    case 'enabling':
    case 'copying':
      return l10n.t('being copied, not protected yet');
    case 'protected':
      return standing.isTurned === true ? l10n.t('protected, can be failed back') : l10n.t('protected');
    default:
      return l10n.t('failed over');
  }
}

/** `not committed for 3 h` */
function waitText({ for: what, since }: Standing['waits'][number], now: Date, l10n: Localizer): string {
  const age = since && ageText(since, now);
  switch (what) {
    case 'cleanup-test':
      return age === undefined ? l10n.t('test failover open') : l10n.t('test failover open for {0}', age);
    case 'commit':
      return age === undefined ? l10n.t('failed over, not committed') : l10n.t('failed over {0} ago, not committed', age);
    case 'reprotect':
      return age === undefined ? l10n.t('failed over, not re-protected') : l10n.t('failed over {0} ago, not re-protected', age);
    case 'source-gone':
      return l10n.t('source machine not found');
  }
}
