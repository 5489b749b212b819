import {
  createEmptyPipeline,
  defaultRetryPolicy,
  logPolicy,
  proxyPolicy,
  redirectPolicy,
  setClientRequestIdPolicy,
  userAgentPolicy,
  type Pipeline,
} from '@azure/core-rest-pipeline';
import type { Session } from './session.ts';
import { signPolicy } from './signPolicy.ts';

/**
 * The SDK repeats what failed for a moment (408, 429, 5xx, a broken connection), each time after twice as long, or after the
 * `Retry-After` of the answer: five requests in all. Its own delays (1, 2, 4 s) are for servers; a person waits here.
 */
const maxRetries = 4;
const defaultRepeatAfterMs = 200;

/**
 * The SDK's usual policies but those for forms, multipart bodies and tracing: they load Node's whole `fetch` and take a third of the time
 * that a small request costs. Bodies are unpacked by the session.
 *
 * `repeats: false` for requests that change Azure: whether one that broke off is to be sent again is not the pipeline's to decide.
 */
export function openPipeline(
  { credential, scopes, repeatAfterMs = defaultRepeatAfterMs }: Session,
  { repeats = true }: { readonly repeats?: boolean } = {},
): Pipeline {
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(proxyPolicy());
  pipeline.addPolicy(userAgentPolicy({ userAgentPrefix: 'azure-dr-readiness' }));
  pipeline.addPolicy(setClientRequestIdPolicy());
  if (repeats) {
    pipeline.addPolicy(defaultRetryPolicy({ maxRetries, retryDelayInMs: repeatAfterMs }), { phase: 'Retry' });
    pipeline.addPolicy(redirectPolicy(), { afterPhase: 'Retry' });
  }
  pipeline.addPolicy(signPolicy(credential, scopes), { phase: 'Sign' });
  pipeline.addPolicy(logPolicy(), { afterPhase: 'Sign' });
  return pipeline;
}
