/**
 * List prices of Azure, pay as you go, in US dollars a month. Disks, snapshots and standard storage: East US, from the Azure Retail Prices API
 * (prices.azure.com) as of 2026-09-23, read in a public copy of its answers. Site Recovery, premium block blobs and data between regions: the
 * pages azure.microsoft.com/pricing/details/site-recovery, …/storage/blobs and …/bandwidth, as quoted publicly in 2026.
 */
export const prices = {
  /** When the prices of disks were read, which are most of it. */
  asOf: '2026-09-23',
  region: 'East US',
  /** A machine replicated to Azure; nothing for its first 31 days. */
  siteRecoveryInstance: 25,
  freeDays: 31,
  /** A disk is billed as the smallest tier that it fits into: GiB up to which it is that tier, name, price. */
  diskTiers: {
    Premium: [
      [4, 'P1', 0.6],
      [8, 'P2', 1.2],
      [16, 'P3', 2.4],
      [32, 'P4', 5.28],
      [64, 'P6', 10.21],
      [128, 'P10', 19.71],
      [256, 'P15', 38.01],
      [512, 'P20', 73.22],
      [1024, 'P30', 135.17],
      [2048, 'P40', 259.05],
      [4096, 'P50', 495.57],
      [8192, 'P60', 946.08],
      [16384, 'P70', 1802.06],
      [32768, 'P80', 3604.11],
    ],
    StandardSSD: [
      [4, 'E1', 0.3],
      [8, 'E2', 0.6],
      [16, 'E3', 1.2],
      [32, 'E4', 2.4],
      [64, 'E6', 4.8],
      [128, 'E10', 9.6],
      [256, 'E15', 19.2],
      [512, 'E20', 38.4],
      [1024, 'E30', 76.8],
      [2048, 'E40', 153.6],
      [4096, 'E50', 307.2],
      [8192, 'E60', 614.4],
      [16384, 'E70', 1228.8],
      [32768, 'E80', 2457.6],
    ],
    Standard: [
      [32, 'S4', 1.54],
      [64, 'S6', 3.01],
      [128, 'S10', 5.89],
      [256, 'S15', 11.33],
      [512, 'S20', 21.76],
      [1024, 'S30', 40.96],
      [2048, 'S40', 77.82],
      [4096, 'S50', 143.36],
      [8192, 'S60', 262.14],
      [16384, 'S70', 491.52],
      [32768, 'S80', 953.55],
    ],
  },
  /** Zone-redundant disks, to locally redundant ones. */
  zoneRedundantFactor: 1.5,
  /** Billed by size, without tiers: a GiB; speed beyond what is included is not counted. */
  diskPerGb: { PremiumV2: 0.081 },
  /** A GB of changed data kept for a month. */
  snapshotGb: 0.05,
  /** A GB kept for a month, by the performance of the account. */
  cacheGb: { standard: 0.0208, premium: 0.15 },
  /** A GB from one region to another: within the continent of the source, and to another one. */
  transferGb: {
    'North America': { within: 0.02, between: 0.05 },
    Europe: { within: 0.02, between: 0.05 },
    'South America': { within: 0.16, between: 0.16 },
    other: { within: 0.08, between: 0.08 },
  },
} as const;
