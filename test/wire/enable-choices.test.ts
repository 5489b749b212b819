import { SiteRecoveryManagementClient, type A2AReplicationDetails } from '@azure/arm-recoveryservices-siterecovery';
import { expect, test } from 'vitest';
import { apiVersions } from '../../src/azure/apiVersions.ts';
import { readReplicationSource } from '../../src/azure/siteRecovery/readReplicationSource.ts';
import { readVaultSetup } from '../../src/azure/siteRecovery/readVaultSetup.ts';
import { recordOf, type Row } from '../../src/azure/values.ts';
import type { EnableChoices } from '../../src/operations/enable/enableChoices.ts';
import { enableReplication, vaultIdFor } from '../../src/operations/enable/enableReplication.ts';
import type { Run } from '../../src/operations/run/run.ts';
import { whatIsThere } from '../../src/operations/run/whatIsThere.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import type { ArmResource } from '../../src/sandbox/resource.ts';
import { machineToProtect } from '../unit/sandbox/recovery/machineToProtect.ts';
import { choicesFor, openPlace, type Place } from './operationsHarness.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const OTHER = '00000000-0000-0000-0000-000000000002';

const target = (type: string, name: string): string => `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-app-dr/providers/${type}/${name}`;
const ids = {
  set: target('Microsoft.Compute/availabilitySets', 'set'),
  proximity: target('Microsoft.Compute/proximityPlacementGroups', 'near'),
  reservation: target('Microsoft.Compute/capacityReservationGroups', 'kept'),
  encryption: target('Microsoft.Compute/diskEncryptionSets', 'keys'),
  keyVault: target('Microsoft.KeyVault/vaults', 'kv'),
  automation: target('Microsoft.Automation/automationAccounts', 'auto'),
};

function named(id: string, location: string, more: Partial<ArmResource> = {}): ArmResource {
  const [type = ''] = /[^/]+\/[^/]+(?=\/[^/]+$)/.exec(id) ?? [];
  return { id, name: id.split('/').at(-1) ?? '', type, location, properties: {}, ...more };
}

/** Changes a resource that is there. */
function change(place: Place, id: string, properties: Readonly<Record<string, unknown>>): void {
  const before = place.own.resources.find((one) => one.id === id)!;
  place.sandbox.control.putResources([{ ...before, properties: { ...before.properties, ...properties } }]);
}

function open(): Place {
  const place = openPlace();
  place.sandbox.control.putResources(Object.values(ids).map((id) => named(id, 'eastus2')));
  return place;
}

function detailsOf(item: Row | undefined): Row & A2AReplicationDetails {
  return recordOf(recordOf(item?.['properties'])?.['providerSpecificDetails']) as Row & A2AReplicationDetails;
}

/** Enables as chosen, to its end; answers with the item's details as Azure shows them, and with what was asked for. */
async function enabled(place: Place, more: Partial<EnableChoices>) {
  const source = await readReplicationSource(place.azure, place.own.machine);
  const choices = { ...choicesFor(place.own), ...more };
  const operation = enableReplication(source, choices, await readVaultSetup(place.azure, vaultIdFor(source, choices)));
  expect(await place.run(operation)).toMatchObject({ kind: 'succeeded' });
  const last = operation.steps.at(-1);
  const item = await place.azure.read(last?.kind === 'wait' ? last.itemId : '', apiVersions.siteRecovery);
  return { operation, choices, details: detailsOf(item) };
}

const disks = (details: A2AReplicationDetails) => details.protectedManagedDisks ?? [];

test.each<[string, Partial<EnableChoices>, object]>([
  ['nothing', {}, { recoveryAvailabilitySet: null, recoveryAvailabilityZone: null, multiVmGroupCreateOption: 'AutoCreated' }],
  ['a zone', { availability: { kind: 'zone', zone: '3' } }, { recoveryAvailabilityZone: '3', recoveryAvailabilitySet: null }],
  ['an availability set', { availability: { kind: 'set', id: ids.set } }, { recoveryAvailabilitySet: ids.set }],
  [
    'a new availability set',
    { availability: { kind: 'set' } },
    { recoveryAvailabilitySet: target('Microsoft.Compute/availabilitySets', 'vm-1-asr') },
  ],
  ['a proximity placement group', { proximityGroupId: ids.proximity }, { recoveryProximityPlacementGroupId: ids.proximity }],
  ['reserved capacity', { capacityReservationGroupId: ids.reservation }, { recoveryCapacityReservationGroupId: ids.reservation }],
  ['a group of machines', { multiVmGroup: 'shop' }, { multiVmGroupName: 'shop', multiVmGroupCreateOption: 'UserSpecified' }],
])('the item shows %s', async (_name, choices, shown) => {
  const { details } = await enabled(open(), choices);
  expect(details).toMatchObject(shown);
});

