import { beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, emptySandbox, finished, GROUP, type Answer } from './sandboxCalls.ts';

const ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stone`;
const CONTAINER = `${ACCOUNT}/blobServices/default/containers/logs`;

let sandbox: Sandbox;
const make = async (kind: string, sku = 'Standard_LRS'): Promise<Answer> =>
  finished(sandbox, await ask(sandbox, 'PUT', ACCOUNT, { body: { location: 'westeurope', kind, sku: { name: sku } } }));
beforeEach(() => {
  sandbox = emptySandbox();
});

describe('what lies in an account', () => {
  it('is made though nobody has made its service: containers, as recorded', async () => {
    await make('StorageV2');
    const made = await ask(sandbox, 'PUT', CONTAINER, { body: {} });
    const type = 'Microsoft.Storage/storageAccounts/blobServices/containers';
    expect([made.status, made.body]).toEqual([201, { id: CONTAINER, name: 'logs', type }]);
    const { body } = await ask(sandbox, 'GET', CONTAINER);
    expect([body.etag, body.properties]).toMatchObject([made.headers['etag'], { publicAccess: 'None', legalHold: { tags: [] } }]);
    const { body: list } = await ask(sandbox, 'GET', `${ACCOUNT}/blobServices/default/containers`);
    expect(list.value).toMatchObject([{ name: 'logs', properties: { leaseState: 'Available', hasLegalHold: false } }]);
    const policy = `${CONTAINER}/immutabilityPolicies/default`;
    const properties = { immutabilityPeriodSinceCreationInDays: 3 };
    expect((await ask(sandbox, 'PUT', policy, { body: { properties } })).body.properties).toEqual(properties);
    expect((await ask(sandbox, 'PATCH', CONTAINER, { body: { properties: { metadata: { a: 'b' } } } })).status).toBe(200);
    expect((await ask(sandbox, 'GET', CONTAINER)).body.properties.metadata).toEqual({ a: 'b' });
    expect((await ask(sandbox, 'DELETE', CONTAINER)).status).toBe(200);
    const gone = await ask(sandbox, 'GET', CONTAINER);
    expect([gone.status, gone.body.error.code]).toEqual([404, 'ContainerNotFound']);
  });

  it('is a share, a queue or a table as well, and needs the account', async () => {
    await make('StorageV2');
    const share = `${ACCOUNT}/fileServices/default/shares/s`;
    expect((await ask(sandbox, 'PUT', share, { body: { properties: { shareQuota: 10 } } })).status).toBe(201);
    expect((await ask(sandbox, 'GET', share)).body.properties).toMatchObject({ shareQuota: 10, enabledProtocols: 'SMB' });
    const usage = async (query: string): Promise<unknown> =>
      (await ask(sandbox, 'GET', `${share}${query}`)).body.properties.shareUsageBytes;
    expect([await usage(''), await usage('?$expand=stats')]).toEqual([undefined, 0]);
    expect((await ask(sandbox, 'PUT', `${ACCOUNT}/queueServices/default/queues/q`)).status).toBe(200);
    const table = `${ACCOUNT}/tableServices/default/tables/t`;
    expect((await ask(sandbox, 'PUT', table)).status).toBe(200);
    expect((await ask(sandbox, 'GET', table)).body.properties).toEqual({ tableName: 't' });
    expect((await ask(sandbox, 'PUT', CONTAINER.replace('stone', 'none'), { body: {} })).body.error.code).toBe('ResourceNotFound');
  });
});

it('kinds of accounts have the services that Azure gives them', async () => {
  const { body: old } = await make('Storage');
  expect([old.properties.accessTier, Object.keys(old.properties.primaryEndpoints)]).toEqual([
    undefined,
    ['blob', 'queue', 'table', 'file'],
  ]);
  await ask(sandbox, 'DELETE', ACCOUNT);
  expect(Object.keys((await make('FileStorage', 'Premium_LRS')).body.properties.primaryEndpoints)).toEqual(['file']);
});

it('policies of an account are made and shown under the names that Azure gives them', async () => {
  await make('StorageV2');
  const path = `${ACCOUNT}/managementPolicies/default`;
  const policy = { rules: [{ enabled: true, name: 'old', type: 'Lifecycle' }] };
  const { status, body } = await ask(sandbox, 'PUT', path, { body: { properties: { policy } } });
  expect([status, body]).toEqual([
    200,
    {
      id: path,
      name: 'DefaultManagementPolicy',
      type: 'Microsoft.Storage/storageAccounts/managementPolicies',
      properties: { policy, lastModifiedTime: expect.stringMatching(/Z$/) },
    },
  ]);
  expect((await ask(sandbox, 'GET', path)).body).toEqual(body);
  const scope = `${ACCOUNT}/encryptionScopes/e`;
  expect((await ask(sandbox, 'PUT', scope, { body: { properties: { state: 'Enabled' } } })).status).toBe(201);
});

it('an account gives tokens that say what was asked for, and open nothing', async () => {
  await make('StorageV2');
  const asked = { signedServices: 'b', signedResourceTypes: 'sco', signedPermission: 'r', signedExpiry: '2026-12-01T00:00:00Z' };
  const { body } = await ask(sandbox, 'POST', `${ACCOUNT}/listAccountSas`, { body: asked });
  const token = new URLSearchParams(body.accountSasToken);
  expect([token.get('ss'), token.get('sp'), token.get('se')]).toEqual(['b', 'r', asked.signedExpiry]);
  const refused = await ask(sandbox, 'POST', `${ACCOUNT}/listAccountSas`, { body: { ...asked, signedExpiry: undefined } });
  expect([refused.status, refused.body.error.message]).toEqual([400, 'Values for request parameters are invalid: signedExpiry.']);
  const service = await ask(sandbox, 'POST', `${ACCOUNT}/listServiceSas`, {
    body: { canonicalizedResource: '/blob/stone/logs', signedResource: 'c' },
  });
  expect(service.body.serviceSasToken).toContain('sr=c');
});
