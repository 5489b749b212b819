import type { SizeOffer } from '../../model/capacity.ts';
import { placeOf } from '../../model/failoverTarget.ts';
import type { ItemFacts, PlaceFacts } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import { Gathering } from '../gathering.ts';
import { oncePer } from '../oncePer.ts';
import { targetSizeOf } from '../places.ts';
import type { MachineRule, PlaceRule, Verdict } from '../rule.ts';
import { fail, missing, notApplicable, notRead, pass, unknown, unlessReplicating } from '../verdicts.ts';
import { sources } from './sources.ts';

export const quotaTitle = 'Quota of the target region is too small';

/** Azure's own limits (support matrix): replicated disks of a subscription, and disks through one cache storage account. */
const maxDisks = 3000;
const cacheLimits = { Storage: { disks: 300, busyDisks: 150 }, StorageV2: { disks: 750, busyDisks: 375 } } as const;

export const capacityRules: readonly (MachineRule | PlaceRule)[] = [
  {
    id: 'DR-CAP-001',
    on: 'place',
    title: quotaTitle,
    severity: 'critical',
    depth: 'full',
    decides: ['recoveryAzureVMSize of all protected items', 'locations/usages: currentValue, limit', 'skus: family, capabilities.vCPUs'],
    sources: [sources.quotas, sources.troubleshoot],
    corresponds: {},
    explanation:
      'A failover of all machines that are replicated to this region of the subscription needs more vCPUs, of one family of sizes or in all, than the quota leaves. Machines that are failed over or under test count as used.',
    consequence: 'In a region outage some of the machines cannot be created, while everybody asks for quota at once.',
    fix: 'Ask for more quota in the target region now, or set smaller sizes or another family for some replicated items.',
    check: judgeQuota,
  },
  {
    id: 'DR-CAP-002',
    on: 'machine',
    title: 'Target size cannot be had in the target region',
    severity: 'critical',
    depth: 'full',
    affectsState: true,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: ['recoveryAzureVMSize', 'recoveryAvailabilityZone', 'skus: locations, locationInfo.zones, restrictions'],
    sources: [sources.skuNotAvailable, sources.troubleshoot],
    corresponds: {},
    explanation:
      'The size that a failover would give the machine is not offered in the target region or zone, or the subscription may not use it there.',
    consequence: 'The failover of the machine fails until another size is set.',
    fix: 'Set a size for the failover that the target region offers to the subscription, or ask for access to this one.',
    check: ({ item }): Verdict => judgeSize(item),
  },
  {
    id: 'DR-CAP-006',
    on: 'place',
    title: 'More replicated disks than Site Recovery supports',
    severity: 'medium',
    depth: 'inventory',
    decides: ['protectedManagedDisks', 'protectedManagedDisks.primaryStagingAzureStorageAccountId', 'kind of the cache storage account'],
    sources: [sources.supportMatrix],
    corresponds: {},
    explanation:
      'More than 3,000 disks of the subscription are replicated, or more go through one cache storage account than it carries: 750 disks that change by up to 4 MB/s each, or 375 by up to 8 MB/s (general-purpose v1: 300, or 150). Between the two numbers the finding is low, for it depends on how fast the disks change.',
    consequence:
      'Further disks cannot be replicated, or replication falls behind when many disks change at once, and a failover loses more data.',
    fix: 'Spread the machines over more cache storage accounts, and over more subscriptions.',
    check: judgeDisks,
  },
];

/** Whether the quota of one place has room for failovers of all items that lead there. */
function judgeQuota({ id, demand, untold, index }: PlaceFacts): Verdict {
  if (demand.size === 0 && untold === 0) return notApplicable;
  const gathering = new Gathering();
  const quotas = gathering.take(index.details.quotas.get(id), 'the quota of the target region');
  const sizes = gathering.take(index.details.sizes.get(id), 'the sizes of the target region');
  if (quotas === undefined || sizes === undefined) return gathering.verdict();
  const needs = new Map<string, number>();
  const need = (name: string, cores: number): void => void needs.set(name.toLowerCase(), (needs.get(name.toLowerCase()) ?? 0) + cores);
  for (const [size, count] of demand) {
    const offer = sizes.get(size);
    // A size that the region does not offer is DR-CAP-002's.
    if (offer === undefined) continue;
    need(offer.family, offer.cores * count);
    need('cores', offer.cores * count);
  }
  for (const { name, used, limit } of quotas) {
    const needed = needs.get(name.toLowerCase());
    needs.delete(name.toLowerCase());
    if (needed === undefined || needed <= limit - used) continue;
    const what = name === 'cores' ? 'total regional vCPUs' : name;
    gathering.add(`${what}: needed`, needed);
    gathering.add(`${what}: free`, limit - used);
    gathering.add(`${what}: limit`, limit);
  }
  for (const name of needs.keys()) gathering.lack(`The read did not give the quota of ${name}.`);
  if (untold > 0) gathering.lack(`${untold} protected ${untold === 1 ? 'item does' : 'items do'} not tell what a failover would make.`);
  return gathering.verdict();
}

