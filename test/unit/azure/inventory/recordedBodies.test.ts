import { describe, expect, test } from 'vitest';
import { rowOf } from '../../../../src/azure/inventory/columns.ts';
import type { Identified, InventoryTable } from '../../../../src/azure/inventory/inventoryTable.ts';
import { parseContainerMapping } from '../../../../src/azure/inventory/readContainerMappings.ts';
import { machinesTable } from '../../../../src/azure/inventory/tables/machinesTable.ts';
import { protectedItemsTable } from '../../../../src/azure/inventory/tables/protectedItemsTable.ts';
import { replicationPoliciesTable } from '../../../../src/azure/inventory/tables/replicationPoliciesTable.ts';
import { storageAccountsTable } from '../../../../src/azure/inventory/tables/storageAccountsTable.ts';
import { vaultsTable } from '../../../../src/azure/inventory/tables/vaultsTable.ts';
import type { ProtectedItem } from '../../../../src/model/protectedItem.ts';
import { recordings } from '../../../wire/fixtures/recordings.ts';

function read<T extends Identified>(table: InventoryTable<T>, body: unknown): T {
  const facts = table.parse(rowOf(table, body));
  if (facts === undefined) throw new Error('no facts');
  return facts;
}

function item(name: keyof typeof recordings.protectedItems): ProtectedItem {
  const { item: found } = read(protectedItemsTable, recordings.protectedItems[name]);
  if (!found) throw new Error('no item');
  return found;
}

const subscription = '/subscriptions/00000000-0000-0000-0000-000000000000';
const vault = `${subscription}/resourcegroups/cliteraformvaultrg/providers/microsoft.recoveryservices/vaults/cliterraformvault`;
const osDisk = 'clivm2_osdisk_1_80694d2fed274d0ca369121bd4fd635b';

describe('a protected item as Site Recovery answered it', () => {
  test('protected: whose, where to, how far behind', () => {
    expect(item('protected')).toMatchObject({
      id: `${vault}/replicationfabrics/cli-test-fabric-a2a-1/replicationprotectioncontainers/cli-test-container-a2a-1/replicationprotecteditems/cli-test-protected-item-a2a-1`,
      azureId: expect.stringMatching(/^\/Subscriptions\/.*\/cli-test-protected-item-A2A-1$/) as string,
      name: 'cli-test-protected-item-A2A-1',
      friendlyName: 'CliVM2',
      vaultId: vault,
      containerId: `${vault}/replicationfabrics/cli-test-fabric-a2a-1/replicationprotectioncontainers/cli-test-container-a2a-1`,
      policyId: `${vault}/replicationpolicies/cli-test-vault-policy-a2a-1`,
      sourceId: `${subscription}/resourcegroups/cliterraformvmrg/providers/microsoft.compute/virtualmachines/clivm2`,
      protectionState: 'Protected',
      activeLocation: 'Primary',
      allowedOperations: ['UnplannedFailover', 'DisableProtection', 'TestFailover'],
      replicationHealth: 'Normal',
      failoverHealth: 'Warning',
      testFailoverState: 'None',
      healthErrors: [
        {
          code: '161011',
          level: 'Warning',
          category: 'TestFailover',
          message: "No successful test failover has been done on the virtual machine 'CliVM2'.",
        },
      ],
      currentScenario: { name: 'None', startTime: null },
      lastSuccessfulTestFailover: null,
      lastSuccessfulFailover: null,
      sourceLocation: 'eastus',
      initialLocation: 'eastus',
      targetLocation: 'eastus2',
      sourceZone: null,
      targetZone: null,
      rpoSeconds: 393,
      rpoCalculatedAt: new Date('2023-01-16T09:24:51.841Z'),
      disks: [
        {
          id: `${subscription}/resourcegroups/cliterraformvmrg/providers/microsoft.compute/disks/${osDisk}`,
          name: 'CliVM2_OsDisk_1_80694d2fed274d0ca369121bd4fd635b',
          state: 'Protected',
          replicaDiskId: `${subscription}/resourcegroups/cliteraformvaultrg/providers/microsoft.compute/disks/${osDisk}-asrreplica`,
          cacheAccountId: `${subscription}/resourcegroups/cliteraformvaultrg/providers/microsoft.storage/storageaccounts/cliteststoragea2a1`,
        },
      ],
      unprotectedDiskIds: [],
      targetSize: 'Standard_DS1_v2',
      targetResourceGroupId: `${subscription}/resourcegroups/cliteraformvaultrg`,
      targetNetworkId: `${subscription}/resourcegroups/cliteraformvaultrg/providers/microsoft.network/virtualnetworks/cli-test-vnet-a2a-2`,
      testNetworkId: null,
      recoveryMachineId: null,
      testMachineId: null,
      agentVersion: '9.52.6522.1',
      agentExpiry: null,
      agentCertificateExpiry: new Date('2026-01-15T08:53:51Z'),
      agentUpdateRequired: false,
      certificateUpdateRequired: false,
      lastHeartbeat: new Date('2023-01-16T09:24:47.491Z'),
    });
  });

  test('initial replication and the wait for its first recovery point have no figure yet', () => {
    const states = (['initial', 'irStarted', 'completionPending'] as const).map((name) => item(name));
    expect(states.map(({ protectionState }) => protectionState)).toEqual([
      'InitialReplicationInProgress',
      'InitialReplicationInProgress',
      'InitialReplicationRecoveryCompletionPending',
    ]);
    for (const state of states) {
      expect(state).toMatchObject({
        rpoSeconds: null,
        rpoCalculatedAt: null,
        targetNetworkId: null,
        allowedOperations: ['DisableProtection'],
      });
      expect(state.disks?.map((disk) => disk.state)).toEqual(['InitialReplicationPending']);
    }
  });

  test('after re-protection the sides are swapped, and the item lies in the other container', () => {
    expect(item('afterSwitch')).toMatchObject({
      containerId: `${vault}/replicationfabrics/cli-test-fabric-a2a-2/replicationprotectioncontainers/cli-test-container-a2a-2`,
      sourceId: `${subscription}/resourcegroups/cliteraformvaultrg/providers/microsoft.compute/virtualmachines/clivm2`,
      protectionState: 'InitialReplicationInProgress',
      sourceLocation: 'eastus2',
      initialLocation: 'eastus',
      targetLocation: 'eastus',
      rpoSeconds: null,
    });
  });
});

