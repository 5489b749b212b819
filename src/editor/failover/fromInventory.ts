import { sameText } from '../../model/sameText.ts';
import { toArmId } from '../../model/armId.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import type { EstateIndex } from '../tree/estateIndex.ts';
import type { FromInventory } from './cockpitModel.ts';

/** Findings that say that the replication, or the agent, is not well. */
const wantsRepair = 'DR-VM-003';
const wantsAgent = 'DR-AGT-001';

/**
 * What the inventory tells of the machine of an item. Where it is older than the item's last change of sides, it tells nothing of the machine
 * that it came from. `machine` undefined: it is in no row.
 */
export function fromInventory(item: RecoveryItem, machine: AssessedMachine | undefined, index: EstateIndex, readAt: Date): FromInventory {
  const isItsOwn = machine?.item !== undefined && sameText(machine.item.azureId, item.azureId);
  if (!machine || !isItsOwn) return { source: undefined, isSourceThere: undefined, wants: [] };
  const { vm, isThere, findings } = machine;
  const has = (wanted: string): boolean => findings.some(({ rule }) => rule === wanted);
  return {
    source: vm && {
      machine: vm,
      interfaces: vm.nicIds.flatMap((id) => index.nic(id) ?? []),
      readAt: vm.asOf ?? readAt,
    },
    isSourceThere: isThere,
    wants: [...(has(wantsRepair) ? (['repair'] as const) : []), ...(has(wantsAgent) ? (['update-agent'] as const) : [])],
  };
}

/** The row of an item; undefined where it is in none. */
export function machineOf(itemId: string, index: EstateIndex): AssessedMachine | undefined {
  const id = toArmId(itemId);
  return index.assessment.machines.find(({ item }) => item?.id === id);
}
