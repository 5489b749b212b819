import { subscriptionOf } from '../model/armId.ts';
import type { ArmId } from '../model/armId.ts';
import type { ItemFacts } from './facts.ts';
import { groupOf, hasGap } from './inventoryIndex.ts';
import type { Verdict } from './rule.ts';
import { unknown } from './verdicts.ts';

/**
 * Why a machine that is not in the inventory may be there all the same; undefined: it is gone. Azure leaves out silently what the reader
 * may not see, so its subscription and its resource group must have been read. The item that names it must have been, too: it moves, or goes,
 * when its machine does.
 */
export function absenceUnproven(machineId: ArmId, { item, index }: ItemFacts): Verdict | undefined {
  if (hasGap(index, 'machines', subscriptionOf(machineId))) return unknown('Not all machines of the subscription could be read.');
  if (item.asOf !== undefined) return unknown('The protected item could not be read again: it may be another by now.');
  const group = groupOf(index.groups, machineId);
  if (group === undefined || group.asOf !== undefined)
    return unknown('The resource group of the source machine is gone or cannot be read.');
  return undefined;
}
