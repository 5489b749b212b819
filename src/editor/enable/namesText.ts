import type { Localizer } from '../localizer.ts';

/** Names beyond these are counted. */
const mostNames = 6;

/** Each name once, and not all where there are many. */
export function names(all: readonly string[], l10n: Localizer): string {
  const each = distinct(all);
  if (each.length <= mostNames) return each.join(', ');
  return l10n.t('{0} and {1} more', each.slice(0, mostNames).join(', '), each.length - mostNames);
}

export function distinct(all: readonly string[]): readonly string[] {
  return [...new Set(all)];
}
