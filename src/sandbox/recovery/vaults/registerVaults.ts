import { Buffer } from 'node:buffer';
import { bodyObject, mergedResource } from '../../arm/generic.ts';
import { withIdentity } from '../../arm/identity.ts';
import { listReply } from '../../paging.ts';
import type { ArmResource } from '../../resource.ts';
import { retryAfter } from '../../retryAfter.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { defaultPolicies } from '../backup/backupPolicies.ts';
import { fieldAt } from '../field.ts';
import { patchProperties } from '../patchProperties.ts';
import { acceptedVault, etagAt, provisionedVault, provisioningVault, showVault, type SentVault } from './vaultBody.ts';
import { assertRedundancyMayChange, registerVaultConfig } from './registerVaultConfig.ts';
import { registerVaultRegistration } from './registerVaultRegistration.ts';
import { registerVaultUsages } from './registerVaultUsages.ts';
import { BACKUP_ITEM_TYPE, calledVaultId, DELETING_STATE, isBeingDeleted, requireVault, VAULT, VAULT_TYPE } from '../vaultScope.ts';

/** Recorded: 61 seconds. */
const CREATE_SECONDS = 60;
const POLL_SECONDS = 60;

/** Up to this api-version a vault is made within the request [recorded in 2021 and 2022]; at 2023-02-01 it no longer is [recorded]. */
const LAST_AT_ONCE = '2021-03-01';

/** Recorded: gone within 63 seconds. */
const DELETE_SECONDS = 60;
/** From this api-version on a vault is deleted by an operation: Microsoft's clients of it begin to wait (arm-recoveryservices 6.0.0). Recorded: 200 at 2021-03-01. */
const FIRST_DELETED_LATER = '2024-04-01';

/** Decoded, the recorded operation ids of vaults begin with these numbers. */
const CREATING = '2047;';
const DELETING = '1023;';

/** Recovery Services vaults themselves. What is in them: `registerSiteRecovery`, `registerBackup`. */
export function registerVaults(world: World): void {
  const { router, store } = world;
  const list = (call: Call, scope: string): Reply =>
    listReply(world, call, store.list(VAULT_TYPE, scope), { show: (vault) => showVault(vault, call.apiVersion) });

  router
    .add('GET', `/subscriptions/{subscription}/providers/${VAULT_TYPE}`, (call) =>
      list(call, `/subscriptions/${call.params['subscription']}`),
    )
    // Vaults that are deleted are gone: none waits to be brought back.
    .add('GET', '/subscriptions/{subscription}/providers/Microsoft.RecoveryServices/locations/{location}/deletedVaults', (call) =>
      listReply(world, call, []),
    )
    .add('GET', VAULT.slice(0, VAULT.lastIndexOf('/')), (call) =>
      list(call, `/subscriptions/${call.params['subscription']}/resourceGroups/${call.params['group']}`),
    )
    .add('GET', VAULT, (call) => ({ status: 200, body: showVault(requireVault(world, call), call.apiVersion) }))
    .add('PUT', VAULT, (call) => putVault(world, call))
    .add('PATCH', VAULT, (call) => {
      const before = requireVault(world, call);
      assertRedundancyMayChange(world, before, fieldAt(call.body, 'properties', 'redundancySettings'));
      const vault = { ...withIdentity(world, mergedResource(world, call), before), etag: etagAt(world.clock.now()) };
      store.put(vault);
      return { status: 200, body: showVault(vault, call.apiVersion) };
    })
    .add('DELETE', VAULT, (call) => deleteVault(world, call))
    .add('GET', `${VAULT}/operationStatus/{operation}`, (call) => pollVault(world, call))
    .add('GET', `${VAULT}/operationResults/{operation}`, (call) => {
      const { operation, isDeletion, path } = vaultOperation(world, call);
      if (operation.status === 'InProgress') return { status: 202, headers: pollHeaders(world, call, path) };
      if (isDeletion) return { status: 204 };
      return { status: 200, body: showVault(requireVault(world, call), call.apiVersion) };
    });
  registerVaultUsages(world);
  registerVaultConfig(world);
  registerVaultRegistration(world);
}

function putVault(world: World, call: Call): Reply {
  const { store, clock } = world;
  const sent = bodyObject(call) as unknown as SentVault;
  const before = store.get(calledVaultId(call));
  if (before) return { status: 200, body: showVault(replaceVault(world, before, sent), call.apiVersion) };

  const vault = withIdentity(world, provisioningVault(calledVaultId(call), clock.now(), sent), undefined);
  store.put(vault);
  const finish = (): void => {
    const created = store.get(vault.id);
    if (!created) return;
    store.put(provisionedVault(created, clock.now()));
    for (const policy of defaultPolicies(vault.id, clock.now())) store.put(policy);
  };
  if (call.apiVersion <= LAST_AT_ONCE) {
    finish();
    return { status: 201, body: showVault(requireVault(world, call), call.apiVersion) };
  }
  const operation = world.operations.start({ seconds: CREATE_SECONDS, finish });
  const url = operationUrls(call, operationPath(vault.id, CREATING, operation.id));
  return {
    status: 201,
    headers: { 'Azure-AsyncOperation': url.status, 'Retry-After': retryAfter(world, POLL_SECONDS) },
    body: acceptedVault(vault, call.apiVersion),
  };
}

