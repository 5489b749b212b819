import { expect, test } from 'vitest';
import { HOUR, ProtectionCaller } from './protectionCaller.ts';
import { container } from './vaultCaller.ts';

const DISKS = 'Microsoft.Compute/disks';
const MACHINES = 'Microsoft.Compute/virtualMachines';
const LINKS = 'Microsoft.Resources/links';
const [CONTAINER_1, CONTAINER_2] = [container('1'), container('2')];

const states = ({ protectionState, activeLocation, testFailoverState, allowedOperations }: any): unknown => [
  protectionState,
  activeLocation,
  testFailoverState,
  allowedOperations,
];

test('enabling shows the item from the first moment on, and protects it as recorded', async () => {
  const caller = new ProtectionCaller();
  await caller.setUp();
  const accepted = await caller.call('PUT', caller.item, caller.enableBody());
  expect(accepted.status).toBe(202);
  const jobId = accepted.headers['x-ms-request-id'];
  const enabling = await caller.read();
  expect(enabling).toMatchObject({
    protectionState: 'UnprotectedStatesBegin',
    allowedOperations: [],
    currentScenario: { scenarioName: 'EnableDr', jobId },
  });
  caller.advance(200);
  expect((await caller.get(jobId ?? '')).body.properties.tasks.map((task: any) => task.state)).toEqual([
    'Succeeded',
    'Succeeded',
    'InProgress',
    'NotStarted',
    'NotStarted',
  ]);
  expect(caller.names(DISKS, caller.own.targetGroup)).toEqual(['vm-1_OsDisk-ASRReplica', 'vm-1_Data-ASRReplica']);
  expect(caller.names(LINKS, caller.own.machine)).toEqual(['ASR-Protect-vm-1']);
  expect(caller.names(`${MACHINES}/extensions`, caller.own.machine)).toEqual(['SiteRecovery-Linux']);

  const at = async (minutes: number): Promise<unknown> => {
    caller.sandbox.control.setClock(new Date(start + minutes * 60_000));
    const item = await caller.read();
    return [item.protectionState, item.providerSpecificDetails.monitoringPercentageCompletion, item.allowedOperations];
  };
  const start = caller.sandbox.control.now().getTime() - 200_000;
  expect(await at(7)).toEqual(['InitialReplicationInProgress', null, ['DisableProtection']]);
  expect(await at(17)).toEqual(['InitialReplicationInProgress', 0, ['DisableProtection']]);
  expect(await at(22)).toEqual(['InitialReplicationRecoveryCompletionPending', 0, ['DisableProtection']]);
  expect((await caller.get(`${caller.item}/recoveryPoints`)).body.value).toEqual([]);
  expect(await at(28)).toEqual(['Protected', 0, ['UnplannedFailover', 'DisableProtection', 'TestFailover']]);
  const item = await caller.read();
  expect(item.healthErrors.map((error: any) => error.errorCode)).toEqual(['161011']);
  expect(item.currentScenario.scenarioName).toBe('None');
  expect(item.providerSpecificDetails.vmNics[0]).toMatchObject({
    sourceNicArmId: caller.own.nic,
    vMNetworkName: caller.own.sourceNetwork,
    recoveryVMNetworkId: caller.own.targetNetwork,
    ipConfigs: [{ subnetName: 'default', staticIPAddress: '10.1.1.4', recoverySubnetName: 'default' }],
  });
  expect(item.providerSpecificDetails.protectedManagedDisks.map((disk: any) => [disk.diskType, disk.diskState])).toEqual([
    ['OperatingSystem', 'Protected'],
    ['Data', 'Protected'],
  ]);
  expect(await caller.newestJob()).toMatchObject({ properties: { scenarioName: 'SecondaryIrCompletion', state: 'Succeeded' } });

  // Points since the machine is protected, not before; the figure moves.
  caller.advance(30 * 60);
  const points = (await caller.get(`${caller.item}/recoveryPoints`)).body.value;
  expect(points.length).toBeGreaterThan(4);
  expect(points.at(-1).properties.recoveryPointTime > '2023-01-16T09:05').toBe(true);
  const { lastRpoCalculatedTime } = (await caller.read()).providerSpecificDetails;
  expect(caller.sandbox.control.now().getTime() - Date.parse(lastRpoCalculatedTime)).toBeLessThan(301_000);
});

