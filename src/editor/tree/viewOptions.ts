import type { MachineState } from '../../readiness/assessment.ts';
import { settingIds } from '../ids.ts';

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

/** How the rows are drawn. */
export interface ViewOptions {
  readonly groupBy: GroupBy;
  /** Name of the tag for the grouping by one. */
  readonly tag: string;
  readonly sortBy: SortBy;
  readonly filter: Filter;
  /** Rebuilt machines (scale set, Spot, …) stand among all others instead of in a group of their own. */
  readonly mixRebuilt: boolean;
  /** What of the settings cannot be used, a sentence each, which begins with the setting's id. */
  readonly unusable: readonly string[];
}

/** The options that settings decide; `read` gives what is set, whatever that is: the default holds for what cannot be used. */
export function viewOptionsOf(read: (id: string) => unknown, unusable: readonly string[]): Omit<ViewOptions, 'filter'> {
  const [groupBy, tag, sortBy] = [settingIds.groupBy, settingIds.groupByTag, settingIds.sortBy].map(read);
  return {
    groupBy: groupings.find((each) => each === groupBy) ?? 'subscription',
    tag: typeof tag === 'string' ? tag : '',
    sortBy: sortings.find((each) => each === sortBy) ?? 'worst',
    mixRebuilt: read(settingIds.judgeRebuiltMachines) === true,
    unusable,
  };
}
