import { expect, test } from 'vitest';
import type { ReplicationSource, SourceDisk } from '../../../src/model/replicationSource.ts';
import { estimateMonthly } from '../../../src/operations/estimate/estimateMonthly.ts';
import { estimateText } from '../../../src/operations/estimate/estimateText.ts';
import { prices } from '../../../src/operations/estimate/prices.ts';

function disk(name: string, sizeGb: number | undefined, sku: string | undefined, isOs = false): SourceDisk {
  return { id: `/disks/${name}`, isOs, sizeGb, sku, encryptionSetId: undefined, guestEncryption: undefined };
}
/** Of a source, an estimate looks at the disks alone. */
function machine(...disks: readonly SourceDisk[]): ReplicationSource {
  return { disks } as Partial<ReplicationSource> as ReplicationSource;
}

const web = machine(disk('os', 127, 'Premium_LRS', true), disk('data', 128, 'StandardSSD_ZRS'), disk('scratch', 512, 'Standard_LRS'));
const odd = machine(
  disk('os', 129, 'Premium_LRS', true),
  disk('fast', 100, 'PremiumV2_LRS'),
  disk('ultra', 1024, 'UltraSSD_LRS'),
  disk('off', undefined, undefined),
);

test('two machines, as the terminal shows them', async () => {
  const lines = estimateText([
    {
      machine: 'web',
      estimate: estimateMonthly(
        web,
        { targetRegion: 'northeurope', leaveOut: ['/DISKS/scratch'] },
        { sourceGeography: 'Europe', targetGeography: 'Europe' },
      ),
    },
    {
      machine: 'odd',
      estimate: estimateMonthly(odd, { targetRegion: 'eastus', highChurn: true, policy: { retentionHours: 72, appConsistentMinutes: 0 } }),
    },
  ]);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/estimate.txt');
});

test.each([
  ['Premium_LRS', 32, 5.28],
  ['Premium_LRS', 33, 10.21],
  ['Premium_ZRS', 32, 7.92],
  ['Standard_LRS', 4, 1.54],
  ['StandardSSD_LRS', 32_767, 2457.6],
])('a replica of %s with %i GiB', (sku, sizeGb, usd) => {
  const { monthly } = estimateMonthly(machine(disk('one', sizeGb, sku)), { targetRegion: 'eastus' });
  expect(monthly[1]?.usd).toBeCloseTo(usd, 6);
});

test('the type that is chosen counts, for the replica before that after a failover', () => {
  const choose = (choices: object): number | undefined => estimateMonthly(web, { targetRegion: 'eastus', ...choices }).monthly[1]?.usd;
  expect(choose({ diskType: 'Standard_LRS' })).toBe(5.89);
  expect(choose({ diskType: 'Premium_LRS', replicaDiskType: 'StandardSSD_LRS' })).toBe(9.6);
});

test.each([
  ['US', 'Canada', 0.02],
  ['US', 'Europe', 0.05],
  ['Europe', 'Asia Pacific', 0.05],
  ['Asia Pacific', 'Asia Pacific', 0.08],
  ['South America', 'US', 0.16],
  [undefined, 'US', 0.05],
])('data from %s to %s', (sourceGeography, targetGeography, perGb) => {
  const { onceUsd } = estimateMonthly(
    machine(disk('one', 1000, 'Premium_LRS')),
    { targetRegion: 'r' },
    { sourceGeography, targetGeography },
  );
  expect(onceUsd).toBeCloseTo(1000 * perGb, 6);
});

test('tiers grow in size and price', () => {
  for (const tiers of Object.values(prices.diskTiers)) {
    for (const key of [0, 2] as const) {
      const column = tiers.map((tier) => tier[key]);
      expect(column).toEqual(column.toSorted((a, b) => a - b));
    }
  }
});
