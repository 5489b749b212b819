import { describe, expect, it } from 'vitest';
import { ask, emptySandbox, GROUP, HOST, machine, SUBSCRIPTION } from './sandboxCalls.ts';

describe('sign-in', () => {
  const open = { headers: { authorization: '' }, apiVersion: '' };

  it.each(['/my-tenant/v2.0', '/my-tenant', '/adfs'])(
    'serves the discovery document of %s on the host that was called',
    async (authority) => {
      const { status, body } = await ask(emptySandbox(), 'GET', `${authority}/.well-known/openid-configuration`, open);
      expect(status).toBe(200);
      expect(body.token_endpoint.startsWith(`${HOST}${authority.replace('/v2.0', '')}/oauth2/`)).toBe(true);
      expect(body.issuer).toContain(HOST);
      expect(body.authorization_endpoint).toContain(HOST);
    },
  );

  it('serves instance discovery', async () => {
    const { body } = await ask(emptySandbox(), 'GET', '/common/discovery/instance', open);
    expect(body.tenant_discovery_endpoint).toMatch(/openid-configuration$/);
  });

  it.each(['/adfs/oauth2/token', '/t/oauth2/token', '/t/oauth2/v2.0/token'])('gives a token at %s that reads as a JWT', async (path) => {
    const sandbox = emptySandbox();
    const form = 'grant_type=client_credentials&client_id=me&client_secret=x&scope=https%3A%2F%2Fmanagement.azure.com%2F.default';
    const { status, body } = await ask(sandbox, 'POST', path, {
      body: form,
      apiVersion: '',
      headers: { authorization: '', 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const parts = body.access_token.split('.');
    expect(parts).toHaveLength(3);
    const claims = JSON.parse(Buffer.from(parts[1], 'base64url').toString());
    expect(claims).toMatchObject({ tid: sandbox.tenantId, aud: 'https://management.azure.com' });
    expect(claims.oid).toMatch(/^[0-9a-f-]{36}$/);
    // By the caller's clock (2026-01-01), whatever the sandbox's shows.
    expect(claims.exp).toBe(Date.UTC(2026, 0, 1) / 1000 + 3600);
    expect(body.expires_on).toBe(String(claims.exp));
  });

  it('refuses a token request without a grant, and gives one to a managed identity', async () => {
    const sandbox = emptySandbox();
    expect((await ask(sandbox, 'POST', '/t/oauth2/v2.0/token', open)).status).toBe(400);
    const form = {
      body: 'resource=https%3A%2F%2F127.0.0.1%2F',
      apiVersion: '',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    const { body } = await ask(sandbox, 'POST', '/msi/token', form);
    expect(Object.keys(body)).toEqual(expect.arrayContaining(['access_token', 'expires_in', 'expires_on', 'token_type', 'resource']));
    expect(body.resource).toBe('https://127.0.0.1/');
  });

  it('describes the cloud: one object for 2015, a list later', async () => {
    const sandbox = emptySandbox();
    const old = await ask(sandbox, 'GET', '/metadata/endpoints', { ...open, apiVersion: '2015-01-01' });
    expect(old.body.authentication.loginEndpoint).toBe(`${HOST}/adfs`);
    const later = await ask(sandbox, 'GET', '/metadata/endpoints', { ...open, apiVersion: '2022-09-01' });
    expect(later.body[0].resourceManager).toBe(`${HOST}/`);
  });
});

describe('the front door', () => {
  it('answers 401 with WWW-Authenticate without a token', async () => {
    const { status, headers, body } = await ask(emptySandbox(), 'GET', '/subscriptions', { headers: { authorization: '' } });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toMatch(/^Bearer authorization_uri="https:\/\/sandbox\.test:8443\//);
    expect(body.error.code).toBe('AuthenticationFailed');
  });

  it.each([
    ['', 400, 'MissingApiVersionParameter'],
    ['2013-12-31', 400, 'InvalidApiVersionParameter'],
    ['yesterday', 400, 'InvalidApiVersionParameter'],
    ['2014-04-01', 200, undefined],
    ['2026-04-01', 200, undefined],
    ['2021-12-01-preview', 200, undefined],
  ])('api-version %j: %i %s', async (apiVersion, status, code) => {
    const answer = await ask(emptySandbox(), 'GET', '/subscriptions', { apiVersion });
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
  });

  it('reads paths and query keys in any case, // as /, and ids come back in ARM casing', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources([machine('VmOne')]);
    const path = `//SUBSCRIPTIONS/${SUBSCRIPTION.toUpperCase()}//resourcegroups/RG-ONE/PROVIDERS/microsoft.compute/VIRTUALMACHINES/vmone?API-Version=2023-03-01&$EXPAND=instanceView`;
    const { status, body } = await ask(sandbox, 'GET', path, { apiVersion: '' });
    expect(status).toBe(200);
    expect(body.id).toBe(machine('VmOne').id);
    expect(body.properties.instanceView.statuses.at(-1).code).toBe('PowerState/running');
  });

  it.each([
    ['/subscriptions/99999999-9999-4999-8999-999999999999/resourceGroups', 404, 'SubscriptionNotFound', undefined],
    ['/subscriptions/no-guid/resourceGroups', 400, 'InvalidSubscriptionId', undefined],
    [`/subscriptions/${SUBSCRIPTION}/resourceGroups/none/providers/Microsoft.Compute/disks/d`, 404, 'ResourceGroupNotFound', 'gateway'],
    [`${GROUP}/providers/Microsoft.RecoveryServices/vaults/v`, 404, 'ResourceNotFound', 'gateway'],
    [`${GROUP}/providers/Microsoft.Compute/virtualMachines/v/extensions/e`, 404, 'ParentResourceNotFound', 'gateway'],
    [`/subscriptions/${SUBSCRIPTION}/nonsense`, 404, 'NotFound', undefined],
    [`/subscriptions/${SUBSCRIPTION}/%zz`, 400, 'BadRequest', undefined],
  ])('%s: %i %s', async (path, status, code, cause) => {
    const answer = await ask(emptySandbox(), 'GET', path);
    expect([answer.status, answer.body.error.code, answer.headers['x-ms-failure-cause']]).toEqual([status, code, cause]);
    expect(answer.body.error.message).not.toBe('');
  });

  it('words a missing resource as recorded', async () => {
    const { body } = await ask(emptySandbox(), 'GET', `${GROUP}/providers/Microsoft.RecoveryServices/vaults/SRCliVault`);
    expect(body.error.message).toBe(
      "The Resource 'Microsoft.RecoveryServices/vaults/SRCliVault' under resource group 'Rg-One' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    );
  });

  it('names a missing child as its id does', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources([machine('vm')]);
    const { body } = await ask(sandbox, 'GET', `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm/extensions/e`);
    expect(body.error.message).toMatch(
      /^The Resource 'Microsoft\.Compute\/virtualMachines\/vm\/extensions\/e' under resource group 'Rg-One'/,
    );
  });

  it('leaves a resource where it was made, and wants to know where to make one', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources([machine('vm')]);
    const put = (type: string, body: object): ReturnType<typeof ask> =>
      ask(sandbox, 'PUT', `${GROUP}/providers/${type}`, { body: { properties: {}, ...body } });
    const moved = await put('Microsoft.Compute/virtualMachines/vm', { location: 'North Europe' });
    expect([moved.status, moved.body.error.code, moved.headers['x-ms-failure-cause']]).toEqual([409, 'InvalidResourceLocation', 'gateway']);
    expect((await put('Microsoft.Compute/virtualMachines/vm', { location: 'West Europe' })).status).toBe(200);
    for (const type of ['Compute/disks', 'Network/virtualNetworks', 'Storage/storageAccounts', 'RecoveryServices/vaults']) {
      const { status, body } = await put(`Microsoft.${type}/new1`, {});
      expect([type, status, body.error?.code]).toEqual([type, 400, 'LocationRequired']);
    }
    expect((await put('Microsoft.Some/things/t', {})).status).toBe(201);
  });

  it('holds a change against If-Match and If-None-Match', async () => {
    const sandbox = emptySandbox();
    const network = `${GROUP}/providers/Microsoft.Network/virtualNetworks/net`;
    const body = { location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } };
    const send = async (headers: Record<string, string>, method = 'PUT', target = network): Promise<number> =>
      (await ask(sandbox, method, target, { headers, ...(method === 'PUT' && { body }) })).status;
    expect(await send({ 'if-match': '*' })).toBe(412);
    expect(await send({ 'if-none-match': '*' })).toBe(201);
    expect(await send({ 'if-none-match': '*' })).toBe(412);
    const { etag } = (await ask(sandbox, 'GET', network)).body;
    expect(await send({ 'if-match': etag.replace('W/', '') })).toBe(200);
    expect(await send({ 'if-match': '"of another time"' }, 'DELETE')).toBe(412);
    expect(await send({ 'if-match': etag }, 'DELETE')).toBe(202);
    // Services that do not look at it.
    expect(await send({ 'if-match': '*' }, 'PUT', `${GROUP}/providers/Microsoft.Storage/storageAccounts/accountone`)).toBe(202);
  });

  it('marks every answer: request ids, the sandbox clock as Date, what is left of the limits', async () => {
    const sandbox = emptySandbox();
    sandbox.control.setClock(new Date('2027-03-04T05:06:07Z'));
    const { headers } = await ask(sandbox, 'GET', '/subscriptions', { headers: { 'x-ms-correlation-request-id': 'mine' } });
    expect(headers['date']).toBe('Thu, 04 Mar 2027 05:06:07 GMT');
    expect(headers['x-ms-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['x-ms-correlation-request-id']).toBe('mine');
    expect(headers['x-ms-routing-request-id']).toContain('20270304T050607Z');
    const write = await ask(sandbox, 'PUT', `${GROUP}/providers/Microsoft.Some/things/t`, { body: {} });
    expect(write.headers['x-ms-ratelimit-remaining-subscription-writes']).toBe('1199');
    const gone = await ask(sandbox, 'DELETE', `${GROUP}/providers/Microsoft.Some/things/t`);
    expect(gone.headers['x-ms-ratelimit-remaining-subscription-deletes']).toBe('14999');
  });

  it('throttles a subscription after 250 reads, and lets 25 more a second through', async () => {
    let now = 0;
    const { createSandbox } = await import('../../src/sandbox/createSandbox.ts');
    const sandbox = createSandbox({ clock: 'manual', empty: true, throttle: true }, { realNow: () => now });
    sandbox.control.putResources([machine('vm')]);
    const read = (): ReturnType<typeof ask> => ask(sandbox, 'GET', `/subscriptions/${SUBSCRIPTION}/resourceGroups`);
    for (let i = 0; i < 250; i++) expect((await read()).status).toBe(200);
    const refused = await read();
    expect([refused.status, refused.body.error.code, refused.headers['retry-after']]).toEqual([429, 'SubscriptionRequestsThrottled', '1']);
    expect(refused.body.error.message).toContain(`Number of requests for subscription '${SUBSCRIPTION}'`);
    now += 1000;
    for (let i = 0; i < 25; i++) expect((await read()).status).toBe(200);
    expect((await read()).status).toBe(429);
  });

  it('refuses a body that is not JSON, and an action that nobody has', async () => {
    const sandbox = emptySandbox();
    const broken = await ask(sandbox, 'PUT', `${GROUP}/providers/Microsoft.Some/things/t`, { body: '{"a":' });
    expect([broken.status, broken.body.error.code]).toEqual([400, 'InvalidRequestContent']);
    const list = await ask(sandbox, 'PUT', `${GROUP}/providers/Microsoft.Some/things/t`, { body: [] });
    expect(list.body.error.code).toBe('InvalidRequestContent');
    const dance = `${GROUP}/providers/Microsoft.Some/things/t/dance`;
    const unplayed = await ask(sandbox, 'POST', dance);
    expect([unplayed.status, unplayed.body.error.message]).toEqual([404, `The sandbox does not play POST '${dance}'.`]);
    expect((await ask(sandbox, 'PUT', `${GROUP}/providers/Microsoft.Some/things`, { body: {} })).status).toBe(405);
  });

  it.each(['Microsoft.Resources/deployments/d', 'Microsoft.Compute/locations/westeurope/publishers', 'Microsoft.Compute/images/i'])(
    'does not play %s: a plain 404',
    async (rest) => {
      const scope = rest.includes('locations') ? `/subscriptions/${SUBSCRIPTION}` : GROUP;
      const sandbox = emptySandbox();
      expect((await ask(sandbox, 'GET', `${scope}/providers/${rest}`)).status).toBe(404);
      expect((await ask(sandbox, 'PUT', `${scope}/providers/${rest}`, { body: { location: 'westeurope' } })).status).toBe(404);
    },
  );

  it('says so of what templates have outside of their provider', async () => {
    const sandbox = emptySandbox();
    for (const [method, path] of [
      ['GET', `${GROUP}/deployments/d/operations`],
      ['GET', `/subscriptions/${SUBSCRIPTION}/deployments/d/operations`],
      ['POST', `${GROUP}/exportTemplate`],
    ] as const) {
      const { status, body } = await ask(sandbox, method, path);
      expect([status, body.error]).toEqual([404, { code: 'NotFound', message: `The sandbox does not play '${path}'.` }]);
    }
  });
});
