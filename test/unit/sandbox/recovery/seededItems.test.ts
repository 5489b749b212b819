import { expect, test } from 'vitest';
import type { ArmResource } from '../../../../src/sandbox/resource.ts';
import { container, VAULT } from './vaultCaller.ts';
import { ProtectionCaller } from './protectionCaller.ts';

const ITEM = `${VAULT}/${container('1')}/replicationProtectedItems/seeded`;
const everything = [
  'TestFailover',
  'TestFailoverCleanup',
  'UnplannedFailover',
  'Commit',
  'ChangePit',
  'SwitchProtection',
  'DisableProtection',
];

const seeded = (properties: Readonly<Record<string, unknown>>): ArmResource => ({
  id: ITEM,
  name: 'seeded',
  type: 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems',
  properties: {
    protectionState: 'Protected',
    testFailoverState: 'None',
    activeLocation: 'Primary',
    allowedOperations: everything,
    ...properties,
  },
});

test('an item that was put from outside with little in it can be tested, failed over and committed', async () => {
  const caller = new ProtectionCaller();
  await caller.setUp();
  const providerSpecificDetails = {
    instanceType: 'A2A',
    fabricObjectId: caller.own.machine,
    recoveryFabricLocation: 'eastus2',
    recoveryAzureResourceGroupId: caller.own.targetGroup,
    recoveryAzureVMName: 'vm-1',
    tfoAzureVMName: 'vm-1-test',
  };
  caller.sandbox.control.putResources([seeded({ friendlyName: 'vm-1', providerSpecificDetails })]);
  expect(await caller.drive('POST', `${ITEM}/testFailover`, caller.testBody())).toMatchObject({ status: 'Succeeded' });
  expect(await caller.drive('POST', `${ITEM}/testFailoverCleanup`, {})).toMatchObject({ status: 'Succeeded' });
  expect(await caller.drive('POST', `${ITEM}/unplannedFailover`, caller.failoverBody())).toMatchObject({ status: 'Succeeded' });
  expect(await caller.drive('POST', `${ITEM}/failoverCommit`)).toMatchObject({ status: 'Succeeded' });
  expect(caller.names('Microsoft.Compute/virtualMachines', caller.own.targetGroup)).toEqual(['vm-1']);
  expect(await caller.drive('POST', `${ITEM}/remove`, {})).toMatchObject({ status: 'Succeeded' });
});

/** What no Azure would say. */
const nonsense: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { providerSpecificDetails: null },
  { providerSpecificDetails: 'text', healthErrors: 'text', currentScenario: 7, policyId: 7 },
  { providerSpecificDetails: { protectedManagedDisks: 'text', vmNics: [null], fabricObjectId: 7, recoveryAzureResourceGroupId: [] } },
  {
    providerSpecificDetails: { vmNics: [{ ipConfigs: 'text' }], protectedManagedDisks: [{ diskId: 7 }] },
    friendlyName: 7,
    recoveryContainerId: {},
  },
];

test.for(nonsense.map((properties) => [JSON.stringify(properties), properties] as const))(
  'an item of nonsense breaks nothing: %s',
  async ([, properties]) => {
    const caller = new ProtectionCaller();
    await caller.setUp();
    const bodies = [
      undefined,
      {},
      { properties: 'text' },
      { properties: { providerSpecificDetails: { instanceType: 'A2A', vmManagedDisks: 'x' } } },
    ];
    const asks: readonly (readonly [string, string, unknown])[] = [
      ['POST', `${ITEM}/testFailover`, caller.testBody()],
      ['POST', `${ITEM}/testFailoverCleanup`, {}],
      ['POST', `${ITEM}/unplannedFailover`, caller.failoverBody('Required')],
      ['POST', `${ITEM}/applyRecoveryPoint`, { properties: { recoveryPointId: 'x' } }],
      ['POST', `${ITEM}/failoverCommit`, undefined],
      ['POST', `${container('1')}/switchprotection`, JSON.parse(JSON.stringify(caller.switchBody()).replace('"vm-1"', '"seeded"'))],
      ['PATCH', ITEM, { properties: { recoveryAzureVMName: 'x', vmNics: [{ nicId: 'x', ipConfigs: [{}] }] } }],
      ...['addDisks', 'removeDisks', 'resolveHealthErrors', 'updateMobilityService', 'repairReplication', 'plannedFailover'].flatMap(
        (action) => bodies.map((body) => ['POST', `${ITEM}/${action}`, body] as const),
      ),
      ...bodies.flatMap((body) =>
        ['testFailover', 'unplannedFailover', 'remove'].map((action) => ['POST', `${ITEM}/${action}`, body] as const),
      ),
      ['DELETE', ITEM, undefined],
    ];
    for (const [method, path, body] of asks) {
      caller.sandbox.control.putResources([seeded(properties)]);
      const { status, headers } = await caller.call(method, path, body);
      expect([method, path, status < 500]).toEqual([method, path, true]);
      caller.advance(3600);
      if (status !== 202) continue;
      const poll = await caller.get(headers['azure-asyncoperation'] ?? '');
      expect([method, path, poll.status]).toEqual([method, path, 200]);
      expect(['Succeeded', 'Failed']).toContain(poll.body.status);
    }
    caller.sandbox.control.setOutage('eastus', 'down');
    caller.sandbox.control.setOutage('eastus', 'up');
    expect(caller.sandbox.control.requests().filter(({ status }) => status >= 500)).toEqual([]);
  },
);
