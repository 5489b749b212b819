import { keyOf, typeOfKey, type ArmResource } from '../resource.ts';
import type { Call } from '../wire.ts';
import type { World } from '../world.ts';
import { doesNotExist, invalidInput } from './siteRecoveryError.ts';

/** The resource of a type in the vault that a request's body names by its id. [GAP] The answer to a wrong one was never recorded. */
export function requireNamed(world: World, call: Call, vault: ArmResource, type: string, id: string | undefined): ArmResource {
  if (!id) throw invalidInput(world, call, `The id of a resource of type '${type}' is missing.`);
  const key = keyOf(id);
  const isOne = typeOfKey(key) === type.toLowerCase() && key.startsWith(`${keyOf(vault.id)}/`);
  const found = isOne ? world.store.get(id) : undefined;
  if (found) return found;
  throw doesNotExist(world, call, id.split('/').at(-1) ?? id);
}
