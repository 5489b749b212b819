import { expect, test } from 'vitest';
import { createSandbox } from '../../../../src/sandbox/createSandbox.ts';
import type { ArmResource } from '../../../../src/sandbox/resource.ts';
import { VAULT, VaultCaller } from './vaultCaller.ts';

const containerId = `${VAULT}/backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;rg;vm-1`;
const item: ArmResource = {
  id: `${containerId}/protectedItems/VM;iaasvmcontainerv2;rg;vm-1`,
  name: 'VM;iaasvmcontainerv2;rg;vm-1',
  type: 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems',
  properties: { backupManagementType: 'AzureIaasVM', workloadType: 'VM', friendlyName: 'vm-1', lastRecoveryPoint: '2023-01-16T02:00:00Z' },
};

function withItem(): VaultCaller {
  const caller = new VaultCaller();
  caller.sandbox.control.putResources([item]);
  return caller;
}

test('a backup item answers alone, in the list of its vault, and by filter', async () => {
  const caller = withItem();
  expect((await caller.get(item.id)).body).toEqual(item);
  expect((await caller.get(item.id.replaceAll(';', '%3B'))).body).toEqual(item);
  expect((await caller.get('backupProtectedItems')).body).toEqual({ value: [item] });
  const count = async (filter: string): Promise<number> =>
    (await caller.get(`backupProtectedItems?$filter=${encodeURIComponent(filter)}`)).body.value.length;
  expect(await count("backupManagementType eq 'AzureIaasVM' and itemType eq 'VM'")).toBe(1);
  expect(await count("backupManagementType eq 'AzureStorage'")).toBe(0);
  expect((await caller.get(containerId)).body.name).toBe('IaasVMContainer;iaasvmcontainerv2;rg;vm-1');
  expect((await caller.get('backupProtectionContainers')).body.value).toHaveLength(1);
  const asked = "backupManagementType eq 'AzureIaasVM' and status eq 'Registered'";
  expect((await caller.get(`backupProtectionContainers?$filter=${encodeURIComponent(asked)}`)).body.value).toHaveLength(1);
});

test('every backup item of the estate has its container', () => {
  const { store } = createSandbox({ clock: 'manual' }).world;
  const items = store.list('Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems');
  expect(items.length).toBeGreaterThan(0);
  expect(items.filter(({ id }) => !store.has(id.split('/').slice(0, -2).join('/')))).toEqual([]);
});

test('a backup item has a recovery point a day, back from its last one', async () => {
  const caller = withItem();
  const points = (await caller.get(`${item.id}/recoveryPoints`)).body.value;
  expect(points.slice(0, 2).map((point: ArmResource) => point.properties?.['recoveryPointTime'])).toEqual([
    '2023-01-16T02:00:00.000Z',
    '2023-01-15T02:00:00.000Z',
  ]);
  expect((await caller.get(points[0].id)).body).toEqual(points[0]);
  caller.sandbox.control.putResources([{ ...item, properties: { friendlyName: 'vm-1' } }]);
  expect((await caller.get(`${item.id}/recoveryPoints`)).body.value).toEqual([]);
});

test('policies and jobs are listed; what is missing is a 404; a vault with a backup item stays', async () => {
  const caller = withItem();
  for (const list of ['backupPolicies', 'backupJobs']) expect((await caller.get(list)).body).toEqual({ value: [] });
  expect((await caller.get('backupPolicies/none')).body.error.code).toBe('ResourceNotFound');
  expect((await caller.get('backupstorageconfig/vaultstorageconfig')).body.properties.storageTypeState).toBe('Locked');
  const refused = await caller.call('DELETE', VAULT);
  expect([refused.status, refused.body.error.code]).toEqual([400, 'ServiceResourceNotEmptyWithContainerDetails']);
  expect(refused.body.error.message).toContain('vm-1');
});
