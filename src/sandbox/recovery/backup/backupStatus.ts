import { regionKey } from '../../resource.ts';
import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { bodyObject } from '../../arm/generic.ts';
import { badRequest } from '../../arm/errors.ts';
import { textAt } from '../field.ts';
import { BACKUP_ITEM_TYPE, vaultIdOf } from '../vaultScope.ts';

const NOT_PROTECTED = {
  protectionStatus: 'NotProtected',
  vaultId: '',
  fabricName: '',
  containerName: '',
  protectedItemName: '',
  errorCode: 'Success',
  errorMessage: '',
  policyName: '',
  registrationStatus: '',
};

/** Whether, and where, Azure Backup protects a resource of a region: the OpenAPI's `BackupStatusResponse`. [GAP] Never recorded. */
export function registerBackupStatus(world: World): void {
  world.router.add(
    'POST',
    '/subscriptions/{subscription}/providers/Microsoft.RecoveryServices/locations/{location}/backupStatus',
    (call) => ({ status: 200, body: status(world, call) }),
  );
}

function status(world: World, call: Call): unknown {
  const resourceId = textAt(bodyObject(call), 'resourceId')?.toLowerCase();
  if (resourceId === undefined) throw badRequest('InvalidRequestContent', 'The id of the resource is missing.');
  const item = world.store
    .list(BACKUP_ITEM_TYPE)
    .find((other) => textAt(other, 'properties', 'sourceResourceId')?.toLowerCase() === resourceId);
  if (!item) return NOT_PROTECTED;
  const vault = world.store.get(vaultIdOf(item.id));
  if (regionKey(vault?.location ?? '') !== regionKey(call.params['location'] ?? '')) return NOT_PROTECTED;
  const segments = item.id.split('/');
  return {
    ...NOT_PROTECTED,
    protectionStatus: 'Protected',
    vaultId: vault?.id,
    fabricName: segments[10],
    containerName: segments[12],
    protectedItemName: item.name,
    policyName: textAt(item, 'properties', 'policyName') ?? textAt(item, 'properties', 'policyId')?.split('/').at(-1) ?? '',
    registrationStatus: 'Registered',
  };
}
