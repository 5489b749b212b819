import { expect, test } from 'vitest';
import { HOUR, ProtectionCaller } from './protectionCaller.ts';
import { container, SUBSCRIPTION, VAULT } from './vaultCaller.ts';

type Change = (caller: ProtectionCaller) => unknown;

/** Replaces what stands in the store. */
function change(caller: ProtectionCaller, id: string, patch: Readonly<Record<string, unknown>>): void {
  const { store } = caller.sandbox.world;
  const before = store.get(id);
  if (!before) throw new Error(id);
  const properties = { ...before.properties, ...(patch['properties'] as object | undefined) };
  store.put({ ...before, ...patch, properties });
}

const lock = (caller: ProtectionCaller, scope: string, level: string): void =>
  caller.sandbox.control.putResources([
    {
      id: `${scope}/providers/Microsoft.Authorization/locks/keep`,
      name: 'keep',
      type: 'Microsoft.Authorization/locks',
      properties: { level },
    },
  ]);

/** What is wrong, and what the request says in place of the usual. Each is refused by the job's preflight with this code. */
const inPreflight: Readonly<Record<string, readonly [string, RegExp, Change]>> = {
  'a machine that is not there': ['28020', /does not exist/, (c) => ({ fabricObjectId: `${c.own.machine}-gone` })],
  'a machine of another region': ['28020', /not in the region/, (c) => change(c, c.own.machine, { location: 'westus' })],
  'a machine that is being changed': ['150019', /./, (c) => change(c, c.own.machine, { properties: { provisioningState: 'Updating' } })],
  'a processor of another kind': [
    '28020',
    /ARM64/,
    (c) => change(c, c.own.machine, { properties: { hardwareProfile: { vmSize: 'Standard_D2ps_v5' } } }),
  ],
  'a dedicated host': ['28020', /dedicated/, (c) => change(c, c.own.machine, { properties: { host: { id: '/subscriptions/x' } } })],
  'a disk that is too small': ['150172', /./, (c) => change(c, c.own.dataDisk, { properties: { diskSizeBytes: 512 * 1024 ** 2 } })],
  'an OS disk that is too large': ['28020', /larger/, (c) => change(c, c.own.osDisk, { properties: { diskSizeGB: 5000 } })],
  'a disk of another machine': ['28020', /not attached/, (c) => ({ vmManagedDisks: disksOf(c, `${c.own.dataDisk}-other`) })],
  'no OS disk': ['28020', /OS disk/, (c) => ({ vmManagedDisks: disksOf(c, c.own.dataDisk) })],
  'a key of its own for a disk, and none for its target': [
    '28020',
    /disk encryption set/,
    (c) => change(c, c.own.osDisk, { properties: { encryption: { diskEncryptionSetId: '/subscriptions/x' } } }),
  ],
  'a cache account of another region': [
    '28020',
    /not in the region/,
    (c) => ({ vmManagedDisks: disksOf(c, c.own.osDisk, c.own.cacheBack) }),
  ],
  'a cache account without keys': [
    '28020',
    /access by key/,
    (c) => change(c, c.own.cache, { properties: { allowSharedKeyAccess: false } }),
  ],
  'a cache account of a wrong kind': [
    '28020',
    /kind/,
    (c) => change(c, c.own.cache, { kind: 'FileStorage', sku: { name: 'Premium_LRS' } }),
  ],
  'a cache account that is not there': [
    '28020',
    /does not exist/,
    (c) => ({ vmManagedDisks: disksOf(c, c.own.osDisk, `${c.own.cache}x`) }),
  ],
  'an encryption set that is not there': [
    '28020',
    /diskEncryptionSets' does not exist/,
    (c) => ({ vmManagedDisks: disksWith(c, { recoveryDiskEncryptionSetId: targetOf(c, 'diskEncryptionSets', 'gone') }) }),
  ],
  'a disk that is encrypted in the guest, without its secret': [
    '150175',
    /./,
    (c) => change(c, c.own.osDisk, { properties: { encryptionSettingsCollection: { enabled: true } } }),
  ],
  'a key vault that is not there': [
    '28020',
    /vaults' does not exist/,
    (c) => {
      change(c, c.own.osDisk, { properties: { encryptionSettingsCollection: { enabled: true } } });
      const secret = {
        secretIdentifier: 'https://kv/s',
        keyVaultResourceArmId: `${c.own.targetGroup}/providers/Microsoft.KeyVault/vaults/kv`,
      };
      return { vmManagedDisks: disksWith(c, { diskEncryptionInfo: { diskEncryptionKeyInfo: secret } }) };
    },
  ],
  'a type of disk that there is not': [
    '28020',
    /no type of disk 'Premium'/,
    (c) => ({ vmManagedDisks: disksWith(c, { recoveryTargetDiskAccountType: 'Premium' }) }),
  ],
  'a zone that the region has not': ['28020', /no zone '4'/, () => ({ recoveryAvailabilityZone: '4' })],
  'a zone and a set': [
    '28020',
    /not in both/,
    (c) => ({ recoveryAvailabilityZone: '1', recoveryAvailabilitySetId: targetOf(c, 'availabilitySets', 'set') }),
  ],
  'an availability set that is not there': [
    '28020',
    /does not exist/,
    (c) => ({ recoveryAvailabilitySetId: targetOf(c, 'availabilitySets', 'gone') }),
  ],
  'an availability set of another group': [
    '28020',
    /not in the target resource group/,
    (c) => ({ recoveryAvailabilitySetId: putAt(c, `${c.own.sourceGroup}/providers/Microsoft.Compute/availabilitySets/set`, 'eastus2') }),
  ],
  'a proximity group of another region': [
    '28020',
    /not in the region/,
    (c) => ({ recoveryProximityPlacementGroupId: putAt(c, targetOf(c, 'proximityPlacementGroups', 'near'), 'eastus') }),
  ],
  'a capacity reservation that is something else': [
    '28020',
    /capacityReservationGroups' does not exist/,
    (c) => ({ recoveryCapacityReservationGroupId: c.own.osDisk }),
  ],
  'a target group that is not there': ['28020', /does not exist/, (c) => ({ recoveryResourceGroupId: `${c.own.targetGroup}-gone` })],
  'a network that is not there': ['28020', /does not exist/, (c) => ({ recoveryAzureNetworkId: `${c.own.targetNetwork}-gone` })],
  'a network of the source region': ['28020', /not in the region/, (c) => ({ recoveryAzureNetworkId: c.own.sourceNetwork })],
  'replicas of an earlier replication': [
    '28020',
    /still there/,
    (c) => {
      const id = `${c.own.targetGroup}/providers/Microsoft.Compute/disks/vm-1_OsDisk-ASRReplica`;
      c.sandbox.control.putResources([{ id, name: 'vm-1_OsDisk-ASRReplica', type: 'Microsoft.Compute/disks', location: 'eastus2' }]);
    },
  ],
  'a stale link': [
    '150226',
    /./,
    (c) => {
      const id = `${c.own.machine}/providers/Microsoft.Resources/links/ASR-Protect-old`;
      c.sandbox.control.putResources([
        { id, name: 'ASR-Protect-old', type: 'Microsoft.Resources/links', properties: { targetId: `${VAULT}/old` } },
      ]);
    },
  ],
  'a machine that may not be changed': ['28020', /locked/, (c) => lock(c, c.own.machine, 'ReadOnly')],
  'a full quota': [
    '150097',
    /quota/,
    (c) => {
      const big = (name: string): string => `${c.own.targetGroup}/providers/Microsoft.Compute/virtualMachines/${name}`;
      c.sandbox.control.putResources(
        ['a', 'b', 'c'].map((name) => ({
          id: big(name),
          name,
          type: 'Microsoft.Compute/virtualMachines',
          location: 'eastus2',
          properties: { hardwareProfile: { vmSize: 'Standard_D32s_v5' } },
        })),
      );
      return change(c, c.own.machine, { properties: { hardwareProfile: { vmSize: 'Standard_D8s_v5' } } });
    },
  ],
  'a target subscription without the service': [
    '28020',
    /not registered/,
    (c) => c.sandbox.world.registrations.set(SUBSCRIPTION, 'Microsoft.Compute', 'NotRegistered'),
  ],
  'a region that is down': ['28020', /unavailable/, (c) => c.sandbox.control.setOutage('eastus2', 'down')],
};

