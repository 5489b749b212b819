import { createHttpHeaders, createPipelineRequest, type HttpClient, type PipelineResponse } from '@azure/core-rest-pipeline';
import { UserError } from '../../model/userError.ts';
import { toUserError } from './azureError.ts';
import { newQuota, sandboxCredential, type Connection } from './connection.ts';
import { httpsClient } from './httpsClient.ts';
import { unpacked } from './packedBody.ts';

/** A sandbox answers this within a moment. */
const probeTimeoutMs = 10_000;

const startOne = 'Start a sandbox with `npm run sandbox` and give the URL and the certificate authority that it prints.';

/**
 * Connects to a sandbox that is served on this machine. Nothing is sent anywhere else: the endpoint must be a loopback address, its
 * certificate must come from the given authority (`ca`, PEM text), and it must answer as a sandbox (its control API). No credential is needed.
 *
 * Throws a `UserError` for anything else, and the signal's reason when cancelled.
 */
export async function connectServedSandbox(endpoint: string, ca: string, signal?: AbortSignal): Promise<Connection> {
  const { origin } = loopbackUrl(endpoint);
  const httpClient = httpsClient(ca);
  const timeout = AbortSignal.timeout(probeTimeoutMs);
  const answer = await probe(httpClient, `${origin}/_sandbox/clock`, signal ? AbortSignal.any([signal, timeout]) : timeout, signal);
  if (answer.status !== 200 || !hasClock(await unpacked(answer))) {
    throw new UserError('refusedEndpoint', `${origin} is no sandbox.`, startOne);
  }
  return {
    credential: sandboxCredential,
    endpoint: origin,
    scopes: [`${origin}/.default`],
    httpClient,
    source: { kind: 'sandbox', label: `Sandbox at ${origin}` },
    quota: newQuota(),
  };
}

/** Parsed and normalised by the URL standard: `https://0x7f.1` and `https://2130706433` read as 127.0.0.1. */
function loopbackUrl(endpoint: string): URL {
  const url = URL.parse(endpoint);
  const isLoopback = url !== null && (/^127(\.\d+){3}$/.test(url.hostname) || url.hostname === '[::1]' || url.hostname === 'localhost');
  if (!isLoopback || url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.pathname !== '/' || url.search !== '') {
    throw new UserError(
      'refusedEndpoint',
      `${JSON.stringify(endpoint)} is no https address of this machine.`,
      'Without a credential only a sandbox on this machine is read: https://127.0.0.1:PORT.',
    );
  }
  return url;
}

async function probe(httpClient: HttpClient, url: string, limit: AbortSignal, signal: AbortSignal | undefined): Promise<PipelineResponse> {
  try {
    return await httpClient.sendRequest(
      createPipelineRequest({ url, headers: createHttpHeaders({ accept: 'application/json' }), abortSignal: limit }),
    );
  } catch (error) {
    signal?.throwIfAborted();
    const told = toUserError(error);
    // Nothing listens there any more: that is no matter of the network.
    if (limit.aborted || told.azureCode === 'ECONNREFUSED')
      throw new UserError('unreachable', `${url} does not answer.`, startOne, { cause: error });
    throw told;
  }
}

function hasClock(body: string | null | undefined): boolean {
  try {
    const answer = JSON.parse(body ?? '') as { readonly now?: unknown } | null;
    return typeof answer?.now === 'string' && !Number.isNaN(Date.parse(answer.now));
  } catch {
    return false;
  }
}
