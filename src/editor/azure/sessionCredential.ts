import type { AccessToken, TokenCredential } from '@azure/core-auth';
import type { AuthenticationSession } from 'vscode';
import { UserError } from '../../model/userError.ts';
import type { Asking } from '../estate.ts';
import type { MicrosoftAccounts, SessionOf } from './microsoftAccounts.ts';

/** Of a token that does not say when it ends: VS Code renews its own in time, so that it is asked again soon. */
const unknownLifeMs = 10 * 60_000;

/** Tokens of one account in one tenant. Throws a `UserError` with reason `signIn` where a person would have to be asked and may not be. */
export function sessionCredential(accounts: MicrosoftAccounts, of: SessionOf, asking: () => Asking): TokenCredential {
  return {
    async getToken(_scopes, options) {
      if (options?.claims !== undefined) return tokenOf(await accounts.meet(options.claims, of, asking()));
      const session = await accounts.silent(of);
      if (session) return tokenOf(session);
      throw new UserError('signIn', 'The sign-in has expired or was withdrawn.', 'Sign in.');
    },
  };
}

function tokenOf({ accessToken }: AuthenticationSession): AccessToken {
  const ends = payloadOf(accessToken)['exp'];
  return { token: accessToken, expiresOnTimestamp: typeof ends === 'number' ? ends * 1000 : Date.now() + unknownLifeMs };
}

/** The tenant that a token is for, lower-case; undefined when it does not say. */
export function tenantOfToken(token: string): string | undefined {
  const tenant = payloadOf(token)['tid'];
  return typeof tenant === 'string' ? tenant.toLowerCase() : undefined;
}

/** Tokens are Azure's to check; here they are only read. */
function payloadOf(token: string): Record<string, unknown> {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
