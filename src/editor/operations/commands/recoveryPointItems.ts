import type { RecoveryPoint } from '../../../model/recoveryPoint.ts';
import { ageText } from '../../../readiness/durationText.ts';
import { utc } from '../../age.ts';
import type { Localizer } from '../../localizer.ts';

export interface PointItem {
  readonly label: string;
  readonly description: string;
  readonly detail?: string;
  /** A word of `recoveryPointWords`, or an ARM id. */
  readonly value: string;
}

/** The recovery points that a person can pick, the three that have a name first; `points`: newest first, undefined for several machines. */
export function recoveryPointItems(points: readonly RecoveryPoint[] | undefined, now: Date, l10n: Localizer): readonly PointItem[] {
  const newest = points?.[0];
  const consistent = points?.find(({ isAppConsistent }) => isAppConsistent);
  const age = (point: RecoveryPoint | undefined): string => (point ? l10n.t('{0} old', ageText(point.time, now)) : '');
  const named: readonly (PointItem | false)[] = [
    {
      label: l10n.t('Latest'),
      description: '',
      detail: l10n.t('Azure first works off what has arrived: loses least, takes longest.'),
      value: 'latest',
    },
    (!points || newest !== undefined) && {
      label: l10n.t('Latest processed'),
      description: age(newest),
      detail: l10n.t('The newest point that is there: takes no time.'),
      value: newest?.azureId ?? 'latest-processed',
    },
    (!points || consistent !== undefined) && {
      label: l10n.t('Latest app-consistent'),
      description: age(consistent),
      detail: l10n.t('Applications had written what they held.'),
      value: consistent?.azureId ?? 'app-consistent',
    },
  ];
  return [
    ...named.filter((item) => item !== false),
    ...(points ?? []).map((point) => ({
      label: utc(point.time),
      description: `${age(point)} · ${point.isAppConsistent ? l10n.t('app-consistent') : l10n.t('crash-consistent')}`,
      value: point.azureId,
    })),
  ];
}
