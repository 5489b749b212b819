import { resourceGroupOf, subscriptionOf } from '../../model/armId.ts';
import type { ArmId } from '../../model/armId.ts';
import type { AlertFilter, AlertProcessingRule, ServiceHealthAlert } from '../../model/alerts.ts';
import type { Known } from '../../model/resource.ts';
import type { SubscriptionFacts, VaultFacts } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import { hasGap } from '../inventoryIndex.ts';
import type { InventoryIndex } from '../inventoryIndex.ts';
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
      'actionRules: scopes, conditions, schedule, actions.actionType, actions.actionGroupIds',
    ],
    sources: [sources.vaultAlerts, sources.alertProcessing],
    corresponds: { aprl: ['2912472d-0198-4bdc-aa90-37f145790edc'], psrule: ['Azure.RSV.ReplicationAlert'] },
    explanation:
      'The vault does not raise the alerts of Azure Monitor for failed jobs, replication issues or failover issues; or no alert processing rule sends its alerts to an action group, or one takes all groups away, which goes before those that add some. Classic alerts that are still on, where all else is well, are a finding of medium severity: they are being replaced.',
    consequence: 'Replication or a backup that stops is found out in the outage, when the last recovery point is old.',
    fix: 'Switch on the built-in alerts of Azure Monitor in the properties of the vault, switch off the classic ones, and add an alert processing rule with an action group for the vault or its subscription. Take the vault out of rules that silence it, or give these a schedule.',
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
  const processing = judgeProcessing(id, index);
  evidence.push(...processing.evidence);
  const isGrave = evidence.length > 0;
  if (classic === true) evidence.push({ property: 'classicAlertSettings.alertsForCriticalOperations', value: 'Enabled' });
  if (isGrave) return fail(evidence, 'high');
  if (jobFailures === undefined) return missing('alertsForAllJobFailures of the vault');
  if (replicates && replicationIssues === undefined) return missing('alertsForAllReplicationIssues of the vault');
  if (replicates && failoverIssues === undefined) return missing('alertsForAllFailoverIssues of the vault');
  if (processing.lack !== undefined) return unknown(processing.lack);
  if (classic === undefined) return missing('classicAlertSettings of the vault');
  return classic ? fail(evidence, 'medium') : pass;
}

/** What becomes of the alerts of a vault; `lack`: why that cannot be said. */
function judgeProcessing(
  vault: ArmId,
  index: InventoryIndex,
): { readonly evidence: readonly Evidence[]; readonly lack: string | undefined } {
  const rules = index.inventory.alertProcessingRules;
  const isSent = any(rules.map((rule) => sends(rule, vault)));
  const areUnread = isSent !== true && hasGap(index, 'alertProcessingRules');
  const silencing = rules.filter((rule) => silences(rule, vault) === true).map(({ name }) => name);
  const evidence: Evidence[] =
    isSent === false && !areUnread ? [{ property: 'alert processing rules with an action group', value: null }] : [];
  if (silencing.length > 0)
    evidence.push({ property: 'alert processing rules that remove all action groups', value: silencing.toSorted().join(', ') });
  if (areUnread) return { evidence, lack: 'Not all alert processing rules can be read. Reader on the subscriptions is needed.' };
  const isPartly = isSent === undefined || rules.some((rule) => silences(rule, vault) === undefined);
  return {
    evidence,
    lack: isPartly
      ? 'Alert processing rules may send or silence some of the alerts only, or at some times: it cannot be said whether somebody is told.'
      : undefined,
  };
}

/** Whether a rule sends what a vault raises to somebody. One that does so at certain times may not when it matters. */
function sends(rule: AlertProcessingRule, vault: ArmId): Known<boolean> {
  return all([concerns(rule, vault), rule.actionGroupIds && rule.actionGroupIds.length > 0, rule.isScheduled === false ? true : undefined]);
}

/** Whether a rule silences what a vault raises for good. A time of maintenance is no silence. */
function silences(rule: AlertProcessingRule, vault: ArmId): Known<boolean> {
  return all([rule.silences, concerns(rule, vault), rule.isScheduled === undefined ? undefined : !rule.isScheduled]);
}

/** Whether all built-in alerts of a vault, or none, pass through a rule; undefined: some. */
function concerns({ enabled, scopes, filters }: AlertProcessingRule, vault: ArmId): Known<boolean> {
  return all([
    enabled,
    scopes?.some((scope) => vault === scope || vault.startsWith(`${scope}/`)),
    filters && all(filters.map((filter) => letsThrough(filter, vault))),
  ]);
}

const vaultType = 'microsoft.recoveryservices/vaults';

/** Built-in alerts come from no alert rule; what else a filter may ask of an alert, its vault does not tell. */
function letsThrough({ field, operator, values }: AlertFilter, vault: ArmId): Known<boolean> {
  if (/^alertrule(id|name)$/.test(field)) return /^(equals|contains)$/.test(operator) ? false : undefined;
  const told = new Map<string, string | undefined>([
    ['targetresourcetype', vaultType],
    ['targetresource', vault],
    ['targetresourcegroup', resourceGroupOf(vault)],
  ]).get(field);
  if (told === undefined) return undefined;
  const isEqual = values.some((value) => value === told || value === told.slice(told.lastIndexOf('/') + 1));
  const isContained = values.some((value) => told.includes(value));
  return new Map([
    ['equals', isEqual],
    ['notequals', !isEqual],
    ['contains', isContained],
    ['doesnotcontain', !isContained],
  ]).get(operator);
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
