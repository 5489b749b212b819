import type { rowKinds } from '../ids.ts';
import type { Icon } from './icon.ts';

/** A kind of `rowKinds`; the rows of machines and of jobs have flags besides. */
export type RowKind =
  | (typeof rowKinds)[keyof typeof rowKinds]
  | `${typeof rowKinds.machine}+${string}`
  | `${typeof rowKinds.job}+${string}`;

/** A row as it is shown, free of the editor. */
export interface Row {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  readonly expansion: 'none' | 'collapsed' | 'expanded';
  readonly kind: RowKind;
  /** For screen readers: what icon and colour say, in words. */
  readonly spoken: string;
}
