import { bodyObject } from '../../arm/generic.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { fieldAt, textAt } from '../field.ts';
import { childId } from '../registerReads.ts';
import { requireVault, VAULT_TYPE } from '../vaultScope.ts';
import { backupError } from './backupError.ts';
import { machineKey } from './backupNames.ts';
import { changeBackupItem } from './putBackupItem.ts';

/** The route below a vault. */
export const INTENT = 'backupFabrics/{fabric}/backupProtectionIntent/{intent}';

/**
 * The other way to enable a machine's backup, without the names of container and item: accepted at once, whatever becomes of the job that
 * it starts (terraform-provider-azapi #398). The form is that of the OpenAPI's `AzureRecoveryServiceVaultProtectionIntent`; [GAP] its values.
 */
export function putIntent(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const sent = fieldAt(bodyObject(call), 'properties') as Readonly<Record<string, unknown>> | undefined;
  const key = machineKey(textAt(sent, 'sourceResourceId') ?? '');
  if (textAt(sent, 'protectionIntentItemType') !== 'AzureResourceItem' || key === undefined) {
    throw backupError('NotImplemented', 'The sandbox plays intents to protect machines only.', 501);
  }
  changeBackupItem(world, call, vault, key, sent);
  const intent = {
    id: childId(call, INTENT),
    name: call.params['intent'] ?? '',
    type: `${VAULT_TYPE}/backupFabrics/backupProtectionIntent`,
    properties: { backupManagementType: 'AzureIaasVM', ...sent, protectionState: 'Protecting' },
  };
  world.store.put(intent);
  return { status: 200, body: intent };
}
