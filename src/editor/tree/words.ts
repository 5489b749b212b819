import type { Gap, TableName } from '../../model/inventory.ts';
import { roleForGap } from '../../model/permissions.ts';
import type { AssessedMachine, CompanionRole, MachineState } from '../../readiness/assessment.ts';
import type { Finding, Severity } from '../../readiness/finding.ts';
import { severities } from '../../readiness/finding.ts';
import type { Localizer } from '../localizer.ts';
import type { GroupBy, SortBy } from './viewOptions.ts';

export function stateName(state: MachineState, l10n: Localizer): string {
  switch (state) {
    case 'unknown':
      return l10n.t('unknown');
    case 'testRunning':
      return l10n.t('test failover open');
    case 'failedOver':
      return l10n.t('failed over');
    case 'protecting':
      return l10n.t('initial replication');
    case 'unprotected':
      return l10n.t('not replicated');
    case 'atRisk':
      return l10n.t('at risk');
    case 'ready':
      return l10n.t('ready');
  }
}

export function severityName(severity: Severity, l10n: Localizer): string {
  switch (severity) {
    case 'critical':
      return l10n.t('critical');
    case 'high':
      return l10n.t('high');
    case 'medium':
      return l10n.t('medium');
    case 'low':
      return l10n.t('low');
  }
}

export function groupingName(groupBy: GroupBy, l10n: Localizer): string {
  switch (groupBy) {
    case 'subscription':
      return l10n.t('Subscription');
    case 'resourceGroup':
      return l10n.t('Resource group');
    case 'region':
      return l10n.t('Region');
    case 'vault':
      return l10n.t('Vault');
    case 'tag':
      return l10n.t('Tag');
    case 'state':
      return l10n.t('State');
  }
}

export function sortingName(sortBy: SortBy, l10n: Localizer): string {
  switch (sortBy) {
    case 'worst':
      return l10n.t('Worst first');
    case 'name':
      return l10n.t('Name');
    case 'drill':
      return l10n.t('Longest without a drill first');
  }
}

export function machineCount(count: number, l10n: Localizer): string {
  return count === 1 ? l10n.t('1 machine') : l10n.t('{0} machines', count);
}

export function findingCount(count: number, l10n: Localizer): string {
  return count === 1 ? l10n.t('1 finding') : l10n.t('{0} findings', count);
}

export function excludedCount(count: number, l10n: Localizer): string {
  return l10n.t('{0} excluded', count);
}

/** `critical 1 · high 2`: only severities that occur. */
export function severityCounts(findings: readonly Finding[], l10n: Localizer): string {
  return severities
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${severityName(severity, l10n)} ${count}`)
    .join(' · ');
}

/** `41 machines · 6 not replicated · 3 at risk`: what is not ready, in the order in which states are tried. */
export function stateCounts(machines: readonly AssessedMachine[], l10n: Localizer): string {
  const counts = new Map<MachineState, number>();
  for (const { state } of machines) counts.set(state, (counts.get(state) ?? 0) + 1);
  const worst: readonly MachineState[] = ['unprotected', 'atRisk', 'failedOver', 'testRunning', 'protecting', 'unknown'];
  const parts = worst.filter((state) => counts.has(state)).map((state) => `${counts.get(state) ?? 0} ${stateName(state, l10n)}`);
  return [machineCount(machines.length, l10n), ...parts].join(' · ');
}

export function roleName(role: CompanionRole, count: number, l10n: Localizer): string {
  switch (role) {
    case 'replicaDisk':
      return count === 1 ? l10n.t('1 replica disk') : l10n.t('{0} replica disks', count);
    case 'testDisk':
      return count === 1 ? l10n.t('1 test disk') : l10n.t('{0} test disks', count);
    case 'testMachine':
      return count === 1 ? l10n.t('1 test machine') : l10n.t('{0} test machines', count);
    case 'recoveryMachine':
      return count === 1 ? l10n.t('1 recovery machine') : l10n.t('{0} recovery machines', count);
    case 'cacheAccount':
      return count === 1 ? l10n.t('1 cache storage account') : l10n.t('{0} cache storage accounts', count);
  }
}

/** Why something could not be read; the first of gaps with the same reason and scope stands for all. */
export function gapReason(gap: Gap, l10n: Localizer): string {
  switch (gap.reason) {
    case 'denied':
      return l10n.t('no access: {0} role needed', roleForGap(gap).role);
    case 'failed':
      return l10n.t('could not be read');
    case 'incomplete':
      return l10n.t('read incompletely');
  }
}

export function tableName(table: TableName, l10n: Localizer): string {
  switch (table) {
    case 'subscriptions':
      return l10n.t('subscriptions');
    case 'regions':
      return l10n.t('regions');
    case 'resourceGroups':
      return l10n.t('resource groups');
    case 'machines':
      return l10n.t('virtual machines');
    case 'machineStatus':
      return l10n.t('power states and agents');
    case 'disks':
      return l10n.t('disks');
    case 'networkInterfaces':
      return l10n.t('network interfaces');
    case 'storageAccounts':
      return l10n.t('storage accounts');
    case 'vaults':
      return l10n.t('vaults');
    case 'protectedItems':
      return l10n.t('replicated items');
    case 'replicationPolicies':
      return l10n.t('replication policies');
    case 'containerMappings':
      return l10n.t('container mappings');
    case 'recoveryPlans':
      return l10n.t('recovery plans');
    case 'serviceHealthAlerts':
      return l10n.t('Service Health alerts');
    case 'alertProcessingRules':
      return l10n.t('alert processing rules');
    case 'backupItems':
      return l10n.t('backup items');
    case 'backupPolicies':
      return l10n.t('backup policies');
    case 'links':
      return l10n.t('replication links');
    case 'eligibility':
      return l10n.t('eligibility for replication');
    case 'supportedSystems':
      return l10n.t('supported operating systems');
    case 'recoverySettings':
      return l10n.t('settings of failovers');
    case 'interfaces':
      return l10n.t('network interfaces');
    case 'networks':
    case 'subnetUsages':
      return l10n.t('virtual networks');
    case 'addresses':
      return l10n.t('addresses of failovers');
    case 'targets':
      return l10n.t('what failovers refer to');
    case 'quotas':
      return l10n.t('quota');
    case 'sizes':
      return l10n.t('sizes of machines');
    case 'geoReplication':
      return l10n.t('geo-replication of storage accounts');
    case 'fileShares':
      return l10n.t('file shares');
    case 'blobSoftDelete':
      return l10n.t('soft delete of cache storage accounts');
    case 'planActions':
      return l10n.t('steps of recovery plans');
    case 'runbooks':
      return l10n.t('runbooks');
  }
}
