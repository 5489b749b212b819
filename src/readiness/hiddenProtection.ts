import { subscriptionOf, vaultOf } from '../model/armId.ts';
import type { ArmId } from '../model/armId.ts';
import type { VirtualMachine } from '../model/compute.ts';
import type { Gap } from '../model/inventory.ts';
import type { HiddenProtection, ItemFacts } from './facts.ts';
import { failureOf, hasGap, sortedById, vaultAzureId } from './inventoryIndex.ts';
import type { InventoryIndex, MachineRows } from './inventoryIndex.ts';
import { oncePer } from './oncePer.ts';

/** For the limits of a claim: `12 vaults that you can read`. */
export function readableVaults(index: InventoryIndex): string {
  const count = vaultsRead(index);
  return `${count} ${count === 1 ? 'vault' : 'vaults'} that you can read`;
}

/** How many vaults are known with what they hold. */
export const vaultsRead = oncePer(
  (index: InventoryIndex): number =>
    [...index.vaults.keys()].filter((id) => !hasGap(index, 'protectedItems', id, subscriptionOf(id))).length,
);

const role = 'Site Recovery Reader or Reader';

/**
 * Why a machine may be replicated by an item that was not found; undefined: nothing speaks for it. Resource Graph leaves
 * out silently what the caller may not read, so no conclusion is drawn from absence alone: Azure's own mark, the link
 * `ASR-Protect-*`, is looked at first.
 */
export function hiddenProtection({ vm, items, links }: MachineRows, index: InventoryIndex): HiddenProtection | undefined {
  const hasItem = items.length > 0;
  // Replication may have been enabled, disabled or turned round since.
  if (!hasItem && (vm.asOf !== undefined || links.some(({ asOf }) => asOf !== undefined))) {
    return { cause: 'old', reason: 'Not all of its facts could be read again, and no protected item of it is found.' };
  }
  if (!hasItem && links.length > 0) return markedBy(links, index);
  if (index.itemsWithoutSource.length > 0 && namesWithoutSource(index).has(vm.name.toLowerCase())) {
    return {
      cause: 'itemUnreadable',
      reason: 'A protected item of this name does not tell which machine it protects.',
    };
  }
  if (hasItem) return undefined;
  const names = hiddenNames(index);
  const source = names.size === 0 ? undefined : names.get(vm.name.toLowerCase())?.find(({ location }) => location !== vm.location);
  if (source !== undefined) {
    return {
      cause: 'itemUnreadable',
      reason: `It may be the failover of ${source.azureId}, of the same name in ${source.location}, whose protected item cannot be read.`,
    };
  }
  const old = oldItems(index);
  if (old.size > 0 && old.get(vm.name.toLowerCase())?.some(({ item }) => item.targetLocation === vm.location) === true) {
    return { cause: 'old', reason: 'It may be the failover of a machine of the same name, whose protected item could not be read again.' };
  }
  if ((hasGap(index, 'protectedItems') || hasGap(index, 'vaults')) && hasGap(index, 'links', subscriptionOf(vm.id))) {
    const failure = failureOf(index, 'protectedItems') ?? failureOf(index, 'vaults');
    if (failure !== undefined) {
      return {
        cause: 'readFailed',
        reason: `No item in the ${readableVaults(index)}, and not all of them could be read: ${failure.detail}`,
      };
    }
    return {
      cause: 'itemUnreadable',
      reason: `No item in the ${readableVaults(index)}, and not all of them could be read. ${role} on the vaults is needed.`,
    };
  }
  return undefined;
}

/** What Azure's own marks say of a machine whose item was not found. */
function markedBy(links: MachineRows['links'], index: InventoryIndex): HiddenProtection {
  const targets = sortedById(links).map(({ targetId }) => targetId);
  const target = targets.find((id) => id !== undefined && vaultOf(id) !== undefined);
  const vault = target && vaultOf(target);
  if (target === undefined || vault === undefined) {
    return {
      cause: 'vaultUnreadable',
      reason: `Azure marks the machine as replicated and does not tell by which vault, and no protected item of it is found. ${role} on its vault is needed; if you have it on all vaults, the mark is left over.`,
    };
  }
  const name = `the vault ${vaultAzureId(target)}`;
  const failure = unansweredOf(vault, index);
  if (failure !== undefined) {
    return { cause: 'readFailed', reason: `Azure marks the machine as replicated by ${name}, which could not be read: ${failure.detail}` };
  }
  if (index.vaults.has(vault)) {
    return {
      cause: 'itemUnreadable',
      reason: `Azure marks the machine as replicated by ${name}, but no such protected item can be read in it. ${role} on the vault is needed; if you have it, the mark is left over.`,
    };
  }
  return { cause: 'vaultUnreadable', reason: `Replicated by a vault that you cannot read: ${name}. ${role} on the vault is needed.` };
}

/** What Azure failed to answer about a vault or its items. */
export function unansweredOf(vault: ArmId, index: InventoryIndex): Gap | undefined {
  const subscription = subscriptionOf(vault);
  return failureOf(index, 'protectedItems', vault, subscription) ?? failureOf(index, 'vaults', subscription);
}

/** Names of the machines of items that do not tell which machine they protect. */
const namesWithoutSource = oncePer(
  (index: InventoryIndex): ReadonlySet<string> => new Set(index.itemsWithoutSource.map(({ item }) => item.friendlyName.toLowerCase())),
);

/**
 * Machines that may stand in the target region under the same name, which Site Recovery gives a machine that it fails over: without their item nothing else
 * tells whose those are.
 */
const hiddenNames = oncePer((index: InventoryIndex): ReadonlyMap<string, readonly VirtualMachine[]> =>
  Map.groupBy(hiddenMachines(index), ({ name }) => name.toLowerCase()),
);

/** Items that may have been failed over since they were read, by the name of their machine. */
const oldItems = oncePer((index: InventoryIndex): ReadonlyMap<string, readonly ItemFacts[]> =>
  Map.groupBy(
    index.items.filter(({ item }) => item.asOf !== undefined),
    ({ item }) => item.friendlyName.toLowerCase(),
  ),
);

/** Machines that Azure marks as replicated and for which no item can be read. */
export const hiddenMachines = oncePer((index: InventoryIndex): readonly VirtualMachine[] => {
  const machines: VirtualMachine[] = [];
  for (const { vm, items, links } of index.machines.values()) if (links.length > 0 && items.length === 0) machines.push(vm);
  return sortedById(machines);
});
