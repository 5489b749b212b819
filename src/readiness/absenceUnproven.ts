import { subscriptionOf } from '../model/armId.ts';
import type { ArmId } from '../model/armId.ts';
import { groupOf, hasGap } from './inventoryIndex.ts';
import type { InventoryIndex } from './inventoryIndex.ts';
import type { Verdict } from './rule.ts';
import { unknown } from './verdicts.ts';

/**
 * Why a machine that is not in the inventory may be there all the same; undefined: it is gone. Azure leaves out silently what the reader
 * may not see, so its subscription and its resource group must have been read.
 */
export function absenceUnproven(machineId: ArmId, index: InventoryIndex): Verdict | undefined {
  if (hasGap(index, 'machines', subscriptionOf(machineId))) return unknown('Not all machines of the subscription could be read.');
  if (groupOf(index.groups, machineId) === undefined) return unknown('The resource group of the source machine is gone or cannot be read.');
  return undefined;
}
