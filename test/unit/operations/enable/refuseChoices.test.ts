import { expect, test } from 'vitest';
import type { ReplicationSource, SourceDisk, VaultSetup } from '../../../../src/model/replicationSource.ts';
import type { EnableChoices } from '../../../../src/operations/enable/enableChoices.ts';
import { enableReplication } from '../../../../src/operations/enable/enableReplication.ts';

const group = '/subscriptions/s/resourceGroups/rg';
const elsewhere = '/subscriptions/other/resourceGroups/rg/providers';
const disk = (name: string, more: Partial<SourceDisk> = {}): SourceDisk => ({
  id: `${group}/providers/Microsoft.Compute/disks/${name}`,
  isOs: false,
  sizeGb: 64,
  sku: 'Premium_LRS',
  encryptionSetId: undefined,
  guestEncryption: undefined,
  ...more,
});
const network = { id: `${group}/providers/Microsoft.Network/virtualNetworks/vnet`, subnetName: 'app', addressPrefixes: [], subnets: [] };
/** Enabling looks at nothing else of a machine. */
const source = {
  id: `${group}/providers/Microsoft.Compute/virtualMachines/vm`,
  name: 'vm',
  location: 'westeurope',
  disks: [disk('os', { isOs: true }), disk('data')],
  network,
} as Partial<ReplicationSource> as ReplicationSource;
const setup: VaultSetup = {
  location: 'northeurope',
  groupLocation: 'northeurope',
  fabrics: [],
  containers: [],
  mappings: [],
  networkMappings: [],
};
const vaultId = `${group}/providers/Microsoft.RecoveryServices/vaults/rsv`;

test.each<[string, Partial<EnableChoices>, Partial<VaultSetup> | undefined, string]>([
  ['its own region', { targetRegion: 'westeurope' }, undefined, 'The machine is in westeurope itself.'],
  ['a vault that is not there', { vaultId }, undefined, 'is not there, or may not be read'],
  ['a vault of its own region', { vaultId }, { location: 'westeurope' }, 'The vault is in westeurope, and would fail with it.'],
  [
    'a vault in a group of its own region',
    { vaultId },
    { groupLocation: 'westeurope' },
    'The resource group of the vault is in westeurope',
  ],
  ['the OS disk left out', { leaveOut: [disk('OS').id] }, undefined, 'The OS disk cannot be left out.'],
  ['a disk left out that it has not', { leaveOut: [disk('none').id] }, undefined, 'is no disk of vm'],
  [
    'a group that is not in the subscription',
    { targetGroupId: group, targetSubscription: 'other' },
    undefined,
    'not in the subscription other',
  ],
  ['a network of another subscription', { networkId: `${elsewhere}/Microsoft.Network/virtualNetworks/v` }, undefined, 'The network'],
  ['an encryption set of another subscription', { diskEncryptionSetId: `${elsewhere}/x/y/z` }, undefined, 'The disk encryption set'],
  [
    'a set that is not in the group',
    { availability: { kind: 'set', id: `${group}-dr/providers/a/b/set` }, targetGroupId: `${group}-other` },
    undefined,
    'a machine and its set are of one group',
  ],
  ['points kept for too long', { policy: { retentionHours: 361, appConsistentMinutes: 0 } }, undefined, '1 hour to 15 days'],
  ['points kept for no time', { policy: { retentionHours: 0, appConsistentMinutes: 0 } }, undefined, '1 hour to 15 days'],
  ['app-consistent points too often', { policy: { retentionHours: 24, appConsistentMinutes: 59 } }, undefined, 'every 60 minutes at most'],
  ['app-consistent points that are never kept', { policy: { retentionHours: 1, appConsistentMinutes: 120 } }, undefined, 'at least once'],
])('%s is refused', (_name, choices, vault, message) => {
  const all = { targetRegion: 'northeurope', ...choices };
  const enable = (): unknown => enableReplication(source, all, vault && { ...setup, ...vault });
  expect(enable).toThrow(expect.objectContaining({ name: 'UserError' }));
  try {
    enable();
  } catch (error) {
    expect((error as { toText(): string }).toText()).toContain(message);
  }
});

test('what is chosen stands in the record, and nothing else', () => {
  const { inputs } = enableReplication(
    source,
    { targetRegion: 'northeurope', multiVmGroup: 'shop', leaveOut: [disk('data').id] },
    undefined,
  );
  expect(inputs).toEqual({
    targetRegion: 'northeurope',
    multiVmGroup: 'shop',
    leaveOut: JSON.stringify([disk('data').id]),
    vaultId: '/subscriptions/s/resourceGroups/rg-dr-northeurope/providers/Microsoft.RecoveryServices/vaults/rsv-dr-northeurope',
    targetGroupId: `${group}-asr`,
    networkId: `${group}-asr/providers/Microsoft.Network/virtualNetworks/vnet-asr`,
    cacheAccountId: expect.stringMatching(/\/rg-dr-northeurope\/.*\/asrcache[\da-f]{14}$/),
    policyId: expect.stringMatching(/\/replicationPolicies\/24-hour-retention-policy$/),
  });
});

test('a set that is chosen brings its group along', () => {
  const id = `${group}-dr/providers/Microsoft.Compute/availabilitySets/set`;
  const { inputs, steps } = enableReplication(source, { targetRegion: 'northeurope', availability: { kind: 'set', id } }, undefined);
  expect(inputs['targetGroupId']).toBe(`${group}-dr`);
  const names = steps.map(({ name }) => name);
  expect(names).not.toContain('availability-set');
  expect(names).not.toContain('target-group');
});