const targetOf = (caller: ProtectionCaller, type: string, name: string): string =>
  `${caller.own.targetGroup}/providers/Microsoft.Compute/${type}/${name}`;

function putAt(caller: ProtectionCaller, id: string, location: string): string {
  const [type = ''] = /[^/]+\/[^/]+(?=\/[^/]+$)/.exec(id) ?? [];
  caller.sandbox.control.putResources([{ id, name: id.split('/').at(-1) ?? '', type, location, properties: {} }]);
  return id;
}

function disksWith(caller: ProtectionCaller, more: object): unknown {
  return (disksOf(caller, caller.own.osDisk) as readonly object[]).map((disk) => Object.assign({}, disk, more));
}

function disksOf(caller: ProtectionCaller, diskId: string, account = caller.own.cache): unknown {
  return [{ diskId, primaryStagingAzureStorageAccountId: account, recoveryResourceGroupId: caller.own.targetGroup }];
}

test.for(Object.entries(inPreflight))('the preflight refuses %s', async ([, [code, causes, spoil]]) => {
  const caller = new ProtectionCaller();
  await caller.setUp();
  const sent = spoil(caller) as Readonly<Record<string, unknown>> | undefined;
  const disks = caller.names('Microsoft.Compute/disks', '').length;
  const poll = await caller.drive('PUT', caller.item, caller.enableBody(sent));
  expect(poll).toMatchObject({ status: 'Failed', error: { code } });
  const job = (await caller.newestJob()).properties;
  expect(job.tasks.map((task: any) => task.state)).toEqual(['Failed', 'NotStarted', 'NotStarted', 'NotStarted', 'NotStarted']);
  expect(job.errors[0]).toMatchObject({ errorLevel: 'Error', taskId: 'EnableProtectionPreflightChecksTask' });
  if (causes.source !== '.') expect(job.errors[0].serviceErrorDetails.possibleCauses).toMatch(causes);
  // Nothing is left, and nothing of what was there before is taken.
  expect((await caller.get(caller.item)).status).toBe(404);
  expect(caller.names('Microsoft.Compute/disks', '')).toHaveLength(disks);
});

