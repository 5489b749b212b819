import type { TokenCredential } from '@azure/core-auth';
import { bearerTokenAuthenticationPolicy, type PipelinePolicy } from '@azure/core-rest-pipeline';
import type { GuardedCredential } from '../signIn/tokenGuard.ts';

/**
 * Signs requests. A 401 without a claims challenge (the SDK answers those itself) means that the token has gone bad before its time: it
 * is forgotten, a new one is asked for once, however many requests have met the 401, and the request is sent once more.
 */
export function signPolicy(credential: TokenCredential & Partial<GuardedCredential>, scopes: readonly string[]): PipelinePolicy {
  // The SDK's policy keeps its token for itself: a new one has none yet.
  const newSigner = (): PipelinePolicy => bearerTokenAuthenticationPolicy({ credential, scopes: [...scopes] });
  let signer = newSigner();
  return {
    name: 'sign',
    async sendRequest(request, next) {
      const used = signer;
      const response = await used.sendRequest(request, next);
      if (response.status !== 401) return response;
      if (signer === used) {
        credential.forget?.();
        signer = newSigner();
      }
      return signer.sendRequest(request, next);
    },
  };
}
