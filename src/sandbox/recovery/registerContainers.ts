import { keyOf } from '../resource.ts';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { acceptJob } from './acceptedReply.ts';
import { ITEM_TYPE, mappingsOf } from './containerPairing.ts';
import { listAt, textAt } from './field.ts';
import { affected, affectedFabrics, jobDetails } from './jobs/affectedObjects.ts';
import { nameGuid } from './nameGuid.ts';
import { requireChild } from './registerReads.ts';
import { createContainer, removeContainer } from './jobs/scenarios.ts';
import { inUse } from './siteRecoveryError.ts';
import { patchProperties } from './patchProperties.ts';
import { targetOf } from './siteRecoveryBody.ts';
import { requireVault, siteRecoveryId, VAULT } from './vaultScope.ts';

const FABRIC = 'replicationFabrics/{fabric}';
const PATH = `${FABRIC}/replicationProtectionContainers/{container}`;

export function registerContainers(world: World): void {
  world.router
    .add('PUT', `${VAULT}/${PATH}`, (call) => putContainer(world, call))
    .add('POST', `${VAULT}/${PATH}/remove`, (call) => removeProtectionContainer(world, call));
}

function putContainer(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const fabric = requireChild(world, call, FABRIC);
  const { id, name, type } = targetOf(world, call, vault, PATH);
  const complete = (): void => {
    if (world.store.has(id)) return;
    world.store.put({ id, name, type, properties: containerProperties(name, textAt(fabric, 'properties', 'friendlyName') ?? '') });
    changeContainerIds(world, fabric.id, (ids) => [...ids, internalId(id)]);
  };
  return acceptJob(world, call, vault.id, id, {
    scenario: createContainer,
    target: { id: nameGuid(id), name },
    customDetails: jobDetails(affectedFabrics(affected(fabric))),
    complete,
  });
}

/** A new container [recorded]. */
export function containerProperties(name: string, fabricFriendlyName: string): Record<string, unknown> {
  return {
    fabricFriendlyName,
    friendlyName: name,
    fabricType: 'Azure',
    protectedItemCount: 0,
    pairingStatus: 'NotPaired',
    role: '',
    fabricSpecificDetails: null,
  };
}

function removeProtectionContainer(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const container = requireChild(world, call, PATH);
  if (world.store.list(ITEM_TYPE, container.id).length > 0)
    throw inUse(world, call, container.name, 'the container still has protected items');
  if (mappingsOf(world, vault.id, container.id).length > 0) throw inUse(world, call, container.name, 'the container is still paired');
  const fabricId = container.id.split('/').slice(0, -2).join('/');
  return acceptJob(world, call, vault.id, container.id, {
    scenario: removeContainer,
    target: { id: nameGuid(container.id), name: container.name },
    customDetails: jobDetails(affectedFabrics(affected(requireChild(world, call, FABRIC)))),
    complete: () => {
      world.store.delete(container.id);
      changeContainerIds(world, fabricId, (ids) => ids.filter((id) => keyOf(id) !== keyOf(internalId(container.id))));
    },
  });
}

/** A fabric names its containers by their internal GUIDs [recorded]. */
export function internalId(containerId: string): string {
  const collection = containerId.split('/').slice(0, -1).join('/');
  return siteRecoveryId(`${collection}/${nameGuid(siteRecoveryId(containerId))}`);
}

function changeContainerIds(world: World, fabricId: string, change: (ids: readonly string[]) => string[]): void {
  patchProperties(world, fabricId, (properties) => {
    const customDetails = properties['customDetails'] as Record<string, unknown> | undefined;
    const ids = listAt(customDetails, 'containerIds') as readonly string[];
    return { customDetails: { ...customDetails, containerIds: change(ids) } };
  });
}
