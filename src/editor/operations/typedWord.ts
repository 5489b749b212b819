import type { Operation } from '../../operations/operation.ts';
import { plain } from '../markdown.ts';
import type { Localizer } from '../localizer.ts';

/** What must be typed before machines fail over: the name of one; of several how many they are, whose names stand above. */
export function typedWord(operations: readonly Operation[], l10n: Localizer): string {
  const [first, ...others] = operations;
  if (!first) throw new Error('Nothing to confirm.');
  return others.length === 0 ? plain(first.machine) : l10n.t('fail over {0} machines', operations.length);
}
