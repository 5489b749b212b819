import type { World } from '../world.ts';
import { putBody } from './generic.ts';

const TYPE = 'Microsoft.ManagedIdentity/userAssignedIdentities';

/** Identities of one's own have a principal, which roles are given to [recorded at 2023-01-31]. Reads, changes and removal are generic. */
export function registerUserIdentities(world: World): void {
  world.router.add('PUT', `/subscriptions/{subscription}/resourceGroups/{group}/providers/${TYPE}/{name}`, (call) => {
    const { resource, before, isNew } = putBody(world, call);
    const { principalId = world.newGuid(), clientId = world.newGuid() } = before?.properties ?? {};
    const identity = { tags: {}, ...resource, properties: { ...resource.properties, tenantId: world.tenantId, principalId, clientId } };
    world.store.put(identity);
    return { status: isNew ? 201 : 200, body: identity };
  });
}
