import type { Icon } from './icon.ts';

/** A row of the view's own branches (storage, vaults), as data; what is below is made when it is opened. */
export interface Branch {
  /** Unique among its siblings. */
  readonly key: string;
  readonly label: string;
  readonly description: string;
  readonly icon: Icon;
  /** For screen readers: what the icon says, in words. */
  readonly spoken: string;
  /** The resource that the row stands for, as Azure spells its id. */
  readonly azureId?: string;
  /** Undefined: nothing is below. */
  readonly children?: () => readonly Branch[];
}
