import type { ArmId } from '../../model/armId.ts';
import type { Dated } from '../../model/resource.ts';
import { severities } from '../../readiness/finding.ts';
import type { Localizer } from '../localizer.ts';
import type { EstateIndex } from './estateIndex.ts';
import { icons, severityIcons, type Icon } from './icon.ts';
import { unreadText } from './oldText.ts';
import { excludedCount, findingCount } from './words.ts';

/** What the rules say of a resource that is no machine: as an icon, and in words. */
export function resourceVerdict(
  row: Dated & { readonly id: ArmId },
  index: EstateIndex,
  l10n: Localizer,
): { readonly icon: Icon; readonly words: readonly string[] } {
  const { findings, excluded, isUndecided } = index.verdictOf(row.id);
  const worst = severities.find((severity) => findings.some((finding) => finding.severity === severity));
  const words = [
    ...(findings.length > 0 ? [findingCount(findings.length, l10n)] : []),
    ...(excluded > 0 ? [excludedCount(excluded, l10n)] : []),
    ...unreadText(row, l10n),
  ];
  if (worst) return { icon: severityIcons[worst], words };
  if (isUndecided) return { icon: icons.unknown, words: [...words, l10n.t('not everything is known')] };
  if (row.asOf) return { icon: icons.unknown, words };
  return { icon: excluded > 0 ? icons.excluded : icons.good, words };
}
