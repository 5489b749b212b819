import { subscriptionOf } from '../../model/armId.ts';
import type { AlertProcessingRule, ServiceHealthAlert } from '../../model/alerts.ts';
import type { Known } from '../../model/resource.ts';
import type { SubscriptionFacts, VaultFacts } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import { hasGap } from '../inventoryIndex.ts';
import { all, any } from '../known.ts';
import type { SubscriptionRule, VaultRule, Verdict } from '../rule.ts';
import { sameRegion } from '../sameRegion.ts';
import { fail, missing, notApplicable, pass, unknown } from '../verdicts.ts';
import { sources } from './sources.ts';

/** Is anybody told: of replication that breaks, of a region that is ill. */
export const alertRules: readonly (VaultRule | SubscriptionRule)[] = [
  {
    id: 'DR-VLT-004',
    on: 'vault',
    title: 'Nobody is told when replication or backup fails',
    severity: 'high',
    depth: 'inventory',
    decides: [
      'monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures',
      'monitoringSettings.azureMonitorAlertSettings.alertsForAllReplicationIssues',
      'monitoringSettings.azureMonitorAlertSettings.alertsForAllFailoverIssues',
      'monitoringSettings.classicAlertSettings.alertsForCriticalOperations',
      'actionRules: scopes, actions.actionGroupIds',
    ],
    sources: [sources.vaultAlerts, sources.alertProcessing],
    corresponds: { aprl: ['2912472d-0198-4bdc-aa90-37f145790edc'], psrule: ['Azure.RSV.ReplicationAlert'] },
    explanation:
      'The vault does not raise the alerts of Azure Monitor for failed jobs, replication issues or failover issues, or no alert processing rule sends its alerts to an action group. Classic alerts that are still on, where all else is well, are a finding of medium severity: they are being replaced.',
    consequence: 'Replication or a backup that stops is found out in the outage, when the last recovery point is old.',
    fix: 'Switch on the built-in alerts of Azure Monitor in the properties of the vault, switch off the classic ones, and add an alert processing rule with an action group for the vault or its subscription.',
    check: judgeVaultAlerts,
  },
  {
    id: 'DR-SUB-001',
    on: 'subscription',
    title: 'Nobody is told when a region is ill',
    severity: 'medium',
    depth: 'inventory',
    decides: [
      'activityLogAlerts: condition category ServiceHealth',
      'activityLogAlerts: condition ImpactedRegions, ServiceName, incidentType',
      'activityLogAlerts: scopes, enabled, actions.actionGroups',
    ],
    sources: [sources.serviceHealthAlerts],
    corresponds: { aprl: ['9729c89d-8118-41b4-a39b-e12468fa872b'], psrule: ['Azure.Monitor.ServiceHealth'] },
    explanation:
      'Machines of the subscription are in regions, or would be recovered into regions, for which no activity-log alert on Service Health tells anybody of incidents with virtual machines. An alert that is off, or has no action group, does not count.',
    consequence:
      'The outage is noticed by its effects, and the decision to fail over is made late; a target region that is ill itself is not noticed.',
    fix: 'Create an activity-log alert of the category Service Health for the subscription, for incidents in the source and the target regions, with an action group.',
    check: judgeServiceHealth,
  },
];

function judgeVaultAlerts({ id, vault: { alerts }, items, backupPolicyIds, index }: VaultFacts): Verdict {
  if (items.length === 0 && backupPolicyIds.size === 0) {
    const unread = (['protectedItems', 'backupItems'] as const).some((table) => hasGap(index, table, id, subscriptionOf(id)));
    return unread ? unknown('What the vault protects cannot be read.') : notApplicable;
  }
  if (alerts === undefined) return missing('monitoringSettings of the vault');
  if (alerts === null) return fail([{ property: 'monitoringSettings', value: null }]);
  const { jobFailures, replicationIssues, failoverIssues, classic } = alerts;
  const replicates = items.length > 0;
  const evidence: Evidence[] = [];
  if (jobFailures === false) evidence.push({ property: 'alertsForAllJobFailures', value: 'Disabled' });
  if (replicates && replicationIssues === false) evidence.push({ property: 'alertsForAllReplicationIssues', value: 'Disabled' });
  if (replicates && failoverIssues === false) evidence.push({ property: 'alertsForAllFailoverIssues', value: 'Disabled' });
  const rules = index.inventory.alertProcessingRules;
  const isSent = any(rules.map((rule) => sends(rule, id)));
  const rulesUnread = isSent !== true && hasGap(index, 'alertProcessingRules');
  if (isSent === false && !rulesUnread) evidence.push({ property: 'alert processing rules with an action group', value: null });
  const isGrave = evidence.length > 0;
  if (classic === true) evidence.push({ property: 'classicAlertSettings.alertsForCriticalOperations', value: 'Enabled' });
  if (isGrave) return fail(evidence, 'high');
  if (jobFailures === undefined) return missing('alertsForAllJobFailures of the vault');
  if (replicates && replicationIssues === undefined) return missing('alertsForAllReplicationIssues of the vault');
  if (replicates && failoverIssues === undefined) return missing('alertsForAllFailoverIssues of the vault');
  if (isSent !== true) return unknown('Not all alert processing rules can be read. Reader on the subscriptions is needed.');
  if (classic === undefined) return missing('classicAlertSettings of the vault');
  return classic ? fail(evidence, 'medium') : pass;
}

/** Whether a rule sends what a resource raises to somebody. */
function sends({ enabled, scopes, actionGroupIds }: AlertProcessingRule, resource: string): Known<boolean> {
  return all([
    enabled,
    actionGroupIds && actionGroupIds.length > 0,
    scopes?.some((scope) => resource === scope || resource.startsWith(`${scope}/`)),
  ]);
}

function judgeServiceHealth({ id, regions, index }: SubscriptionFacts): Verdict {
  const alerts = index.inventory.serviceHealthAlerts;
  const verdicts = [...regions].toSorted().map((region) => ({ region, isTold: any(alerts.map((alert) => tells(alert, id, region))) }));
  const untold = verdicts.filter(({ isTold }) => isTold === false);
  const isUnread = hasGap(index, 'serviceHealthAlerts');
  if (untold.length > 0 && !isUnread) {
    return fail([
      { property: 'regions without a Service Health alert', value: untold.map(({ region }) => region).join(', ') },
      { property: 'readable Service Health alerts', value: alerts.length },
    ]);
  }
  return verdicts.every(({ isTold }) => isTold === true)
    ? pass
    : unknown('Not all activity-log alerts can be read. Reader on the subscriptions is needed.');
}

/** Whether an alert tells somebody of incidents with machines in a region. */
function tells(
  { enabled, scopes, regions, services, incidentTypes, actionGroupIds }: ServiceHealthAlert,
  subscription: string,
  region: string,
): Known<boolean> {
  return all([
    enabled,
    actionGroupIds && actionGroupIds.length > 0,
    scopes?.some((scope) => scope === subscription),
    incidentTypes === null || incidentTypes?.includes('incident'),
    services === null || services?.includes('virtual machines'),
    regions === null || regions?.some((name) => sameRegion(name, region)),
  ]);
}
