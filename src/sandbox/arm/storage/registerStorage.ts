import type { World } from '../../world.ts';
import { registerAccountKeys } from './accountKeys.ts';
import { registerAccountPolicies } from './accountPolicies.ts';
import { registerAccounts } from './accounts.ts';
import { registerAccountSas } from './accountSas.ts';
import { registerGeoReplication } from './geoReplication.ts';
import { registerServiceChildren } from './serviceChildren.ts';
import { registerServiceProperties } from './serviceProperties.ts';
import { registerStorageOperations } from './storageOperation.ts';

/** Microsoft.Storage. */
export function registerStorage(world: World): void {
  registerAccounts(world);
  registerAccountKeys(world);
  registerAccountSas(world);
  registerAccountPolicies(world);
  registerServiceProperties(world);
  registerServiceChildren(world);
  registerGeoReplication(world);
  registerStorageOperations(world);
}