test('the item shows types of disks, and the disk that is left out is not replicated', async () => {
  const place = open();
  const { details } = await enabled(place, {
    diskType: 'Premium_LRS',
    replicaDiskType: 'Standard_LRS',
    leaveOut: [place.own.dataDisk.toUpperCase()],
  });
  expect(disks(details)).toMatchObject([
    {
      diskId: place.own.osDisk.toLowerCase(),
      recoveryTargetDiskAccountType: 'Premium_LRS',
      recoveryReplicaDiskAccountType: 'Standard_LRS',
    },
  ]);
  const replica = await place.azure.read(disks(details)[0]?.recoveryReplicaDiskId ?? '', '2024-03-02');
  expect(replica).toMatchObject({ sku: { name: 'Standard_LRS' }, location: 'eastus2' });
});

test('a disk that is encrypted with a key of its own gets the encryption set of the target, the others stay as they are', async () => {
  const place = open();
  change(place, place.own.dataDisk, { encryption: { diskEncryptionSetId: target('Microsoft.Compute/diskEncryptionSets', 'source') } });
  await expect(enabled(place, {})).rejects.toThrow('The disk vm-1_Data is encrypted with a key of your own.');
  const { details } = await enabled(place, { diskEncryptionSetId: ids.encryption });
  expect(disks(details).map(({ recoveryDiskEncryptionSetId }) => recoveryDiskEncryptionSetId)).toEqual([null, ids.encryption]);
});

test('a disk that is encrypted in the guest takes its secret and its key along', async () => {
  const place = open();
  const secret = { secretUrl: 'https://source.vault.azure.net/secrets/s/1', sourceVault: { id: '/v' } };
  const encryptionSettings = [{ diskEncryptionKey: secret, keyEncryptionKey: { keyUrl: 'https://source.vault.azure.net/keys/k/1' } }];
  change(place, place.own.osDisk, { encryptionSettingsCollection: { enabled: true, encryptionSettings } });
  await expect(enabled(place, {})).rejects.toThrow('The disk vm-1_OsDisk is encrypted inside the machine');
  const secrets = { [place.own.osDisk.toLowerCase()]: 'https://kv.vault.azure.net/secrets/s/2' };
  await expect(enabled(place, { keyVault: { vaultId: ids.keyVault, secrets } })).rejects.toThrow(
    'The secret of the disk vm-1_OsDisk is encrypted with a key.',
  );
  const keyUrl = 'https://kv.vault.azure.net/keys/k/2';
  const { details } = await enabled(place, { keyVault: { vaultId: ids.keyVault, secrets, keyUrl } });
  expect(details).toMatchObject({ vmEncryptionType: 'OnePassEncrypted' });
  expect(disks(details)).toMatchObject([
    {
      isDiskEncrypted: true,
      secretIdentifier: 'https://kv.vault.azure.net/secrets/s/2',
      dekKeyVaultArmId: ids.keyVault,
      isDiskKeyEncrypted: true,
      keyIdentifier: keyUrl,
      kekKeyVaultArmId: ids.keyVault,
    },
    { isDiskEncrypted: false, secretIdentifier: null },
  ]);
});

test('high churn makes a premium account for block blobs in the region of the machine, and the item shows it', async () => {
  const place = open();
  const { details, operation } = await enabled(place, { cacheAccountId: undefined, highChurn: true });
  expect(details.churnOptionSelected).toBe('High');
  const account = await place.azure.read(disks(details)[0]?.primaryStagingAzureStorageAccountId ?? '', '2023-05-01');
  expect(account).toMatchObject({ kind: 'BlockBlobStorage', sku: { name: 'Premium_LRS' }, location: 'eastus' });
  expect(operation.inputs['cacheAccountId']).toMatch(/\/asrchurn[\da-f]{14}$/);
});

