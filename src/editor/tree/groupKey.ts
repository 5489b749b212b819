import { resourceGroupOf } from '../../model/armId.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import type { ViewOptions } from './viewOptions.ts';

/** What tells the groups of machines apart: an id, a region, a state, a tag's value; '' where the machine has none. */
export function groupKey(machine: AssessedMachine, { groupBy, tag }: Pick<ViewOptions, 'groupBy' | 'tag'>): string {
  switch (groupBy) {
    case 'subscription':
      return machine.subscriptionId.toLowerCase();
    case 'resourceGroup':
      return resourceGroupOf(machine.vm ? machine.id : (machine.item?.sourceId ?? machine.id)) ?? '';
    case 'region':
      return machine.location;
    case 'vault':
      return machine.item?.vaultId ?? machine.backup?.vaultId ?? '';
    case 'tag':
      return tagValue(machine.vm?.tags ?? {}, tag);
    case 'state':
      return machine.state;
  }
}

/** Azure's names of tags know no case, their values do. */
function tagValue(tags: Readonly<Record<string, string>>, wanted: string): string {
  const exact = tags[wanted];
  if (exact !== undefined) return exact;
  const name = Object.keys(tags).find((each) => each.toLowerCase() === wanted.toLowerCase());
  return name === undefined ? '' : (tags[name] ?? '');
}
