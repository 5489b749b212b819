import { keptAge } from '../age.ts';
import type { Localizer } from '../localizer.ts';
import type { KeptNode } from '../tree/node.ts';
import type { Row } from '../tree/row.ts';
import type { ViewOptions } from '../tree/viewOptions.ts';

/** What the view shows of an inventory before it is asked for more: kept with it, made by `drawKept`. */
export interface KeptDrawing {
  /** What it was drawn with, see `drawnWith`: for anything else it is of no use. */
  readonly with: string;
  /** The outermost rows, closed. */
  readonly rows: readonly Row[];
  readonly label: string;
  /** Parts of the message before and after the age. */
  readonly scope: readonly string[];
  readonly remarks: readonly string[];
  /** How many findings are critical. */
  readonly critical: number;
}

/** What decides how rows look. */
export function drawnWith(options: Omit<ViewOptions, 'filter'>, language: string): string {
  const { groupBy, tag, sortBy, mixRebuilt } = options;
  return JSON.stringify([language, groupBy, tag, sortBy, mixRebuilt]);
}

/**
 * Stands for a `Screen` until the kept inventory is there: its outermost rows, message and badge, as an earlier window has drawn them.
 * Needs neither the facts nor the judgement.
 */
export class KeptScreen {
  readonly roots: readonly KeptNode[];
  readonly isEmpty = false;
  readonly #drawing: KeptDrawing;
  readonly #readAt: number;
  readonly #l10n: Localizer;

  /** `readAt`: local time, milliseconds, of the reading. */
  constructor(drawing: KeptDrawing, readAt: number, l10n: Localizer) {
    this.roots = drawing.rows.map((row) => ({ kind: 'kept', id: row.id, parent: undefined, row }));
    this.#drawing = drawing;
    this.#readAt = readAt;
    this.#l10n = l10n;
  }

  get label(): string {
    return this.#drawing.label;
  }

  get critical(): number {
    return this.#drawing.critical;
  }

  /** As the `Screen` of the kept inventory will say it. `now`: local time in milliseconds. */
  message(now: number): string {
    const { scope, remarks } = this.#drawing;
    return [...scope, keptAge(now - this.#readAt, this.#l10n), ...remarks].join(' · ');
  }
}
