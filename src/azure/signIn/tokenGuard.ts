import type { AccessToken, TokenCredential } from '@azure/core-auth';
import { UserError } from '../../model/userError.ts';
import { abortable } from '../abortable.ts';

/** A token with less than this left is asked for anew. The SDK begins to ask 2 minutes before the end. */
const enoughLeftMs = 5 * 60_000;

type Answer = Promise<AccessToken | null>;

/** A credential that keeps its token, until it is told that Azure no longer takes it. */
export interface GuardedCredential extends TokenCredential {
  forget(): void;
}

/**
 * The one place where a connection's tokens are asked for. Gives tokens for the given scopes and refuses all others (an SDK client that
 * was left at its default, a challenge that names another resource): with a `UserError`, before the credential hears of it. Where a
 * token is sent is watched by the session, below the SDK's redirects and repeats.
 *
 * One token serves all clients: each of them would otherwise ask for its own, and Azure CLI is a process each time. A claims challenge
 * asks the credential once, however many clients meet it. Throws what the credential throws, and the signal's reason when cancelled.
 */
export function guardTokens(credential: TokenCredential, scopes: readonly string[], now: () => number = Date.now): GuardedCredential {
  let token: AccessToken | undefined;
  /** The challenge that `token` has answered. */
  let answered: string | undefined;
  const underWay = new Map<string | undefined, Answer>();

  /** Without a signal: others may wait for the same answer. Without a tenant: the server of Azure's does not choose it. */
  async function ask(claims: string | undefined): Answer {
    const fresh = await credential.getToken([...scopes], claims === undefined ? { enableCae: true } : { enableCae: true, claims });
    token = fresh ?? undefined;
    answered = claims;
    return fresh;
  }

  return {
    async getToken(asked, { claims, abortSignal } = {}) {
      const wanted = typeof asked === 'string' ? [asked] : asked;
      if (wanted.length !== scopes.length || !wanted.every((scope) => scopes.includes(scope))) {
        throw new UserError(
          'refusedEndpoint',
          'A token was asked for that is not of this connection.',
          'Nothing was sent; check the endpoint and its audience.',
        );
      }
      const isAnswered = claims === undefined || claims === answered;
      if (isAnswered && token !== undefined && token.expiresOnTimestamp - now() > enoughLeftMs) return token;
      let answer = underWay.get(claims);
      if (answer === undefined) {
        answer = ask(claims).finally(() => underWay.delete(claims));
        underWay.set(claims, answer);
      }
      return abortable(answer, abortSignal as AbortSignal | undefined);
    },
    forget() {
      token = undefined;
      answered = undefined;
    },
  };
}
