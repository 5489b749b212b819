import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { GROUP, SUBSCRIPTION, VAULT, VaultCaller } from './vaultCaller.ts';

const version = 'api-version=2025-08-01';
const body = { location: 'westeurope', sku: { name: 'RS0', tier: 'Standard' }, properties: { publicNetworkAccess: 'Enabled' } };

test('a new vault answers 201 while it is provisioned, then is polled to its end', async () => {
  const caller = new VaultCaller({ withVault: false });
  const made = await caller.call('PUT', `${VAULT}?${version}`, body);
  expect([made.status, made.body.properties.provisioningState]).toEqual([201, 'Provisioning']);
  const status = new URL(made.headers['azure-asyncoperation'] ?? '');
  const id = status.pathname.split('/').at(-1) ?? '';
  expect(Buffer.from(id, 'base64').toString()).toMatch(/^2047;[0-9a-f-]{36}$/);

  const running = await caller.get(status.href);
  expect(running.body).toEqual({ id: `${VAULT}/operationStatus/${id}`, name: id, status: 'InProgress' });
  expect(running.headers['azure-asyncoperation']).toBe(status.href);
  expect(running.headers['location']).toBe(status.href.replace('operationStatus', 'operationResults'));
  expect((await caller.get(running.headers['location'] ?? '')).status).toBe(202);
  caller.advance(61);
  const done = await caller.get(status.href);
  expect([done.body.status, done.headers['azure-asyncoperation']]).toEqual(['Succeeded', undefined]);
  const vault = (await caller.get(`${VAULT}?${version}`)).body;
  expect(vault.properties).toMatchObject({
    provisioningState: 'Succeeded',
    backupStorageVersion: 'Unassigned',
    redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant', crossRegionRestore: 'Disabled' },
    securitySettings: { softDeleteSettings: { softDeleteRetentionPeriodInDays: 14, softDeleteState: 'Enabled' } },
  });
  expect((await caller.get(running.headers['location'] ?? '')).body).toEqual(vault);
});

test('older api-versions do not know of redundancy settings', async () => {
  const caller = new VaultCaller({ withVault: false });
  await caller.call('PUT', VAULT, body);
  caller.advance(61);
  const keys = async (at: string): Promise<string[]> => Object.keys((await caller.get(`${VAULT}?api-version=${at}`)).body.properties);
  expect(await keys('2023-02-01')).not.toContain('redundancySettings');
  expect(await keys('2023-04-01')).toContain('redundancySettings');
});

test('vaults are listed by subscription and group, changed, and replaced', async () => {
  const caller = new VaultCaller({ pageSize: 1 });
  const type = 'providers/Microsoft.RecoveryServices/vaults';
  await caller.call('PUT', `${GROUP}/${type}/rsv-b?${version}`, body);
  caller.advance(61);
  const first = (await caller.get(`/subscriptions/${SUBSCRIPTION}/${type}?${version}`)).body;
  const second = (await caller.get(first.nextLink)).body;
  expect([...first.value, ...second.value].map(({ name }) => name)).toEqual(['rsv-b', 'rsv-dr']);
  expect((await caller.get(`${GROUP.replace('rg-dr', 'RG-DR')}/${type}?${version}`)).body.value).toHaveLength(1);

  const patched = await caller.call('PATCH', `${VAULT}?${version}`, {
    tags: { env: 'prod' },
    properties: { redundancySettings: { crossRegionRestore: 'Enabled' } },
  });
  expect([patched.status, patched.body.tags]).toEqual([200, { env: 'prod' }]);
  expect((await caller.get('backupstorageconfig/vaultstorageconfig')).body.properties).toMatchObject({
    storageModelType: 'GeoRedundant',
    storageTypeState: 'Unlocked',
    crossRegionRestoreFlag: true,
  });
  expect((await caller.call('PUT', `${VAULT}?${version}`, body)).status).toBe(200);
  expect((await caller.call('PUT', `${GROUP}/${type}/rsv-c`, {})).status).toBe(400);
});

test('usages count what is there', async () => {
  const caller = new VaultCaller();
  await caller.drive('POST', 'replicationVaultHealth/default/refresh');
  expect((await caller.get('usages')).body.value[0]).toMatchObject({ unit: 'Count', currentValue: 0 });
  expect((await caller.get('replicationUsages')).body.value[0]).toMatchObject({
    protectedItemCount: 0,
    jobsSummary: { inProgressJobs: 0 },
  });
});
