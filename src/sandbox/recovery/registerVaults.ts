import { Buffer } from 'node:buffer';
import { bodyObject, mergedResource } from '../arm/generic.ts';
import { listReply } from '../paging.ts';
import type { ArmResource } from '../resource.ts';
import { retryAfter } from '../retryAfter.ts';
import { ArmError, type Call, type Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { etagAt, provisionedVault, provisioningVault, showVault, type SentVault } from './vaultBody.ts';
import { registerVaultConfig } from './registerVaultConfig.ts';
import { registerVaultRegistration } from './registerVaultRegistration.ts';
import { registerVaultUsages } from './registerVaultUsages.ts';
import { BACKUP_ITEM_TYPE, calledVaultId, requireVault, VAULT, VAULT_TYPE } from './vaultScope.ts';

/** Recorded: 61 seconds. */
const CREATE_SECONDS = 60;
const POLL_SECONDS = 60;

/** Decoded, the recorded operation ids of vaults begin with this number. */
const OPERATION_PREFIX = '2047;';

/** Recovery Services vaults themselves. What is in them: `registerSiteRecovery`, `registerBackup`. */
export function registerVaults(world: World): void {
  const { router, store } = world;
  const list = (call: Call, scope: string): Reply =>
    listReply(world, call, store.list(VAULT_TYPE, scope), { show: (vault) => showVault(vault, call.apiVersion) });

  router
    .add('GET', `/subscriptions/{subscription}/providers/${VAULT_TYPE}`, (call) =>
      list(call, `/subscriptions/${call.params['subscription']}`),
    )
    .add('GET', VAULT.slice(0, VAULT.lastIndexOf('/')), (call) =>
      list(call, `/subscriptions/${call.params['subscription']}/resourceGroups/${call.params['group']}`),
    )
    .add('GET', VAULT, (call) => ({ status: 200, body: showVault(requireVault(world, call), call.apiVersion) }))
    .add('PUT', VAULT, (call) => putVault(world, call))
    .add('PATCH', VAULT, (call) => {
      requireVault(world, call);
      const vault = { ...mergedResource(world, call), etag: etagAt(world.clock.now()) };
      store.put(vault);
      return { status: 200, body: showVault(vault, call.apiVersion) };
    })
    .add('DELETE', VAULT, (call) => deleteVault(world, call))
    .add('GET', `${VAULT}/operationStatus/{operation}`, (call) => pollVault(world, call))
    .add('GET', `${VAULT}/operationResults/{operation}`, (call) => {
      const { operation, path } = vaultOperation(world, call);
      if (operation.status === 'InProgress') return { status: 202, headers: pollHeaders(world, call, path) };
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

  const vault = provisioningVault(calledVaultId(call), clock.now(), sent);
  store.put(vault);
  const operation = world.operations.start({
    seconds: CREATE_SECONDS,
    finish: () => {
      const created = store.get(vault.id);
      if (created) store.put(provisionedVault(created, clock.now()));
    },
  });
  const id = Buffer.from(OPERATION_PREFIX + operation.id).toString('base64');
  const url = operationUrls(call, `${vault.id}/operationStatus/${id}`);
  return { status: 201, headers: { 'Azure-AsyncOperation': url.status, 'Retry-After': retryAfter(world, POLL_SECONDS) }, body: vault };
}

/** [GAP] A PUT on a vault that is there was not recorded. It is answered at once, as ARM does where nothing has to be made. */
function replaceVault(world: World, before: ArmResource, sent: SentVault): ArmResource {
  const { tags: _, ...kept } = before;
  const vault: ArmResource = {
    ...kept,
    etag: etagAt(world.clock.now()),
    ...(sent.tags && { tags: sent.tags }),
    ...(sent.identity !== undefined && { identity: sent.identity }),
    ...(sent.sku !== undefined && { sku: sent.sku }),
    properties: { ...before.properties, ...sent.properties },
  };
  world.store.put(vault);
  return vault;
}

/** What has to be gone before a vault can go. */
const HELD_BY = [BACKUP_ITEM_TYPE, `${VAULT_TYPE}/replicationFabrics`];

function deleteVault(world: World, call: Call): Reply {
  const vault = world.store.get(calledVaultId(call));
  if (!vault) return { status: 204 };
  const names = HELD_BY.flatMap((type) => world.store.list(type, vault.id)).map(
    ({ name, properties }) => (properties?.['friendlyName'] as string | undefined) ?? name,
  );
  if (names.length > 0) throw notEmpty(names);
  world.store.delete(vault.id);
  return { status: 200 };
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
  return decoded.startsWith(OPERATION_PREFIX) ? decoded.slice(OPERATION_PREFIX.length) : '';
}

function vaultOperation(world: World, call: Call) {
  const vault = requireVault(world, call);
  const id = call.params['operation'] ?? '';
  const operation = world.operations.get(vaultOperationId(id));
  if (!operation) throw new ArmError(404, 'OperationNotFound', `The operation '${id}' could not be found.`);
  return { id, operation, path: `${vault.id}/operationStatus/${id}` };
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
