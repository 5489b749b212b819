import { expect, test } from 'vitest';
import { parseOperateOptions } from '../../../src/cli/operate/operateOptions.ts';

const group = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg';
const vm = `${group}/providers/Microsoft.Compute/virtualMachines/vm-1`;
const disk = `${group}/providers/Microsoft.Compute/disks/Data`;
const id = (type: string): string => `${group}/providers/${type}/one`;
const choices = (...words: readonly string[]) => parseOperateOptions('enable', ['--vm', vm, ...words]).choices;

test('without flags everything is the default', () => {
  expect(Object.values(choices()).filter((value) => value !== undefined)).toEqual([]);
});

test('every choice has a flag', () => {
  const words = [
    ['--target-region', 'North Europe'],
    ['--target-subscription', 'other'],
    ['--target-group', group],
    ['--network', id('Microsoft.Network/virtualNetworks')],
    ['--subnet', 'app'],
    ['--zone', '2'],
    ['--proximity-group', id('Microsoft.Compute/proximityPlacementGroups')],
    ['--capacity-reservation-group', id('Microsoft.Compute/capacityReservationGroups')],
    ['--disk-type', 'Premium_LRS'],
    ['--replica-disk-type', 'StandardSSD_LRS'],
    ['--leave-out', disk],
    ['--disk-encryption-set', id('Microsoft.Compute/diskEncryptionSets')],
    ['--key-vault', id('Microsoft.KeyVault/vaults')],
    ['--disk-secret', `${disk}=https://kv.vault.azure.net/secrets/s/1?x=y`],
    ['--encryption-key', 'https://kv.vault.azure.net/keys/k/1'],
    ['--cache-account', id('Microsoft.Storage/storageAccounts')],
    ['--high-churn'],
    ['--retention', '72'],
    ['--app-consistent', '240'],
    ['--multi-vm-group', 'shop'],
    ['--automation-account', id('Microsoft.Automation/automationAccounts')],
  ].flat();
  expect(parseOperateOptions('enable', ['--vm', vm, ...words]).targetRegion).toBe('northeurope');
  expect(choices(...words)).toEqual({
    targetSubscription: 'other',
    targetGroupId: group,
    networkId: id('Microsoft.Network/virtualNetworks'),
    subnetName: 'app',
    availability: { kind: 'zone', zone: '2' },
    proximityGroupId: id('Microsoft.Compute/proximityPlacementGroups'),
    capacityReservationGroupId: id('Microsoft.Compute/capacityReservationGroups'),
    diskType: 'Premium_LRS',
    replicaDiskType: 'StandardSSD_LRS',
    leaveOut: [disk],
    diskEncryptionSetId: id('Microsoft.Compute/diskEncryptionSets'),
    keyVault: {
      vaultId: id('Microsoft.KeyVault/vaults'),
      secrets: { [disk.toLowerCase()]: 'https://kv.vault.azure.net/secrets/s/1?x=y' },
      keyUrl: 'https://kv.vault.azure.net/keys/k/1',
      keyVaultId: undefined,
    },
    cacheAccountId: id('Microsoft.Storage/storageAccounts'),
    highChurn: true,
    policyId: undefined,
    policy: { retentionHours: 72, appConsistentMinutes: 240 },
    multiVmGroup: 'shop',
    automationAccountId: id('Microsoft.Automation/automationAccounts'),
  });
});

test('types of disks are taken in any case', () => {
  expect(choices('--disk-type', 'premiumv2_lrs').diskType).toBe('PremiumV2_LRS');
});

test.each([
  [['--single'], { kind: 'single' }],
  [['--availability-set', 'new'], { kind: 'set', id: undefined }],
  [['--availability-set', id('Microsoft.Compute/availabilitySets')], { kind: 'set', id: id('Microsoft.Compute/availabilitySets') }],
])('%j', (words, availability) => {
  expect(choices(...words).availability).toEqual(availability);
});

test.each([
  [['--single', '--zone', '1'], 'exclude each other'],
  [['--availability-set', 'set'], '--availability-set "set" is no such id'],
  [['--target-group', 'rg'], '--target-group "rg" is no id of a resource group'],
  [['--policy', id('Microsoft.Storage/storageAccounts')], '--policy'],
  [['--leave-out', vm], '--leave-out'],
  [['--disk-secret', `${disk}=https://kv/s`], 'needs the key vault'],
  [['--disk-type', 'Banana'], '--disk-type "Banana" is not known'],
  [['--replica-disk-type', 'Premium'], '--replica-disk-type "Premium" is not known'],
  [['--encryption-key', 'https://kv/k'], '--encryption-key needs the key vault'],
  [['--encryption-key-vault', id('Microsoft.KeyVault/vaults')], 'needs the key that is in it'],
  [['--key-vault', id('Microsoft.KeyVault/vaults'), '--disk-secret', disk], 'cannot be read'],
  [['--retention', '3d'], 'no whole number'],
  [['--policy', `${id('Microsoft.RecoveryServices/vaults')}/replicationPolicies/p`, '--retention', '3'], 'has its own times'],
])('%j is refused', (words, message) => {
  expect(() => choices(...words)).toThrow(message);
});
