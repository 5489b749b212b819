import { lastOf } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import type { FailoverPreview, PointPreview } from '../../operations/item/failoverPreview.ts';
import { durationText } from '../../readiness/durationText.ts';
import { utc } from '../age.ts';
import type { Localizer } from '../localizer.ts';

/** A choice of a recovery point, as it is shown. */
export interface PointChoice {
  /** A word of `recoveryPointWords`, or the id of a point. */
  readonly choice: string;
  readonly name: string;
  /** When it was taken. */
  readonly taken: string;
  /** What is lost by it. */
  readonly loss: string;
}

/** The latest first, then every point, newest first. */
export function pointChoices(preview: FailoverPreview, l10n: Localizer): readonly PointChoice[] {
  return [
    {
      choice: 'latest',
      name: l10n.t('Latest'),
      taken: l10n.t('once Azure has worked off what reached it; takes longest'),
      loss: latestLossText(preview, l10n),
    },
    ...preview.points.map((one) => pointChoice(one, l10n)),
  ];
}

function pointChoice({ point, lossMs, words }: PointPreview, l10n: Localizer): PointChoice {
  const names = words.map((word) => (word === 'latest-processed' ? l10n.t('Latest processed') : l10n.t('Newest app-consistent')));
  const kind = point.isAppConsistent ? l10n.t('App-consistent') : l10n.t('Crash-consistent');
  return {
    choice: point.azureId,
    name: names.length > 0 ? names.join(', ') : kind,
    taken: utc(point.time),
    loss: l10n.t('the last {0}', durationText(lossMs)),
  };
}

function latestLossText({ latestLossMs, latestFigureAgeMs }: FailoverPreview, l10n: Localizer): string {
  if (latestLossMs === undefined || latestFigureAgeMs === undefined) return l10n.t('not known: Azure gives no RPO figure');
  return l10n.t('at most the last {0} (RPO figure {1} old)', durationText(latestLossMs), durationText(latestFigureAgeMs));
}

/** The choice that a word, an id, or the name at its end stands for; undefined where there is none such any more. */
export function chosenPoint(choice: string, preview: FailoverPreview, l10n: Localizer): PointChoice | undefined {
  const found = preview.points.find(
    ({ point, words }) => words.some((word) => word === choice) || sameText(lastOf(point.azureId), lastOf(choice)),
  );
  if (found) return pointChoice(found, l10n);
  return choice === 'latest' ? pointChoices(preview, l10n)[0] : undefined;
}

/** `Latest: at most the last 5 min …` */
export function chosenPointText(choice: string, preview: FailoverPreview, l10n: Localizer): string {
  const chosen = chosenPoint(choice, preview, l10n);
  return chosen ? l10n.t('{0}: lost is {1}', chosen.name, chosen.loss) : l10n.t('the chosen point is not there any more');
}