test('a test failover makes a machine in the network of choice; the clean-up takes all of it away and counts as a drill', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const { own } = caller;
  const before = caller.sandbox.world.store.get(own.machine);
  const accepted = await caller.call('POST', `${caller.item}/testFailover`, caller.testBody());
  caller.advance(120);
  expect((await caller.read()).testFailoverState).toBe('InProgress');
  const made = `${own.targetGroup}/providers/${MACHINES}/vm-1-test`;
  expect((await caller.get(`${made}?$expand=instanceView`)).body.properties.instanceView.statuses.at(-1).code).toBe('PowerState/starting');
  caller.advance(100);

  const item = await caller.read();
  expect(states(item)).toEqual(['Protected', 'Primary', 'WaitingForCompletion', ['TestFailoverCleanup']]);
  expect(item).toMatchObject({
    protectionStateDescription: 'Cleanup test failover pending',
    currentScenario: { scenarioName: 'TestFailover', jobId: accepted.headers['x-ms-request-id'] },
    providerSpecificDetails: { testFailoverRecoveryFabricObjectId: made },
  });
  const job = (await caller.get(accepted.headers['x-ms-request-id'] ?? '')).body.properties;
  expect(job).toMatchObject({
    state: 'Succeeded',
    stateDescription: 'Completed',
    allowedActions: [],
    customDetails: {
      instanceType: 'TestFailoverJobDetails',
      networkName: 'vnet-test',
      protectedItemDetails: [{ testVmName: 'vm-1-test' }],
    },
  });
  const machine = (await caller.get(made)).body;
  expect(machine).toMatchObject({
    location: 'eastus2',
    tags: { app: 'shop' },
    properties: {
      provisioningState: 'Succeeded',
      hardwareProfile: { vmSize: 'Standard_D2s_v5' },
      storageProfile: {
        osDisk: { createOption: 'Attach', deleteOption: 'Detach', caching: 'ReadWrite', name: 'vm-1_OsDisk-ASRtest' },
        dataDisks: [{ lun: 3, name: 'vm-1_Data-ASRtest' }],
      },
    },
  });
  const nic = (await caller.get(`${own.targetGroup}/providers/Microsoft.Network/networkInterfaces/vm-1-nic-test`)).body;
  expect(nic.properties.ipConfigurations[0].properties).toMatchObject({
    subnet: { id: `${own.testNetwork}/subnets/default` },
    privateIPAddress: '10.3.1.4',
  });
  // Neither production nor replication is touched.
  expect(caller.sandbox.world.store.get(own.machine)).toEqual(before);

  await caller.drive('POST', `${caller.item}/testFailoverCleanup`, { properties: { comments: 'fine' } });
  const after = await caller.read();
  expect(states(after)).toEqual(['Protected', 'Primary', 'None', ['UnplannedFailover', 'DisableProtection', 'TestFailover']]);
  expect(after).toMatchObject({ healthErrors: [], failoverHealth: 'Normal', currentScenario: { scenarioName: 'None' } });
  expect(Date.parse(after.lastSuccessfulTestFailoverTime)).toBeGreaterThan(0);
  expect((await caller.get(made)).status).toBe(404);
  expect(caller.names(DISKS, own.targetGroup)).toEqual(['vm-1_OsDisk-ASRReplica', 'vm-1_Data-ASRReplica']);
  expect(caller.names('Microsoft.Network/networkInterfaces', own.targetGroup)).toEqual([]);
});

