import { describe, expect, test } from 'vitest';
import { parsePlan } from '../../../../src/azure/inventory/details/plans.ts';
import { parseRecoverySettings } from '../../../../src/azure/inventory/details/recoverySettings.ts';
import { rowOf } from '../../../../src/azure/inventory/columns.ts';
import { parseInstanceView } from '../../../../src/azure/inventory/readMachineStatus.ts';
import { backupItemsTable } from '../../../../src/azure/inventory/tables/backupItemsTable.ts';
import { machinesTable } from '../../../../src/azure/inventory/tables/machinesTable.ts';
import { protectedItemsTable } from '../../../../src/azure/inventory/tables/protectedItemsTable.ts';
import { describeMachine } from '../../../../src/readiness/describeMachine.ts';
import { judge, only, region, sub, vm, vmId } from '../../readiness/facts.ts';

/** Excerpts of bodies that Azure's own public repositories hold, and what is made of them. */

const subscription = `/subscriptions/${sub}`;
const vault = `${subscription}/resourceGroups/rg-dr/providers/Microsoft.RecoveryServices/vaults/vault-dr`;

/**
 * From zone 1 to zone 2 of one region, failed over and not committed: the tests of Azure PowerShell (MIT), 2022-10-13,
 * SessionRecords `A2AZoneToZoneRecoveryPlanReplication.json`; names and ids are others.
 */
const zonal = {
  id: `${vault.replace('/subscriptions/', '/Subscriptions/')}/replicationFabrics/f/replicationProtectionContainers/c/replicationProtectedItems/m`,
  name: 'm',
  properties: {
    friendlyName: 'm',
    protectionState: 'UnplannedFailoverCommitPendingStatesBegin',
    protectionStateDescription: 'Failover completed',
    activeLocation: 'Recovery',
    testFailoverState: 'None',
    allowedOperations: ['CompleteMigration', 'Commit', 'DisableProtection', 'ChangePit', 'SwitchProtection'],
    replicationHealth: 'Normal',
    failoverHealth: 'Normal',
    healthErrors: [],
    policyId: `${vault}/replicationPolicies/24h`,
    lastSuccessfulFailoverTime: '2022-10-13T05:25:20.4076018Z',
    currentScenario: { scenarioName: 'None', jobId: `${vault}/replicationJobs/None`, startTime: '1753-01-01T01:01:01Z' },
    providerSpecificDetails: {
      instanceType: 'A2A',
      fabricObjectId: vmId('m').toLowerCase(),
      initialPrimaryFabricLocation: 'eastus',
      protectedDisks: null,
      unprotectedDisks: null,
      protectedManagedDisks: [],
      primaryFabricLocation: 'eastus',
      recoveryFabricLocation: 'eastus',
      recoveryAzureVMSize: 'Standard_D2s_v3',
      recoveryAzureResourceGroupId: `${subscription}/resourceGroups/rg-target`,
      vmNics: [
        {
          sourceNicArmId: `${subscription}/resourceGroups/rg-app/providers/Microsoft.Network/networkInterfaces/m`,
          vMNetworkName: `${subscription}/resourceGroups/rg-app/providers/Microsoft.Network/virtualNetworks/net`,
          recoveryVMNetworkId: `${subscription}/resourceGroups/rg-target/providers/Microsoft.Network/virtualNetworks/other`,
          ipConfigs: [
            {
              name: 'm',
              isPrimary: true,
              subnetName: 'app',
              staticIPAddress: '192.168.1.4',
              ipAddressType: 'Dynamic',
              isSeletedForFailover: true,
              recoverySubnetName: 'frontendSubnet',
              recoveryStaticIPAddress: '',
              recoveryIPAddressType: 'Dynamic',
            },
          ],
          selectionType: 'SelectedByUserOverride',
          recoveryNicName: null,
          recoveryNicResourceGroupName: null,
          reuseExistingNic: false,
        },
      ],
      agentVersion: '9.51.6477.1',
      agentExpiryDate: '9999-12-31T23:59:59.9999999',
      isReplicationAgentUpdateRequired: false,
      isReplicationAgentCertificateUpdateRequired: false,
      recoveryFabricObjectId: `${subscription}/resourcegroups/rg-target/providers/microsoft.compute/virtualmachines/m`,
      testFailoverRecoveryFabricObjectId: null,
      rpoInSeconds: 48,
      lastRpoCalculatedTime: '2022-10-13T05:23:31.0671658Z',
      primaryAvailabilityZone: '1',
      recoveryAvailabilityZone: '2',
      primaryExtendedLocation: null,
    },
  },
};

const change = (members: object, nic: object = {}) => {
  const { providerSpecificDetails: details } = zonal.properties;
  const vmNics = [{ ...details.vmNics[0], ...nic }];
  return { ...zonal, properties: { ...zonal.properties, providerSpecificDetails: { ...details, vmNics, ...members } } };
};

