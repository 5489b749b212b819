import type { EstateBuilder } from './estateBuilder.ts';
import { idIn, type Place } from './place.ts';

/** Whom alerts are sent to. Shape: ARM template reference `Microsoft.Insights/actionGroups` 2023-01-01. Answers its id. */
export function actionGroup(b: EstateBuilder, at: Place, name: string): string {
  const id = idIn(at, 'Microsoft.Insights/actionGroups', name);
  b.add({
    id,
    name,
    type: 'Microsoft.Insights/actionGroups',
    location: 'Global',
    tags: {},
    properties: {
      groupShortName: name.slice(0, 12),
      enabled: true,
      emailReceivers: [{ name: 'operations', emailAddress: 'operations@contoso.com', useCommonAlertSchema: true, status: 'Enabled' }],
    },
  });
  return id;
}

/** Of a subscription; `regions`: display names that it is narrowed to. Shape: ARM template reference `activityLogAlerts` 2020-10-01. */
export function serviceHealthAlert(b: EstateBuilder, at: Place, name: string, groupId: string, regions?: readonly string[]): void {
  const impactedRegion = 'properties.impactedServices[*].ImpactedRegions[*].RegionName';
  b.add({
    id: idIn(at, 'Microsoft.Insights/activityLogAlerts', name),
    name,
    type: 'Microsoft.Insights/activityLogAlerts',
    location: 'Global',
    tags: {},
    properties: {
      scopes: [`/subscriptions/${at.subscription}`],
      condition: {
        allOf: [
          { field: 'category', equals: 'ServiceHealth' },
          {
            anyOf: [
              { field: 'properties.incidentType', equals: 'Incident' },
              { field: 'properties.incidentType', equals: 'Maintenance' },
            ],
          },
          ...(regions === undefined ? [] : [{ field: impactedRegion, containsAny: regions }]),
        ],
      },
      actions: { actionGroups: [{ actionGroupId: groupId, webhookProperties: {} }] },
      enabled: true,
      description: '',
    },
  });
}

/** Of a subscription; without a group it silences alerts. Shape: ARM template reference `Microsoft.AlertsManagement/actionRules` 2021-08-08. */
export function alertProcessingRule(b: EstateBuilder, at: Place, name: string, groupId?: string): void {
  b.add({
    id: idIn(at, 'Microsoft.AlertsManagement/actionRules', name),
    name,
    type: 'Microsoft.AlertsManagement/actionRules',
    location: 'Global',
    tags: {},
    properties: {
      scopes: [`/subscriptions/${at.subscription}`],
      conditions: [],
      actions: [
        groupId === undefined ? { actionType: 'RemoveAllActionGroups' } : { actionType: 'AddActionGroups', actionGroupIds: [groupId] },
      ],
      enabled: true,
      description: '',
    },
  });
}