test('there and back: fail over, change the point, commit, re-protect, fail back, commit, disable', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const { own } = caller;
  const recovered = own.machine.replace('/rg-app/', '/rg-app-dr/');
  const point = (await caller.get(`${caller.item}/recoveryPoints`)).body.value[2];

  await caller.drive('POST', `${caller.item}/unplannedFailover`, caller.failoverBody('Required'));
  const over = await caller.read();
  expect(states(over)).toEqual([
    'UnplannedFailoverCommitPendingStatesBegin',
    'Recovery',
    'None',
    ['CompleteMigration', 'Commit', 'DisableProtection', 'ChangePit', 'SwitchProtection'],
  ]);
  expect(over.providerSpecificDetails).toMatchObject({
    recoveryFabricObjectId: recovered,
    protectedManagedDisks: [{ recoveryTargetDiskId: own.osDisk.replace('/rg-app/', '/rg-app-dr/') }, {}],
  });
  expect(over.lastSuccessfulFailoverTime).toBeDefined();
  const vmId = (await caller.get(recovered)).body.properties.vmId;
  const power = async (id: string): Promise<string> =>
    (await caller.get(`${id}?$expand=instanceView`)).body.properties.instanceView.statuses.at(-1).code;
  expect([await power(own.machine), await power(recovered)]).toEqual(['PowerState/deallocated', 'PowerState/running']);

  await caller.drive('POST', `${caller.item}/applyRecoveryPoint`, {
    properties: { recoveryPointId: point.id, providerSpecificDetails: { instanceType: 'A2A' } },
  });
  expect((await caller.read()).failoverRecoveryPointId).toBe(point.id);
  expect((await caller.get(recovered)).body.properties.vmId).not.toBe(vmId);

  await caller.drive('POST', `${caller.item}/failoverCommit`);
  expect(states(await caller.read())).toEqual([
    'UnplannedFailoverCommitted',
    'Recovery',
    'None',
    ['CompleteMigration', 'DisableProtection', 'SwitchProtection'],
  ]);
  expect(caller.names(DISKS, own.targetGroup).toSorted()).toEqual(['vm-1_Data', 'vm-1_OsDisk']);

  const accepted = await caller.call('POST', `${CONTAINER_1}/switchprotection`, caller.switchBody());
  expect(accepted.headers['location']).toContain(`${CONTAINER_1}/operationresults/`);
  caller.advance(600);
  const job = (await caller.get(accepted.headers['x-ms-request-id'] ?? '')).body.properties;
  expect(job.tasks[1]).toMatchObject({ friendlyName: 'Committing failover', state: 'Other', stateDescription: 'Skipped' });
  expect(job.customDetails).toMatchObject({
    instanceType: 'SwitchProtectionJobDetails',
    newReplicationProtectedItemId: expect.stringContaining(caller.itemBack),
  });
  // The machine is enabled on its new side by a job of its own.
  const [child] = job.tasks[4].groupTaskCustomDetails.childTasks;
  expect(child).toMatchObject({ taskId: 'EnableDr', state: 'Succeeded', taskType: 'JobTaskDetails' });
  expect((await caller.get(child.customDetails.jobTask.jobId)).body.properties).toMatchObject({
    scenarioName: 'EnableDr',
    state: 'Succeeded',
    customDetails: { affectedObjectDetails: { primaryCloudName: 'container-2', recoveryCloudName: 'container-1' } },
  });
  expect((await caller.get(caller.item)).status).toBe(404);
  const back = await caller.read(caller.itemBack);
  expect(states(back)).toEqual(['InitialReplicationInProgress', 'Primary', 'None', ['DisableProtection']]);
  expect(back.providerSpecificDetails).toMatchObject({
    fabricObjectId: recovered.toLowerCase(),
    primaryFabricLocation: 'eastus2',
    recoveryFabricLocation: 'eastus',
    initialPrimaryFabricLocation: 'eastus',
    vmNics: [{ recoveryVMNetworkId: own.sourceNetwork, selectionType: 'NotSelected' }],
  });
  expect([caller.names(LINKS, own.machine), caller.names(LINKS, recovered)]).toEqual([[], ['ASR-Protect-vm-1']]);

  caller.advance(HOUR);
  expect((await caller.read(caller.itemBack)).protectionState).toBe('Protected');
  await caller.drive('POST', `${caller.itemBack}/unplannedFailover`, caller.failoverBody());
  // The machine is there under its own name again, made anew.
  const home = (await caller.get(own.machine)).body;
  expect(home).toMatchObject({ location: 'eastus', properties: { storageProfile: { osDisk: { createOption: 'Attach' } } } });
  expect(caller.names(MACHINES, own.sourceGroup)).toEqual(['vm-1']);
  await caller.drive('POST', `${caller.itemBack}/failoverCommit`);
  await caller.drive('POST', `${caller.itemBack}/remove`, { properties: { disableProtectionReason: 'MigrationComplete' } });
  expect((await caller.get(caller.itemBack)).status).toBe(404);
  expect(caller.names(LINKS, '')).toEqual([]);
  expect((await caller.get(CONTAINER_2)).body.properties.protectedItemCount).toBe(0);
});

