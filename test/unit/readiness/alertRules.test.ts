import { describe, expect, it } from 'vitest';
import type { AlertFilter, AlertProcessingRule, ServiceHealthAlert, VaultAlerts } from '../../../src/model/alerts.ts';
import { toArmId } from '../../../src/model/armId.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import {
  alertProcessingRule,
  backup,
  evidence,
  gap,
  groupId,
  judge,
  judgeOne,
  only,
  otherSub,
  serviceHealthAlert,
  sub,
  vault,
  vaultId,
  verdict,
  vm,
} from './facts.ts';

const well: VaultAlerts = { jobFailures: true, replicationIssues: true, failoverIssues: true, classic: false };

const filter = (field: string, operator: string, ...values: string[]): AlertFilter => ({ field, operator, values });

describe('DR-VLT-004 alerts of a vault', () => {
  const ask = (change: Partial<VaultAlerts>, more: Partial<Inventory> = {}) =>
    verdict(judgeOne({}, {}, { vaults: [vault({ alerts: { ...well, ...change } })], ...more }), 'DR-VLT-004', toArmId(vaultId()));
  it.each<[string, Partial<VaultAlerts>, string]>([
    ['well', {}, 'pass'],
    ['failed jobs', { jobFailures: false }, 'high'],
    ['replication', { replicationIssues: false }, 'high'],
    ['failover', { failoverIssues: false }, 'high'],
    ['off, and another missing', { jobFailures: false, failoverIssues: undefined }, 'high'],
    ['classic still on', { classic: true }, 'medium'],
    ['classic on, others off', { classic: true, jobFailures: false }, 'high'],
    ['failed jobs missing', { jobFailures: undefined }, 'unknown'],
    ['replication missing', { replicationIssues: undefined }, 'unknown'],
    ['failover missing', { failoverIssues: undefined }, 'unknown'],
    ['classic missing', { classic: undefined }, 'unknown'],
  ])('%s', (_, change, expected) => expect(ask(change)).toBe(expected));
  it.each<[string, Partial<AlertProcessingRule>, string]>([
    ['for the subscription', {}, 'pass'],
    ['for the vault', { scopes: [toArmId(vaultId())] }, 'pass'],
    ['for its group', { scopes: [toArmId(groupId('rg-dr'))] }, 'pass'],
    ['for a group whose name begins the same', { scopes: [toArmId(groupId('rg-d'))] }, 'high'],
    ['off', { enabled: false }, 'high'],
    ['without a group', { actionGroupIds: [] }, 'high'],
    ['for another subscription', { scopes: [toArmId(`/subscriptions/${otherSub}`)] }, 'high'],
    ['scopes missing', { scopes: undefined }, 'unknown'],
    ['scopes missing, off', { scopes: undefined, enabled: false }, 'high'],
    ['for vaults', { filters: [filter('targetresourcetype', 'equals', 'microsoft.recoveryservices/vaults')] }, 'pass'],
    ['for vaults and what is in them', { filters: [filter('targetresourcetype', 'contains', 'microsoft.recoveryservices')] }, 'pass'],
    ['for machines', { filters: [filter('targetresourcetype', 'equals', 'microsoft.compute/virtualmachines')] }, 'high'],
    ['for all but vaults', { filters: [filter('targetresourcetype', 'notequals', 'microsoft.recoveryservices/vaults')] }, 'high'],
    ['for all but machines', { filters: [filter('targetresourcetype', 'doesnotcontain', 'microsoft.compute')] }, 'pass'],
    ['for this vault', { filters: [filter('targetresource', 'equals', vaultId().toLowerCase())] }, 'pass'],
    ['for its group by name', { filters: [filter('targetresourcegroup', 'equals', 'rg-other', 'rg-dr')] }, 'pass'],
    ['for an alert rule', { filters: [filter('alertrulename', 'equals', 'cpu')] }, 'high'],
    ['for a severity', { filters: [filter('severity', 'equals', 'sev1')] }, 'unknown'],
    ['with an odd operator', { filters: [filter('targetresourcetype', 'resembles', 'x')] }, 'unknown'],
    ['filters missing', { filters: undefined }, 'unknown'],
    ['at times', { isScheduled: true }, 'unknown'],
    ['schedule missing', { isScheduled: undefined }, 'unknown'],
  ])('an alert processing rule %s', (_, change, expected) =>
    expect(ask({}, { alertProcessingRules: [alertProcessingRule(change)] })).toBe(expected),
  );
  it.each<[string, Partial<AlertProcessingRule>, string]>([
    ['for the subscription', {}, 'high'],
    ['off', { enabled: false }, 'pass'],
    ['for another subscription', { scopes: [toArmId(`/subscriptions/${otherSub}`)] }, 'pass'],
    ['for machines', { filters: [filter('targetresourcetype', 'equals', 'microsoft.compute/virtualmachines')] }, 'pass'],
    ['for an alert rule', { filters: [filter('alertrulename', 'contains', 'cpu')] }, 'pass'],
    ['for a severity', { filters: [filter('severity', 'equals', 'sev4')] }, 'unknown'],
    ['in times of maintenance', { isScheduled: true }, 'pass'],
    ['actions missing', { silences: undefined }, 'unknown'],
  ])('a rule that silences goes before one that sends: %s', (_, change, expected) => {
    const silencing = { ...alertProcessingRule({ actionGroupIds: [], silences: true, ...change }), id: toArmId('/quiet'), name: 'quiet' };
    const assessment = judgeOne({}, {}, { alertProcessingRules: [alertProcessingRule(), silencing] });
    expect(verdict(assessment, 'DR-VLT-004')).toBe(expected);
    if (expected === 'high')
      expect(evidence(assessment, 'DR-VLT-004')).toEqual({ 'alert processing rules that remove all action groups': 'quiet' });
  });
  it('takes no unread rule for a missing one', () => {
    expect(ask({}, { alertProcessingRules: [] })).toBe('high');
    expect(ask({}, { alertProcessingRules: [], gaps: [gap('alertProcessingRules', otherSub)] })).toBe('unknown');
    expect(ask({}, { gaps: [gap('alertProcessingRules', otherSub)] })).toBe('pass');
  });
  it('fails where Azure shows no settings, is unknown where they were not read', () => {
    const of = (alerts: VaultAlerts | null | undefined) => verdict(judgeOne({}, {}, { vaults: [vault({ alerts })] }), 'DR-VLT-004');
    expect([of(null), of(undefined)]).toEqual(['high', 'unknown']);
  });
  it('asks a vault of backups for failed jobs alone, an empty one for nothing', () => {
    const vaults = [vault({ alerts: { ...well, replicationIssues: false, failoverIssues: undefined } })];
    expect(verdict(judge({ machines: [vm('m')], vaults, backupItems: [backup('m')] }), 'DR-VLT-004')).toBe('pass');
    const empty = [vault({ alerts: { ...well, jobFailures: false } })];
    expect(verdict(judge({ vaults: empty }), 'DR-VLT-004')).toBe('pass');
    expect(verdict(judge({ vaults: empty, gaps: [gap('backupItems', vaultId().toLowerCase())] }), 'DR-VLT-004')).toBe('unknown');
  });
  it('changes no state', () => expect(only(judgeOne({}, {}, { alertProcessingRules: [] })).state).toBe('ready'));
});

