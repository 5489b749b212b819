import type { ArmResource } from '../resource.ts';
import { ArmError, type Call } from '../wire.ts';
import type { World } from '../world.ts';

/** The routes of everything in a vault begin with this pattern. */
export const VAULT = '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.RecoveryServices/vaults/{vault}';

export const VAULT_TYPE = 'Microsoft.RecoveryServices/vaults';

export const BACKUP_ITEM_TYPE = `${VAULT_TYPE}/backupFabrics/protectionContainers/protectedItems`;

/** The id of the vault that a call names, as the caller spelt it. */
export function calledVaultId({ params }: Call): string {
  return `/subscriptions/${params['subscription']}/resourceGroups/${params['group']}/providers/${VAULT_TYPE}/${params['vault']}`;
}

export const DELETING_STATE = 'Deleting';

/** From the accepted DELETE on a vault answers 404, though its group's list still has it (azure-rest-api-specs #38962). */
export function isBeingDeleted(vault: ArmResource): boolean {
  return vault.properties?.['provisioningState'] === DELETING_STATE;
}

/** The vault that a call names. Throws ARM's front door 404 where there is none, for anything inside it too. */
export function requireVault(world: World, call: Call): ArmResource {
  const vault = world.store.get(calledVaultId(call));
  if (vault && !isBeingDeleted(vault)) return vault;
  throw new ArmError(
    404,
    'ResourceNotFound',
    `The Resource '${VAULT_TYPE}/${call.params['vault']}' under resource group '${call.params['group']}' was not found. ` +
      'For more details please go to https://aka.ms/ARMResourceNotFoundFix',
    {},
    { 'x-ms-failure-cause': 'gateway' },
  );
}

/** The id of the vault that a resource lies in, from the resource's id. */
export function vaultIdOf(id: string): string {
  return id.split('/').slice(0, 9).join('/');
}

/** Site Recovery writes its own ids with a capital S: `/Subscriptions/…`. */
export function siteRecoveryId(id: string): string {
  return id.replace(/^\/subscriptions\//i, '/Subscriptions/');
}