test('re-protecting commits what is not committed', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  await caller.drive('POST', `${caller.item}/unplannedFailover`, caller.failoverBody());
  const { headers } = await caller.call('POST', `${CONTAINER_1}/switchprotection`, caller.switchBody());
  caller.advance(600);
  const job = (await caller.get(headers['x-ms-request-id'] ?? '')).body.properties;
  expect(job).toMatchObject({
    scenarioName: 'SwitchReplicationGroupProtection',
    state: 'Succeeded',
    tasks: [{}, { taskId: 'CommitFailoverTask', state: 'Succeeded' }, {}, {}, {}],
  });
  expect((await caller.read(caller.itemBack)).protectionState).toBe('InitialReplicationInProgress');
});

test('re-protection deletes the machine that was replicated at first, with its interfaces and the disks that were copied', async () => {
  const caller = new ProtectionCaller();
  const { own } = caller;
  await caller.protectOsDisk();
  const { store } = caller.sandbox.world;
  const source = store.get(own.machine)!;
  store.put({ ...source, properties: { ...source.properties, instanceView: { osName: 'ubuntu', osVersion: '24.04', statuses: [] } } });
  await caller.drive('POST', `${caller.item}/unplannedFailover`, caller.failoverBody());
  const made = await caller.get(`${own.machine.replace('/rg-app/', '/rg-app-dr/')}/instanceView`);
  expect(made.body).toMatchObject({ osName: 'ubuntu', osVersion: '24.04', vmAgent: {}, statuses: [{}, { code: 'PowerState/running' }] });
  const left = (): unknown[] => [own.machine, own.nic, own.osDisk, own.dataDisk].map((id) => caller.sandbox.world.store.has(id));
  expect(left()).toEqual([true, true, true, true]);
  await caller.drive('POST', `${CONTAINER_1}/switchprotection`, caller.switchBody([own.osDisk]));
  // What was not replicated is nobody's to delete.
  expect(left()).toEqual([false, false, false, true]);
});

test('disabling takes replicas, links and points; the agent stays, and the machine can be protected again', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  await caller.drive('POST', `${caller.item}/remove`, { properties: {} });
  expect((await caller.get(caller.item)).body.error.details[0].code).toBe('ArmResourceDoesNotExist');
  expect(caller.names(DISKS, caller.own.targetGroup)).toEqual([]);
  expect(caller.names(LINKS, caller.own.machine)).toEqual([]);
  expect(caller.names(`${MACHINES}/extensions`, caller.own.machine)).toEqual(['SiteRecovery-Linux']);
  expect((await caller.drive('PUT', caller.item, caller.enableBody())).status).toBe('Succeeded');

  // A purge does it in any state, while the first copy is made too; nothing of that copy comes back.
  expect((await caller.drive('DELETE', caller.item)).status).toBe('Succeeded');
  caller.advance(HOUR);
  expect((await caller.get(caller.item)).status).toBe(404);
  expect((await caller.call('DELETE', caller.item)).body.error.details[0].code).toBe('ArmResourceDoesNotExist');
});

