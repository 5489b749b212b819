import { Screen } from '../../../src/editor/tree/screen.ts';
import type { Snapshot } from '../../../src/editor/session.ts';
import type { ViewOptions } from '../../../src/editor/tree/viewOptions.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import { assess } from '../../../src/readiness/assess.ts';
import type { Assessment } from '../../../src/readiness/assessment.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { english } from './localizer.ts';

export const screenOptions: ViewOptions = {
  groupBy: 'subscription',
  tag: '',
  sortBy: 'worst',
  filter: { states: [], text: '' },
  mixRebuilt: false,
  unusable: [],
};

/** All of a snapshot but what was read. */
export const freshSnapshot: Omit<Snapshot, 'assessment'> = {
  readAt: 0,
  readAgain: new Map(),
  kept: false,
  surroundings: undefined,
  trouble: undefined,
};

/** What the view shows of an inventory, read at local time 0. */
export function screenOf(inventory: Inventory, options: Partial<ViewOptions> = {}, expanded = new Set<string>()): Screen {
  return screenOn(assess(inventory, defaultPolicy, inventory.takenAt), options, undefined, expanded);
}

export function screenOn(assessment: Assessment, options: Partial<ViewOptions>, before?: Screen, expanded = new Set<string>()): Screen {
  return new Screen({ ...freshSnapshot, assessment }, { ...screenOptions, ...options }, expanded, english, before?.index);
}
