import type { Evidence } from '../finding.ts';
import { Gathering } from '../gathering.ts';
import type { AccountRule, Verdict } from '../rule.ts';
import { sameRegion } from '../sameRegion.ts';
import { fail, missing, notApplicable, unknown } from '../verdicts.ts';
import { mayBeCache, maybeCache } from './storage.ts';
import { sources } from './sources.ts';

/** The account that Site Recovery stages changes in. */
export const cacheAccountRules: readonly AccountRule[] = [
  {
    id: 'DR-STO-009',
    on: 'account',
    title: 'Cache storage account does not let replication work',
    severity: 'high',
    depth: 'inventory',
    decides: [
      'location',
      'providerSpecificDetails.primaryFabricLocation',
      'allowSharedKeyAccess',
      'publicNetworkAccess',
      'networkAcls.defaultAction',
      'networkAcls.bypass',
      'blobServices: deleteRetentionPolicy.enabled',
    ],
    sources: [sources.supportMatrix, sources.storageNetwork],
    corresponds: {},
    explanation:
      'The account through which machines are replicated is in another region than they are, refuses access by shared key, has a firewall, or no public network access, without the exception for trusted Microsoft services, or keeps deleted blobs (soft delete), which Site Recovery does not support there.',
    consequence:
      'Replication through this account may stop, now or with the next change of keys: a failover brings back the last recovery point, which grows older every day.',
    fix: 'Allow shared key access, and trusted Microsoft services among the exceptions of the firewall; switch soft delete of blobs off. Where the region is wrong, disable replication and enable it again with a cache account in the region of the machines.',
    check: ({ account, isCache, stagesFor, index }): Verdict => {
      if (!isCache) return mayBeCache(account, index) ? maybeCache : notApplicable;
      const { location, allowSharedKeyAccess, publicNetworkAccess: access, networkDefaultAction: action, networkBypass: bypass } = account;
      const evidence: Evidence[] = [];
      for (const region of stagesFor) {
        if (region !== undefined && location !== '' && !sameRegion(region, location)) {
          evidence.push({ property: 'location', value: location }, { property: 'primaryFabricLocation', value: region });
        }
      }
      if (allowSharedKeyAccess === false) evidence.push({ property: 'allowSharedKeyAccess', value: false });
      const isPrivate = access !== undefined && /^disabled$/i.test(access);
      const isFiltered = action !== undefined && /^deny$/i.test(action);
      const isClosed = isPrivate || isFiltered;
      if (isClosed && bypass !== undefined && !/\bazureservices\b/i.test(bypass)) {
        if (isPrivate) evidence.push({ property: 'publicNetworkAccess', value: access });
        if (isFiltered) evidence.push({ property: 'networkAcls.defaultAction', value: action });
        evidence.push({ property: 'networkAcls.bypass', value: bypass });
      }
      const gathering = new Gathering();
      const softDelete = gathering.take(index.details.blobSoftDelete.get(account.id), 'whether the account keeps deleted blobs');
      if (softDelete === true) evidence.push({ property: 'deleteRetentionPolicy.enabled', value: true });
      if (evidence.length > 0) return fail(evidence);
      if (stagesFor.has(undefined)) return missing('the regions of the protected items');
      if (location === '') return missing('location of the account');
      if (allowSharedKeyAccess === undefined) return missing('allowSharedKeyAccess of the account');
      if (access === undefined) return missing('publicNetworkAccess of the account');
      if (/^securedbyperimeter$/i.test(access))
        return unknown('Whether its network security perimeter lets Site Recovery through is not read.');
      return action === undefined || (isClosed && bypass === undefined) ? missing('networkAcls of the account') : gathering.verdict();
    },
  },
];