test('disks are added and taken out, health errors resolved, properties changed', async () => {
  const caller = new ProtectionCaller();
  const { own } = caller;
  await caller.protectOsDisk();
  const disks = async (): Promise<unknown> =>
    (await caller.read()).providerSpecificDetails.protectedManagedDisks.map(({ diskName, diskState }: any) => [diskName, diskState]);

  await caller.drive('POST', `${caller.item}/addDisks`, {
    properties: { providerSpecificDetails: { instanceType: 'A2A', vmManagedDisks: [caller.diskBody(own.dataDisk)] } },
  });
  expect(await disks()).toEqual([
    ['vm-1_OsDisk', 'Protected'],
    ['vm-1_Data', 'InitialReplicationPending'],
  ]);
  caller.advance(HOUR);
  expect(await disks()).toEqual([
    ['vm-1_OsDisk', 'Protected'],
    ['vm-1_Data', 'Protected'],
  ]);
  expect(caller.names(DISKS, own.targetGroup)).toHaveLength(2);

  const remove = (ids: readonly string[]): unknown => ({
    properties: { providerSpecificDetails: { instanceType: 'A2A', vmManagedDisksIds: ids } },
  });
  expect((await caller.call('POST', `${caller.item}/removeDisks`, remove([own.osDisk]))).status).toBe(400);
  expect((await caller.call('POST', `${caller.item}/removeDisks`, remove([`${own.dataDisk}x`]))).status).toBe(404);
  await caller.drive('POST', `${caller.item}/removeDisks`, remove([own.dataDisk.toUpperCase()]));
  expect(await disks()).toEqual([['vm-1_OsDisk', 'Protected']]);
  expect(caller.names(DISKS, own.targetGroup)).toEqual(['vm-1_OsDisk-ASRReplica']);

  const nicId = (await caller.read()).providerSpecificDetails.vmNics[0].nicId;
  await caller.drive('PATCH', caller.item, {
    properties: {
      recoveryAzureVMSize: 'Standard_D4s_v5',
      recoveryAzureVMName: 'vm-1-dr',
      selectedTfoAzureNetworkId: own.testNetwork,
      vmNics: [{ nicId, ipConfigs: [{ ipConfigName: 'ipconfig1', recoveryStaticIPAddress: '10.2.1.77' }], recoveryNicName: 'nic-dr' }],
      providerSpecificDetails: {
        instanceType: 'A2A',
        tfoAzureVMName: 'drill',
        managedDiskUpdateDetails: [{ diskId: own.osDisk, recoveryTargetDiskAccountType: 'StandardSSD_LRS' }],
      },
    },
  });
  expect((await caller.drive('POST', `${caller.item}/testFailover`, { properties: {} })).status).toBe('Succeeded');
  expect(caller.names(MACHINES, own.targetGroup)).toEqual(['drill']);
  await caller.drive('POST', `${caller.item}/testFailoverCleanup`, {});
  await caller.drive('POST', `${caller.item}/unplannedFailover`, caller.failoverBody());
  const made = (await caller.get(`${own.targetGroup}/providers/${MACHINES}/vm-1-dr`)).body.properties;
  expect(made).toMatchObject({
    hardwareProfile: { vmSize: 'Standard_D4s_v5' },
    storageProfile: { osDisk: { managedDisk: { storageAccountType: 'StandardSSD_LRS' } } },
  });
  const nic = (await caller.get(made.networkProfile.networkInterfaces[0].id)).body;
  expect([nic.name, nic.properties.ipConfigurations[0].properties.privateIPAddress]).toEqual(['nic-dr', '10.2.1.77']);
  expect((await caller.call('PATCH', caller.item, { properties: {} })).status).toBe(409);
});

test('an interface that was changed as Azure PowerShell does it: the primary address goes along, nothing chosen is an empty text', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const [{ nicId }] = (await caller.read()).providerSpecificDetails.vmNics;
  const ipConfigs = [
    { ipConfigName: 'ipconfig1', isPrimary: true, isSeletedForFailover: false, recoverySubnetName: 'default', recoveryStaticIPAddress: '' },
  ];
  await caller.drive('PATCH', caller.item, {
    properties: { vmNics: [{ nicId, ipConfigs, selectionType: 'SelectedByUser', recoveryNicName: 'nic-dr', reuseExistingNic: true }] },
  });
  expect((await caller.read()).providerSpecificDetails.vmNics[0]).toMatchObject({
    selectionType: 'SelectedByUser',
    recoveryNetworkSecurityGroupId: '',
    tfoNetworkSecurityGroupId: '',
    enableAcceleratedNetworkingOnTfo: false,
    recoveryNicName: 'nic-dr',
    tfoRecoveryNicName: null,
    ipConfigs: [
      {
        isSeletedForFailover: true,
        recoveryIPAddressType: 'Dynamic',
        recoveryPublicIPAddressId: '',
        recoveryLBBackendAddressPoolIds: [],
        tfoSubnetName: '',
        tfoStaticIPAddress: '',
        tfoPublicIPAddressId: '',
        tfoLBBackendAddressPoolIds: [],
      },
    ],
  });
  expect(await caller.drive('POST', `${caller.item}/unplannedFailover`, caller.failoverBody())).toMatchObject({
    status: 'Succeeded',
    error: null,
  });
  const { body } = await caller.get(`${caller.own.targetGroup}/providers/Microsoft.Network/networkInterfaces/nic-dr`);
  expect(body.properties.ipConfigurations).toHaveLength(1);
  expect(body.properties.networkSecurityGroup).toBeUndefined();
});

