import { apiVersions } from '../../azure/apiVersions.ts';
import type { StorageAccount } from '../../model/storage.ts';
import { sources } from '../../readiness/rules/sources.ts';
import { isMade } from './subjectOf.ts';
import { need, told, type Found, type Judged, type PreflightCheck } from './preflightCheck.ts';

const none = 'none more than PF-CCH-001';
const consequence = 'Enabling fails, or replication through this account stops.';

/** What the support matrix asks of a cache storage account. Soft delete of blobs, which it must not have either, is not looked at. */
export const cacheAccountChecks: readonly PreflightCheck[] = [
  {
    id: 'PF-CCH-001',
    looksAt: 'Region of the cache storage account',
    title: 'Cache storage account is not there, or in another region than the machine',
    level: 'blocker',
    cost: '1 a cache storage account',
    source: sources.supportMatrix,
    consequence,
    fix: 'Choose a cache storage account in the region of the machine.',
    atReprotect: true,
    judge: (all) => {
      const { source, subject, operation } = all;
      const account = accountOf(all);
      if (!account) return isMade(operation, subject.cacheAccountId) ? [] : [{ cause: `There is no account ${subject.cacheAccountId}.` }];
      const { location, name } = account;
      return location === source.location ? [] : [{ cause: `${name} is in ${location}, the machine in ${source.location}.` }];
    },
  },
  {
    id: 'PF-CCH-002',
    looksAt: 'Kind of the cache storage account',
    title: 'Cache storage account is of a kind that is not supported',
    level: 'blocker',
    cost: none,
    source: sources.supportMatrix,
    consequence,
    fix: 'Choose a general-purpose v2 account of standard performance, or for high churn a premium account for block blobs.',
    atReprotect: true,
    judge: judged((account) => {
      const kind = told(account.kind, 'the kind of the cache storage account');
      const sku = told(account.sku, 'the SKU of the cache storage account');
      const fits = kind === 'BlockBlobStorage' || (/^Storage(V2)?$/.test(kind) && !sku.startsWith('Premium'));
      return fits ? [] : [{ cause: `${account.name} is of the kind ${kind}, ${sku}.` }];
    }),
  },
  {
    id: 'PF-CCH-003',
    looksAt: 'Access by key to the cache storage account',
    title: 'Cache storage account does not allow access by key',
    level: 'blocker',
    cost: none,
    source: sources.supportMatrix,
    consequence,
    fix: 'Allow shared key access to the account, or choose one that allows it. A policy may switch it off again.',
    atReprotect: true,
    judge: judged(({ allowSharedKeyAccess, name, azureId }) =>
      told(allowSharedKeyAccess, 'allowSharedKeyAccess of the cache storage account')
        ? []
        : [
            {
              cause: `allowSharedKeyAccess of ${name} is false.`,
              fix: {
                title: `Allow shared key access to ${name}`,
                consequence: 'Whoever holds a key of the account can then read and write all that is in it.',
                call: {
                  method: 'PATCH',
                  path: azureId,
                  apiVersion: apiVersions.storage,
                  body: { properties: { allowSharedKeyAccess: true } },
                },
              },
            },
          ],
    ),
  },
  {
    id: 'PF-CCH-004',
    looksAt: 'Firewall of the cache storage account',
    title: 'Firewall of the cache storage account keeps Site Recovery out',
    level: 'blocker',
    cost: none,
    source: sources.supportMatrix,
    consequence,
    fix: 'Allow trusted Microsoft services in the firewall of the account, and the subnet of the machine.',
    atReprotect: true,
    judge: judged(({ publicNetworkAccess, networkDefaultAction, networkBypass, name }) => {
      const access = told(publicNetworkAccess, 'whether the cache storage account has public network access');
      const isPrivate = /^disabled$/i.test(access);
      if (!isPrivate && !/^deny$/i.test(told(networkDefaultAction, 'the firewall of the cache storage account'))) return [];
      const bypass = told(networkBypass, 'whom the firewall of the cache storage account lets through');
      if (/\bazureservices\b/i.test(bypass)) return [];
      const why = isPrivate ? `${name} has no public network access` : `The firewall of ${name} denies`;
      return [{ cause: `${why}, and lets through ${bypass}.` }];
    }),
  },
];

/** An account that is yet to be made is made as it must be. */
function judged(judge: (account: StorageAccount) => readonly Found[]): PreflightCheck['judge'] {
  return (all) => {
    const account = accountOf(all);
    return account === null ? [] : judge(account);
  };
}

function accountOf({ facts, subject }: Judged): StorageAccount | null {
  return need(facts.cacheAccounts, subject.cacheAccountId, 'the cache storage account');
}
