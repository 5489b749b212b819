import { expect, test } from 'vitest';
import {
  besideName,
  cacheAccountName,
  itemName,
  networkMappingName,
  policyName,
} from '../../../../src/operations/enable/replicationNames.ts';

const vault = '/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v';

test('names beside others stay within what Azure allows, and apart', () => {
  expect(besideName('rg-app')).toBe('rg-app-asr');
  const [a, b] = ['a', 'b'].map((end) => besideName('n'.repeat(63) + end));
  expect(a).toMatch(/^n{51}-[\da-f]{8}-asr$/);
  expect(a).toHaveLength(64);
  expect(a).not.toBe(b);
  expect(besideName('N'.repeat(63) + 'A').toLowerCase()).toBe(a);
});

test('cache accounts: of small letters and digits, one for each vault, region and churn', () => {
  const names = [
    cacheAccountName(vault, 'westeurope', false),
    cacheAccountName(vault, 'westeurope', true),
    cacheAccountName(vault, 'northeurope', false),
    cacheAccountName(`${vault}2`, 'westeurope', false),
  ];
  expect(new Set(names).size).toBe(4);
  for (const name of names) expect(name).toMatch(/^[a-z\d]{3,24}$/);
  expect(cacheAccountName(vault.toUpperCase(), 'westeurope', false)).toBe(names[0]);
});

test('what may have namesakes is told apart by its id', () => {
  expect(itemName('/a/vm', 'vm')).not.toBe(itemName('/b/vm', 'vm'));
  expect(networkMappingName('/a/vnet', 'eastus')).not.toBe(networkMappingName('/b/vnet', 'eastus'));
});

test('policies are called by what they do', () => {
  expect(policyName({ retentionHours: 24, appConsistentMinutes: 0 })).toBe('24-hour-retention-policy');
  expect(policyName({ retentionHours: 72, appConsistentMinutes: 240 })).toBe('72-hour-retention-240-min-app-consistent-policy');
});
