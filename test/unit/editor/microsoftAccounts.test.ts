import type { AuthenticationSession } from 'vscode';
import { expect, test } from 'vitest';
import type { Connection } from '../../../src/azure/wire/connection.ts';
import { sandboxCredential, newQuota } from '../../../src/azure/wire/connection.ts';
import { httpsClient } from '../../../src/azure/wire/httpsClient.ts';
import { cloudNamed } from '../../../src/azure/clouds.ts';
import type { Asking } from '../../../src/editor/estate.ts';
import { findWays, type WayFinder } from '../../../src/editor/azure/findWays.ts';
import { MicrosoftAccounts, type SessionOf } from '../../../src/editor/azure/microsoftAccounts.ts';
import { sessionCredential, tenantOfToken } from '../../../src/editor/azure/sessionCredential.ts';
import { UserError } from '../../../src/model/userError.ts';
import { english } from './localizer.ts';

const scope = 'https://management.azure.com/.default';

function token(tenant: string, more: object = {}): string {
  return `e30.${Buffer.from(JSON.stringify({ tid: tenant, ...more })).toString('base64url')}.x`;
}

/** VS Code's side: which account has silent sessions in which tenant; what a person answers. */
class FakeAccounts {
  readonly asked: unknown[][] = [];
  /** `account tenant`, tenant '' for the account's own. */
  silent = new Map<string, string>();
  ids: string[] = ['alice', 'bob'];
  answer: () => string = () => token('home');

  readonly api = {
    getAccounts: () => Promise.resolve(this.ids.map((id) => ({ id, label: `${id}@contoso.example` }))),
    getSession: (...args: unknown[]): Promise<AuthenticationSession> => {
      const [, request, options] = args as [string, readonly string[] | { fallbackScopes: readonly string[] }, Record<string, unknown>];
      const isChallenge = 'fallbackScopes' in request;
      const scopes: readonly string[] = isChallenge ? request.fallbackScopes : request;
      const tenant = scopes.find((each) => each.startsWith('VSCODE_TENANT:'))?.slice(14) ?? '';
      const account = options['account'] as { id: string } | undefined;
      const found = isChallenge ? undefined : this.silent.get(`${account?.id} ${tenant}`);
      if (options['silent'] === true) return Promise.resolve((found && session(found)) as unknown as AuthenticationSession);
      this.asked.push(args);
      return Promise.resolve().then(() => session(this.answer()));
    },
  };
}

function session(accessToken: string): AuthenticationSession {
  return { id: accessToken, accessToken, account: { id: 'alice', label: 'alice@contoso.example' }, scopes: [] };
}

const settings = { cloud: cloudNamed('AzureCloud'), credential: 'vscode', tenant: undefined, provider: 'microsoft' } as const;

function accountsOf(fake: FakeAccounts): MicrosoftAccounts {
  return new MicrosoftAccounts(fake.api, settings, english);
}

function finder(fake: FakeAccounts, tenants: readonly string[], with_: Partial<WayFinder> = {}): WayFinder & { readonly hidden: string[] } {
  const hidden: string[] = [];
  return {
    accounts: accountsOf(fake),
    tenant: undefined,
    connect: (of: SessionOf): Connection => ({
      credential: sandboxCredential,
      endpoint: 'https://management.azure.com',
      scopes: [scope],
      httpClient: httpsClient(),
      source: { kind: 'azure', label: `${of.account?.id} ${of.tenant ?? ''}` },
      quota: newQuota(),
    }),
    readTenants: () => Promise.resolve(tenants.map((id) => ({ id, name: `Name of ${id}` }))),
    hide: (name) => hidden.push(name),
    hidden,
    ...with_,
  };
}

test('every tenant that opens without a question is a way, every other one is locked', async () => {
  const fake = new FakeAccounts();
  fake.silent = new Map([
    ['alice ', token('home')],
    ['alice guest', token('guest')],
  ]);
  const hears = finder(fake, ['home', 'guest', 'strict']);
  const { open, locked } = await findWays(hears);
  expect(open.map(({ account, tenant }) => [account, tenant])).toEqual([
    ['alice', 'home'],
    ['alice', 'guest'],
  ]);
  expect(locked).toEqual([{ id: 'strict', name: 'Name of strict', accountId: 'alice' }]);
  expect(fake.asked).toEqual([]);
  expect(hears.hidden).toEqual(expect.arrayContaining(['alice@contoso.example', 'bob@contoso.example', 'Name of strict']));
});

test('a tenant that one account opens is not locked for another', async () => {
  const fake = new FakeAccounts();
  fake.silent = new Map([
    ['alice ', token('home')],
    ['bob ', token('other')],
  ]);
  const { open, locked } = await findWays(finder(fake, ['home', 'other']));
  expect(open.map(({ account, tenant }) => `${account} ${tenant}`)).toEqual(['alice home', 'bob other']);
  expect(locked).toEqual([]);
});

test('a tenant from the settings is the only one asked for', async () => {
  const fake = new FakeAccounts();
  fake.silent = new Map([['alice fabrikam.example', token('home')]]);
  const { open } = await findWays(finder(fake, [], { tenant: 'fabrikam.example' }));
  expect(open.map(({ tenant }) => tenant)).toEqual(['fabrikam.example']);
});

