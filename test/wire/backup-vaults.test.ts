import { Buffer } from 'node:buffer';
import { RecoveryServicesClient } from '@azure/arm-recoveryservices';
import { beforeEach, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import { ask, emptySandbox, GROUP, HOST, machine, query, SUBSCRIPTION } from './sandboxCalls.ts';

const VAULT = `${GROUP}/providers/Microsoft.RecoveryServices/vaults/rsv`;
const ITEM_TYPE = 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems';
const POLICIES = `${VAULT}/backupPolicies`;
const body = { location: 'westeurope', sku: { name: 'Standard' }, properties: {} };
const item = {
  id: `${VAULT}/backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;rg-one;vm/protectedItems/VM;iaasvmcontainerv2;rg-one;vm`,
  name: 'VM;iaasvmcontainerv2;rg-one;vm',
  type: ITEM_TYPE,
  properties: { sourceResourceId: machine('vm').id, policyId: `${POLICIES}/own`, friendlyName: 'vm' },
};

let sandbox: Sandbox;
const properties = async (path: string): Promise<any> => (await ask(sandbox, 'GET', path)).body.properties;

beforeEach(async () => {
  sandbox = emptySandbox();
  await ask(sandbox, 'PUT', VAULT, { body, apiVersion: '2024-04-01' });
  sandbox.control.advance(61);
});

it('a new vault has three policies, at the full hour before ten hours from now', async () => {
  sandbox = emptySandbox({ start: new Date('2022-05-13T10:05:24Z') });
  await ask(sandbox, 'PUT', VAULT, { body });
  expect((await ask(sandbox, 'GET', POLICIES)).body).toEqual({ value: [] });
  sandbox.control.advance(60);
  const policies: any[] = (await ask(sandbox, 'GET', POLICIES)).body.value;
  expect(policies.map(({ name }) => name)).toEqual(['DefaultPolicy', 'EnhancedPolicy', 'HourlyLogBackup']);
  expect(policies[0].properties).toEqual({
    backupManagementType: 'AzureIaasVM',
    instantRPDetails: {},
    schedulePolicy: {
      schedulePolicyType: 'SimpleSchedulePolicy',
      scheduleRunFrequency: 'Daily',
      scheduleRunTimes: ['2022-05-13T20:00:00Z'],
      scheduleWeeklyFrequency: 0,
    },
    retentionPolicy: {
      retentionPolicyType: 'LongTermRetentionPolicy',
      dailySchedule: { retentionTimes: ['2022-05-13T20:00:00Z'], retentionDuration: { count: 30, durationType: 'Days' } },
    },
    instantRpRetentionRangeInDays: 2,
    timeZone: 'UTC',
    protectedItemsCount: 0,
  });
  expect(policies[1].properties).toMatchObject({ policyType: 'V2', schedulePolicy: { scheduleRunFrequency: 'Hourly' } });
  expect(policies[2].properties).toMatchObject({ backupManagementType: 'AzureWorkload', workLoadType: 'SQLDataBase' });
});

it('a policy is made, changed and removed at once, but not while it has items', async () => {
  const own = `${POLICIES}/own`;
  const sent = await properties(`${POLICIES}/DefaultPolicy`);
  const times = ['2022-05-13T20:00:00.000Z'];
  const asClientsSend = { ...sent, schedulePolicy: { ...sent.schedulePolicy, scheduleRunTimes: times }, protectedItemsCount: 7 };
  const made = await ask(sandbox, 'PUT', own, { body: { properties: asClientsSend } });
  expect([made.status, made.body.type, made.body.properties.protectedItemsCount]).toEqual([
    200,
    'Microsoft.RecoveryServices/vaults/backupPolicies',
    0,
  ]);
  expect(made.body.properties.schedulePolicy.scheduleRunTimes).toEqual(['2022-05-13T20:00:00Z']);
  const { retentionPolicy: _, ...withoutRetention } = sent;
  for (const wrong of [{ timeZone: 'UTC' }, withoutRetention]) {
    const refused = await ask(sandbox, 'PUT', own, { body: { properties: wrong } });
    expect([refused.status, refused.body.error.code]).toEqual([400, 'BMSUserErrorInvalidPolicyInput']);
  }

  sandbox.control.putResources([item]);
  const changed = await ask(sandbox, 'PUT', own, { body: { properties: { ...sent, timeZone: 'India Standard Time' } } });
  expect([changed.status, changed.body.properties]).toEqual([
    200,
    expect.objectContaining({ timeZone: 'India Standard Time', protectedItemsCount: 1 }),
  ]);
  const refused = await ask(sandbox, 'DELETE', own);
  expect([refused.status, refused.body.error.innerError]).toEqual([400, null]);
  sandbox.control.deleteResource(item.id);
  expect((await ask(sandbox, 'DELETE', own)).status).toBe(200);
  expect((await ask(sandbox, 'DELETE', own)).status).toBe(204);
});

it('policies that were put from outside say how many items they have, in Resource Graph too', async () => {
  const own = { id: `${POLICIES}/own`, name: 'own', type: 'Microsoft.RecoveryServices/vaults/backupPolicies', properties: {} };
  sandbox.control.putResources([own, item]);
  expect((await properties(own.id)).protectedItemsCount).toBe(1);
  const { body: rows } = await query(
    sandbox,
    "recoveryservicesresources | where name == 'own' | project n = properties.protectedItemsCount",
  );
  expect(rows.data).toEqual([{ n: 1 }]);
});

it('is made at once at old api-versions, and answers its defaults at new ones', async () => {
  const old = await ask(sandbox, 'PUT', `${VAULT}-old`, { body, apiVersion: '2021-03-01' });
  expect([old.status, old.body.properties.provisioningState, old.headers['azure-asyncoperation']]).toEqual([201, 'Succeeded', undefined]);
  expect((await ask(sandbox, 'GET', `${VAULT}-old/backupPolicies`)).body.value).toHaveLength(3);
  const always = { securitySettings: { softDeleteSettings: { softDeleteState: 'AlwaysON', softDeleteRetentionPeriodInDays: 30 } } };
  const made = await ask(sandbox, 'PUT', `${VAULT}-new`, { body: { ...body, properties: always }, apiVersion: '2026-05-01' });
  expect(made.body.properties).toMatchObject({
    provisioningState: 'Provisioning',
    redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant', crossRegionRestore: 'Disabled' },
    securitySettings: { softDeleteSettings: { softDeleteRetentionPeriodInDays: 30 }, multiUserAuthorization: 'Invalid' },
  });
  sandbox.control.advance(61);
  const config = `${VAULT}-new/backupconfig/vaultconfig`;
  expect(await properties(config)).toEqual({
    enhancedSecurityState: 'Enabled',
    softDeleteFeatureState: 'AlwaysON',
    isSoftDeleteFeatureStateEditable: false,
  });
  const off = await ask(sandbox, 'PATCH', config, { body: { properties: { softDeleteFeatureState: 'Disabled' } } });
  expect([off.status, off.body.error.code]).toEqual([400, 'BMSUserErrorDisablingSoftDeleteStateNotAllowed']);
});

it('keeps its redundancy once it holds items, under whatever name that is changed', async () => {
  const storage = `${VAULT}/backupstorageconfig/vaultstorageconfig`;
  expect((await ask(sandbox, 'PATCH', storage, { body: { properties: { crossRegionRestoreFlag: true } } })).status).toBe(204);
  sandbox.control.putResources([item]);
  expect(await properties(storage)).toMatchObject({ storageTypeState: 'Locked', storageModelType: 'GeoRedundant' });
  const local = { redundancySettings: { standardTierStorageRedundancy: 'LocallyRedundant' } };
  for (const [method, path, more] of [
    ['PUT', storage, { storageModelType: 'LocallyRedundant' }],
    ['PATCH', storage, { storageType: 'LocallyRedundant' }],
    ['PATCH', storage, { crossRegionRestoreFlag: false }],
    ['PATCH', VAULT, local],
    ['PUT', VAULT, local],
  ] as const) {
    const refused = await ask(sandbox, method, path, { body: { ...body, properties: more } });
    expect([refused.status, refused.body.error.code]).toEqual([400, 'StorageModelModifyError']);
  }
  expect((await ask(sandbox, 'PUT', storage, { body: { properties: { storageModelType: 'GeoRedundant' } } })).status).toBe(200);
});

it('is deleted at once at old api-versions, and by an operation at new ones, unless it holds something', async () => {
  sandbox.control.putResources([item]);
  const refused = await ask(sandbox, 'DELETE', VAULT, { apiVersion: '2026-05-01' });
  expect([refused.status, refused.body.error]).toEqual([
    400,
    expect.objectContaining({
      code: 'ServiceResourceNotEmptyWithContainerDetails',
      details: null,
      message: expect.stringContaining(' : vm\n'),
    }),
  ]);
  sandbox.control.deleteResource(item.id);
  const accepted = await ask(sandbox, 'DELETE', VAULT, { apiVersion: '2026-05-01' });
  expect([accepted.status, accepted.text, accepted.headers['retry-after']]).toEqual([202, '', '1']);
  const status = accepted.headers['azure-asyncoperation']!;
  expect(Buffer.from(status.split('/').at(-1)!.split('?')[0]!, 'base64').toString()).toMatch(/^1023;/);
  expect((await ask(sandbox, 'GET', status)).body.status).toBe('InProgress');
  expect((await ask(sandbox, 'GET', VAULT)).body.error.code).toBe('ResourceNotFound');
  expect((await ask(sandbox, 'DELETE', VAULT)).status).toBe(204);
  const inGroup = async (): Promise<number> => (await ask(sandbox, 'GET', `${GROUP}/resources`)).body.value.length;
  expect(await inGroup()).toBe(1);
  expect((await ask(sandbox, 'GET', accepted.headers['location']!)).status).toBe(202);
  sandbox.control.advance(61);
  expect((await ask(sandbox, 'GET', status)).body.status).toBe('Succeeded');
  expect((await ask(sandbox, 'GET', accepted.headers['location']!)).status).toBe(204);
  expect((await ask(sandbox, 'DELETE', VAULT)).status).toBe(204);
  expect((await ask(sandbox, 'GET', POLICIES)).status).toBe(404);
  expect(await inGroup()).toBe(0);
});

it('is made, changed and deleted by Microsoft’s client for JavaScript', async () => {
  sandbox = emptySandbox({ clock: 'real', speed: 100 });
  const credential = { getToken: () => Promise.resolve({ token: 'x', expiresOnTimestamp: Date.UTC(2100, 0, 1) }) };
  const options = { httpClient: sandboxHttpClient(sandbox.handle), endpoint: HOST };
  const { vaults } = new RecoveryServicesClient(credential, SUBSCRIPTION, options);
  const waiting = <T>(work: Promise<T>): Promise<T> => {
    setTimeout(() => sandbox.control.advance(61), 50);
    return work;
  };
  const made = await waiting(
    Promise.resolve(vaults.createOrUpdate('Rg-One', 'by-sdk', { location: 'westeurope', sku: { name: 'Standard' } })),
  );
  expect(made.properties).toMatchObject({
    provisioningState: 'Succeeded',
    redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant' },
    securitySettings: { softDeleteSettings: { softDeleteState: 'Enabled' } },
  });
  const changed = await vaults.update('Rg-One', 'by-sdk', {
    properties: { redundancySettings: { standardTierStorageRedundancy: 'LocallyRedundant' } },
  });
  expect(changed.properties?.redundancySettings?.standardTierStorageRedundancy).toBe('LocallyRedundant');
  await waiting(Promise.resolve(vaults.delete('Rg-One', 'by-sdk')));
  await expect(vaults.get('Rg-One', 'by-sdk')).rejects.toMatchObject({ statusCode: 404 });
});
