import { isArmId, keyOf, typeOfKey, type ArmResource } from '../resource.ts';
import type { Store } from '../store.ts';
import { textAt } from './field.ts';
import { newPolicy } from './registerPolicies.ts';
import { newVault } from './vaults/vaultBody.ts';

const ITEM = 'microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers/replicationprotecteditems';

/**
 * Makes what a protected item that was put from outside never stands without in Azure, as far as it is missing: a vault in its
 * target region, its replication policy, and the resource group that it fails over into. Does nothing for other resources.
 */
export function implyNamed(store: Store, resource: ArmResource, now: Date): void {
  if (typeOfKey(keyOf(resource.id)) !== ITEM) return;
  const details = ['properties', 'providerSpecificDetails'] as const;
  const location = textAt(resource, ...details, 'recoveryFabricLocation');
  const vaultId = resource.id
    .split('/')
    .slice(0, 9)
    .join('/')
    .replace(/^\/subscriptions\//i, '/subscriptions/');
  if (location && !store.has(vaultId)) store.put(newVault(vaultId, now, { location }));
  const policyId = textAt(resource, 'properties', 'policyId');
  if (policyId && isArmId(policyId) && !store.has(policyId)) store.put(newPolicy(policyId));
  const groupId = textAt(resource, ...details, 'recoveryAzureResourceGroupId');
  if (location && groupId && isArmId(groupId) && !store.has(groupId)) {
    const type = 'Microsoft.Resources/resourceGroups';
    store.put({ id: groupId, name: groupId.split('/').at(-1) ?? '', type, location, properties: { provisioningState: 'Succeeded' } });
  }
}