describe('DR-SUB-001 Service Health', () => {
  const subject = toArmId(`/subscriptions/${sub}`);
  const ask = (changes: readonly Partial<ServiceHealthAlert>[], more: Partial<Inventory> = {}) =>
    verdict(
      judgeOne({}, {}, { serviceHealthAlerts: changes.map((change, at) => serviceHealthAlert(change, `alert-${at}`)), ...more }),
      'DR-SUB-001',
      subject,
    );
  it.each<[string, Partial<ServiceHealthAlert>, string]>([
    ['of everything', {}, 'pass'],
    ['of both regions', { regions: ['west europe', 'north europe'] }, 'pass'],
    ['of the source region', { regions: ['west europe', 'global'] }, 'medium'],
    ['off', { enabled: false }, 'medium'],
    ['for nobody', { actionGroupIds: [] }, 'medium'],
    ['of another subscription', { scopes: [toArmId(`/subscriptions/${otherSub}`)] }, 'medium'],
    ['of maintenance', { incidentTypes: ['maintenance'] }, 'medium'],
    ['of incidents', { incidentTypes: ['incident', 'security'] }, 'pass'],
    ['of databases', { services: ['sql database'] }, 'medium'],
    ['of virtual machines', { services: ['sql database', 'virtual machines'] }, 'pass'],
    ['condition missing', { regions: undefined, services: undefined, incidentTypes: undefined }, 'unknown'],
    ['condition missing, off', { regions: undefined, enabled: false }, 'medium'],
  ])('an alert %s', (_, change, expected) => expect(ask([change])).toBe(expected));
  it('takes several alerts together, and names the regions that are left', () => {
    expect(ask([{ regions: ['west europe'] }, { regions: ['north europe'] }])).toBe('pass');
    const assessment = judgeOne({}, {}, { serviceHealthAlerts: [serviceHealthAlert({ regions: ['west europe'] })] });
    expect(evidence(assessment, 'DR-SUB-001')).toEqual({
      'regions without a Service Health alert': 'northeurope',
      'readable Service Health alerts': 1,
    });
  });
  it('asks for the target region only where there is one', () => {
    const serviceHealthAlerts = [serviceHealthAlert({ regions: ['west europe'] })];
    expect(verdict(judge({ machines: [vm('m')], serviceHealthAlerts }), 'DR-SUB-001')).toBe('pass');
    expect(verdict(judge({ serviceHealthAlerts: [] }), 'DR-SUB-001')).toBe('pass');
  });
  it('takes no unread alert for a missing one', () => {
    const gaps = [gap('serviceHealthAlerts', otherSub)];
    expect(ask([], {})).toBe('medium');
    expect(ask([], { gaps })).toBe('unknown');
    expect(ask([{}], { gaps })).toBe('pass');
  });
});
