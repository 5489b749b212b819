import { SiteRecoveryManagementClient } from '@azure/arm-recoveryservices-siterecovery';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { expect, test } from 'vitest';
import { apiVersions } from '../../src/azure/apiVersions.ts';
import type { WriteCall } from '../../src/azure/wire/armWriter.ts';
import { readReplicationSource } from '../../src/azure/siteRecovery/readReplicationSource.ts';
import { readVaultSetup } from '../../src/azure/siteRecovery/readVaultSetup.ts';
import type { EnableChoices } from '../../src/operations/enable/enableChoices.ts';
import { enableReplication } from '../../src/operations/enable/enableReplication.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { planItem } from '../../src/operations/item/planItem.ts';
import { choicesFor, openPlace, putAutomation } from './operationsHarness.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const credential = { getToken: () => Promise.resolve({ token: 'test', expiresOnTimestamp: Date.now() + 3_600_000 }) };

/** What Microsoft's client would send for a call: its models leave out what they do not know, and refuse what lacks something. */
async function sentBySdk(
  send: (client: SiteRecoveryManagementClient) => Promise<unknown>,
): Promise<{ readonly url: string; readonly body: unknown }> {
  const sent = Promise.withResolvers<{ readonly url: string; readonly body: unknown }>();
  const httpClient: HttpClient = {
    sendRequest: async ({ url, body }) => {
      sent.resolve({ url, body: typeof body === 'string' ? JSON.parse(body) : undefined });
      throw new Error('Not sent.');
    },
  };
  const retryOptions = { maxRetries: 0 };
  const client = new SiteRecoveryManagementClient(credential, SUBSCRIPTION, {
    endpoint: 'https://management.azure.com',
    httpClient,
    retryOptions,
  });
  await expect(send(client)).rejects.toThrow();
  return sent.promise;
}

/** Microsoft's method for a path: what ends a path, with the number of its names, and how it is called. */
function sdkCall({ method, path, body }: WriteCall): ((client: SiteRecoveryManagementClient) => Promise<unknown>) | undefined {
  const [, group = '', vault = '', rest] =
    /\/resourceGroups\/([^/]+)\/providers\/Microsoft\.RecoveryServices\/vaults\/([^/]+)\/(.+)$/i.exec(path) ?? [];
  if (rest === undefined) return undefined;
  const segments = rest.split('/');
  const types = segments.filter((_, at) => at % 2 === 0);
  const names = segments.filter((_, at) => at % 2 === 1);
  const [a = '', b = '', c = ''] = names;
  const input = body as never;
  switch (`${method} ${types.at(-1)}`) {
    case 'PUT replicationFabrics':
      return (client) => client.replicationFabrics.beginCreate(vault, group, a, input);
    case 'PUT replicationProtectionContainers':
      return (client) => client.replicationProtectionContainers.beginCreate(vault, group, a, b, input);
    case 'PUT replicationPolicies':
      return (client) => client.replicationPolicies.beginCreate(vault, group, a, input);
    case 'PUT replicationProtectionContainerMappings':
      return (client) => client.replicationProtectionContainerMappings.beginCreate(vault, group, a, b, c, input);
    case 'PATCH replicationProtectionContainerMappings':
      return (client) => client.replicationProtectionContainerMappings.beginUpdate(vault, group, a, b, c, input);
    case 'PUT replicationNetworkMappings':
      return (client) => client.replicationNetworkMappings.beginCreate(vault, group, a, b, c, input);
    case 'PUT replicationProtectedItems':
      return (client) => client.replicationProtectedItems.beginCreate(vault, group, a, b, c, input);
    case 'PATCH replicationProtectedItems':
      return (client) => client.replicationProtectedItems.beginUpdate(vault, group, a, b, c, input);
    case 'POST addDisks':
      return (client) => client.replicationProtectedItems.beginAddDisks(vault, group, a, b, c, input);
    case 'POST testFailover':
      return (client) => client.replicationProtectedItems.beginTestFailover(vault, group, a, b, c, input);
    case 'POST testFailoverCleanup':
      return (client) => client.replicationProtectedItems.beginTestFailoverCleanup(vault, group, a, b, c, input);
    case 'POST unplannedFailover':
      return (client) => client.replicationProtectedItems.beginUnplannedFailover(vault, group, a, b, c, input);
    case 'POST applyRecoveryPoint':
      return (client) => client.replicationProtectedItems.beginApplyRecoveryPoint(vault, group, a, b, c, input);
    case 'POST failoverCommit':
      return (client) => client.replicationProtectedItems.beginFailoverCommit(vault, group, a, b, c);
    case 'POST switchprotection':
      return (client) => client.replicationProtectionContainers.beginSwitchProtection(vault, group, a, b, input);
    case 'POST remove':
      return (client) => client.replicationProtectedItems.beginDelete(vault, group, a, b, c, input);
    default:
      throw new Error(`No method of the SDK for ${method} ${path}`);
  }
}

