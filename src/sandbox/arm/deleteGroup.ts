import { operationUrl } from '../armOperations.ts';
import { patchProperties } from '../recovery/patchProperties.ts';
import { assertVaultEmpty } from '../recovery/vaults/registerVaults.ts';
import { VAULT_TYPE } from '../recovery/vaultScope.ts';
import { groupOfKey, keyOf, type ArmResource } from '../resource.ts';
import { retryAfter } from '../retryAfter.ts';
import type { Store } from '../store.ts';
import { ArmError, type Call, type Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { detachOthers } from './compute/attachments.ts';
import { assertDetached } from './compute/disks.ts';
import { MACHINES } from './compute/machineReads.ts';
import { DELETING } from './groupState.ts';
import { assertUnused } from './network/inUse.ts';

/** [GAP] Seconds that removing a group takes; recorded runs only show that it is polled for a while. */
const DELETE_SECONDS = 60;
const RETRY_SECONDS = 15;

/**
 * Begins to delete a resource group: 202, then 200 once all is gone, or the 409 of `blocked` where something stays. `running` has the
 * deletions by the keys of their groups: [GAP] who asks for one again is told of that which runs.
 */
export function deleteGroup(world: World, call: Call, group: ArmResource, running: Map<string, string>): Reply {
  const { store, operations } = world;
  const key = keyOf(group.id);
  const finish = (): void => {
    running.delete(key);
    const left = deleteContents(world, group.id);
    if (left.length === 0) return void store.delete(group.id);
    patchProperties(world, group.id, () => ({ provisioningState: 'Succeeded' }));
    throw blocked(group, left, world.newRequestId());
  };
  let id = running.get(key);
  if (id === undefined) {
    store.put({ ...group, properties: { ...group.properties, provisioningState: DELETING } });
    ({ id } = operations.start({ seconds: DELETE_SECONDS, finish }));
    running.set(key, id);
  }
  const location = operationUrl(call, `/subscriptions/${call.params['subscription']}/operationresults/${id}`);
  return { status: 202, headers: { location, 'retry-after': retryAfter(world, RETRY_SECONDS) } };
}

/** What says something of a group when it lies on one: locks, roles and policies, links, what is logged. */
const EXTENSIONS = /^microsoft\.(?:authorization\/|insights\/diagnosticsettings$|resources\/(?:links|resourcegroups)$)/;

/** Top-level resources in a group or in the groups of a subscription, as ARM lists them: no children, no extension resources. */
export function topLevelResources(store: Store, scope: string): ArmResource[] {
  return store
    .types()
    .filter((type) => type.split('/').length === 2 && !EXTENSIONS.test(type))
    .flatMap((type) => store.list(type, scope))
    .filter(({ id }) => keyOf(id).split('/providers/').length === 2 && groupOfKey(keyOf(id)) !== undefined);
}

interface Left {
  readonly resource: ArmResource;
  readonly why: ArmError;
}

/** Deletes what is in a group, each once nothing needs it any more, as its service would; answers what stays, and why. */
function deleteContents(world: World, groupId: string): readonly Left[] {
  let waiting: readonly ArmResource[] = topLevelResources(world.store, groupId);
  for (;;) {
    const left = waiting.flatMap(({ id }) => {
      // It may have gone with what it belonged to.
      const resource = world.store.get(id);
      const why = resource && refusal(world, resource);
      return resource && why ? [{ resource, why }] : [];
    });
    if (left.length === 0 || left.length === waiting.length) return left;
    waiting = left.map(({ resource }) => resource);
  }
}

/** Deletes a resource; answers the service's own refusal where it does not let it go. */
function refusal(world: World, resource: ArmResource): ArmError | undefined {
  const type = resource.type.toLowerCase();
  try {
    if (type === VAULT_TYPE.toLowerCase()) assertVaultEmpty(world, resource);
    else if (type === 'microsoft.compute/disks') assertDetached(resource);
    else assertUnused(world, resource);
  } catch (error) {
    if (error instanceof ArmError) return error;
    throw error;
  }
  if (type === MACHINES.toLowerCase()) detachOthers(world, resource, undefined);
  world.store.delete(resource.id);
  return undefined;
}

/** Recorded: bicep-registry-modules #1607. */
function blocked({ name }: ArmResource, left: readonly Left[], trackingId: string): ArmError {
  const named = left.map(({ resource }) => `${resource.type}/${resource.name}`).join(',');
  return new ArmError(
    409,
    'ResourceGroupDeletionBlocked',
    `Deletion of resource group '${name}' failed as resources with identifiers '${named}' could not be deleted. The provisioning state of the resource group will be rolled back. The tracking Id is '${trackingId}'. Please check audit logs for more details.`,
    { details: left.map(({ resource, why }) => ({ target: resource.id, message: JSON.stringify(why.toReply().body) })) },
  );
}
