import { expect, test } from 'vitest';
import type { Room } from '../../../../src/model/enableOptions.ts';
import type { RecoveryItem } from '../../../../src/model/recoveryItem.ts';
import type { RecoveryTarget, TargetAddress, TargetInterface } from '../../../../src/model/recoveryTarget.ts';
import { failoverPreviews, type FailoverFacts, type SourceFacts } from '../../../../src/operations/item/failoverPreview.ts';

const now = new Date('2026-03-01T03:00:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const MINUTE = 60_000;

const address: TargetAddress = {
  name: 'ipconfig1',
  isPrimary: true,
  isSelected: true,
  subnetName: 'default',
  staticAddress: '10.2.1.4',
  publicAddressId: '',
  backendPoolIds: [],
  test: {},
};
const nic: TargetInterface = {
  nicId: 'guid',
  name: 'web-01-nic',
  networkId: '/subscriptions/s/resourceGroups/rg-dr/providers/Microsoft.Network/virtualNetworks/vnet-dr',
  securityGroupId: '/nsg',
  addresses: [address],
  more: {},
};
const target: RecoveryTarget = {
  machineName: 'web-01',
  size: 'Standard_D4s_v5',
  zone: '',
  groupId: '/subscriptions/s/resourceGroups/rg-dr',
  interfaces: [nic],
  leftOutLuns: [],
  rpo: { seconds: 300, at: ago(12) },
};
const room: Room = {
  offer: {
    name: 'Standard_D4s_v5',
    family: 'standardDSv5Family',
    cores: 4,
    zones: ['1', '2'],
    restriction: undefined,
    restrictedZones: ['2'],
  },
  quotas: [
    { name: 'cores', used: 90, limit: 100 },
    { name: 'standardDSv5Family', used: 4, limit: 10 },
  ],
};
const item = { friendlyName: 'web-01', sourceLocation: 'eastus', targetLocation: 'eastus2' } as RecoveryItem;

function facts(more: Partial<FailoverFacts> = {}): FailoverFacts {
  const points = [
    { azureId: '/points/3', time: ago(17), isAppConsistent: false, isOfGroup: false },
    { azureId: '/points/2', time: ago(65), isAppConsistent: true, isOfGroup: false },
    { azureId: '/points/1', time: ago(130), isAppConsistent: true, isOfGroup: false },
  ];
  return { item, target, points, room, readAt: ago(2), source: undefined, ...more };
}
const source = (more: Partial<SourceFacts['interfaces'][number]> = {}, encryptionAtHost: boolean | undefined = false): SourceFacts => ({
  machine: { encryptionAtHost },
  interfaces: [{ name: 'web-01-nic', securityGroupId: null, configurations: [], ...more } as SourceFacts['interfaces'][number]],
  readAt: ago(60),
});
const preview = (more: Partial<FailoverFacts> = {}) => failoverPreviews([facts(more)], now)[0]!;
const behind = (more: Partial<FailoverFacts>): readonly string[] =>
  preview(more).leftBehind.map(({ what, text, isCertain }) => `${what}${isCertain ? '' : '?'}: ${text}`);

test('each recovery point means the loss of what was written since; the latest is told by the last figure, with its age', () => {
  const { points, latestLossMs, latestFigureAgeMs, factsAgeMs } = preview();
  expect(points.map(({ lossMs, words }) => [lossMs / MINUTE, words])).toEqual([
    [17, ['latest-processed']],
    [65, ['app-consistent']],
    [130, []],
  ]);
  expect([latestLossMs! / MINUTE, latestFigureAgeMs! / MINUTE, factsAgeMs / MINUTE]).toEqual([17, 12, 2]);
  const latest = (seconds: number | undefined, more: Partial<FailoverFacts> = {}): number | undefined =>
    preview({ target: { ...target, rpo: seconds === undefined ? undefined : { seconds, at: ago(12) } }, ...more }).latestLossMs;
  expect(latest(60)).toBe(13 * MINUTE);
  // Never worse than the newest point, whatever the figure says.
  expect([latest(6000), latest(undefined)]).toEqual([17 * MINUTE, 17 * MINUTE]);
  expect([latest(6000, { points: [] }), latest(undefined, { points: [] })]).toEqual([112 * MINUTE, undefined]);
});

test('a figure that is dated to the year 1 is none', () => {
  const rpo = { seconds: 300, at: new Date('0001-01-01T00:00:00Z') };
  const { latestLossMs, latestFigureAgeMs } = preview({ target: { ...target, rpo }, points: [] });
  expect([latestLossMs, latestFigureAgeMs]).toEqual([undefined, undefined]);
});

test('size, zone and quota of the target are told for all machines of the failover together', () => {
  expect(preview().problems).toEqual([]);
  const three = failoverPreviews([facts(), facts(), facts()], now);
  expect(three.map(({ problems }) => problems)).toEqual(
    Array.from({ length: 3 }, () => [
      'Needed 12 vCPUs in all in eastus2, free 10 of 100.',
      'Needed 12 vCPUs of standardDSv5Family in eastus2, free 6 of 10.',
    ]),
  );
  // Elsewhere is another quota.
  const elsewhere = { item: { ...item, targetLocation: 'westus' } };
  expect(failoverPreviews([facts(), facts(elsewhere)], now).flatMap(({ problems }) => problems)).toEqual([]);
  expect(preview({ room: { ...room, offer: null } }).problems).toEqual(['eastus2 does not offer Standard_D4s_v5.']);
  expect(preview({ room: { ...room, offer: { ...room.offer!, restriction: 'NotAvailableForSubscription' } } }).problems).toEqual([
    'The subscription may not use Standard_D4s_v5 in eastus2: NotAvailableForSubscription.',
  ]);
  expect(preview({ target: { ...target, zone: '2' } }).problems).toEqual(['Standard_D4s_v5 cannot be had in zone 2 of eastus2.']);
  expect(preview({ room: undefined })).toMatchObject({ problems: [], room: undefined });
});

test('what the settings leave out is certain; what only the machine tells is possible until it is read', () => {
  expect(behind({ target: { ...target, leftOutLuns: [3] } })).toEqual([
    'disk: The data disk at LUN 3 is not replicated, and is missing from the new machine.',
    'publicAddress?: web-01-nic, ipconfig1: no public address.',
    'loadBalancer?: web-01-nic, ipconfig1: in no backend pool of a load balancer.',
    'extensions?: Extensions are not installed on the new machine, but for Site Recovery’s own.',
    'roleAssignments?: Role assignments on the machine, and those of its system-assigned identity, are not made for the new one.',
    'encryptionAtHost?: Encryption at host is off on the new machine.',
  ]);
  const bare = {
    ...nic,
    securityGroupId: '',
    addresses: [
      { ...address, staticAddress: '' },
      { ...address, name: 'second', isSelected: false },
    ],
  };
  const read = {
    target: { ...target, interfaces: [bare] },
    source: source(
      {
        securityGroupId: '/nsg' as never,
        configurations: [{ name: 'ipconfig1', publicAddressId: '/x/publicipaddresses/web-ip' as never, backendPoolIds: [] }],
      },
      true,
    ),
  };
  expect(behind(read)).toEqual([
    'address: web-01-nic does not get its IP configuration second.',
    'address: web-01-nic, ipconfig1: Azure gives a new private address.',
    'publicAddress: web-01-nic, ipconfig1: no public address (before: web-ip).',
    'securityGroup: web-01-nic has no network security group of its own.',
    expect.stringMatching(/^extensions\?/),
    expect.stringMatching(/^roleAssignments\?/),
    'encryptionAtHost: Encryption at host is off on the new machine.',
  ]);
  // Read, and it never had such things.
  expect(behind({ target: { ...target, interfaces: [{ ...nic, securityGroupId: '' }] }, source: source() })).toHaveLength(2);
  expect(behind({ target: { ...target, interfaces: [{ ...nic, networkId: '' }] }, source: source() })[0]).toBe(
    'interface: web-01-nic is not made: no network is set for it.',
  );
});
