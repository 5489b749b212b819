import { fieldAt, textAt } from '../recovery/field.ts';
import type { ArmResource } from '../resource.ts';
import type { World } from '../world.ts';

/** Who has an identity of the system's gets a principal with it, and keeps it [recorded of vaults at 2023-01-01]. */
export function withPrincipal(world: World, resource: ArmResource, before: ArmResource | undefined): ArmResource {
  const identity = fieldAt(resource, 'identity') as object | undefined;
  if (!/SystemAssigned/i.test(textAt(identity, 'type') ?? '')) return resource;
  const principalId = textAt(before, 'identity', 'principalId') ?? world.newGuid();
  return { ...resource, identity: { ...identity, principalId, tenantId: world.tenantId } };
}
