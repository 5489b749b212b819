import { ageMs, minuteMs, realDate } from '../dates.ts';
import type { AccountFacts } from '../facts.ts';
import type { GeoReplication } from '../../model/storage.ts';
import { questionsOf } from '../../model/subjects.ts';
import { Gathering } from '../gathering.ts';
import type { AccountRule, Verdict } from '../rule.ts';
import { fail, missing, notApplicable } from '../verdicts.ts';
import { isCloudShell } from './storage.ts';
import { sources } from './sources.ts';

/** What only one read an account tells: how far its copy in the other region is, and whether it holds file shares. */
export const geoReplicationRules: readonly AccountRule[] = [
  {
    id: 'DR-STO-003',
    on: 'account',
    title: 'Copy in the secondary region is behind',
    severity: 'high',
    depth: 'full',
    decides: ['geoReplicationStats.status', 'geoReplicationStats.lastSyncTime'],
    sources: [sources.lastSyncTime, sources.storageFailover],
    corresponds: {},
    explanation:
      'The last synchronisation is longer ago than allowed (60 minutes by default), or geo-replication is not Live. Azure does not move the time of an account that nothing is written to, file shares above all.',
    consequence: 'What was written since the last synchronisation is lost when the account is failed over.',
    fix: 'Wait until the copy has caught up before a failover. If it stays behind, look at Azure Service Health, and ask support.',
    check: (facts, policy, now): Verdict =>
      withGeoReplication(facts, (gathering, { status, lastSyncTime }) => {
        const minutes = lastSyncTime == null ? undefined : ageMs(lastSyncTime, now) / minuteMs;
        const isLive = status === undefined ? undefined : /^live$/i.test(status);
        if (isLive === false || (minutes !== undefined && minutes > policy.storageLagMinutes)) {
          gathering.add('geoReplicationStats.status', status ?? null);
          gathering.add('geoReplicationStats.lastSyncTime', realDate(lastSyncTime ?? null)?.toISOString() ?? null);
          if (minutes !== undefined) gathering.add('minutes since then', Math.floor(minutes));
          gathering.add('limit, minutes', policy.storageLagMinutes);
        }
        if (isLive === undefined || minutes === undefined) gathering.lack('The read did not give geoReplicationStats of the account.');
      }),
  },
  {
    id: 'DR-STO-004',
    on: 'account',
    title: 'Storage account cannot be failed over',
    severity: 'medium',
    depth: 'full',
    decides: ['geoReplicationStats.canFailover', 'geoReplicationStats.canPlannedFailover'],
    sources: [sources.storageFailover],
    corresponds: {},
    explanation:
      'Azure says that the geo-redundant account cannot be failed over now. Where only the planned failover is not possible, the finding is low.',
    consequence: 'The copy in the secondary region is there, but you cannot make it the primary: only Microsoft can.',
    fix: 'Look for what blocks it: a first copy under way, a hierarchical namespace or another feature that failover does not support, a conversion that runs.',
    check: (facts): Verdict => {
      const verdict = withGeoReplication(facts, (gathering, { canFailover, canPlannedFailover }) => {
        if (canFailover === false) gathering.add('geoReplicationStats.canFailover', false);
        if (canPlannedFailover === false) gathering.add('geoReplicationStats.canPlannedFailover', false);
        if (canFailover === undefined) gathering.lack('The read did not give canFailover of the account.');
      });
      const isGrave = verdict.outcome === 'fail' && verdict.evidence.some(({ property }) => property.endsWith('.canFailover'));
      return verdict.outcome === 'fail' && !isGrave ? fail(verdict.evidence, 'low') : verdict;
    },
  },
  {
    id: 'DR-STO-006',
    on: 'account',
    title: 'File shares are in locally redundant storage',
    severity: 'high',
    depth: 'full',
    decides: ['sku.name', 'kind', 'fileServices/shares'],
    sources: [sources.filesRedundancy],
    corresponds: { advisor: ['b18744b9-2718-4617-9cdd-f6fad6cbc0cf'] },
    explanation: 'The account is locally redundant and holds standard file shares.',
    consequence: 'The shares cannot be reached until the region is back, and are lost if the datacenter is.',
    fix: 'Change the redundancy to GRS or GZRS: standard file shares support both. Or back the shares up to a geo-redundant vault.',
    check: ({ account, isCache, index }): Verdict => {
      if (isCache || isCloudShell(account)) return notApplicable;
      if (account.sku === undefined || account.kind === undefined) return missing('sku.name and kind of the account');
      if (!questionsOf(account).fileShares) return notApplicable;
      const gathering = new Gathering();
      const shares = gathering.take(index.details.fileShares.get(account.id), 'the file shares of the account');
      if (shares !== undefined && shares.length > 0) {
        gathering.add('sku.name', account.sku);
        gathering.add('file shares', shares.length);
      }
      return gathering.verdict();
    },
  },
];

function withGeoReplication(
  { account, isCache, index }: AccountFacts,
  judge: (gathering: Gathering, geoReplication: GeoReplication) => void,
): Verdict {
  if (isCache) return notApplicable;
  if (account.sku === undefined) return missing('sku.name of the account');
  if (!questionsOf(account).geoReplication) return notApplicable;
  const gathering = new Gathering();
  const geoReplication = gathering.take(index.details.geoReplication.get(account.id), 'geoReplicationStats of the account');
  if (geoReplication === null) gathering.lack('The read did not give geoReplicationStats of the account.');
  else if (geoReplication !== undefined) judge(gathering, geoReplication);
  return gathering.verdict();
}
