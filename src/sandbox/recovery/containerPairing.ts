import { keyOf, type ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { textAt } from './field.ts';
import { patchProperties } from './patchProperties.ts';
import { VAULT_TYPE } from './vaultScope.ts';

export const CONTAINER_TYPE = `${VAULT_TYPE}/replicationFabrics/replicationProtectionContainers`;
export const MAPPING_TYPE = `${CONTAINER_TYPE}/replicationProtectionContainerMappings`;
export const ITEM_TYPE = `${CONTAINER_TYPE}/replicationProtectedItems`;

/** The mappings that begin or end at a container. */
export function mappingsOf(world: World, vaultId: string, containerId: string): ArmResource[] {
  const key = keyOf(containerId);
  return world.store
    .list(MAPPING_TYPE, vaultId)
    .filter(
      (mapping) =>
        keyOf(mapping.id).startsWith(`${key}/`) || keyOf(textAt(mapping, 'properties', 'targetProtectionContainerId') ?? '') === key,
    );
}

/** Writes whether a container is paired. [GAP] Only `NotPaired` was recorded on a container; `Paired` is what mappings say. */
export function updatePairing(world: World, vaultId: string, containerId: string): void {
  const pairingStatus = mappingsOf(world, vaultId, containerId).length > 0 ? 'Paired' : 'NotPaired';
  patchProperties(world, containerId, () => ({ pairingStatus }));
}
