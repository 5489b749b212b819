import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from '../../../src/azure/redact.ts';

const subscription = '/subscriptions/11111111-0000-0000-0000-000000000001';
const guid = '0a1b2c3d-1111-2222-3333-444455556666';

describe('taken out', () => {
  test.each([
    ['Authorization: Bearer abc.def-ghi_123==', 'Authorization: Bearer [token]'],
    ['token eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.c2ln was refused', 'token [token] was refused'],
    ['client_secret=s3cr~t.x&grant_type=client_credentials', 'client_secret=[secret]&grant_type=client_credentials'],
    ['{"access_token": "abc def", "expires_in": 1}', '{"access_token": [secret], "expires_in": 1}'],
    [String.raw`{\"password\":\"a b\",\"x\":1}`, String.raw`{\"password\":[secret],\"x\":1}`],
    ['AZURE_CLIENT_SECRET=abc', 'AZURE_CLIENT_SECRET=[secret]'],
    ['DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abc==;', 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=[secret];'],
    ['https://a.blob.core.windows.net/c?sv=2020&sig=ab%2Bc', 'https://a.blob.core.windows.net/c?sv=2020&sig=[secret]'],
    ['https://jane:pw@proxy.example:8080/x', 'https://[account] at proxy.example:8080/x'],
    ['signed in as jane.doe@contoso.example', 'signed in as [account]'],
    ['jane_contoso.com#EXT#@fabrikam.onmicrosoft.com and live.com#joe@outlook.com', '[account] and [account]'],
    ['upn=jane%40contoso.com&x=1', 'upn=[account]&x=1'],
    ['tenant contoso.onmicrosoft.com', 'tenant [tenant]'],
    [
      'POST https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token',
      'POST https://login.microsoftonline.com/[tenant]/oauth2/v2.0/token',
    ],
    [
      `authority: https://127.0.0.1:44253/${guid}/oauth2/v2.0/token, https://127.0.0.1/adfs/oauth2/token`,
      'authority: https://127.0.0.1:44253/[tenant]/oauth2/v2.0/token, https://127.0.0.1/adfs/oauth2/token',
    ],
    [`with tenant ID: ${guid}, clientId: ${guid}`, 'with tenant ID: [name], clientId: [name]'],
    [
      `The client 'jane@contoso.com' with object id '${guid}' does not have authorization to perform action 'Microsoft.Compute/disks/read' over scope '${subscription}' or the scope is invalid.`,
      `The client [name] with object id [name] does not have authorization to perform action 'Microsoft.Compute/disks/read' over scope '${subscription}' or the scope is invalid.`,
    ],
    [
      `User account '[x]' from identity provider 'live.com' does not exist in tenant 'Contoso Ltd' and cannot access the application '${guid}'(Azure) in that tenant.`,
      `User account [name] from identity provider 'live.com' does not exist in tenant [name] and cannot access the application [name](Azure) in that tenant.`,
    ],
    [
      `Application with identifier '${guid}' was not found in the directory 'Contoso'.`,
      'Application with identifier [name] was not found in the directory [name].',
    ],
    [`object id: ${guid}`, 'object id: [name]'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
    expect(redact(expected)).toBe(expected);
  });

  test('names that only the caller knows, the longer ones first', () => {
    expect(redact('Contoso Ltd reads as Contoso (.*)', ['Contoso', 'Contoso Ltd', '(.*)', ' '])).toBe('[name] reads as [name] [name]');
  });
});

describe('left in', () => {
  test.each([
    `You may not read this. (AuthorizationFailed) Needed: Reader on ${subscription}.`,
    `${subscription}/resourceGroups/Web/providers/Microsoft.Storage/storageAccounts/acme`,
    "Specified resource with name 'cli-test-protected-item-A2A-1' does not exist.",
    "The storage account 'acme' was not found.",
    'https://login.microsoftonline.com/common/oauth2',
    'node_modules/@azure/identity/dist/index.js:1:2',
    'Azure does not accept the sign-in. Sign in again. (AADSTS700082)',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text);
  });
});

const around = fc.string({ unit: 'grapheme', maxLength: 30 });
const base64url = fc.uint8Array({ minLength: 6, maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
const jwt = fc
  .tuple(fc.dictionary(fc.stringMatching(/^[a-z]\w*$/), fc.string(), { minKeys: 1 }), base64url, base64url)
  .map(([header, body, signature]) => `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${body}.${signature}`);
const word = fc.stringMatching(/^[a-z][a-z0-9.]{1,20}[a-z0-9]$/);
const address = fc.tuple(word, fc.stringMatching(/^[a-z]{2,10}\.[a-z]{2,6}$/)).map(([user, domain]) => `${user}@${domain}`);

describe('by property', () => {
  test('no part of a token is left, whatever stands around it', () => {
    fc.assert(
      fc.property(around, fc.constantFrom(' ', '=', ':', '"', '/', '\n', '_'), jwt, around, (before, mark, token, after) => {
        const left = redact(`${before}${mark}${token} ${after}`);
        for (const part of token.split('.').filter(({ length }) => length > 7)) {
          if (!before.includes(part) && !after.includes(part)) expect(left).not.toContain(part);
        }
      }),
    );
  });

  test('no address is left', () => {
    fc.assert(
      fc.property(around, address, around, (before, mail, after) => {
        expect(redact(`${before} ${mail} ${after}`)).not.toContain(mail);
      }),
    );
  });

  test('no secret of a form is left', () => {
    fc.assert(
      fc.property(fc.constantFrom('client_secret', 'refresh_token', 'AccountKey', 'password'), base64url, (name, secret) => {
        expect(redact(`x=1&${name}=${secret}&y=2`)).toBe(`x=1&${name}=[secret]&y=2`);
      }),
    );
  });

  test('redacting twice changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(around, jwt, address, fc.constantFrom(' ', "client '", "'", '"', 'Bearer ', 'sig=', 'password: ', '@', '://')), {
          maxLength: 8,
        }),
        (parts) => {
          const once = redact(parts.join(''));
          expect(redact(once)).toBe(once);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a long line takes no time to speak of', () => {
    const before = performance.now();
    for (const unit of ['a', 'a.', 'secret', "'", 'client ', 'eyJ', '%40', '://']) redact(unit.repeat(100_000 / unit.length));
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
