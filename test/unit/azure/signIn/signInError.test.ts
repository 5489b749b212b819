import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { cloudNamed, customCloud } from '../../../../src/azure/clouds.ts';
import { signInError } from '../../../../src/azure/signIn/signInError.ts';
import { UserError } from '../../../../src/model/userError.ts';

const cloud = cloudNamed('AzureCloud');
const government = cloudNamed('AzureUSGovernment');
const own = customCloud('https://arm.contoso.example', 'https://arm.contoso.example');

/** As the sign-in service says it, inside whatever the SDK puts around it. */
const said = (code: string): Error =>
  new Error(`invalid_grant: ${code}: The user 'jane@contoso.com' of tenant 'Contoso' may not. Trace ID: 1`);

/** Holds something that can be run by the name of `az`; what it does is not asked. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dr-path-'));
  writeFileSync(path.join(folder, process.platform === 'win32' ? 'az.cmd' : 'az'), '', { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  vi.stubEnv('PATH', folder);
  vi.stubEnv('AZURE_TENANT_ID', 'contoso.com');
  vi.stubEnv('AZURE_CLIENT_ID', 'id');
  vi.stubEnv('AZURE_CLIENT_SECRET', 'secret');
});
afterEach(() => void vi.unstubAllEnvs());

describe('Azure CLI', () => {
  test.each([
    ['AADSTS700082', { cloud }, 'The sign-in has expired or was withdrawn. Run `az login`. (AADSTS700082)'],
    [
      'AADSTS70043',
      { cloud, tenant: 'contoso.com' },
      'The sign-in has expired or was withdrawn. Run `az login` for the same tenant. (AADSTS70043)',
    ],
    [
      'AADSTS50076',
      { cloud: government },
      'The organisation asks for another proof of who you are. Run `az login` after `az cloud set --name AzureUSGovernment`. (AADSTS50076)',
    ],
    ['AADSTS90002', { cloud }, 'The tenant does not exist, or does not know this account. Check which tenant is given. (AADSTS90002)'],
    [
      'AADSTS500011',
      { cloud: own },
      'The tenant does not know the audience that was asked for. Check the cloud or the audience that is given, and the cloud of the sign-in. (AADSTS500011)',
    ],
    ['AADSTS999999', { cloud: own }, 'Azure CLI has no login that gives a token. Run `az login`. (AADSTS999999)'],
  ])('%s', (code, options, expected) => {
    const error = signInError(said(code), 'azureCli', options);
    expect(error).toMatchObject({ reason: 'signIn', azureCode: code });
    expect(error.toText()).toBe(expected);
  });

  test('that Azure asks for more than it gives: a new login', () => {
    const error = new Error('This credential does not support claims challenges. Run: az login --claims-challenge e30=');
    expect(signInError(error, 'azureCli', { cloud, tenant: 'contoso.com' }, true).toText()).toBe(
      'The organisation asks for another proof of who you are. Run `az logout` first. Run `az login` for the same tenant. If that is not enough, sign in with VS Code.',
    );
  });

  test('that is not there', () => {
    vi.stubEnv('PATH', path.join(folder, 'none'));
    expect(signInError(new Error('spawn az ENOENT'), 'azureCli', { cloud }).toText()).toMatch(/^Azure CLI \(az\) is not installed/);
  });
});

describe('the environment', () => {
  test.each([
    ['AADSTS7000222', /secret or certificate is wrong or has expired\. Renew it/],
    ['AADSTS700016', /does not know this account\. Check AZURE_TENANT_ID\./],
    ['AADSTS53003', /another proof.*cannot ask anybody/],
  ])('%s', (code, expected) => {
    expect(signInError(said(code), 'environment', { cloud }).toText()).toMatch(expected);
  });

  test('of another tenant than its own', () => {
    expect(signInError(said('AADSTS90002'), 'environment', { cloud, tenant: 'x' }).todo).toBe('Check which tenant is given.');
  });

  test.each(['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'])('without %s', (name) => {
    vi.stubEnv(name, '');
    expect(signInError(new Error('unavailable'), 'environment', { cloud }).message).toBe(`The environment lacks ${name}.`);
  });

  test('with a certificate in place of a secret', () => {
    vi.stubEnv('AZURE_CLIENT_SECRET', '');
    vi.stubEnv('AZURE_CLIENT_CERTIFICATE_PATH', 'file.pem');
    expect(signInError(new Error('unavailable'), 'environment', { cloud }).message).toMatch(/gets no token/);
  });
});

test('what is made for people already stays as it is', () => {
  const error = new UserError('refusedEndpoint', 'No.', 'Do not.');
  expect(signInError(error, 'azureCli', { cloud })).toBe(error);
});

test('names of accounts and tenants stay out of the words', () => {
  for (const kind of ['azureCli', 'environment'] as const) {
    expect(signInError(said('AADSTS700082'), kind, { cloud, tenant: 'contoso.com' }).toText()).not.toMatch(/jane|contoso/i);
  }
});
