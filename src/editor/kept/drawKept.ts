import type { Localizer } from '../localizer.ts';
import type { Snapshot } from '../session.ts';
import { Screen } from '../tree/screen.ts';
import { noFilter, type ViewOptions } from '../tree/viewOptions.ts';
import { drawnWith, type KeptDrawing } from './keptScreen.ts';

/** An inventory of fewer machines is there as soon as its drawing would be. */
const worthDrawing = 500;

/**
 * What the view will show first of a snapshot when it is kept; undefined for a small one. `before`: a screen of the same snapshot, whose
 * look-ups are taken.
 */
export function drawKept(
  snapshot: Snapshot,
  options: Omit<ViewOptions, 'filter'>,
  l10n: Localizer,
  language: string,
  before?: Screen,
): KeptDrawing | undefined {
  if (snapshot.assessment.machines.length < worthDrawing) return undefined;
  const kept: Snapshot = { ...snapshot, kept: true, surroundings: undefined, trouble: undefined };
  const screen = new Screen(kept, { ...options, filter: noFilter }, new Set(), l10n, before?.index);
  return {
    with: drawnWith(options, language),
    rows: screen.children(undefined).map((node) => screen.row(node)),
    label: screen.label,
    scope: screen.scope,
    remarks: screen.remarks,
    critical: screen.critical,
  };
}
