import { beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, emptySandbox, GROUP, HOST, machine, query, SUBSCRIPTION, type Answer } from './sandboxCalls.ts';

const VAULT = `${GROUP}/providers/Microsoft.RecoveryServices/vaults/rsv`;
const OTHER = `${VAULT}-other`;
const KEY = 'iaasvmcontainerv2;rg-one;web';
const itemIn = (vault: string): string =>
  `${vault}/backupFabrics/Azure/protectionContainers/IaasVMContainer;${KEY}/protectedItems/VM;${KEY}`;
const ITEM = itemIn(VAULT);
const MACHINE = machine('Web');
const policy = (name: string, vault = VAULT): string => `${vault}/backupPolicies/${name}`;
const config = (more: object = {}): object => ({
  properties: {
    protectedItemType: 'Microsoft.Compute/virtualMachines',
    sourceResourceId: MACHINE.id,
    policyId: policy('DefaultPolicy'),
    ...more,
  },
});

let sandbox: Sandbox;
const get = async (path: string): Promise<any> => (await ask(sandbox, 'GET', path)).body;
const properties = async (path = ITEM): Promise<any> => (await get(path)).properties;
const values = async (list: string, filter?: string): Promise<any[]> =>
  (await get(`${VAULT}/${list}${filter === undefined ? '' : `?$filter=${encodeURIComponent(filter)}`}`)).value;

/** Sends a change, and follows it as clients do; answers the last poll and the job. */
async function change(
  method: string,
  path: string,
  body?: object,
): Promise<{ readonly accepted: Answer; readonly poll: any; readonly job: any }> {
  const accepted = await ask(sandbox, method, path, { body });
  expect([accepted.status, accepted.text]).toEqual([202, '']);
  const id = accepted.headers['azure-asyncoperation']!.split('/').at(-1)!.split('?')[0];
  for (let i = 0; i < 20; i++) {
    const poll = await get(`${VAULT}/backupOperations/${id}`);
    if (poll.status !== 'InProgress') {
      expect(await get(accepted.headers['azure-asyncoperation']!)).toEqual(poll);
      return { accepted, poll, job: poll.properties && (await get(`${VAULT}/backupJobs/${poll.properties.jobId}`)) };
    }
    expect(poll).toMatchObject({ id, name: id, endTime: '0001-01-01T00:00:00' });
    expect((await ask(sandbox, 'GET', accepted.headers['location']!)).status).toBe(202);
    sandbox.control.advance(10);
  }
  throw new Error('The operation never ended.');
}

beforeEach(async () => {
  sandbox = emptySandbox();
  for (const vault of [VAULT, OTHER]) await ask(sandbox, 'PUT', vault, { body: { location: 'westeurope', sku: { name: 'Standard' } } });
  sandbox.control.advance(61);
  sandbox.control.putResources([MACHINE, machine('far', { location: 'northeurope' })]);
});