test('a machine is protected once: again under its name with a warning, under another name not at all', async () => {
  const caller = new ProtectionCaller();
  await caller.protect();
  const before = await caller.read();
  const again = await caller.drive('PUT', caller.item, caller.enableBody());
  expect(again).toMatchObject({
    status: 'Succeeded',
    error: { code: '45031', message: 'Protection has already been enabled for the virtual machine.' },
  });
  expect((await caller.read()).protectionState).toBe(before.protectionState);

  const other = caller.item.replace('/vm-1', '/other');
  expect(await caller.drive('PUT', other, caller.enableBody())).toMatchObject({ status: 'Failed', error: { code: '45031' } });
  expect((await caller.get(other)).status).toBe(404);
  const machine = await caller.call('PUT', caller.item, caller.enableBody({ fabricObjectId: `${caller.own.machine}-2` }));
  expect([machine.status, machine.body.error.details[0].code]).toEqual([409, 'ResourceInUse']);
});

test('a request that names nothing that can be is refused at once', async () => {
  const caller = new ProtectionCaller();
  await caller.setUp();
  const put = async (body: unknown): Promise<unknown> => {
    const { status, body: answer } = await caller.call('PUT', caller.item, body);
    return [status, answer?.error.details[0].code];
  };
  expect(await put({})).toEqual([400, 'InvalidInput']);
  expect(await put(caller.enableBody({ instanceType: 'InMageRcm' }))).toEqual([400, 'InvalidInput']);
  expect(await put(caller.enableBody({ fabricObjectId: 'vm-1' }))).toEqual([400, 'InvalidInput']);
  expect(await put(caller.enableBody({ vmManagedDisks: [] }))).toEqual([400, 'InvalidInput']);
  expect(await put(caller.enableBody({ vmManagedDisks: ['x'] }))).toEqual([400, 'InvalidInput']);
  expect(await put(caller.enableBody({ recoveryResourceGroupId: 7 }))).toEqual([400, 'InvalidInput']);
  expect(await put(caller.enableBody({ recoveryContainerId: `${VAULT}/${container('2')}x` }))).toEqual([404, 'ArmResourceDoesNotExist']);
  expect(await put(caller.enableBody({ recoveryContainerId: `${VAULT}/${container('1')}` }))).toEqual([409, 'ResourceInUse']);
  await caller.call('POST', `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.RecoveryServices/unregister`);
  const answer = await caller.call('PUT', caller.item, caller.enableBody());
  expect([answer.status, answer.body.error.code]).toEqual([409, 'MissingSubscriptionRegistration']);
  await caller.call('POST', `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.RecoveryServices/register`);
  caller.advance(60);
  expect((await caller.call('PUT', caller.item, caller.enableBody())).status).toBe(202);
});

test('an agent that cannot be installed leaves its extension as it failed; the job is tried again by itself', async () => {
  const caller = new ProtectionCaller();
  await caller.setUp();
  caller.sandbox.control.addFault({ operation: 'EnableDr', errorCode: '151025' });
  expect(await caller.drive('PUT', caller.item, caller.enableBody())).toMatchObject({ status: 'Failed', error: { code: '151025' } });
  const extension = (await caller.get(`${caller.own.machine}/extensions/SiteRecovery-Linux`)).body;
  expect(extension.properties.provisioningState).toBe('Failed');
  const failed = await caller.newestJob();
  expect(failed.properties).toMatchObject({ state: 'Failed', allowedActions: ['Restart'] });

  expect((await caller.drive('POST', `${failed.id}/restart`)).status).toBe('Succeeded');
  expect((await caller.read()).protectionState).toBe('InitialReplicationInProgress');
  expect((await caller.newestJob()).properties.scenarioName).toBe('EnableDr');
  expect((await caller.call('POST', `${failed.id}/restart`)).body.error.details[0].code).toBe('JobActionNotAllowed');

  const stopped = new ProtectionCaller();
  await stopped.setUp();
  await stopped.call('POST', `${stopped.own.machine}/deallocate`);
  stopped.advance(HOUR);
  expect(await stopped.drive('PUT', stopped.item, stopped.enableBody())).toMatchObject({ status: 'Failed', error: { code: '151025' } });
});