/** The quota of the place that an item leads to: a finding of the place, and a risk of each machine that depends on it. */
export function judgeItemQuota({ item, index }: ItemFacts): Verdict {
  if (index.details.quotas.size === 0) return notRead;
  const id = placeOf(item);
  if (id === undefined) return missing('where a failover would make the machine');
  const place = index.places.get(id);
  return place === undefined ? notApplicable : quotaOnce(place);
}

/** Items of a place share its verdict. */
const quotaOnce = oncePer(judgeQuota);

function judgeSize(facts: ItemFacts | undefined): Verdict {
  const early = unlessReplicating(facts);
  if (early !== undefined || facts === undefined) return early ?? notApplicable;
  const { item, index } = facts;
  const place = placeOf(item);
  const size = targetSizeOf(facts);
  if (place === undefined) return missing('where a failover would make the machine');
  if (size === undefined) return missing('recoveryAzureVMSize of the protected item');
  const gathering = new Gathering();
  const sizes = gathering.take(index.details.sizes.get(place), 'the sizes of the target region');
  if (sizes === undefined) return gathering.verdict();
  if (item.targetZone === undefined) gathering.lack('The read did not give recoveryAvailabilityZone of the protected item.');
  const problem = problemOf(sizes.get(size.toLowerCase()), item.targetZone ?? null);
  if (problem === undefined) return gathering.verdict();
  return fail([
    { property: 'recoveryAzureVMSize', value: size },
    { property: 'recoveryFabricLocation', value: item.targetLocation ?? null },
    problem,
  ]);
}

function problemOf(offer: SizeOffer | undefined, zone: string | null): Evidence | undefined {
  if (offer === undefined) return { property: 'skus', value: 'not offered' };
  const { restriction, restrictedZones, zones } = offer;
  if (restriction !== undefined) return { property: 'skus: restrictions', value: restriction };
  if (zone === null) return undefined;
  if (restrictedZones.includes(zone)) return { property: 'skus: restrictions, zone', value: zone };
  return zones.includes(zone) ? undefined : { property: 'skus: not offered in zone', value: zone };
}

function judgeDisks({ disks, subscriptionDisks, untoldDisks, disksByCache, index }: PlaceFacts): Verdict {
  if (disks === 0 && untoldDisks === 0) return notApplicable;
  const evidence: Evidence[] = [];
  let isGrave = false;
  if (subscriptionDisks > maxDisks) {
    isGrave = true;
    evidence.push(
      { property: 'replicated disks of the subscription', value: subscriptionDisks },
      { property: 'of these from this region', value: disks },
      { property: 'limit', value: maxDisks },
    );
  }
  let lack: string | undefined;
  for (const [id, count] of disksByCache) {
    const account = index.accounts.get(id);
    const limits = cacheLimits[account?.kind === 'Storage' ? 'Storage' : 'StorageV2'];
    if (count <= limits.busyDisks) {
      if (account?.kind === undefined && count > cacheLimits.Storage.busyDisks)
        lack = 'The kind of a cache storage account cannot be read.';
      continue;
    }
    isGrave ||= count > limits.disks;
    evidence.push(
      { property: 'cache storage account', value: id.slice(id.lastIndexOf('/') + 1) },
      { property: 'replicated disks', value: count },
      { property: 'limit at 4 MB/s a disk', value: limits.disks },
      { property: 'limit at 8 MB/s a disk', value: limits.busyDisks },
    );
  }
  if (evidence.length > 0) return fail(evidence, isGrave ? 'medium' : 'low');
  if (lack !== undefined) return unknown(lack, 'low');
  return untoldDisks > 0 ? missing('the disks or the region of some protected items') : pass;
}
