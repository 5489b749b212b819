import type { MachineState } from '../../readiness/assessment.ts';

export const groupings = ['subscription', 'region', 'state'] as const;
export type GroupBy = (typeof groupings)[number];

/** Which machines are shown. */
export interface Filter {
  /** Empty: all states. */
  readonly states: readonly MachineState[];
  /** Words that must all occur in the machine's name, region, resource group, tags or the rules that it fails. Case does not matter. */
  readonly text: string;
}

export const noFilter: Filter = { states: [], text: '' };

export function isFiltering(filter: Filter): boolean {
  return filter.states.length > 0 || filter.text.trim() !== '';
}

export interface ViewOptions {
  readonly groupBy: GroupBy;
  readonly filter: Filter;
  /** Rebuilt machines (scale set, Spot, …) stand among all others instead of in a group of their own. */
  readonly mixRebuilt: boolean;
}