test('a policy with times of its own is made, and mapped beside the one that is there', async () => {
  const place = open();
  const first = await enabled(place, {});
  const other = machineToProtect(SUBSCRIPTION, 'vm-2');
  place.sandbox.control.putResources(other.resources.filter(({ id }) => /vm-2/.test(id)));
  const choices = { ...first.choices, policy: { retentionHours: 72, appConsistentMinutes: 240 } };
  const setup = await readVaultSetup(place.azure, first.operation.vaultId);
  const second = enableReplication(await readReplicationSource(place.azure, other.machine), choices, setup);
  expect(await place.run(second)).toMatchObject({ kind: 'succeeded' });
  const policyId = second.inputs['policyId'] ?? '';
  const policy = await place.azure.read(policyId, apiVersions.siteRecovery);
  expect(policy).toMatchObject({
    name: '72-hour-retention-240-min-app-consistent-policy',
    properties: {
      providerSpecificDetails: { recoveryPointHistory: 4320, appConsistentFrequencyInMinutes: 240, crashConsistentFrequencyInMinutes: 5 },
    },
  });
  const policies = (await readVaultSetup(place.azure, second.vaultId))?.mappings.map((mapping) => mapping.policyId.toLowerCase());
  expect(policies?.filter((one) => one === policyId.toLowerCase())).toHaveLength(2);
  expect(policies).toHaveLength(4);
  // Again, by the id of the policy: no policy is made.
  const third = enableReplication(
    await readReplicationSource(place.azure, other.machine),
    { ...first.choices, policyId },
    await readVaultSetup(place.azure, second.vaultId),
  );
  expect(third.steps.map(({ name }) => name)).not.toContain('policy');
  expect(await place.run(third)).toMatchObject({ kind: 'succeeded' });
});

test('automatic updates of agents go through both container mappings, and another account is refused afterwards', async () => {
  const place = open();
  const { operation, choices } = await enabled(place, { automationAccountId: ids.automation });
  const setup = await readVaultSetup(place.azure, operation.vaultId);
  expect(setup?.mappings.map(({ automationAccountId }) => automationAccountId)).toEqual([ids.automation, ids.automation]);
  const mapping = await place.azure.read(setup?.mappings[0]?.id ?? '', apiVersions.siteRecovery);
  expect(mapping).toMatchObject({
    properties: {
      providerSpecificDetails: { agentAutoUpdateStatus: 'Enabled', automationAccountAuthenticationType: 'SystemAssignedIdentity' },
    },
  });
  const source = await readReplicationSource(place.azure, place.own.machine);
  expect(() => enableReplication(source, { ...choices, automationAccountId: `${ids.automation}-2` }, setup)).toThrow(
    'are updated by auto, not by auto-2',
  );
});

