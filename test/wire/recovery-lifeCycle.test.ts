import {
  SiteRecoveryManagementClient,
  type A2AReplicationDetails,
  type ReplicationProtectedItem,
} from '@azure/arm-recoveryservices-siterecovery';
import { ComputeManagementClient } from '@azure/arm-compute';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import { machineToProtect, type MachineToProtect } from '../unit/sandbox/recovery/machineToProtect.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const GROUP = 'rg-dr';
const VAULT = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}/providers/Microsoft.RecoveryServices/vaults/rsv-dr`;
type ItemName = readonly [vault: string, group: string, fabric: string, container: string, item: string];
const FIRST: ItemName = ['rsv-dr', GROUP, 'f1', 'c1', 'vm-1'];
/** The item once its sides are switched. */
const BACK: ItemName = ['rsv-dr', GROUP, 'f2', 'c2', 'vm-1'];
const containerId = (side: '1' | '2'): string => `${VAULT}/replicationFabrics/f${side}/replicationProtectionContainers/c${side}`;
const poll = { updateIntervalInMs: 1 };
const A2A = { instanceType: 'A2A' } as const;
const SECONDS_A_REQUEST = 40;

interface Started {
  readonly sandbox: Sandbox;
  readonly own: MachineToProtect;
  readonly recovery: SiteRecoveryManagementClient;
  readonly compute: ComputeManagementClient;
}

/** A sandbox whose clock moves with every request, so that jobs end while Microsoft's own pollers ask; a vault that is set up. */
async function start(): Promise<Started> {
  const sandbox = createSandbox({ clock: 'manual', empty: true });
  const door = sandboxHttpClient((request) => sandbox.handle(request));
  const httpClient: HttpClient = {
    async sendRequest(request) {
      const response = await door.sendRequest(request);
      sandbox.control.advance(SECONDS_A_REQUEST);
      // Real seconds, which nobody needs to wait here: the clock moves by itself.
      response.headers.delete('retry-after');
      return response;
    },
  };
  const credential = { getToken: () => Promise.resolve({ token: 'test', expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const options = { endpoint: 'https://management.azure.com', httpClient };
  const own = machineToProtect(SUBSCRIPTION);
  sandbox.control.putResources([
    ...own.resources,
    { id: VAULT, name: 'rsv-dr', type: 'Microsoft.RecoveryServices/vaults', location: 'eastus2', properties: {} },
  ]);
  const recovery = new SiteRecoveryManagementClient(credential, SUBSCRIPTION, options);
  await setUp(recovery);
  return { sandbox, own, recovery, compute: new ComputeManagementClient(credential, SUBSCRIPTION, options) };
}

async function setUp(client: SiteRecoveryManagementClient): Promise<void> {
  for (const [side, location] of [
    ['1', 'eastus'],
    ['2', 'eastus2'],
  ] as const) {
    const fabric = { properties: { customDetails: { instanceType: 'Azure', location } as const } };
    await client.replicationFabrics.beginCreateAndWait('rsv-dr', GROUP, `f${side}`, fabric, poll);
    const container = { properties: { providerSpecificInput: [A2A] } };
    await client.replicationProtectionContainers.beginCreateAndWait('rsv-dr', GROUP, `f${side}`, `c${side}`, container, poll);
  }
  const policy = { properties: { providerSpecificInput: { ...A2A, multiVmSyncStatus: 'Enable' } as const } };
  await client.replicationPolicies.beginCreateAndWait('rsv-dr', GROUP, 'policy', policy, poll);
  for (const [from, to] of [
    ['1', '2'],
    ['2', '1'],
  ] as const) {
    const properties = {
      policyId: `${VAULT}/replicationPolicies/policy`,
      targetProtectionContainerId: containerId(to),
      providerSpecificInput: A2A,
    };
    await client.replicationProtectionContainerMappings.beginCreateAndWait(
      'rsv-dr',
      GROUP,
      `f${from}`,
      `c${from}`,
      `m${from}`,
      { properties },
      poll,
    );
  }
}

/** Replication details, as the client types them. */
function detailsOf(item: ReplicationProtectedItem): A2AReplicationDetails {
  const details = item.properties?.providerSpecificDetails;
  if (details?.instanceType !== 'A2A') throw new Error('Not typed as A2A.');
  return details as A2AReplicationDetails;
}

/** Reads until the item has come to a state, as clients do after enabling. */
async function until({ recovery }: Started, name: ItemName, state: string): Promise<ReplicationProtectedItem> {
  for (let reads = 0; reads < 200; reads++) {
    const item = await recovery.replicationProtectedItems.get(...name);
    if (item.properties?.protectionState === state) return item;
  }
  throw new Error(`Never ${state}.`);
}

function enableInput(own: MachineToProtect) {
  return {
    properties: {
      policyId: `${VAULT}/replicationPolicies/policy`,
      providerSpecificDetails: {
        ...A2A,
        fabricObjectId: own.machine,
        recoveryContainerId: containerId('2'),
        recoveryResourceGroupId: own.targetGroup,
        recoveryAzureNetworkId: own.targetNetwork,
        recoverySubnetName: 'default',
        vmManagedDisks: [own.osDisk, own.dataDisk].map((diskId) => ({
          diskId,
          primaryStagingAzureStorageAccountId: own.cache,
          recoveryResourceGroupId: own.targetGroup,
        })),
      },
    },
  };
}

const machinesIn = async ({ compute }: Started, group: string): Promise<(string | undefined)[]> => {
  const names: (string | undefined)[] = [];
  for await (const { name } of compute.virtualMachines.list(group)) names.push(name);
  return names;
};

test("Microsoft's pollers drive enabling, test failover, clean-up and disabling to their end", async () => {
  const started = await start();
  const { recovery, own } = started;
  const items = recovery.replicationProtectedItems;
  const enabled = await items.beginCreateAndWait(...FIRST, enableInput(own), poll);
  expect(enabled.properties?.protectionState).toBe('InitialReplicationInProgress');
  const item = await until(started, FIRST, 'Protected');
  expect(detailsOf(item).vmNics?.[0]?.recoveryVMNetworkId).toBe(own.targetNetwork);

  const tested = await items.beginTestFailoverAndWait(
    ...FIRST,
    {
      properties: {
        failoverDirection: 'PrimaryToRecovery',
        networkType: 'VmNetworkAsInput',
        networkId: own.testNetwork,
        providerSpecificDetails: A2A,
      },
    },
    poll,
  );
  expect(tested.properties).toMatchObject({ testFailoverState: 'WaitingForCompletion', allowedOperations: ['TestFailoverCleanup'] });
  expect(await machinesIn(started, 'rg-app-dr')).toEqual(['vm-1-test']);

  const cleaned = await items.beginTestFailoverCleanupAndWait(...FIRST, { properties: { comments: 'fine' } }, poll);
  expect(cleaned.properties?.lastSuccessfulTestFailoverTime).toBeInstanceOf(Date);
  expect(await machinesIn(started, 'rg-app-dr')).toEqual([]);

  await items.beginDeleteAndWait(...FIRST, { properties: {} }, poll);
  await expect(items.get(...FIRST)).rejects.toMatchObject({ statusCode: 404, code: 'NotFound' });
});

test("Microsoft's pollers drive a failover, its commit, re-protection and the way back", async () => {
  const started = await start();
  const { recovery, compute, own } = started;
  const items = recovery.replicationProtectedItems;
  const failover = {
    properties: { failoverDirection: 'PrimaryToRecovery', sourceSiteOperations: 'NotRequired', providerSpecificDetails: A2A },
  };
  await items.beginCreateAndWait(...FIRST, enableInput(own), poll);
  await until(started, FIRST, 'Protected');

  const over = await items.beginUnplannedFailoverAndWait(...FIRST, failover, poll);
  expect(over.properties).toMatchObject({ activeLocation: 'Recovery', protectionState: 'UnplannedFailoverCommitPendingStatesBegin' });
  expect((await compute.virtualMachines.get('rg-app-dr', 'vm-1')).location).toBe('eastus2');

  const points: string[] = [];
  for await (const { id } of recovery.recoveryPoints.listByReplicationProtectedItems(...FIRST)) points.push(id ?? '');
  const changed = await items.beginApplyRecoveryPointAndWait(
    ...FIRST,
    { properties: { recoveryPointId: points.at(-1) ?? '', providerSpecificDetails: A2A } },
    poll,
  );
  expect(changed.properties?.failoverRecoveryPointId).toBe(points.at(-1));

  const committed = await items.beginFailoverCommitAndWait(...FIRST, poll);
  expect(committed.properties?.protectionState).toBe('UnplannedFailoverCommitted');

  const switched = await switchSides(started, '1');
  expect(switched.name).toBe('c1');
  await expect(items.get(...FIRST)).rejects.toMatchObject({ statusCode: 404 });
  const back = await until(started, BACK, 'Protected');
  expect(detailsOf(back)).toMatchObject({ primaryFabricLocation: 'eastus2', recoveryFabricLocation: 'eastus' });

  await items.beginUnplannedFailoverAndWait(...BACK, failover, poll);
  const home = await items.beginFailoverCommitAndWait(...BACK, poll);
  expect(detailsOf(home).recoveryFabricObjectId?.toLowerCase()).toBe(own.machine.toLowerCase());

  // Home again, and protected as at first.
  expect((await switchSides(started, '2')).name).toBe('c2');
  await expect(items.get(...BACK)).rejects.toMatchObject({ statusCode: 404 });
  const again = await until(started, FIRST, 'Protected');
  expect(detailsOf(again)).toMatchObject({ primaryFabricLocation: 'eastus', recoveryFabricLocation: 'eastus2' });
  await items.beginPurgeAndWait(...FIRST, poll);
  await expect(items.get(...FIRST)).rejects.toMatchObject({ statusCode: 404 });
});

/** Replicates the machine that runs now to the side that it was failed over from. */
function switchSides({ recovery, own }: Started, home: '1' | '2') {
  const isBack = home === '1';
  const disks = [own.osDisk, own.dataDisk].map((id) => ({
    diskId: isBack ? id.replace('/rg-app/', '/rg-app-dr/') : id,
    primaryStagingAzureStorageAccountId: isBack ? own.cacheBack : own.cache,
    recoveryResourceGroupId: isBack ? own.sourceGroup : own.targetGroup,
  }));
  const properties = {
    replicationProtectedItemName: 'vm-1',
    providerSpecificDetails: {
      ...A2A,
      policyId: `${VAULT}/replicationPolicies/policy`,
      recoveryContainerId: containerId(home),
      recoveryResourceGroupId: isBack ? own.sourceGroup : own.targetGroup,
      vmManagedDisks: disks,
    },
  };
  const { replicationProtectionContainers: containers } = recovery;
  return containers.beginSwitchProtectionAndWait('rsv-dr', GROUP, `f${home}`, `c${home}`, { properties }, poll);
}

test("Microsoft's client is told what a job failed with, restarts it, cancels one, and changes properties", async () => {
  const started = await start();
  const { sandbox, recovery, own } = started;
  const items = recovery.replicationProtectedItems;
  sandbox.control.addFault({ operation: 'EnableDr', errorCode: '151066' });
  await expect(items.beginCreateAndWait(...FIRST, enableInput(own), poll)).rejects.toThrow('151066. Site Recovery configuration failed.');
  const jobs: string[] = [];
  for await (const { name } of recovery.replicationJobs.list('rsv-dr', GROUP)) jobs.push(name ?? '');
  const failed = await recovery.replicationJobs.get('rsv-dr', GROUP, jobs[0] ?? '');
  expect(failed.properties).toMatchObject({ state: 'Failed', allowedActions: ['Restart'] });
  await recovery.replicationJobs.beginRestartAndWait('rsv-dr', GROUP, jobs[0] ?? '', poll);
  await until(started, FIRST, 'Protected');

  await items.beginUpdateAndWait(...FIRST, { properties: { recoveryAzureVMName: 'vm-1-dr' } }, poll);
  expect(detailsOf(await items.get(...FIRST)).recoveryAzureVMName).toBe('vm-1-dr');

  const poller = await items.beginTestFailover(
    ...FIRST,
    { properties: { networkType: 'VmNetworkAsInput', networkId: own.testNetwork, providerSpecificDetails: A2A } },
    poll,
  );
  const { currentScenario } = (await items.get(...FIRST)).properties ?? {};
  await recovery.replicationJobs.beginCancelAndWait('rsv-dr', GROUP, currentScenario?.jobId?.split('/').at(-1) ?? '', poll);
  await expect(poller.pollUntilDone()).rejects.toThrow('Operation was canceled');
  expect(await machinesIn(started, 'rg-app-dr')).toEqual([]);

  // Another client goes on where this one stopped: no second request is sent.
  const first = await items.beginTestFailover(
    ...FIRST,
    { properties: { networkType: 'VmNetworkAsInput', networkId: own.testNetwork, providerSpecificDetails: A2A } },
    poll,
  );
  const resumed = await items.beginTestFailoverAndWait(...FIRST, { properties: {} }, { ...poll, resumeFrom: first.toString() });
  expect(resumed.properties?.testFailoverState).toBe('WaitingForCompletion');
  const sent = sandbox.control.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/testFailover'));
  expect(sent).toHaveLength(2);
});