describe('a machine', () => {
  it('is offered to a vault of its region, and enabled by a job', async () => {
    expect(await values('backupProtectableItems', "backupManagementType eq 'AzureIaasVM'")).toEqual([
      {
        id: `${VAULT}/backupFabrics/Azure/protectionContainers/IaasVMContainer;${KEY}/protectableItems/vm;${KEY}`,
        name: KEY,
        type: 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectableItems',
        properties: expect.objectContaining({ virtualMachineId: MACHINE.id, friendlyName: 'Web', protectionState: 'NotProtected' }),
      },
    ]);
    const asked = ITEM.replace('/VM;', '/vm;').replaceAll(';', '%3B');
    const { accepted, poll, job } = await change('PUT', asked, config());
    expect(accepted.headers['location']).toMatch(new RegExp(`^${HOST}${ITEM}/operationResults/[-0-9a-f]{36}\\?api-version=`));
    expect(poll).toMatchObject({ status: 'Succeeded', properties: { objectType: 'OperationStatusJobExtendedInfo' } });
    expect(job.properties).toMatchObject({
      jobType: 'AzureIaaSVMJob',
      containerName: KEY,
      duration: 'PT31S',
      operation: 'ConfigureBackup',
      status: 'Completed',
      entityFriendlyName: 'Web',
      extendedInfo: { tasksList: [], propertyBag: { 'VM Name': 'Web', 'Policy Name': 'DefaultPolicy' } },
    });
    const item = await get(ITEM);
    expect((await ask(sandbox, 'GET', accepted.headers['location']!)).body).toEqual(item);
    expect(item).toMatchObject({
      id: ITEM,
      name: `VM;${KEY}`,
      properties: { protectionState: 'IRPending', lastBackupStatus: '', policyId: policy('DefaultPolicy'), sourceResourceId: MACHINE.id },
    });
    expect(await values('backupProtectedItems', "backupManagementType eq 'AzureIaasVM' and itemType eq 'VM'")).toEqual([item]);
    expect(await values('backupProtectionContainers', "friendlyName eq 'Web' and status eq 'Registered'")).toMatchObject([
      { name: `IaasVMContainer;${KEY}`, properties: { virtualMachineId: MACHINE.id, healthStatus: 'Healthy' } },
    ]);
    expect(await values('backupProtectableItems', "workloadType eq 'VM'")).toEqual([]);
    expect((await properties(policy('DefaultPolicy'))).protectedItemsCount).toBe(1);
    const rows = await query(
      sandbox,
      `recoveryservicesresources | where type endswith '/protecteditems' or type endswith '/backuppolicies'
       | project name, state = tostring(properties.currentProtectionState), count = toint(properties.protectedItemsCount)`,
    );
    expect(rows.body.data).toContainEqual({ name: `VM;${KEY}`, state: 'ConfiguringProtection', count: null });
    expect(rows.body.data).toContainEqual({ name: 'DefaultPolicy', state: '', count: 1 });
  });

  it.each([
    ['of another region', itemIn(VAULT).replaceAll(';web', ';far'), { sourceResourceId: machine('far').id }, 'ConfigureProtectionRequest'],
    [
      'that is not there',
      itemIn(VAULT).replaceAll(';web', ';none'),
      { sourceResourceId: machine('none').id },
      'ConfigureProtectionRequest',
    ],
    ['under the name of another', itemIn(VAULT).replaceAll(';web', ';far'), {}, 'ConfigureProtectionRequest'],
    ['with a policy of another vault', ITEM, { policyId: policy('DefaultPolicy', OTHER) }, 'InvalidInput'],
    ['with a policy for databases', ITEM, { policyId: policy('HourlyLogBackup') }, 'InvalidPolicyForGivenProvider'],
  ])('%s is refused', async (_, path, more, code) => {
    const refused = await ask(sandbox, 'PUT', path, { body: config(more) });
    expect([refused.status, refused.body.error.code]).toEqual([400, expect.stringContaining(code)]);
    expect(await values('backupJobs')).toEqual([]);
  });

  it('is in one vault at a time: the job of the second one fails', async () => {
    await change('PUT', ITEM, config());
    const second = await ask(sandbox, 'PUT', itemIn(OTHER), { body: config({ policyId: policy('DefaultPolicy', OTHER) }) });
    sandbox.control.advance(60);
    expect((await get(second.headers['azure-asyncoperation']!)).status).toBe('Failed');
    const [job] = (await get(`${OTHER}/backupJobs?$filter=status eq 'Failed'`)).value;
    expect(job.properties.errorDetails[0].errorString).toContain('another recovery services vault');
    expect((await ask(sandbox, 'GET', itemIn(OTHER))).body.error.code).toBe('BMSUserErrorDataSourceObjectNotFound');
  });

  it('fails as it is told to', async () => {
    sandbox.control.addFault({ operation: 'ConfigureBackup', errorCode: '400001' });
    const { poll } = await change('PUT', ITEM, config());
    expect(poll).toMatchObject({ status: 'Failed', error: { code: '400001' } });
    expect((await ask(sandbox, 'GET', ITEM)).status).toBe(404);
    await change('PUT', ITEM, config());
    expect((await properties()).protectionState).toBe('IRPending');
  });
});

