import { resourceGroupOf, type ArmId } from '../../model/armId.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import type { ViewOptions } from './viewOptions.ts';

/** What tells the groups of machines apart: an id, a region, a state, a tag's value; '' where the machine has none. */
export function groupKey(machine: AssessedMachine, { groupBy, tag }: Pick<ViewOptions, 'groupBy' | 'tag'>): string {
  switch (groupBy) {
    case 'subscription':
      return machine.subscriptionId.toLowerCase();
    case 'resourceGroup':
      return homeGroupOf(machine) ?? '';
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

/** Its resource group: of a machine of which only its item is left, the one that it was in. */
export function homeGroupOf({ id, vm, item }: AssessedMachine): ArmId | undefined {
  return resourceGroupOf(vm ? id : (item?.sourceId ?? id));
}

/** Azure's names of tags know no case, their values do. A tag may be called as what every object inherits. */
function tagValue(tags: Readonly<Record<string, string>>, wanted: string): string {
  if (Object.hasOwn(tags, wanted)) return tags[wanted] ?? '';
  const name = Object.keys(tags).find((each) => each.toLowerCase() === wanted.toLowerCase());
  return name === undefined ? '' : (tags[name] ?? '');
}
