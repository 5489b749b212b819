import type { ArmResource } from '../resource.ts';
import type { StoredSubscription } from '../store.ts';
import { resourceRow } from './resourceRow.ts';
import type { Row } from './kql/values.ts';

export const GROUP_TYPE = 'microsoft.resources/subscriptions/resourcegroups';
const SUBSCRIPTION_TYPE = 'microsoft.resources/subscriptions';
const MANAGEMENT_GROUP_TYPE = 'microsoft.management/managementgroups';

/** A row of `resourcecontainers` for a subscription. */
export function subscriptionRow({ id, displayName }: StoredSubscription, tenantId: string, now: Date): Row {
  const resource: ArmResource = {
    id: `/subscriptions/${id}`,
    name: displayName,
    type: SUBSCRIPTION_TYPE,
    properties: {
      state: 'Enabled',
      subscriptionPolicies: { locationPlacementId: 'Public_2014-09-01', quotaId: 'EnterpriseAgreement_2014-09-01', spendingLimit: 'Off' },
      managementGroupAncestorsChain: [{ displayName: 'Tenant Root Group', name: tenantId }],
      managedByTenants: [],
    },
  };
  return resourceRow(resource, SUBSCRIPTION_TYPE, tenantId, now);
}

/** The root management group, which every tenant has and which all of the sandbox's subscriptions are in. */
export function rootGroupRow(tenantId: string, now: Date): Row {
  const resource: ArmResource = {
    id: `/providers/Microsoft.Management/managementGroups/${tenantId}`,
    name: tenantId,
    type: MANAGEMENT_GROUP_TYPE,
    properties: { displayName: 'Tenant Root Group', details: { managementGroupAncestorsChain: [] }, tenantId },
  };
  return resourceRow(resource, MANAGEMENT_GROUP_TYPE, tenantId, now);
}
