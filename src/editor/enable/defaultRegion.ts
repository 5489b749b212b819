import type { RegionOptions } from '../../model/enableOptions.ts';

/** The one that was chosen last, Azure's own pair, or the nearest: whatever Azure Policy allows. */
export function defaultRegion({ regions }: Pick<RegionOptions, 'regions'>, last: string | undefined): string | undefined {
  const allowed = regions.filter(({ isAllowed }) => isAllowed !== false);
  const best = allowed.find(({ id }) => id === last) ?? allowed.find(({ isPair }) => isPair) ?? allowed[0];
  return best?.id;
}