test('without any session the error is a sign-in; an account that Azure refuses does not spoil the others', async () => {
  const fake = new FakeAccounts();
  await expect(findWays(finder(fake, []))).rejects.toThrow(expect.objectContaining({ reason: 'signIn' }));
  fake.silent = new Map([
    ['alice ', token('home')],
    ['bob ', token('other')],
  ]);
  const readTenants: WayFinder['readTenants'] = ({ source }) =>
    source.label.startsWith('bob') ? Promise.reject(new UserError('signIn', 'Refused.', 'Sign in.')) : Promise.resolve([]);
  const { open, locked } = await findWays(finder(fake, [], { readTenants }));
  expect(open.map(({ account }) => account)).toEqual(['alice']);
  expect(locked).toEqual([{ id: '', name: 'bob@contoso.example', accountId: 'bob', isRefused: true }]);
});

const claims = '{"access_token":{"nbf":{"essential":true}}}';
const alice: SessionOf = { account: { id: 'alice', label: 'alice@contoso.example' }, tenant: 'home' };

test('a claims challenge becomes a request with its header, asked only if a person may be asked', async () => {
  const fake = new FakeAccounts();
  const accounts = accountsOf(fake);
  let asking: Asking = 'never';
  const credential = sessionCredential(accounts, alice, () => asking);
  await expect(credential.getToken([scope], { claims })).rejects.toThrow(expect.objectContaining({ reason: 'signIn' }));
  expect(fake.asked).toEqual([]);
  // The command Sign In answers the open challenge first.
  await accounts.ask((await accounts.present('home'))!, true);
  const request = {
    wwwAuthenticate: `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
    fallbackScopes: [scope, 'VSCODE_TENANT:home'],
  };
  expect(fake.asked.map(([provider, what]) => [provider, what])).toEqual([['microsoft', request]]);
  asking = 'ifNeeded';
  fake.answer = () => token('home', { exp: 2_000_000_000 });
  expect(await credential.getToken([scope], { claims })).toEqual({ token: fake.answer(), expiresOnTimestamp: 2_000_000_000_000 });
});

test('a session that Azure refuses is asked for anew; without one a person picks the account', async () => {
  const fake = new FakeAccounts();
  const accounts = accountsOf(fake);
  expect(await accounts.present(undefined)).toBeUndefined();
  await accounts.ask({}, true);
  fake.silent = new Map([['bob ', token('home')]]);
  const refused = await accounts.present(undefined);
  expect(refused?.account?.id).toBe('bob');
  await accounts.ask(refused!, true);
  const options = fake.asked.map(([, , each]) => Object.keys(each as object).toSorted());
  expect(options).toEqual([
    ['clearSessionPreference', 'createIfNone'],
    ['account', 'forceNewSession'],
  ]);
});

test('leaving the dialog is no error but a cancellation', async () => {
  const fake = new FakeAccounts();
  fake.answer = () => {
    throw new Error('User did not consent to login.');
  };
  await expect(accountsOf(fake).ask({}, false)).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  fake.answer = () => {
    throw new Error('No network.');
  };
  await expect(accountsOf(fake).ask({}, false)).rejects.toThrow('No network.');
});

test('a challenge whose question is left is not asked about again in the same reading, and stays open', async () => {
  const fake = new FakeAccounts();
  const accounts = accountsOf(fake);
  fake.answer = () => {
    throw new Error('User did not consent to login.');
  };
  const meeting = () => accounts.meet(claims, alice, 'ifNeeded');
  for (const _ of [1, 2]) await expect(meeting()).rejects.toThrow(expect.objectContaining({ reason: 'signIn' }));
  expect(fake.asked).toHaveLength(1);
  expect(await accounts.present('home')).toMatchObject({ account: { id: 'alice' } });
  await expect(meeting()).rejects.toThrow(expect.objectContaining({ reason: 'signIn' }));
  expect(fake.asked).toHaveLength(2);
});

test('changes that matter are told from those that do not', async () => {
  const fake = new FakeAccounts();
  fake.silent = new Map([['alice ', token('home')]]);
  const accounts = accountsOf(fake);
  await findWays({ ...finder(fake, []), accounts });
  expect(await accounts.haveChanged()).toBe(false);
  fake.silent.set('bob ', token('home'));
  expect(await accounts.haveChanged()).toBe(true);
  fake.silent.delete('bob ');
  fake.ids = ['alice'];
  expect(await accounts.haveChanged()).toBe(true);
});

test('a token that is no JSON Web Token still works, for a while', async () => {
  const fake = new FakeAccounts();
  fake.silent = new Map([['alice home', 'opaque']]);
  const given = await sessionCredential(accountsOf(fake), alice, () => 'never').getToken([scope]);
  expect(given?.token).toBe('opaque');
  expect(given?.expiresOnTimestamp).toBeGreaterThan(Date.now());
  expect(tenantOfToken('opaque')).toBeUndefined();
  expect(tenantOfToken(token('ABC'))).toBe('abc');
});