test('automatic updates of agents are switched on in mappings that are there, once', async () => {
  const place = open();
  const { operation, choices } = await enabled(place, {});
  const source = await readReplicationSource(place.azure, place.own.machine);
  const plan = async () =>
    enableReplication(source, { ...choices, automationAccountId: ids.automation }, await readVaultSetup(place.azure, operation.vaultId));
  const next = await plan();
  expect([...((await whatIsThere(place.azure, [next])).get(next) ?? [])]).not.toContain('mapping');
  expect(await place.run(next)).toMatchObject({ kind: 'succeeded' });
  expect(place.taken(/^PATCH .*\/replicationProtectionContainerMappings\//)).toBe(2);
  const setup = await readVaultSetup(place.azure, operation.vaultId);
  expect(setup?.mappings.map(({ automationAccountId }) => automationAccountId)).toEqual([ids.automation, ids.automation]);
  expect(await place.run(next)).toMatchObject({ kind: 'succeeded' });
  expect(await place.run(await plan())).toMatchObject({ kind: 'succeeded' });
  expect(place.taken(/^PATCH .*\/replicationProtectionContainerMappings\//)).toBe(2);
});

test('networks are mapped there and back, and the next machine of the network goes where the first went', async () => {
  const place = open();
  const { operation } = await enabled(place, {});
  const setup = await readVaultSetup(place.azure, operation.vaultId);
  const { sourceNetwork, targetNetwork } = place.own;
  expect(
    setup?.networkMappings.map(({ networkId, targetNetworkId, targetLocation }) => [networkId, targetNetworkId, targetLocation]),
  ).toEqual([
    [sourceNetwork.toLowerCase(), targetNetwork.toLowerCase(), 'eastus2'],
    [targetNetwork.toLowerCase(), sourceNetwork.toLowerCase(), 'eastus'],
  ]);
  const source = await readReplicationSource(place.azure, place.own.machine);
  const next = enableReplication(source, { targetRegion: 'eastus2' }, setup);
  expect(next.inputs['networkId']).toBe(targetNetwork.toLowerCase());
});

test('a network of the same name, and of other addresses, is not taken for one like the machine’s', async () => {
  const place = open();
  const id = target('Microsoft.Network/virtualNetworks', 'vnet-asr');
  place.sandbox.control.putResources([named(id, 'eastus2', { properties: { addressSpace: { addressPrefixes: ['10.9.0.0/16'] } } })]);
  const source = await readReplicationSource(place.azure, place.own.machine);
  const outcome = await place.run(enableReplication(source, { ...choicesFor(place.own), networkId: undefined }, undefined));
  expect(outcome).toMatchObject({
    kind: 'failed',
    step: 'network',
    problem: { code: 'InUse', message: expect.stringContaining('10.9.0.0/16') },
  });
});

test('what a failover makes lies in another subscription; the cache account stays in the machine’s', async () => {
  const place = open();
  const vaultId = `/subscriptions/${OTHER}/resourceGroups/rg-vault/providers/Microsoft.RecoveryServices/vaults/rsv`;
  place.sandbox.control.putResources([
    {
      id: `/subscriptions/${OTHER}/resourceGroups/rg-vault`,
      name: 'rg-vault',
      type: 'Microsoft.Resources/resourceGroups',
      location: 'eastus2',
    },
    named(vaultId, 'eastus2'),
  ]);
  const { operation, details } = await enabled(place, {
    targetSubscription: OTHER,
    targetGroupId: undefined,
    networkId: undefined,
    cacheAccountId: undefined,
    vaultId,
  });
  expect(details.recoveryAzureResourceGroupId).toBe(`/subscriptions/${OTHER}/resourceGroups/rg-app-asr`);
  expect(disks(details)[0]?.primaryStagingAzureStorageAccountId).toMatch(
    new RegExp(`^/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-dr-eastus2/`),
  );
  expect(operation.steps.map(({ name }) => name)).toContain('cache-group');
});

test('a machine of an availability set gets one in the target region', async () => {
  const place = open();
  change(place, place.own.machine, {
    availabilitySet: { id: `${place.own.sourceGroup}/providers/Microsoft.Compute/availabilitySets/web` },
  });
  const made = target('Microsoft.Compute/availabilitySets', 'web-asr');
  expect((await enabled(place, {})).details.recoveryAvailabilitySet).toBe(made);
  expect(await place.azure.read(made, '2024-07-01')).toMatchObject({ location: 'eastus2', sku: { name: 'Aligned' } });
});

test('one machine that cannot be enabled does not keep the other; what both need is made once', async () => {
  const place = open();
  const other = machineToProtect(SUBSCRIPTION, 'vm-2');
  place.sandbox.control.putResources(other.resources.filter(({ id }) => /vm-2/.test(id)));
  place.sandbox.control.putResources([{ ...other.resources.find(({ id }) => id === other.osDisk)!, properties: { diskSizeGB: 5000 } }]);
  const choices = { ...choicesFor(place.own), cacheAccountId: undefined };
  const operations = await Promise.all(
    [other, place.own].map(async ({ machine }) => enableReplication(await readReplicationSource(place.azure, machine), choices, undefined)),
  );
  const shared: Run['shared'] = new Map();
  const [failed, done] = await Promise.all(operations.map((operation) => place.run(operation, { shared })));
  expect(failed).toMatchObject({ kind: 'failed', step: 'protect' });
  expect(done).toMatchObject({ kind: 'succeeded' });
  expect(place.taken(/^PUT .*\/storageAccounts\//)).toBe(1);
});

test("Microsoft's client reads back what was chosen", async () => {
  const place = open();
  const { operation } = await enabled(place, {
    availability: { kind: 'set', id: ids.set },
    multiVmGroup: 'shop',
    capacityReservationGroupId: ids.reservation,
  });
  const credential = { getToken: () => Promise.resolve({ token: 'test', expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const httpClient = sandboxHttpClient((request) => place.sandbox.handle(request));
  const client = new SiteRecoveryManagementClient(credential, SUBSCRIPTION, { endpoint: 'https://management.azure.com', httpClient });
  const segments = operation.vaultId.split('/');
  const items = [];
  for await (const item of client.replicationProtectedItems.list(segments[8]!, segments[4]!)) items.push(item);
  expect(items).toHaveLength(1);
  expect(items[0]?.properties?.providerSpecificDetails).toMatchObject({
    instanceType: 'A2A',
    recoveryAvailabilitySet: ids.set,
    multiVmGroupName: 'shop',
    recoveryCapacityReservationGroupId: ids.reservation,
  });
  const mappings = [];
  for await (const mapping of client.replicationNetworkMappings.list(segments[8]!, segments[4]!)) mappings.push(mapping);
  expect(mappings.map(({ properties }) => properties?.state)).toEqual(['Paired', 'Paired']);
});
