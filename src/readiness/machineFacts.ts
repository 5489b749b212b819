import { subscriptionOf } from '../model/armId.ts';
import type { ItemFacts, MachineFacts } from './facts.ts';
import { hiddenProtection } from './hiddenProtection.ts';
import type { InventoryIndex, MachineRows } from './inventoryIndex.ts';
import { isFailedOver, isRegional } from './itemPhase.ts';

export function machineFacts(rows: MachineRows, index: InventoryIndex): MachineFacts {
  const { vm, subscriptionId, group, backups } = rows;
  const items = bestFirst(rows.items);
  return {
    id: vm.id,
    azureId: vm.azureId,
    index,
    subscriptionId,
    vm,
    group,
    items,
    item: items[0],
    hidden: hiddenProtection(rows, index),
    backups,
    rebuilt: isRebuilt(rows),
  };
}

/**
 * Machines of which only items are left: one of them is failed over or on its way there (or it cannot be told), and their source is not there. Items whose
 * source is in a subscription that was not picked belong to another audit.
 */
export function machinesLeftAsItems(index: InventoryIndex): MachineFacts[] {
  const left = [...index.itemsLeft.values(), ...index.itemsWithoutSource.map((facts) => [facts])];
  return left.flatMap((all) => {
    const items = bestFirst(all.filter(({ item }) => index.picked.has(subscriptionOf(item.sourceId ?? item.vaultId))));
    const [item] = items;
    if (item === undefined || items.every(({ item: one, phase }) => phase !== 'failedOver' && isFailedOver(one) === false)) return [];
    return [
      {
        id: item.id,
        azureId: item.azureId,
        index,
        subscriptionId: subscriptionOf(item.item.sourceId ?? item.id),
        vm: undefined,
        group: undefined,
        items,
        item,
        hidden: undefined,
        backups: [],
        rebuilt: false,
      },
    ];
  });
}

/** Scale set instances, Spot, ephemeral OS disk, managed machines: made anew after an outage, not recovered. */
function isRebuilt({ vm, group }: MachineRows): boolean {
  return (
    vm.scaleSetId !== undefined ||
    vm.priority !== 'Regular' ||
    vm.ephemeralOsDisk ||
    vm.managedBy !== undefined ||
    group?.managedBy !== undefined
  );
}

/** Most promising first. Told apart by what they are; by id only when nothing else differs. */
function bestFirst(items: readonly ItemFacts[]): readonly ItemFacts[] {
  if (items.length < 2) return items;
  return items.toSorted((a, b) => {
    const [left, right] = [worth(a), worth(b)];
    const at = left.findIndex((value, i) => value !== right[i]);
    return at < 0 ? (a.id < b.id ? -1 : 1) : (right[at] ?? 0) - (left[at] ?? 0);
  });
}

function worth({ item, phase }: ItemFacts): number[] {
  return [
    isRegional(item) === true ? 1 : 0,
    phase === 'replicating' || phase === 'testRunning' ? 1 : 0,
    /^normal$/i.test(item.replicationHealth ?? '') ? 1 : 0,
    item.lastSuccessfulTestFailover?.getTime() ?? 0,
    item.rpoCalculatedAt?.getTime() ?? 0,
    -(item.rpoSeconds ?? Number.MAX_SAFE_INTEGER),
  ];
}
