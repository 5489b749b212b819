import { lastOf } from '../../model/armPath.ts';
import { sameText } from '../../model/sameText.ts';
import type { ReplicationSource, SourceDisk } from '../../model/replicationSource.ts';
import type { EnableChoices } from '../enable/enableChoices.ts';
import type { Estimate, EstimateLine } from './estimate.ts';
import { prices } from './prices.ts';

/** What the choices do not tell. */
export interface EstimateFacts {
  /** `geographyGroup` of the two regions, as the list of locations has it; undefined or '': not known. */
  readonly sourceGeography?: string | undefined;
  readonly targetGeography?: string | undefined;
  /** Of the policy, where one is used that is there. */
  readonly retentionHours?: number | undefined;
  /** Of the cache account, where one is used that is there. */
  readonly isPremiumCache?: boolean | undefined;
}

/** Share of a disk's size that changes in a day: our assumption, said beside every estimate. The true figure is known only once it is measured. */
const dailyChange = 0.02;
const daysOfMonth = 30;

/** What replicating a machine is expected to cost, beside what is paid for the machine itself. Pure. */
export function estimateMonthly(source: ReplicationSource, choices: EnableChoices, facts: EstimateFacts = {}): Estimate {
  const disks = source.disks.filter(({ id }) => !choices.leaveOut?.some((left) => sameText(left, id)));
  const totalGb = disks.reduce((gb, { sizeGb }) => gb + (sizeGb ?? 0), 0);
  const changedGb = totalGb * dailyChange;
  const retentionHours = choices.policy?.retentionHours ?? facts.retentionHours ?? 24;
  const isPremiumCache = facts.isPremiumCache ?? choices.highChurn ?? false;
  const transfer = transferPrice(facts.sourceGeography, facts.targetGeography);
  const type = choices.replicaDiskType ?? choices.diskType;
  const monthly = [
    { what: 'Site Recovery, one machine', usd: prices.siteRecoveryInstance },
    ...disks.map((disk) => diskLine(disk, type ?? disk.sku)),
    { what: 'Recovery points (snapshots)', usd: (changedGb * retentionHours * prices.snapshotGb) / 24 },
    {
      what: `Cache storage account, ${isPremiumCache ? 'premium' : 'standard'}`,
      usd: changedGb * prices.cacheGb[isPremiumCache ? 'premium' : 'standard'],
    },
    { what: `Data to ${choices.targetRegion}`, usd: changedGb * daysOfMonth * transfer },
  ];
  const once = [{ what: `First copy to ${choices.targetRegion}, once`, usd: totalGb * transfer }];
  return {
    pricesOf: prices.asOf,
    monthly,
    once,
    monthlyUsd: sum(monthly),
    onceUsd: sum(once),
    assumptions: [
      `List prices of ${prices.region} in US dollars as of ${prices.asOf}, without discounts and taxes. Other regions differ, most of them by less than a half.`,
      `${dailyChange * 100}% of each disk changes a day, and stays in the cache account for a day. The first copy sends whole disks; empty parts cost less.`,
      `Recovery points are kept for ${retentionHours} hours. Site Recovery itself costs nothing for the first ${prices.freeDays} days of a machine.`,
      'Not counted: operations on storage, test machines, a machine after a failover, reserved capacity.',
    ],
  };
}

function diskLine({ id, sizeGb }: SourceDisk, sku: string | undefined): EstimateLine {
  const name = `Replica of ${lastOf(id)}`;
  if (sku === undefined || sizeGb === undefined) return { what: `${name}, of a size or type that is not known`, usd: undefined };
  const [family = '', redundancy] = sku.split('_');
  const factor = redundancy === 'ZRS' ? prices.zoneRedundantFactor : 1;
  const tiers: readonly (readonly [number, string, number])[] | undefined = Object.hasOwn(prices.diskTiers, family)
    ? prices.diskTiers[family as keyof typeof prices.diskTiers]
    : undefined;
  const tier = tiers?.find(([upTo]) => sizeGb <= upTo);
  if (tier) return { what: `${name}, ${sku} ${sizeGb} GiB (${tier[1]})`, usd: tier[2] * factor };
  const perGb = Object.hasOwn(prices.diskPerGb, family) ? prices.diskPerGb[family as keyof typeof prices.diskPerGb] : undefined;
  return { what: `${name}, ${sku} ${sizeGb} GiB`, usd: perGb === undefined ? undefined : perGb * sizeGb };
}

const continents: Readonly<Record<string, keyof typeof prices.transferGb>> = {
  US: 'North America',
  Canada: 'North America',
  Mexico: 'North America',
  Europe: 'Europe',
  'South America': 'South America',
};

/** A GB; of a place that is not known, the price between continents. */
function transferPrice(from: string | undefined, to: string | undefined): number {
  const continent = (geography: string | undefined): keyof typeof prices.transferGb =>
    geography !== undefined && Object.hasOwn(continents, geography) ? continents[geography]! : 'other';
  const isKnown = Boolean(from) && Boolean(to);
  if (!isKnown) return prices.transferGb.Europe.between;
  const { within, between } = prices.transferGb[continent(from)];
  return continent(from) === continent(to) ? within : between;
}

function sum(lines: readonly EstimateLine[]): number {
  return lines.reduce((total, { usd }) => total + (usd ?? 0), 0);
}