describe('a backup item', () => {
  beforeEach(async () => void (await change('PUT', ITEM, config())));

  it('is backed up now: a job with two tasks, a point, a healthy item', async () => {
    const body = { properties: { objectType: 'IaasVMBackupRequest', recoveryPointExpiryTimeInUTC: '2026-02-15T00:00:00.000Z' } };
    const { job } = await change('POST', `${ITEM}/backup`, body);
    const tasks = async (): Promise<string[]> =>
      (await properties(job.id)).extendedInfo.tasksList.map(({ status }: { status: string }) => status);
    expect(job.properties).toMatchObject({ operation: 'Backup', status: 'InProgress', actionsInfo: [1] });
    expect(job.properties.extendedInfo.propertyBag['Recovery Point Expiry Time in UTC']).toBe('2/15/2026 12:00:00 AM');
    expect(await tasks()).toEqual(['InProgress', 'NotStarted']);
    const second = await change('POST', `${ITEM}/backup`, body);
    sandbox.control.advance(300);
    expect(await properties(second.job.id)).toMatchObject({
      status: 'Failed',
      errorDetails: [{ errorTitle: 'UserErrorBackupOperationInProgress' }],
      extendedInfo: { tasksList: [{ status: 'Failed' }, { status: 'NotStarted' }] },
    });
    expect(await tasks()).toEqual(['Completed', 'InProgress']);
    expect((await properties(job.id)).duration).toBe('PT5M');
    expect((await get(`${ITEM}/recoveryPoints`)).value[0].properties.recoveryPointTierDetails).toHaveLength(1);
    sandbox.control.advance(3000);
    expect(await properties(job.id)).toMatchObject({ status: 'Completed', duration: 'PT42M' });
    const [point, ...others] = (await get(`${ITEM}/recoveryPoints`)).value;
    expect(others).toEqual([]);
    expect(await get(point.id)).toEqual(point);
    expect(point.properties).toMatchObject({ objectType: 'IaasVMRecoveryPoint', virtualMachineSize: 'Standard_D4s_v5' });
    expect(point.properties.recoveryPointTierDetails.map(({ type }: { type: string }) => type)).toEqual(['InstantRP', 'HardenedRP']);
    expect(await properties()).toMatchObject({
      protectionState: 'Protected',
      lastBackupStatus: 'Completed',
      lastRecoveryPoint: point.properties.recoveryPointTime,
    });
    const between = (from: string, to: string): string => encodeURIComponent(`startDate eq '${from}' and endDate eq '${to}'`);
    const time = Date.parse(point.properties.recoveryPointTime);
    // As Azure CLI writes times, which are those of UTC wherever the sandbox runs.
    const cliTime = (at: number): string => new Date(at).toISOString().replace('T', ' ').slice(0, 11) + clock(new Date(at));
    const clock = (at: Date): string =>
      `${String(at.getUTCHours() % 12 || 12).padStart(2, '0')}${at.toISOString().slice(13, 19)} ${at.getUTCHours() < 12 ? 'AM' : 'PM'}`;
    const around = between(cliTime(time - 2000), cliTime(time + 2000));
    expect((await get(`${ITEM}/recoveryPoints?$filter=${around}`)).value).toHaveLength(1);
    expect((await get(`${ITEM}/recoveryPoints?$filter=${between(cliTime(time + 2000), cliTime(time + 4000))}`)).value).toEqual([]);
  });

  describe('with a point', () => {
    const disk = (name: string): string => `${GROUP}/providers/Microsoft.Compute/disks/${name}`;
    const storageAccountId = `${GROUP}/providers/Microsoft.Storage/storageAccounts/staging`;
    const account = { id: storageAccountId, name: 'staging', type: 'Microsoft.Storage/storageAccounts', location: 'westeurope' };
    const request = (more: object = {}): object => ({
      properties: { objectType: 'IaasVMRestoreRequest', recoveryType: 'RestoreDisks', storageAccountId, ...more },
    });
    let point: any;

    beforeEach(async () => {
      const dataDisks = [0, 5].map((lun) => ({ lun, managedDisk: { id: disk(`data-${lun}`) }, diskSizeGB: 64 }));
      const storageProfile = { osDisk: { osType: 'Linux', managedDisk: { id: disk('os') } }, dataDisks };
      const os = { id: disk('os'), name: 'os', type: 'Microsoft.Compute/disks', location: 'westeurope', sku: { name: 'StandardSSD_LRS' } };
      sandbox.control.putResources([
        machine('Web', { properties: { storageProfile } }),
        { ...os, properties: { diskSizeGB: 30 } },
        account,
        { ...account, id: `${storageAccountId}2`, name: 'staging2', location: 'eastus' },
      ]);
      await change('POST', `${ITEM}/backup`, { properties: { objectType: 'IaasVMBackupRequest' } });
      sandbox.control.advance(3000);
      [point] = (await get(`${ITEM}/recoveryPoints`)).value;
    });

    it('gives its disks back: a job, which tells where the template is', async () => {
      const { job } = await change('POST', `${point.id}/restore`, request({ targetResourceGroupId: GROUP, restoreDiskLunList: [5] }));
      const { propertyBag } = job.properties.extendedInfo;
      expect(job.properties).toMatchObject({ operation: 'Restore', status: 'InProgress', actionsInfo: [1] });
      expect(job.properties.extendedInfo.tasksList).toMatchObject([{ taskId: 'Transfer data from vault', status: 'InProgress' }]);
      expect(propertyBag).toEqual({
        'Job Type': 'Recover disks',
        'Target Storage Account Name': 'staging',
        'Recovery point time ': expect.stringMatching(/^9\/14\/2026 8:\d\d:\d\d AM$/),
        'VM Subscription ID': SUBSCRIPTION,
        'Target resource group': 'Rg-One',
      });
      expect(await values('backupJobs', "operation eq 'Restore' and status eq 'InProgress'")).toHaveLength(1);
      sandbox.control.advance(1800);
      const ended = await properties(job.id);
      expect(ended).toMatchObject({ status: 'Completed', duration: 'PT30M' });
      expect(ended.extendedInfo.propertyBag).toMatchObject({
        ...propertyBag,
        'Config Blob Name': `config-Web-${job.name}.json`,
        'Template Blob Uri': expect.stringMatching(
          new RegExp(`^https://staging.blob.core.windows.net/web-.*/azuredeploy${job.name}.json$`),
        ),
      });
      const disks = (await get(`${GROUP}/providers/Microsoft.Compute/disks`)).value.filter(({ name }: any) => name.startsWith('Web-'));
      expect(disks).toMatchObject([
        { name: expect.stringMatching(/^Web-datadisk-005-/), properties: { diskSizeGB: 64 } },
        { name: expect.stringMatching(/^Web-osdisk-/), sku: { name: 'StandardSSD_LRS' }, properties: { diskSizeGB: 30, osType: 'Linux' } },
      ]);
      for (const { location, managedBy, properties: shown } of disks) {
        expect([location, managedBy, shown.diskState]).toEqual(['westeurope', undefined, 'Unattached']);
      }
    });

    it('gives its disks back to the machine in place of those that it has, which stay', async () => {
      const vm = `${GROUP}/providers/Microsoft.Compute/virtualMachines/Web`;
      const { job } = await change('POST', `${point.id}/restore`, request({ recoveryType: 'OriginalLocation', restoreDiskLunList: [5] }));
      expect(job.properties.extendedInfo).toMatchObject({
        tasksList: [
          { taskId: 'Transfer data from vault', status: 'InProgress' },
          { taskId: 'Update the virtual machine', status: 'NotStarted' },
        ],
        propertyBag: { 'Job Type': 'Replace disks', 'Target VM Name': 'Web', 'Target resource group': 'Rg-One' },
        internalPropertyBag: { restoreLocationType: 'OriginalLocation' },
      });
      sandbox.control.advance(1800);
      expect(await properties(job.id)).toMatchObject({ status: 'Completed', duration: 'PT21M' });
      const { osDisk, dataDisks } = (await get(vm)).properties.storageProfile;
      expect(osDisk).toMatchObject({ name: expect.stringMatching(/^Web-osdisk-/), osType: 'Linux', diskSizeGB: 30 });
      expect(dataDisks).toMatchObject([
        { lun: 0, name: 'data-0' },
        { lun: 5, name: expect.stringMatching(/^Web-datadisk-005-/) },
      ]);
      const shown = async (id: string): Promise<unknown[]> => {
        const { managedBy, properties: disk_ } = await get(id);
        return [managedBy, disk_.diskState];
      };
      expect(await shown(osDisk.managedDisk.id)).toEqual([vm, 'Attached']);
      expect(await shown(disk('os'))).toEqual([undefined, 'Unattached']);
    });

    it('cannot give them back to a machine that is gone', async () => {
      sandbox.world.store.delete(`${GROUP}/providers/Microsoft.Compute/virtualMachines/Web`);
      const { job } = await change('POST', `${point.id}/restore`, request({ recoveryType: 'OriginalLocation' }));
      sandbox.control.advance(1800);
      expect(await properties(job.id)).toMatchObject({ status: 'Failed', errorDetails: [{ errorCode: 320_001 }] });
    });

    it.each([
      ['to no account', { storageAccountId: undefined }],
      ['to an account of another region', { storageAccountId: `${storageAccountId}2` }],
      ['to a group that is not there', { targetResourceGroupId: `${GROUP}-none` }],
      ['as a machine, which is not played', { recoveryType: 'AlternateLocation' }],
    ])('is not restored %s', async (_, more) => {
      const refused = await ask(sandbox, 'POST', `${point.id}/restore`, { body: request(more) });
      expect([refused.status, refused.body.error.code]).toEqual([400, 'BMSUserErrorInvalidInput']);
    });

    it('of another name is not found', async () => {
      expect((await ask(sandbox, 'POST', `${point.id}0/restore`, { body: request() })).status).toBe(404);
    });
  });

  it('keeps the points that it was said to have', async () => {
    const lastRecoveryPoint = '2025-12-31T03:00:00Z';
    const item = await get(ITEM);
    sandbox.control.putResources([{ ...item, properties: { ...item.properties, lastRecoveryPoint, protectionState: 'Protected' } }]);
    const before = (await get(`${ITEM}/recoveryPoints`)).value;
    expect(before).toHaveLength(30);
    await change('POST', `${ITEM}/backup`, { properties: { objectType: 'IaasVMBackupRequest' } });
    sandbox.control.advance(3000);
    expect((await get(`${ITEM}/recoveryPoints`)).value.slice(1)).toEqual(before);
  });

  it('has a backup that can be cancelled, and leaves its snapshot', async () => {
    const { job } = await change('POST', `${ITEM}/backup`, { properties: { objectType: 'IaasVMBackupRequest' } });
    sandbox.control.advance(600);
    const cancel = await ask(sandbox, 'POST', `${job.id}/cancel`);
    expect(cancel.status).toBe(202);
    expect((await properties(job.id)).status).toBe('Cancelling');
    sandbox.control.advance(60);
    expect((await properties(job.id)).status).toBe('Cancelled');
    expect((await ask(sandbox, 'GET', cancel.headers['location']!)).status).toBe(204);
    sandbox.control.advance(3000);
    expect(await properties()).toMatchObject({ protectionState: 'IRPending' });
    expect((await ask(sandbox, 'POST', `${job.id}/cancel`)).status).toBe(400);
  });

  it('fails to be backed up without its machine', async () => {
    sandbox.control.deleteResource(MACHINE.id);
    const { job } = await change('POST', `${ITEM}/backup`, { properties: { objectType: 'IaasVMBackupRequest' } });
    sandbox.control.advance(3000);
    expect(await properties(job.id)).toMatchObject({ status: 'Failed', errorDetails: [{ errorCode: 320_001 }] });
    expect(await properties()).toMatchObject({ lastBackupStatus: 'Failed', protectionState: 'IRPending' });
    expect((await get(`${ITEM}/recoveryPoints`)).value).toEqual([]);
  });

  it('fails to be backed up while its region is down', async () => {
    const { job } = await change('POST', `${ITEM}/backup`, { properties: { objectType: 'IaasVMBackupRequest' } });
    sandbox.control.setOutage('westeurope', 'down');
    sandbox.control.advance(3000);
    sandbox.control.setOutage('westeurope', 'up');
    expect(await properties(job.id)).toMatchObject({ status: 'Failed', errorDetails: [{ errorTitle: 'ServiceUnavailable' }] });
  });

  it('gets another policy, is stopped with its data, and resumed', async () => {
    const enhanced = policy('EnhancedPolicy');
    await change('PUT', ITEM, config({ policyId: enhanced }));
    expect(await properties()).toMatchObject({ policyId: enhanced, policyName: 'EnhancedPolicy', policyType: 'V2' });
    expect((await properties(policy('DefaultPolicy'))).protectedItemsCount).toBe(0);
    expect((await ask(sandbox, 'DELETE', enhanced)).status).toBe(400);

    const { job } = await change('PUT', ITEM, config({ policyId: '', protectionState: 'ProtectionStopped' }));
    expect(job.properties.operation).toBe('DisableBackup');
    expect(await properties()).toMatchObject({ protectionState: 'ProtectionStopped', policyId: '', policyName: '' });
    expect((await ask(sandbox, 'POST', `${ITEM}/backup`, { body: {} })).status).toBe(400);
    expect((await ask(sandbox, 'DELETE', enhanced)).status).toBe(200);

    await change('PUT', ITEM, config());
    expect(await properties()).toMatchObject({ protectionState: 'IRPending', policyName: 'DefaultPolicy' });
  });

  it('is kept for 14 days after it was deleted, and can be taken back', async () => {
    const { accepted, job } = await change('DELETE', ITEM);
    expect(job.properties).toMatchObject({ operation: 'DeleteBackupData', duration: 'PT12S' });
    expect(job.properties.extendedInfo.propertyBag).toEqual({ 'VM Name': 'Web', 'Number of Recovery Points': '0' });
    expect(accepted.headers['location']).toContain('/operationResults/');
    const deleted = await properties();
    expect(deleted).toMatchObject({ protectionState: 'ProtectionStopped', policyId: '', isScheduledForDeferredDelete: true });
    expect(deleted.deferredDeleteTimeRemaining).toMatch(/^13\.23:59:\d\d\.\d{7}$/);
    expect(Date.parse(deleted.deferredDeleteTimeInUTC)).toBe(Date.parse(job.properties.startTime));
    expect((await ask(sandbox, 'PUT', ITEM, { body: config() })).status).toBe(400);
    const asked = "recoveryservicesresources | where type endswith '/protecteditems' | project state = properties.currentProtectionState";
    expect((await query(sandbox, asked)).body.data).toEqual([{ state: 'SoftDeleted' }]);
    const refused = await ask(sandbox, 'DELETE', VAULT);
    expect([refused.status, refused.body.error.message]).toEqual([400, expect.stringContaining('Web')]);

    const back = await change('PUT', ITEM, config({ policyId: '', isRehydrate: true, protectionState: 'ProtectionStopped' }));
    expect(back.job.properties).toMatchObject({ operation: 'Undelete', extendedInfo: { propertyBag: { 'Undelete flag': 'True' } } });
    const kept = await properties();
    expect(kept.protectionState).toBe('ProtectionStopped');
    expect(Object.keys(kept).filter((name) => /deferred/i.test(name))).toEqual([]);

    sandbox.control.advance(20 * 86_400);
    expect((await ask(sandbox, 'GET', ITEM)).status).toBe(200);
    await change('DELETE', ITEM);
    sandbox.control.advance(13 * 86_400);
    expect((await ask(sandbox, 'GET', ITEM)).status).toBe(200);
    sandbox.control.advance(2 * 86_400);
    expect((await ask(sandbox, 'GET', ITEM)).status).toBe(404);
    expect(await values('backupProtectionContainers')).toEqual([]);
    expect((await ask(sandbox, 'DELETE', VAULT)).status).toBe(200);
  });

  it('is gone at once where the vault keeps nothing', async () => {
    await ask(sandbox, 'PATCH', `${VAULT}/backupconfig/vaultconfig`, { body: { properties: { softDeleteFeatureState: 'Disabled' } } });
    const { accepted } = await change('DELETE', ITEM);
    expect((await ask(sandbox, 'GET', accepted.headers['location']!)).status).toBe(204);
    expect(await values('backupProtectedItems')).toEqual([]);
    expect(await values('backupProtectionContainers')).toEqual([]);
    expect((await ask(sandbox, 'DELETE', ITEM)).status).toBe(204);
  });

  it('stays what it is in an immutable vault', async () => {
    const immutable = { securitySettings: { immutabilitySettings: { state: 'Unlocked' } } };
    const suspend = config({ protectionState: 'BackupsSuspended' });
    expect((await ask(sandbox, 'PUT', ITEM, { body: suspend })).body.error.code).toBe('UserErrorOperationDeniedOnImmutableItem');
    await ask(sandbox, 'PATCH', VAULT, { body: { properties: immutable } });
    expect((await ask(sandbox, 'DELETE', ITEM)).body.error.code).toBe('UserErrorOperationDeniedOnImmutableItem');
    await change('PUT', ITEM, suspend);
    expect(await properties()).toMatchObject({ protectionState: 'BackupsSuspended', policyName: 'DefaultPolicy' });
  });
});

