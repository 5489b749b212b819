import type { AccessToken, GetTokenOptions } from '@azure/core-auth';
import { describe, expect, test } from 'vitest';
import { guardTokens } from '../../../../src/azure/signIn/tokenGuard.ts';

const scopes = ['https://own.example/.default'];
const minute = 60_000;

/** A credential that counts, and whose tokens live for an hour of the test's time. */
function credential() {
  const time = { now: 0 };
  const asked: { readonly scopes: string | readonly string[]; readonly options: GetTokenOptions | undefined }[] = [];
  const guard = guardTokens(
    {
      getToken: (of, options): Promise<AccessToken> => {
        asked.push({ scopes: of, options });
        return Promise.resolve({ token: `token ${asked.length}`, expiresOnTimestamp: time.now + 60 * minute });
      },
    },
    scopes,
    () => time.now,
  );
  return { guard, asked, time };
}

describe('tokens are asked for in one place', () => {
  test.each([
    'https://management.azure.com/.default',
    'https://own.example//.default',
    [],
    ['https://own.example/.default', 'https://management.azure.com/.default'],
    ['https://management.azure.com/.default'],
  ])('not for %j', async (other) => {
    const { guard, asked } = credential();
    await expect(guard.getToken(other)).rejects.toMatchObject({ name: 'UserError', reason: 'refusedEndpoint' });
    expect(asked).toEqual([]);
  });

  test('once for all clients, and anew before the end', async () => {
    const { guard, asked, time } = credential();
    const tokens = await Promise.all(Array.from({ length: 100 }, () => guard.getToken(scopes)));
    expect(new Set(tokens.map((token) => token?.token))).toEqual(new Set(['token 1']));
    time.now = 54 * minute;
    expect(await guard.getToken(scopes[0]!)).toMatchObject({ token: 'token 1' });
    time.now = 56 * minute;
    expect(await guard.getToken(scopes)).toMatchObject({ token: 'token 2' });
    expect(asked).toHaveLength(2);
  });

  test('once for a claims challenge, however many meet it; a later one asks again', async () => {
    const { guard, asked } = credential();
    await guard.getToken(scopes);
    const again = await Promise.all(Array.from({ length: 10 }, () => guard.getToken(scopes, { claims: 'a' })));
    expect(new Set(again.map((token) => token?.token))).toEqual(new Set(['token 2']));
    expect(await guard.getToken(scopes, { claims: 'a' })).toMatchObject({ token: 'token 2' });
    expect(await guard.getToken(scopes)).toMatchObject({ token: 'token 2' });
    expect(await guard.getToken(scopes, { claims: 'b' })).toMatchObject({ token: 'token 3' });
    expect(asked.map(({ options }) => options?.claims)).toEqual([undefined, 'a', 'b']);
  });

  test('anew when it is told that the token is no longer taken', async () => {
    const { guard } = credential();
    await guard.getToken(scopes);
    guard.forget();
    expect(await guard.getToken(scopes)).toMatchObject({ token: 'token 2' });
  });

  test('never for a tenant that the other side names', async () => {
    const { guard, asked } = credential();
    await guard.getToken(scopes, { tenantId: 'elsewhere' });
    expect(asked).toEqual([{ scopes, options: { enableCae: true } }]);
  });

  test('a failure is told to all who wait, and not kept', async () => {
    let calls = 0;
    const guard = guardTokens(
      { getToken: () => (++calls === 1 ? Promise.reject(new Error('no')) : Promise.resolve({ token: 't', expiresOnTimestamp: Infinity })) },
      scopes,
    );
    const first = await Promise.allSettled([guard.getToken(scopes), guard.getToken(scopes)]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(calls).toBe(1);
    expect(await guard.getToken(scopes)).toMatchObject({ token: 't' });
  });

  test('who is cancelled leaves, the others get it', async () => {
    const { promise, resolve } = Promise.withResolvers<AccessToken>();
    const guard = guardTokens({ getToken: () => promise }, scopes);
    const controller = new AbortController();
    const leaving = guard.getToken(scopes, { abortSignal: controller.signal });
    const staying = guard.getToken(scopes);
    controller.abort();
    await expect(leaving).rejects.toMatchObject({ name: 'AbortError' });
    resolve({ token: 't', expiresOnTimestamp: Infinity });
    expect(await staying).toMatchObject({ token: 't' });
  });
});
