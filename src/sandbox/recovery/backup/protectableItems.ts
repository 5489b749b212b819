import { keyOf, regionKey, subscriptionOfKey, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { textAt } from '../field.ts';
import { BACKUP_ITEM_TYPE, VAULT_TYPE } from '../vaultScope.ts';
import { machineKey } from './backupNames.ts';

/** The machines that a vault could protect: of its region and subscription, in no vault yet [recorded]. */
export function protectableItems(world: World, vault: ArmResource): ArmResource[] {
  const { store } = world;
  const isTaken = new Set(store.list(BACKUP_ITEM_TYPE).map((item) => keyOf(textAt(item, 'properties', 'sourceResourceId') ?? '')));
  const [, , subscription = ''] = vault.id.split('/');
  return store
    .list('Microsoft.Compute/virtualMachines', `/subscriptions/${subscription}`)
    .filter((machine) => isDiscovered(vault, machine) && !isTaken.has(keyOf(machine.id)))
    .map((machine) => protectableItem(vault, machine));
}

function protectableItem(vault: ArmResource, machine: ArmResource): ArmResource {
  const name = machineKey(machine.id) ?? '';
  return {
    id: `${vault.id}/backupFabrics/Azure/protectionContainers/IaasVMContainer;${name}/protectableItems/vm;${name}`,
    name,
    type: `${VAULT_TYPE}/backupFabrics/protectionContainers/protectableItems`,
    properties: {
      virtualMachineId: machine.id,
      virtualMachineVersion: 'Compute',
      resourceGroup: machine.id.split('/')[4],
      backupManagementType: 'AzureIaasVM',
      protectableItemType: 'Microsoft.Compute/virtualMachines',
      friendlyName: machine.name,
      protectionState: 'NotProtected',
    },
  };
}

/** A vault protects machines of its own region and subscription (documented). */
export function isDiscovered(vault: ArmResource, machine: ArmResource): boolean {
  return (
    regionKey(machine.location ?? '') === regionKey(vault.location ?? '') &&
    subscriptionOfKey(keyOf(machine.id)) === subscriptionOfKey(keyOf(vault.id))
  );
}