test('eligibility says beforehand what enabling would say of the machine and its disks', async () => {
  const caller = new ProtectionCaller();
  const errors = async (): Promise<unknown> =>
    (await caller.get(`${caller.own.machine}/providers/Microsoft.RecoveryServices/replicationEligibilityResults/default`)).body.properties
      .errors;
  expect(await errors()).toEqual([]);
  change(caller, caller.own.dataDisk, { properties: { diskSizeBytes: 512 * 1024 ** 2 } });
  expect(await errors()).toMatchObject([{ code: '150172', message: expect.stringContaining('1024 MB'), status: 'Error' }]);
  change(caller, caller.own.machine, { properties: { hardwareProfile: { vmSize: 'Standard_D2ps_v5' } } });
  expect(await errors()).toMatchObject([{ code: '28020', message: expect.stringContaining('ARM64') }]);
});

test('between zones of a region the machine stays in its network; what zones forbid is refused', async () => {
  const caller = new ProtectionCaller();
  await caller.setUp();
  const zonal = `${container('1')}-zonal`;
  await caller.drive('PUT', zonal, { properties: { providerSpecificInput: [{ instanceType: 'A2A' }] } });
  await caller.drive('PUT', `${container('1')}/replicationProtectionContainerMappings/zonal`, {
    properties: {
      policyId: `${VAULT}/replicationPolicies/policy`,
      targetProtectionContainerId: `${VAULT}/${zonal}`,
      providerSpecificInput: { instanceType: 'A2A' },
    },
  });
  const {
    recoveryAzureNetworkId: _network,
    recoverySubnetName: _subnet,
    ...usual
  } = (caller.enableBody() as { properties: { providerSpecificDetails: Readonly<Record<string, unknown>> } }).properties
    .providerSpecificDetails;
  const enable = async (patch: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
    const providerSpecificDetails = { ...usual, recoveryContainerId: `${VAULT}/${zonal}`, recoveryAvailabilityZone: '2', ...patch };
    await caller.drive('PUT', caller.item, { properties: { policyId: `${VAULT}/replicationPolicies/policy`, providerSpecificDetails } });
    const { state, errors } = (await caller.newestJob()).properties;
    return state === 'Failed' ? errors[0].serviceErrorDetails.possibleCauses : state;
  };
  expect(await enable()).toMatch(/in no zone/);
  change(caller, caller.own.machine, { zones: ['2'] });
  expect(await enable()).toMatch(/already/);
  change(caller, caller.own.machine, { zones: ['1'] });
  expect(await enable({ recoveryAvailabilityZone: undefined })).toMatch(/No zone/);
  expect(await enable({ recoveryResourceGroupId: caller.own.sourceGroup })).toMatch(/target resource group/);
  change(caller, caller.own.dataDisk, { sku: { name: 'Premium_ZRS' } });
  expect(await enable()).toMatch(/zone-redundant/);
  change(caller, caller.own.dataDisk, { sku: { name: 'Premium_LRS' } });
  expect(await enable()).toBe('Succeeded');
  caller.advance(HOUR);
  expect((await caller.read()).providerSpecificDetails.vmNics[0].recoveryVMNetworkId).toBe(caller.own.sourceNetwork);
  await caller.drive('POST', `${caller.item}/unplannedFailover`, caller.failoverBody());
  const made = (await caller.get((await caller.read()).providerSpecificDetails.recoveryFabricObjectId)).body;
  expect([made.location, made.zones]).toEqual(['eastus', ['2']]);
});

test('a group of machines takes sixteen, and needs a policy that knows groups', async () => {
  const caller = new ProtectionCaller();
  await caller.setUp();
  const { store } = caller.sandbox.world;
  const input = caller.enableBody({ multiVmGroupName: 'shop', multiVmGroupId: 'group-id' });
  const item = (n: number): string => `${VAULT}/${caller.item.replace('/vm-1', `/other-${n}`)}`;
  for (let n = 0; n < 16; n++) {
    const providerSpecificDetails = { fabricObjectId: `/subscriptions/x/vm-${n}`, multiVmGroupId: 'group-id' };
    const type = 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems';
    store.put({ id: item(n), name: `other-${n}`, type, properties: { providerSpecificDetails } });
  }
  expect(await caller.drive('PUT', caller.item, input)).toMatchObject({ status: 'Failed', error: { code: '28020' } });
  store.delete(item(0));
  expect(await caller.drive('PUT', caller.item, input)).toMatchObject({ status: 'Succeeded' });
});
