import type { World } from '../../world.ts';
import { registerNetworkOperations } from './networkOperation.ts';
import { registerNetworkResources } from './networkResources.ts';
import { registerNetworkReads } from './networkReads.ts';
import { registerNestedResources } from './nestedResources.ts';
import { registerSubnets } from './subnets.ts';

/** Microsoft.Network. */
export function registerNetwork(world: World): void {
  registerNetworkReads(world);
  registerNetworkResources(world);
  registerSubnets(world);
  registerNestedResources(world);
  registerNetworkOperations(world);
}
