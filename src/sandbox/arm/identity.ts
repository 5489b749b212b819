import { fieldAt, textAt } from '../recovery/field.ts';
import type { ArmResource } from '../resource.ts';
import type { World } from '../world.ts';

/** Words of an identity's type in Azure's casing; what stands between two is the service's own (`, ` of machines and vaults, `,` of accounts). */
const WORDS = ['SystemAssigned', 'UserAssigned', 'None'] as const;

/**
 * The identities of a resource as Azure shows them, whatever the client wrote: the system's has a principal, which it keeps; those of one's own show
 * theirs; and what the type no longer names is gone [recorded of vaults at 2023-01-01; Azure CLI, `backup vault identity`].
 */
export function withIdentity(world: World, resource: ArmResource, before: ArmResource | undefined): ArmResource {
  const sent = textAt(resource, 'identity', 'type');
  if (sent === undefined) return resource;
  const type = WORDS.reduce((text, word) => text.replace(new RegExp(`\\b${word}\\b`, 'i'), word), sent);
  const principalId = textAt(before, 'identity', 'principalId') ?? world.newGuid();
  return {
    ...resource,
    identity: {
      type,
      ...(type.includes('SystemAssigned') && { principalId, tenantId: world.tenantId }),
      ...(type.includes('UserAssigned') && { userAssignedIdentities: ownIdentities(world, resource) }),
    },
  };
}

function ownIdentities({ store }: World, resource: ArmResource): Readonly<Record<string, object>> {
  const ids = Object.keys((fieldAt(resource, 'identity', 'userAssignedIdentities') as object | undefined) ?? {});
  return Object.fromEntries(
    ids.map((id) => {
      const { principalId, clientId } = store.get(id)?.properties ?? {};
      return [id, { ...(principalId !== undefined && { principalId, clientId }) }];
    }),
  );
}