describe('a machine that is failed over between zones', () => {
  test('is over, in another zone of its region, and has no way out of the region', () => {
    const { item } = protectedItemsTable.parse(rowOf(protectedItemsTable, zonal)) ?? {};
    if (item === undefined) throw new Error('no item');
    const home = vm('m', { location: 'eastus', zones: ['1'], powerState: 'deallocated' });
    const there = vm('m', { location: 'eastus', zones: ['2'] }, 'rg-target');
    const all = judge({ machines: [home, there], protectedItems: [item], regions: [region('eastus', ['1', '2', '3'])] });
    expect(only(all)).toMatchObject({ state: 'failedOver', recovery: 'wait' });
    expect(describeMachine(only(all), new Date('2022-10-13T06:25:20Z'))).toBe('failed over to zone 2 of eastus 59 min ago, not committed');
    expect(all.companions).toMatchObject([{ id: there.id, role: 'recoveryMachine', byName: false }]);
  });

  test('may keep its address in its own network, as Microsoft says of zone-to-zone recovery (2022-03-23)', () => {
    const kept = (recoveryStaticIPAddress: string, network?: string) => {
      const [nic] = zonal.properties.providerSpecificDetails.vmNics;
      const ipConfigs = [{ ...nic!.ipConfigs[0], recoveryStaticIPAddress }];
      return parseRecoverySettings(change({}, { ipConfigs, recoveryVMNetworkId: network ?? nic!.vMNetworkName.toUpperCase() }))
        .interfaces[0]?.addresses[0]?.isKept;
    };
    expect([kept('192.168.1.4'), kept('192.168.1.5'), kept('')]).toEqual([true, false, false]);
    expect(kept('192.168.1.4', `${subscription}/resourceGroups/rg-app/providers/Microsoft.Network/virtualNetworks/other`)).toBe(false);
  });

  test('may take over an interface that is named apart from its group', () => {
    const reused = (nic: object) => parseRecoverySettings(change({}, nic)).interfaces[0]?.reusedId;
    const named = { recoveryNicName: 'Kept', recoveryNicResourceGroupName: 'RG-Net' };
    expect(reused({ ...named, reuseExistingNic: true })).toBe(
      `${subscription}/resourcegroups/rg-net/providers/microsoft.network/networkinterfaces/kept`,
    );
    expect([reused(named), reused({ reuseExistingNic: true })]).toEqual([null, null]);
  });

  test('is told by its agent that the certificate has to be renewed', () => {
    const told = (value: unknown) =>
      protectedItemsTable.parse(rowOf(protectedItemsTable, change({ isReplicationAgentCertificateUpdateRequired: value })))?.item
        ?.certificateUpdateRequired;
    expect([told(true), told(0), told(null), told('yes')]).toEqual([true, false, false, undefined]);
  });

  test('in a plan that stays in the region', () => {
    const fabric = `${vault}/replicationFabrics/f`;
    const plan = (recoveryFabricId: string) =>
      parsePlan({ properties: { primaryFabricId: fabric, primaryFabricFriendlyName: 'East US', recoveryFabricId, groups: [] } }).lostRegion;
    expect([plan(fabric.toLowerCase()), plan(`${fabric}2`)]).toEqual([null, 'East US']);
  });
});

/** Azure docs, backup-azure-arm-userestapi-backupazurevms (2018-08-03): a machine whose first backup is still to come. */
test('a backup that has not run yet has no recovery point', () => {
  const source = vmId('m');
  const body = {
    id: `${vault}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;rg-app;m/protectedItems/vm;rg-app;m`,
    name: 'VM;rg-app;m',
    properties: {
      friendlyName: 'm',
      virtualMachineId: source,
      protectionStatus: 'Healthy',
      protectionState: 'IRPending',
      healthStatus: 'Passed',
      lastBackupStatus: '',
      lastBackupTime: '2001-01-01T00:00:00Z',
      protectedItemType: 'Microsoft.Compute/virtualMachines',
      backupManagementType: 'AzureIaasVM',
      workloadType: 'VM',
      sourceResourceId: source,
      policyId: `${vault}/backupPolicies/DefaultPolicy`,
    },
  };
  const backup = backupItemsTable.parse(rowOf(backupItemsTable, body));
  expect(backup).toMatchObject({ lastRecoveryPoint: null, protectionState: 'IRPending', sourceId: source.toLowerCase() });
  expect(only(judge({ machines: [vm('m')], backupItems: [backup!] })).recovery).toBe('wait');
});

/** Azure docs, public-multi-access-edge-compute-mec/key-concepts: how a machine of an edge zone is written. */
test('a machine of an edge zone', () => {
  const body = {
    id: vmId('m'),
    name: 'm',
    location: 'westus',
    extendedLocation: { type: 'EdgeZone', name: 'microsoftlosangeles1' },
    properties: { hardwareProfile: { vmSize: 'Standard_D2s_v3' } },
  };
  expect(machinesTable.parse(rowOf(machinesTable, body))?.edgeZone).toBe('microsoftlosangeles1');
  expect(machinesTable.parse(rowOf(machinesTable, { ...body, extendedLocation: null }))?.edgeZone).toBeUndefined();
});

/** Azure docs, virtual-machines/hibernate-resume: a machine that is hibernated is deallocated, and says so beside. */
test('a machine that is hibernated is off', () => {
  const statuses = [{ code: 'ProvisioningState/succeeded' }, { code: 'PowerState/deallocated' }, { code: 'HibernationState/Hibernated' }];
  expect(parseInstanceView({ statuses }).powerState).toBe('deallocated');
});