it('jobs are listed newest first, and by what Azure CLI asks for', async () => {
  await change('PUT', ITEM, config());
  sandbox.control.advance(60);
  await change('PUT', ITEM, config({ policyId: '', protectionState: 'ProtectionStopped' }));
  const operations = async (filter?: string): Promise<string[]> =>
    (await values('backupJobs', filter)).map((job) => job.properties.operation);
  expect(await operations()).toEqual(['DisableBackup', 'ConfigureBackup']);
  expect(await operations("status eq 'Completed' and operation eq 'ConfigureBackup'")).toEqual(['ConfigureBackup']);
  expect(await operations("status eq 'InProgress'")).toEqual([]);
  const [{ name, properties: newest }] = await values('backupJobs');
  expect(await operations(`jobId eq '${name}' and backupManagementType eq 'AzureIaasVM'`)).toEqual(['DisableBackup']);
  expect(await operations(`startTime eq '${newest.startTime}' and endTime eq '2099-01-01 01:00:00 AM'`)).toEqual(['DisableBackup']);
});

it('an intent is accepted at once, and enables by the same job', async () => {
  const intent = `${VAULT}/backupFabrics/Azure/backupProtectionIntent/vm;${KEY}`;
  const wanted = { protectionIntentItemType: 'AzureResourceItem', sourceResourceId: MACHINE.id, policyId: policy('DefaultPolicy') };
  const accepted = await ask(sandbox, 'PUT', intent, { body: { properties: wanted } });
  expect([accepted.status, accepted.body.properties]).toEqual([200, expect.objectContaining({ ...wanted, protectionState: 'Protecting' })]);
  expect(await get(intent)).toEqual(accepted.body);
  expect(await values('backupProtectionIntents')).toEqual([accepted.body]);
  expect((await ask(sandbox, 'GET', ITEM)).status).toBe(404);
  sandbox.control.advance(31);
  expect(await properties()).toMatchObject({ protectionState: 'IRPending', policyName: 'DefaultPolicy' });
  const other = { protectionIntentItemType: 'RecoveryServiceVaultItem', policyId: policy('HourlyLogBackup') };
  expect((await ask(sandbox, 'PUT', `${intent}-sql`, { body: { properties: other } })).status).toBe(501);
});

it('what the sandbox does not play is not taken for protected', async () => {
  const share = `${VAULT}/backupFabrics/Azure/protectionContainers/StorageContainer;Storage;rg;sa/protectedItems/AzureFileShare;s`;
  expect((await ask(sandbox, 'PUT', share, { body: config() })).status).toBe(501);
  expect(await values('backupProtectedItems')).toEqual([]);
});