/** [GAP] A PUT on a vault that is there was not recorded. It is answered at once, as ARM does where nothing has to be made. */
function replaceVault(world: World, before: ArmResource, sent: SentVault): ArmResource {
  assertRedundancyMayChange(world, before, sent.properties?.['redundancySettings']);
  const { tags: _, ...kept } = before;
  const changed: ArmResource = {
    ...kept,
    etag: etagAt(world.clock.now()),
    ...(sent.tags && { tags: sent.tags }),
    ...(sent.identity !== undefined && { identity: sent.identity }),
    ...(sent.sku !== undefined && { sku: sent.sku }),
    properties: { ...before.properties, ...sent.properties },
  };
  const vault = withIdentity(world, changed, before);
  world.store.put(vault);
  return vault;
}

/** What has to be gone before a vault can go. */
const HELD_BY = [BACKUP_ITEM_TYPE, `${VAULT_TYPE}/replicationFabrics`];

function deleteVault(world: World, call: Call): Reply {
  const vault = world.store.get(calledVaultId(call));
  if (!vault || isBeingDeleted(vault)) return { status: 204 };
  assertVaultEmpty(world, vault);
  const finish = (): void => void world.store.delete(vault.id);
  if (call.apiVersion < FIRST_DELETED_LATER) {
    finish();
    return { status: 200 };
  }
  patchProperties(world, vault.id, () => ({ provisioningState: DELETING_STATE }));
  const operation = world.operations.start({ seconds: DELETE_SECONDS, finish });
  return { status: 202, headers: pollHeaders(world, call, operationPath(vault.id, DELETING, operation.id)) };
}

/** Throws Azure's refusal to delete a vault that still has something. */
export function assertVaultEmpty(world: World, vault: ArmResource): void {
  const names = HELD_BY.flatMap((type) => world.store.list(type, vault.id)).map(
    ({ name, properties }) => (properties?.['friendlyName'] as string | undefined) ?? name,
  );
  if (names.length > 0) throw notEmpty(names);
}

function operationPath(vaultId: string, kind: string, operationId: string): string {
  return `${vaultId}/operationStatus/${Buffer.from(kind + operationId).toString('base64')}`;
}

/** Code and text as users posted them (azure-docs #42016), for backup. [GAP] HTTP status, and what Site Recovery's own contents give. */
function notEmpty(names: readonly string[]): ArmError {
  return new ArmError(
    400,
    'ServiceResourceNotEmptyWithContainerDetails',
    `Vault cannot be deleted as there are existing resources within the vault. : ${names.join(', ')}\n` +
      'Unregister all containers from the vault and then retry to delete vault. For instructions, see https://aka.ms/AB-AA4ecq5',
    { target: null, details: null, innerError: null },
  );
}

function pollVault(world: World, call: Call): Reply {
  const { id, operation, path } = vaultOperation(world, call);
  const headers = operation.status === 'InProgress' ? pollHeaders(world, call, path) : {};
  return { status: 200, headers, body: { id: path, name: id, status: operation.status } };
}

/** The operation that an id in an address of a vault stands for; '' for none. */
export function vaultOperationId(id: string): string {
  const decoded = Buffer.from(id, 'base64').toString();
  return [CREATING, DELETING].some((kind) => decoded.startsWith(kind)) ? decoded.slice(CREATING.length) : '';
}

/**
 * What is asked of a vault's operation. That of a deletion outlives its vault. [GAP] Azure answers 404 a minute later: Azure CLI takes it for the end
 * [recorded], Microsoft's client for JavaScript fails at it (azure-sdk-for-js #36074). Here everybody is told of success.
 */
function vaultOperation(world: World, call: Call) {
  const id = call.params['operation'] ?? '';
  const isDeletion = Buffer.from(id, 'base64').toString().startsWith(DELETING);
  const vaultId = isDeletion ? calledVaultId(call) : requireVault(world, call).id;
  const operation = world.operations.get(vaultOperationId(id));
  if (!operation) throw new ArmError(404, 'OperationNotFound', `The operation '${id}' could not be found.`);
  return { id, operation, isDeletion, path: `${vaultId}/operationStatus/${id}` };
}

/** A poll of a vault that is still being made says again where to poll [recorded]. */
function pollHeaders(world: World, call: Call, path: string): Record<string, string> {
  const url = operationUrls(call, path);
  return { 'Azure-AsyncOperation': url.status, Location: url.result, 'Retry-After': retryAfter(world, POLL_SECONDS) };
}

function operationUrls(call: Call, path: string): { status: string; result: string } {
  const query = new URLSearchParams({ 'api-version': call.apiVersion }).toString();
  return {
    status: `${call.origin}${path}?${query}`,
    result: `${call.origin}${path.replace('/operationStatus/', '/operationResults/')}?${query}`,
  };
}
