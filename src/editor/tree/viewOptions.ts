import type { MachineState } from '../../readiness/assessment.ts';

export const groupings = ['subscription', 'resourceGroup', 'region', 'vault', 'tag', 'state'] as const;
export type GroupBy = (typeof groupings)[number];

/** `worst`: by state, then by findings; `name`; `drill`: the longest without a successful test failover first. */
export const sortings = ['worst', 'name', 'drill'] as const;
export type SortBy = (typeof sortings)[number];

/** Which machines are shown. */
export interface Filter {
  /** Empty: all states. */
  readonly states: readonly MachineState[];
  /**
   * Words that must all occur in the machine's name, region, resource group, tags or the rules that it fails; `region:`, `group:`, `tag:`,
   * `rule:` look in that alone. Case does not matter; quotes keep words together.
   */
  readonly text: string;
}

export const noFilter: Filter = { states: [], text: '' };

export function isFiltering(filter: Filter): boolean {
  return filter.states.length > 0 || filter.text.trim() !== '';
}

export interface ViewOptions {
  readonly groupBy: GroupBy;
  /** Name of the tag for the grouping by one. */
  readonly tag: string;
  readonly sortBy: SortBy;
  readonly filter: Filter;
  /** Rebuilt machines (scale set, Spot, …) stand among all others instead of in a group of their own. */
  readonly mixRebuilt: boolean;
}