/** Every request of an operation to Site Recovery is the one that Microsoft's client would send. Answers with how many there were. */
async function hold(operation: Operation): Promise<number> {
  const calls = operation.steps.flatMap((step) => (step.kind === 'wait' ? [] : [step.call]));
  let held = 0;
  for (const call of calls) {
    const send = sdkCall(call);
    if (!send) continue;
    const { url, body } = await sentBySdk(send);
    expect(body, call.path).toEqual(call.body);
    expect(decodeURIComponent(url).toLowerCase()).toBe(
      `https://management.azure.com${call.path}?api-version=${apiVersions.siteRecovery}`.toLowerCase(),
    );
    held++;
  }
  return held;
}

test('all that is sent to Site Recovery is what Microsoft’s models send', async () => {
  const place = openPlace();
  const { own, azure } = place;
  const target = (type: string): string => `${own.targetGroup}/providers/${type}/one`;
  const change = (id: string, properties: object): void => {
    const before = own.resources.find((one) => one.id === id)!;
    place.sandbox.control.putResources([{ ...before, properties: { ...before.properties, ...properties } }]);
  };
  change(own.osDisk, {
    encryptionSettingsCollection: { enabled: true, encryptionSettings: [{ keyEncryptionKey: { keyUrl: 'https://kv/k' } }] },
  });
  change(own.dataDisk, { encryption: { diskEncryptionSetId: target('Microsoft.Compute/diskEncryptionSets') } });
  const all: EnableChoices = {
    ...choicesFor(own),
    availability: { kind: 'zone', zone: '1' },
    proximityGroupId: target('Microsoft.Compute/proximityPlacementGroups'),
    capacityReservationGroupId: target('Microsoft.Compute/capacityReservationGroups'),
    diskType: 'Premium_LRS',
    replicaDiskType: 'StandardSSD_LRS',
    diskEncryptionSetId: target('Microsoft.Compute/diskEncryptionSets'),
    keyVault: {
      vaultId: target('Microsoft.KeyVault/vaults'),
      secrets: { [own.osDisk.toLowerCase()]: 'https://kv/s' },
      keyUrl: 'https://kv/k',
    },
    policy: { retentionHours: 72, appConsistentMinutes: 60 },
    multiVmGroup: 'shop',
    automationAccountId: target('Microsoft.Automation/automationAccounts'),
  };
  const source = await readReplicationSource(azure, own.machine);
  expect(await hold(enableReplication(source, all, undefined))).toBe(10);
  const set = { ...all, availability: { kind: 'set', id: target('Microsoft.Compute/availabilitySets') } } as const;
  expect(await hold(enableReplication(source, set, undefined))).toBe(10);
});

test('so is all that is asked of an item there and back', async () => {
  const place = openPlace();
  const { own, azure } = place;
  const automationAccountId = putAutomation(place);
  const source = await readReplicationSource(azure, own.machine);
  const choices = { ...choicesFor(own), leaveOut: [own.dataDisk] };
  const operation = enableReplication(source, choices, undefined);
  await place.run(operation);
  const updated = { ...choices, automationAccountId };
  const again = enableReplication(source, updated, await readVaultSetup(azure, operation.vaultId));
  expect(again.steps.filter((step) => step.kind === 'put' && step.changes)).toHaveLength(2);
  await hold(again);
  const life = [
    [
      'update',
      {
        size: 'Standard_D4s_v5',
        addresses: [{ interface: 'vm-1-nic', configuration: undefined, address: '10.2.1.9', subnetName: 'default' }],
      },
    ],
    ['add-disk', {}],
    ['test-failover', { networkId: own.testNetwork, recoveryPoint: 'latest-processed' }],
    ['cleanup-test', { notes: 'fine' }],
    ['failover', { recoveryPoint: 'latest-processed', shutsDownSource: true }],
    ['change-point', { recoveryPoint: 'latest-processed' }],
    ['commit', {}],
    ['reprotect', {}],
    ['disable', {}],
  ] as const;
  const last = operation.steps.at(-1);
  let itemId = last?.kind === 'wait' ? last.itemId : '';
  for (const [command, choice] of life) {
    const item = await azure.readItem(itemId);
    const asked = await planItem(azure, command, item!, choice);
    expect(await hold(asked), command).toBeGreaterThan(0);
    expect(await place.run(asked), command).toMatchObject({ kind: 'succeeded' });
    const end = asked.steps.at(-1);
    if (end?.kind === 'wait') itemId = end.itemId;
  }
});