test('the source machine', () => {
  expect(read(machinesTable, recordings.machine)).toMatchObject({
    name: 'CliVM2',
    location: 'eastus',
    size: 'Standard_DS1_v2',
    osType: 'Windows',
    provisioningState: 'Succeeded',
    priority: 'Regular',
    ephemeralOsDisk: false,
    hostId: null,
    diskController: null,
    disks: [
      {
        name: 'CliVM2_OsDisk_1_80694d2fed274d0ca369121bd4fd635b',
        id: `${subscription}/resourcegroups/cliterraformvmrg/providers/microsoft.compute/disks/${osDisk}`,
        vhdUri: undefined,
        role: 'os',
        storageType: 'Premium_LRS',
      },
    ],
    nicIds: [`${subscription}/resourcegroups/cliterraformvmrg/providers/microsoft.network/networkinterfaces/clivm2vmnic`],
  });
});

test('a locally redundant storage account has no secondary region', () => {
  expect(read(storageAccountsTable, recordings.storageAccount)).toMatchObject({
    name: 'cliteststoragea2a1',
    sku: 'Standard_LRS',
    kind: 'StorageV2',
    primaryLocation: 'eastus',
    secondaryLocation: null,
    lastGeoFailoverTime: null,
    // Left out of the body: allowed.
    allowSharedKeyAccess: true,
    networkDefaultAction: 'Allow',
    networkBypass: 'AzureServices',
  });
});

test('a vault read with an older api-version says nothing about its redundancy', () => {
  expect(read(vaultsTable, recordings.vault)).toMatchObject({
    name: 'SRCliVault',
    location: 'eastus',
    storageRedundancy: undefined,
    crossRegionRestore: undefined,
    softDelete: undefined,
    immutability: undefined,
    // The switches for replication and failover are newer than the recording.
    alerts: { jobFailures: true, replicationIssues: undefined, failoverIssues: undefined, classic: true },
  });
});

test('a replication policy', () => {
  expect(read(replicationPoliciesTable, recordings.policy)).toMatchObject({
    recoveryPointThresholdMinutes: 0,
    recoveryPointHistoryMinutes: 0,
    appConsistentFrequencyMinutes: 0,
  });
});

test('mappings of both directions, each with the container it lies in', () => {
  const mappings = recordings.mappings.map((mapping) => parseContainerMapping(mapping));
  expect(mappings.map((mapping) => mapping?.agentAutoUpdate)).toEqual([false, false]);
  expect(mappings.map((mapping) => mapping?.sourceContainerId.split('/').at(-1))).toEqual([
    'cli-test-container-a2a-1',
    'cli-test-container-a2a-2',
  ]);
});
