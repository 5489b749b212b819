import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { runAsGo, type GoResult } from './goPoller.ts';
import { ask, emptySandbox, GROUP, group, machine, SUBSCRIPTION } from './sandboxCalls.ts';

/** Generated clients of the SDK's current majors name these statuses for success. */
const SAVED = [200, 201];
const ACCEPTED = [200, 202];
const DELETED = [200, 202, 204];

const at = (type: string): string => `${GROUP}/providers/Microsoft.${type}`;
const NET = at('Network/virtualNetworks/net');
const NIC = at('Network/networkInterfaces/nic');
const VM = machine('vm').id;
const DISK = at('Compute/disks/d');
const OTHER = `/subscriptions/${SUBSCRIPTION}/resourceGroups/Other`;
const location = 'westeurope';

describe('the Go SDK’s way through', () => {
  it('networks, machines and disks: PUTs end with the resource, deletes with nothing', async () => {
    const sandbox = emptySandbox();
    const put = (path: string, properties: object, apiVersion: string, statuses = SAVED): Promise<GoResult> =>
      runAsGo(sandbox, { method: 'PUT', path, body: { location, properties }, apiVersion, statuses });
    const subnets = [{ name: 's', properties: { addressPrefix: '10.0.1.0/24' } }];
    const network = await put(NET, { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets }, '2025-01-01');
    const ipConfigurations = [{ name: 'ip', properties: { subnet: { id: `${NET}/subnets/s` } } }];
    const nic = await put(NIC, { ipConfigurations }, '2025-01-01');
    const storageProfile = { osDisk: { createOption: 'FromImage' } };
    const vm = await put(VM, { storageProfile, networkProfile: { networkInterfaces: [{ id: NIC }] } }, '2025-04-01');
    const disk = await put(DISK, { creationData: { createOption: 'Empty' }, diskSizeGB: 4 }, '2025-01-02', ACCEPTED);
    for (const { poller, last, polled } of [network, nic, vm, disk]) {
      expect([poller, last.body.properties.provisioningState]).toEqual(['async', 'Succeeded']);
      expect(polled.every((path) => /\/locations\/westeurope\/(?:disk)?operations\//i.test(path))).toBe(true);
    }
    const patched = await runAsGo(sandbox, {
      method: 'PATCH',
      path: VM,
      body: { tags: { a: '1' } },
      apiVersion: '2025-04-01',
      statuses: SAVED,
    });
    expect(patched.last.body.tags).toEqual({ a: '1' });
    const key = await runAsGo(sandbox, {
      method: 'POST',
      path: `${DISK}/beginGetAccess`,
      body: { access: 'Read', durationInSeconds: 60 },
      apiVersion: '2025-01-02',
      statuses: ACCEPTED,
      finalStateVia: 'location',
    });
    expect(key.last.body.accessSAS).toMatch(/^https:/);
    const post = (action: string): Promise<GoResult> =>
      runAsGo(sandbox, {
        method: 'POST',
        path: `${VM}/${action}`,
        apiVersion: '2025-04-01',
        statuses: ACCEPTED,
        finalStateVia: 'location',
      });
    for (const action of ['restart', 'redeploy', 'reapply', 'deallocate', 'start', 'powerOff', 'generalize']) {
      const { poller, last } = await post(action);
      expect([action, poller, last.status, last.text]).toEqual([action, action === 'generalize' ? 'none' : 'async', 200, '']);
    }
    for (const path of [VM, NIC, NET, DISK]) {
      expect((await runAsGo(sandbox, { method: 'DELETE', path, apiVersion: '2025-01-01', statuses: DELETED })).poller).toBe('async');
      expect((await runAsGo(sandbox, { method: 'DELETE', path, apiVersion: '2025-01-01', statuses: DELETED })).poller).toBe('none');
    }
  });

  it('accounts, groups, moves and vaults: what only has a Location ends with 200 or 204', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources([group(OTHER)]);
    const account = at('Storage/storageAccounts/account1');
    const body = { location, sku: { name: 'Standard_GRS' }, kind: 'StorageV2' };
    const made = await runAsGo(sandbox, { method: 'PUT', path: account, body, apiVersion: '2025-06-01', statuses: ACCEPTED });
    expect([made.poller, made.last.body.id]).toEqual(['location', account]);
    const failover = await runAsGo(sandbox, {
      method: 'POST',
      path: `${account}/failover`,
      apiVersion: '2025-06-01',
      statuses: ACCEPTED,
      finalStateVia: 'location',
    });
    expect(failover.last.status).toBe(200);
    const resources = { resources: [account], targetResourceGroup: OTHER };
    for (const action of ['validateMoveResources', 'moveResources']) {
      const { poller, last } = await runAsGo(sandbox, {
        method: 'POST',
        path: `${GROUP}/${action}`,
        body: resources,
        apiVersion: '2025-04-01',
        statuses: [202, 204],
      });
      expect([action, poller, last.status]).toEqual([action, 'location', 204]);
    }
    const vault = at('RecoveryServices/vaults/v1');
    const sku = { name: 'RS0', tier: 'Standard' };
    const saved = await runAsGo(sandbox, {
      method: 'PUT',
      path: vault,
      body: { location, sku, properties: {} },
      apiVersion: '2025-08-01',
      statuses: [200, 201],
    });
    expect([saved.poller, saved.last.body.properties.provisioningState]).toEqual(['async', 'Succeeded']);
    const removed = await runAsGo(sandbox, { method: 'DELETE', path: OTHER, apiVersion: '2025-04-01', statuses: ACCEPTED });
    expect([removed.poller, removed.last.status]).toEqual(['location', 200]);
    expect((await ask(sandbox, 'HEAD', OTHER)).status).toBe(404);
  });

  it('Site Recovery: PUTs end with the resource itself, actions with what their Location answers', async () => {
    const sandbox = createSandbox({ clock: 'manual' });
    const item = itemThatAllows(sandbox, 'TestFailover');
    const go = (path: string, body: unknown, method: 'POST' | 'PUT' | 'DELETE' = 'POST'): Promise<GoResult> =>
      runAsGo(sandbox, {
        method,
        path: path.replace('/subscriptions/', '/Subscriptions/'),
        body,
        apiVersion: '2025-08-01',
        statuses: DELETED,
      });
    const vault = item.slice(0, item.indexOf('/replicationFabrics'));
    const policy = {
      properties: { providerSpecificInput: { instanceType: 'A2A', multiVmSyncStatus: 'Enable', recoveryPointHistory: 1440 } },
    };
    const made = await go(`${vault}/replicationPolicies/go-policy`, policy, 'PUT');
    expect([made.poller, made.last.body.name]).toEqual(['async', 'go-policy']);
    expect((await go(`${vault}/replicationPolicies/go-policy`, undefined, 'DELETE')).poller).toBe('async');

    const network = sandbox.world.store.get(item)?.properties?.['providerSpecificDetails'] as { selectedRecoveryAzureNetworkId?: string };
    const drill = {
      failoverDirection: 'PrimaryToRecovery',
      networkType: 'VmNetworkAsInput',
      networkId: network.selectedRecoveryAzureNetworkId,
      providerSpecificDetails: { instanceType: 'A2A' },
    };
    const tested = await go(`${item}/testFailover`, { properties: drill });
    expect(tested.polled.every((path) => path.includes('/replicationOperationStatus/'))).toBe(true);
    expect([tested.last.body.name, tested.last.body.properties.testFailoverState]).toEqual([
      item.split('/').at(-1),
      'WaitingForCompletion',
    ]);
    const cleaned = await go(`${item}/testFailoverCleanup`, { properties: { comments: 'done' } });
    expect(cleaned.last.body.properties.testFailoverState).toBe('None');
  });
});

/** A protected item of the story that offers an operation. */
function itemThatAllows(sandbox: Sandbox, operation: string): string {
  const items = sandbox.world.store.list(
    'microsoft.recoveryservices/vaults/replicationfabrics/replicationprotectioncontainers/replicationprotecteditems',
  );
  const found = items.find(({ properties }) => (properties?.['allowedOperations'] as readonly string[] | undefined)?.includes(operation));
  if (!found) throw new Error(`No item offers ${operation}.`);
  return found.id;
}
