import type { World } from '../../world.ts';
import { putBody } from '../generic.ts';
import { ACCOUNT } from './accounts.ts';

/** By the collection in the path, under which name an account has its one policy [recorded of the first]. */
const NAMES: Readonly<Record<string, string>> = {
  managementPolicies: 'DefaultManagementPolicy',
  inventoryPolicies: 'DefaultInventoryPolicy',
};

/** The policies of an account for what lies in it, one of a kind. Reads, lists and removal are generic. */
export function registerAccountPolicies(world: World): void {
  for (const [collection, name] of Object.entries(NAMES)) {
    world.router.add('PUT', `${ACCOUNT}/${collection}/{policy}`, (call) => {
      const { resource } = putBody(world, call);
      const lastModifiedTime = world.clock.now().toISOString();
      const policy = { ...resource, name, properties: { ...resource.properties, lastModifiedTime } };
      world.store.put(policy);
      return { status: 200, body: policy };
    });
  }
}
