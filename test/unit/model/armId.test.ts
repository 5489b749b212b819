import { describe, expect, it } from 'vitest';
import { partsOf, resourceGroupNameOf, resourceGroupOf, subscriptionOf, toArmId, vaultOf } from '../../../src/model/armId.ts';

const item = toArmId(
  '/Subscriptions/S1//resourceGroups/RG/providers/Microsoft.RecoveryServices/vaults/V/replicationFabrics/F/replicationProtectionContainers/C/replicationProtectedItems/I/',
);

describe('ARM ids', () => {
  it('are one id in every casing, with or without a slash at the end', () => {
    expect(item).toBe(
      '/subscriptions/s1/resourcegroups/rg/providers/microsoft.recoveryservices/vaults/v/replicationfabrics/f/replicationprotectioncontainers/c/replicationprotecteditems/i',
    );
  });
  it('have parts', () => {
    expect(partsOf(item)).toEqual({
      subscription: 's1',
      resourceGroup: 'rg',
      type: 'microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers/replicationprotecteditems',
      name: 'i',
    });
    expect(partsOf(toArmId('/subscriptions/s1'))).toEqual({ subscription: 's1', resourceGroup: '', type: '', name: 's1' });
  });
  it('are not misled by resources that are named like a part', () => {
    expect(partsOf(toArmId('/subscriptions/s1/resourceGroups/providers/providers/Microsoft.Compute/disks/subscriptions'))).toEqual({
      subscription: 's1',
      resourceGroup: 'providers',
      type: 'microsoft.compute/disks',
      name: 'subscriptions',
    });
  });
  it('tell subscription, group and vault', () => {
    expect(subscriptionOf(item)).toBe('s1');
    expect(subscriptionOf(toArmId('/subscriptions/s1'))).toBe('s1');
    expect(subscriptionOf(toArmId('/providers/x'))).toBe('');
    expect(resourceGroupOf(item)).toBe('/subscriptions/s1/resourcegroups/rg');
    expect(resourceGroupOf(toArmId('/subscriptions/s1/resourceGroups/rg'))).toBe('/subscriptions/s1/resourcegroups/rg');
    expect(resourceGroupOf(toArmId('/subscriptions/s1/providers/a/b/c'))).toBeUndefined();
    expect(resourceGroupNameOf(item)).toBe('rg');
    expect(resourceGroupNameOf(toArmId('/subscriptions/s1/providers/a/b/c'))).toBe('');
    expect(resourceGroupOf(toArmId('/subscriptions/s1'))).toBeUndefined();
    expect(resourceGroupOf(toArmId('/providers/x'))).toBeUndefined();
    expect(vaultOf(item)).toBe('/subscriptions/s1/resourcegroups/rg/providers/microsoft.recoveryservices/vaults/v');
    expect(vaultOf(toArmId('/subscriptions/s1'))).toBeUndefined();
  });
});