test('an interface tells whether its network was chosen or mapped', async () => {
  const selection = async (recoveryAzureNetworkId?: string): Promise<unknown> => {
    const caller = new ProtectionCaller();
    await caller.setUp();
    await caller.drive('PUT', 'replicationFabrics/fabric-1/replicationNetworks/azureNetwork/replicationNetworkMappings/map', {
      properties: {
        recoveryFabricName: 'fabric-2',
        recoveryNetworkId: caller.own.targetNetwork,
        fabricSpecificDetails: { instanceType: 'AzureToAzure', primaryNetworkId: caller.own.sourceNetwork },
      },
    });
    const job = await caller.newestJob();
    expect(job.properties).toMatchObject({
      targetObjectName: caller.own.sourceNetwork.split('/').at(-1)?.toLowerCase(),
      tasks: [{ name: 'ModifyVMNetworksPairingStatusTask' }, { name: 'VMNetworksUpdateVMNicsTask', taskType: 'GroupTaskDetails' }],
      customDetails: { affectedObjectDetails: { recoveryNetworkId: caller.own.targetNetwork.toLowerCase(), recoveryVmmName: 'East US 2' } },
    });
    await caller.drive('PUT', caller.item, caller.enableBody({ recoveryAzureNetworkId, recoverySubnetName: undefined }));
    caller.advance(HOUR);
    const [nic] = (await caller.read()).providerSpecificDetails.vmNics;
    return [nic.selectionType, nic.recoveryVMNetworkId.toLowerCase()];
  };
  const { targetNetwork } = new ProtectionCaller().own;
  expect(await selection(targetNetwork)).toEqual(['SelectedByUserOverride', targetNetwork.toLowerCase()]);
  expect(await selection()).toEqual(['SelectedByDefault', targetNetwork.toLowerCase()]);
});

test('a disk that is attached later is reported, until it is replicated or the warning is dismissed', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  await caller.drive('POST', `${caller.item}/testFailover`, caller.testBody());
  await caller.drive('POST', `${caller.item}/testFailoverCleanup`, {});
  const { own } = caller;
  const attach = async (lun: number): Promise<void> => {
    const { body } = await caller.call('GET', own.machine);
    const { storageProfile } = body.properties;
    const dataDisks = [...storageProfile.dataDisks, { lun, name: `late-${lun}`, createOption: 'Empty', diskSizeGB: 32 }];
    await caller.call('PATCH', own.machine, { properties: { storageProfile: { ...storageProfile, dataDisks } } });
    caller.advance(60);
  };
  const report = async (): Promise<unknown> => {
    const { replicationHealth, healthErrors, providerSpecificDetails } = await caller.read();
    return [replicationHealth, healthErrors.map((error: any) => error.errorCode), providerSpecificDetails.unprotectedDisks];
  };
  await attach(7);
  const unprotected = (diskLunId: number): unknown => ({ diskLunId, diskAutoProtectionStatus: 'Disabled' });
  expect(await report()).toEqual(['Warning', ['153039'], [unprotected(7)]]);
  const [error] = (await caller.read()).healthErrors;
  await caller.drive('POST', `${caller.item}/resolveHealthErrors`, { properties: { healthErrors: [{ healthErrorId: error.errorId }] } });
  expect(await report()).toEqual(['Normal', [], [unprotected(7)]]);
  await attach(8);
  const added = [7, 8].map((lun) => ({
    diskId: `${own.sourceGroup}/providers/${DISKS}/late-${lun}`,
    primaryStagingAzureStorageAccountId: own.cache,
    recoveryResourceGroupId: own.targetGroup,
  }));
  await caller.drive('POST', `${caller.item}/addDisks`, {
    properties: { providerSpecificDetails: { instanceType: 'A2A', vmManagedDisks: added } },
  });
  expect(await report()).toEqual(['Normal', [], null]);
});
