import { expect, test } from 'vitest';
import { allows } from '../../../src/model/permissionSet.ts';
import { actionOf } from '../../../src/operations/preflight/actionOf.ts';

const set = (actions: readonly string[], notActions: readonly string[] = []) => ({ actions, notActions });

test.each([
  ['*', 'Microsoft.Compute/virtualMachines/write', true],
  ['*/read', 'Microsoft.Compute/virtualMachines/read', true],
  ['*/read', 'Microsoft.Compute/virtualMachines/write', false],
  ['Microsoft.Compute/*', 'microsoft.compute/disks/WRITE', true],
  ['Microsoft.Compute/virtualMachines/*', 'Microsoft.Compute/virtualMachinesX/write', false],
  ['Microsoft.Network/virtualNetworks/subnets/join/action', 'Microsoft.Network/virtualNetworks/subnets/join/action', true],
  ['Microsoft.Network/virtualNetworks/read', 'MicrosoftXNetwork/virtualNetworks/read', false],
  ['', 'Microsoft.Compute/disks/read', false],
])('%s allows %s: %s', (pattern, action, expected) => {
  expect(allows([set([pattern])], action)).toBe(expected);
});

test('what a role leaves out another one may allow', () => {
  const contributor = set(['*'], ['Microsoft.Authorization/*/write']);
  expect(allows([contributor], 'Microsoft.Authorization/locks/write')).toBe(false);
  expect(allows([contributor, set(['Microsoft.Authorization/locks/*'])], 'Microsoft.Authorization/locks/write')).toBe(true);
  expect(allows([], 'Microsoft.Compute/disks/read')).toBe(false);
});

test.each([
  ['PUT', '/subscriptions/s/resourceGroups/g', 'Microsoft.Resources/subscriptions/resourceGroups/write'],
  ['PUT', '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v', 'Microsoft.Network/virtualNetworks/write'],
  [
    'POST',
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v/replicationFabrics/f/replicationProtectionContainers/c/replicationProtectedItems/i/testFailover',
    'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems/testFailover/action',
  ],
  [
    'DELETE',
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/m/providers/Microsoft.Resources/links/ASR-Protect-m',
    'Microsoft.Resources/links/delete',
  ],
  ['PATCH', '/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a', 'Microsoft.Storage/storageAccounts/write'],
] as const)('%s %s performs %s', (method, path, action) => {
  expect(actionOf({ method, path })).toBe(action);
});
