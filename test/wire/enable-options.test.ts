import { expect, test } from 'vitest';
import { readEnableOptions, readPolicyOptions, readTargetOptions } from '../../src/azure/siteRecovery/readEnableOptions.ts';
import { readReplicationSource } from '../../src/azure/siteRecovery/readReplicationSource.ts';
import { readTargetRegions } from '../../src/azure/siteRecovery/readTargetRegions.ts';
import { enableReplication } from '../../src/operations/enable/enableReplication.ts';
import type { ArmResource } from '../../src/sandbox/resource.ts';
import { choicesFor, openPlace, type Place } from './operationsHarness.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const OTHER = '00000000-0000-0000-0000-000000000002';
const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-app-dr/providers`;

function named(id: string, location: string, more: Partial<ArmResource> = {}): ArmResource {
  const [type = ''] = /[^/]+\/[^/]+(?=\/[^/]+$)/.exec(id) ?? [];
  return { id, name: id.split('/').at(-1) ?? '', type, location, properties: {}, ...more };
}

const reads = (place: Place): number => place.sandbox.control.requests().filter(({ method }) => method === 'GET').length;

test('regions: the nearest first, the pair, those that a policy leaves', async () => {
  const place = openPlace();
  const { regions, sourceGeography } = await readTargetRegions(place.azure, { id: place.own.machine, location: 'eastus' });
  expect(sourceGeography).toBe('US');
  expect(regions.map(({ id }) => id)).not.toContain('eastus');
  const [first] = regions;
  expect(first).toMatchObject({
    id: 'eastus2',
    displayName: 'East US 2',
    zones: ['1', '2', '3'],
    geographyGroup: 'US',
    isPair: false,
    isAllowed: true,
  });
  expect(regions.find(({ isPair }) => isPair)).toMatchObject({ id: 'westus' });
  // Virginia to Dublin, and to Singapore, as the crow flies.
  const far = (id: string): number => Math.round((regions.find((region) => region.id === id)?.distanceKm ?? 0) / 100) * 100;
  expect([far('northeurope'), far('southeastasia')]).toEqual([5700, 15700]);

  const definition = '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c';
  const assignment = (name: string, more: object): ArmResource =>
    named(`/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/policyAssignments/${name}`, '', {
      properties: { policyDefinitionId: definition, parameters: { listOfAllowedLocations: { value: ['East US', 'westus3'] } }, ...more },
    });
  place.sandbox.control.putResources([
    assignment('places', {}),
    assignment('trial', { enforcementMode: 'DoNotEnforce', parameters: { listOfAllowedLocations: { value: ['uksouth'] } } }),
    assignment('other', { policyDefinitionId: `${definition}-not`, parameters: { listOfAllowedLocations: { value: [] } } }),
  ]);
  const narrowed = await readTargetRegions(place.azure, { id: place.own.machine, location: 'eastus' });
  expect(narrowed.regions.filter(({ isAllowed }) => isAllowed).map(({ id }) => id)).toEqual(['westus3']);
  place.sandbox.control.addFault({
    path: '/policyAssignments',
    status: 403,
    body: { error: { code: 'AuthorizationFailed', message: 'no' } },
  });
  const unknown = await readTargetRegions(place.azure, { id: place.own.machine, location: 'eastus' });
  expect(unknown.regions.every(({ isAllowed }) => isAllowed === undefined)).toBe(true);
});

test('what there is in a region: only what can be used, in few calls', async () => {
  const place = openPlace();
  const source = await readReplicationSource(place.azure, place.own.machine);
  place.sandbox.control.putResources([
    named(`${group}/Microsoft.Compute/availabilitySets/set`, 'eastus2'),
    named(`${group}/Microsoft.Compute/availabilitySets/elsewhere`, 'westus'),
    named(`${group}/Microsoft.Compute/proximityPlacementGroups/near`, 'East US 2'),
    named(`${group}/Microsoft.Compute/capacityReservationGroups/kept`, 'eastus2'),
    named(`${group}/Microsoft.Compute/diskEncryptionSets/keys`, 'eastus2'),
    named(`${group}/Microsoft.Automation/automationAccounts/auto`, 'eastus2'),
    named(`${group}/Microsoft.RecoveryServices/vaults/here`, 'eastus'),
    named(`${group}/Microsoft.RecoveryServices/vaults/there`, 'westeurope'),
    named(`${group}/Microsoft.Storage/storageAccounts/premium`, 'eastus', { kind: 'BlockBlobStorage', sku: { name: 'Premium_LRS' } }),
    named(`${group}/Microsoft.Storage/storageAccounts/files`, 'eastus', { kind: 'FileStorage', sku: { name: 'Premium_LRS' } }),
    named(`${group}/Microsoft.Storage/storageAccounts/keyless`, 'eastus', {
      kind: 'StorageV2',
      properties: { allowSharedKeyAccess: false },
    }),
  ]);
  const before = reads(place);
  const { target, subscriptions } = await readEnableOptions(place.azure, source, 'eastus2');
  expect(reads(place) - before).toBeLessThanOrEqual(15);
  expect(subscriptions.map(({ id }) => id)).toContain(SUBSCRIPTION);
  const names = (list: readonly { readonly name: string }[] | undefined): readonly string[] | undefined =>
    list?.map(({ name }) => name).toSorted();
  expect(names(target?.groups)).toEqual(['rg-app-dr']);
  expect(target?.networks?.map(({ name, addressPrefixes, subnets }) => [name, addressPrefixes, subnets.map((one) => one.name)])).toEqual([
    ['vnet-dr', ['10.2.0.0/16'], ['default']],
    ['vnet-test', ['10.3.0.0/16'], ['default']],
  ]);
  expect(names(target?.availabilitySets)).toEqual(['set']);
  expect(names(target?.proximityGroups)).toEqual(['near']);
  expect(names(target?.capacityReservationGroups)).toEqual(['kept']);
  expect(names(target?.diskEncryptionSets)).toEqual(['keys']);
  expect(names(target?.automationAccounts)).toEqual(['auto']);
  expect(names(target?.vaults)).toEqual(['there']);
  expect(target?.cacheAccounts?.map(({ name, isHighChurn }) => [name, isHighChurn]).toSorted()).toEqual([
    ['cacheeast', false],
    ['premium', true],
  ]);
  expect(target?.room).toMatchObject({
    offer: { name: 'Standard_D2s_v5', restriction: undefined },
    quotas: [{ name: 'cores' }, { name: 'standardDSv5Family' }],
  });
});

test('of another subscription; what may not be read is missing, not empty', async () => {
  const place = openPlace();
  const source = await readReplicationSource(place.azure, place.own.machine);
  const there = `/subscriptions/${OTHER}/resourceGroups/rg`;
  place.sandbox.control.putResources([
    { id: there, name: 'rg', type: 'Microsoft.Resources/resourceGroups', location: 'eastus2' },
    named(`${there}/providers/Microsoft.RecoveryServices/vaults/far`, 'eastus2'),
  ]);
  place.sandbox.control.addFault({
    path: '/virtualNetworks\\?',
    status: 403,
    times: 2,
    body: { error: { code: 'AuthorizationFailed', message: 'no' } },
  });
  const target = await readTargetOptions(place.azure, source, 'eastus2', OTHER);
  expect(target.groups?.map(({ id }) => id)).toEqual([there]);
  expect(target.vaults?.map(({ name }) => name)).toEqual(['far']);
  expect(target.networks).toBeUndefined();
  expect(target.cacheAccounts?.map(({ name }) => name)).toEqual(['cacheeast']);
});

test('policies of a vault', async () => {
  const place = openPlace();
  const source = await readReplicationSource(place.azure, place.own.machine);
  const choices = { ...choicesFor(place.own), policy: { retentionHours: 72, appConsistentMinutes: 60 } };
  const operation = enableReplication(source, choices, undefined);
  await place.run(operation);
  expect(await readPolicyOptions(place.azure, operation.vaultId)).toMatchObject([
    { name: '72-hour-retention-60-min-app-consistent-policy', retentionMinutes: 4320, appConsistentMinutes: 60 },
  ]);
});

test('a machine whose disks Site Recovery cannot replicate is named, with the reason', async () => {
  const place = openPlace();
  const machine = place.own.resources.find(({ id }) => id === place.own.machine)!;
  const read = async (osDisk: object): Promise<unknown> => {
    const properties = { ...machine.properties, storageProfile: { osDisk, dataDisks: [] } };
    place.sandbox.control.putResources([Object.assign({}, machine, { properties })]);
    return readReplicationSource(place.azure, place.own.machine);
  };
  const local = { managedDisk: { storageAccountType: 'Standard_LRS' }, diffDiskSettings: { option: 'Local' } };
  await expect(read(local)).rejects.toThrow(`${machine.name} has an ephemeral OS disk.`);
  const vhd = { vhd: { uri: 'https://a.blob.core.windows.net/vhds/os.vhd' } };
  await expect(read(vhd)).rejects.toThrow(`${machine.name} has a disk that is not managed.`);
});
